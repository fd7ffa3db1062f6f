"""The terminal as a channel: lines typed come in, replies are printed with their choices as numbers."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Event
from typing import TextIO
from uuid import uuid4

from bots.channel import Keep
from bots.render import numbered, plain
from intake.messages import Choice, Incoming, Outgoing


def show(outgoing: Outgoing) -> str:
    """A message as the terminal shows it: its words, its choices by number, and the names of enclosed files."""
    pieces = [plain(outgoing.text).rstrip(), numbered(outgoing.choices)]
    pieces += [f"[{file.name}, {len(file.content):,} bytes]" for file in outgoing.enclosures if not file.content_id]
    return "\n".join(piece for piece in pieces if piece)


def picked(line: str, choices: Sequence[Choice]) -> str:
    """The value of the choice that was typed by its number ("2", "[2]") or its label, else "".

    A number stands for a choice only while choices are offered: to "how many?" it is an amount.
    """
    typed = line.strip().strip("[]().").strip()
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= len(choices):
        return choices[int(typed) - 1].value
    for choice in choices:
        if typed and typed.casefold() == choice.label.strip().casefold():
            return choice.value
    return ""


def from_line(line: str, *, name: str, choices: Sequence[Choice] = (), received_at: datetime | None = None) -> Incoming:
    """One typed line as a message from `name`. A number or label among `choices` becomes the choice."""
    text = plain(line.rstrip("\r\n"))
    now = received_at or datetime.now(UTC)
    return Incoming(
        channel="terminal",
        external_id=f"line:{uuid4().hex}",
        received_at=now,
        sender=name,
        sender_name=name,
        thread=name,
        text=text,
        choice=picked(text, choices),
        sent_at=now,
    )


class Console:
    """The terminal channel. It remembers the choices offered last, so that a typed number is understood.

    `write` is told each reply as text; by default it is printed to standard output at once.
    """

    name = "terminal"

    def __init__(self, speaker: str, *, lines: TextIO | None = None, write: Callable[[str], None] | None = None):
        self.speaker = speaker
        self._lines = lines or sys.stdin
        self._write = write or _print
        self._offered: tuple[Choice, ...] = ()
        self._sent = 0

    def run(self, keep: Keep, stop: Event) -> None:
        """Take lines in until they end or `stop` is set; a stop is noticed at the next line."""
        while not stop.is_set() and (line := self._lines.readline()):
            self.take(line, keep)

    def poll_once(self, keep: Keep) -> int:
        """Take in all lines until they end; return how many messages were new."""
        count = 0
        while line := self._lines.readline():
            count += self.take(line, keep)
        return count

    def take(self, line: str, keep: Keep, *, received_at: datetime | None = None) -> bool:
        """Hand one typed line on as of this time (now when none is given); an empty one is nothing said. True when it was new."""
        if not line.strip():
            return False
        offered, self._offered = self._offered, ()
        return keep(from_line(line, name=self.speaker, choices=offered, received_at=received_at))

    def send(self, outgoing: Outgoing) -> str:
        """Print one message. Only the choices of the last one can be answered by number."""
        self._offered = outgoing.choices
        self._write(show(outgoing))
        self._sent += 1
        return f"printed:{self._sent}"

    def check(self) -> str:
        """A terminal is always there."""
        return "The terminal works."

    def close(self) -> None:
        """Nothing is held open."""
        self._offered = ()


def _print(text: str) -> None:
    print(text, flush=True)
