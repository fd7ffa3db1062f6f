"""Worker processes that kill themselves at one commit: python -m tests.intake.store.killed_worker, a line of "POINT URL" each.

POINT is "before:n", "after:n", or "never". A worker keeps the messages of the story that are not kept yet, as a channel does
that was not told of them, and handles what waits. Each line is answered with the signal that ended its process, 0 for none.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session, configure_mappers

from db import inbox
from db.session import Database
from intake.messages import Incoming
from intake.receive import handle, keep
from intake.settings import IntakeSettings
from intake.store import follow_up, queue
from nlp.pipeline import Reader
from nlp.reading import Reading

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SETTINGS = IntakeSettings(curators={"telegram": ("900",)})
STORY = (
    ("101", "We need 10 chairs for our lunch club in Harehills"),
    ("101", "Harehills Lunch Club, yes you may share it"),
    ("900", "LS-0001 ok"),
    ("201", "LS-0001: we can give 6 chairs on 4 December"),
    ("101", "yes please"),
)


class Remembering:
    """The real reader; each text is read once only, however many processes read it."""

    def __init__(self) -> None:
        self.reader = Reader("leeds", encoder=False)
        self.vector = self.reader.vector
        self.readings: dict[str, Reading] = {}

    def read(
        self, text: str, received: date, *, place: str | None = None, known_personal: tuple[str, ...] = ()
    ) -> Reading:
        """The reading, made at the first call."""
        if text not in self.readings:
            self.readings[text] = self.reader.read(text, received, place=place, known_personal=known_personal)
        return self.readings[text]


class Mortal(Database):
    """The real store; its process dies at one commit."""

    def __init__(self, url: str, point: str):
        super().__init__(url)
        self.when, _, number = point.partition(":")
        self.number = int(number or 0)
        self.commits = 0

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """The same transaction, killed before or after it is committed."""
        with super().transaction() as session:
            yield session
            self.commits += 1
            if self.when == "before" and self.commits == self.number:
                session.flush()
                os.kill(os.getpid(), signal.SIGKILL)
        if self.when == "after" and self.commits == self.number:
            os.kill(os.getpid(), signal.SIGKILL)


def run(url: str, point: str, reader: Remembering) -> int:
    """The whole story, or what is left of it; the number of commits. Who is never killed starts later: old claims are stale."""
    database = Mortal(url, point)
    now = START + timedelta(minutes=30) if point == "never" else START
    for number, (sender, text) in enumerate(STORY):
        received = START + timedelta(minutes=number)
        keep(database, Incoming("telegram", f"update:{number}", received, sender=sender, thread=sender, text=text))
        drain(database, reader, now + timedelta(minutes=number))
    asked = max(now, datetime(2026, 12, 5, 9, 0, tzinfo=UTC))
    follow_up.due(database, settings=SETTINGS, now=asked)
    queue.morning_letter(database, settings=SETTINGS, now=asked)
    database.dispose()
    return database.commits


def drain(database: Database, reader: Remembering, now: datetime) -> None:
    """Handle all that waits."""
    while True:
        with database.transaction() as session:
            ids = inbox.claim(session, worker="mortal", now=now, limit=20)
        if not ids:
            return
        for message_id in ids:
            handle(database, message_id, reader=reader, settings=SETTINGS, now=now)


def serve() -> None:
    """One process for each line; what is slow to load is loaded once."""
    reader = Remembering()
    for _, text in STORY:
        reader.read(text, START.date())
    configure_mappers()
    gc.freeze()
    for line in sys.stdin:
        point, url = line.split()
        worker = os.fork()
        if not worker:
            run(url, point, reader)
            os._exit(0)
        _, status = os.waitpid(worker, 0)
        print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)


if __name__ == "__main__":
    serve()
