"""`askline chat` and `askline review`: the terminal as one person's channel, handled in this process."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from askline.options import fail
from askline.outgoing import outgoing
from askline.wiring import Installation, open_installation
from bots.console import Console
from intake.messages import Incoming

WELCOME = "Write in your own words, one message a line. Ctrl-D ends."


class Talk:
    """One person in the terminal: takes a line, has it handled, and hands over what is sent to that person."""

    def __init__(self, installation: Installation, name: str, write: Callable[[str], None]):
        from askline.worker import Worker

        self.installation = installation
        self.name = name
        self.clock = installation.clock
        self.worker = Worker(installation)
        self.console = Console(name, write=write)

    def say(self, line: str) -> None:
        """Take one line in, handle it, and print what comes back."""
        if self.console.take(line, self._keep, received_at=self.clock()):
            self.installation.have_reader()
            self.worker.handle_inbox()
            self.hear()

    def hear(self) -> int:
        """Print what waits for this person and return how many messages that were."""
        from db import outbox

        database, heard = self.installation.database, 0
        with database.transaction() as session:
            rows = outbox.claim(
                session, worker=self.worker.name, now=self.clock(), limit=100, channels=("terminal",), address=self.name
            )
            waiting = [(row.id, outgoing(row)) for row in rows]
        for delivery_id, message in waiting:
            self.console.send(message)
            with database.transaction() as session:
                outbox.settle_sent(session, delivery_id, now=self.clock(), external_id=f"printed:{delivery_id}")
            heard += 1
        return heard

    def show_queue(self) -> None:
        """Store the curator's queue as a message to this person, so that its numbers are known, and print it."""
        from intake.store import queue

        queue.letter_now(
            self.installation.database,
            settings=self.installation.intake,
            channel="terminal",
            address=self.name,
            key=f"review:{uuid4().hex}",
            now=self.clock(),
        )
        self.hear()

    def _keep(self, incoming: Incoming) -> bool:
        from intake import receive

        return receive.keep(self.installation.database, incoming)


def chat(home: Path, name: str, now: datetime | None, source: TextIO, target: TextIO) -> None:
    """Talk as `name` until the input ends. What had been waiting for that person is printed first."""
    if source.isatty():
        print(WELCOME, file=target, flush=True)
    talk = _opened(home, name, now, target)
    try:
        talk.hear()
        _each_line(source, target, talk.say)
    finally:
        talk.installation.close()


def review(home: Path, name: str, now: datetime | None, source: TextIO, target: TextIO) -> None:
    """Show the queue to the curator `name` and take decisions, a line each, until the input ends."""
    talk = _opened(home, name, now, target)
    try:
        if name not in talk.installation.curators["terminal"]:
            fail(f"{name} is not a curator here: add the name to curators.terminal in config.toml.")
        talk.hear()
        talk.show_queue()
        _each_line(source, target, talk.say)
    finally:
        talk.installation.close()


def _opened(home: Path, name: str, now: datetime | None, target: TextIO) -> Talk:
    installation = open_installation(home, now)
    installation.load_ahead()
    from askline.logs import configure

    configure("error")

    def write(text: str) -> None:
        print(text, end="\n\n", file=target, flush=True)

    return Talk(installation, name, write)


def _each_line(source: TextIO, target: TextIO, say: Callable[[str], None]) -> None:
    if hasattr(source, "reconfigure"):
        source.reconfigure(errors="replace")
    for line in _typed(target) if source.isatty() else source:
        say(line)


def _typed(target: TextIO) -> Iterable[str]:
    while True:
        try:
            yield input("> ")
        except EOFError:
            print(file=target)
            return
