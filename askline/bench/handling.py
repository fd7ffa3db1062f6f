"""How many messages a second are handled, from `keep` to committed replies, beside bare inserts of the same rows."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from askline.bench.figures import Figure
from askline.bench.servers import throwaway_postgres
from askline.bench.texts import texts
from intake.messages import Incoming

if TYPE_CHECKING:
    from numpy import ndarray

    from db.session import Database
    from intake.receive import MessageReader
    from intake.settings import IntakeSettings
    from nlp.pipeline import Reader
    from nlp.reading import Reading

TOGETHER = 20
START = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)


class ReadBefore:
    """A reader that has read every text already, so that what is timed is everything but the reading."""

    def __init__(self, reader: "Reader", messages: list[str]):
        self.readings = {text: reader.read(text, START.date()) for text in set(messages)}
        self.vectors = {read.public_text: reader.vector(read.public_text) for read in self.readings.values()}
        self.fallback = reader

    def read(
        self, text: str, received: date, *, place: str | None = None, known_personal: tuple[str, ...] = ()
    ) -> "Reading":
        """The reading made before."""
        found = self.readings.get(text)
        if found is None:
            found = self.readings[text] = self.fallback.read(text, received, place=place, known_personal=known_personal)
        return found

    def vector(self, text: str) -> "ndarray":
        """The vector made before."""
        found = self.vectors.get(text)
        if found is None:
            found = self.vectors[text] = self.fallback.vector(text)
        return found


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """On SQLite and, where it can be started, on PostgreSQL."""
    from nlp.pipeline import Reader

    messages = texts(int(600 * scale))
    reader = ReadBefore(Reader("leeds"), messages)
    yield from _on(f"sqlite:///{folder / 'bench.db'}", "SQLite", reader, messages, "≥ 150 /s")
    with throwaway_postgres() as (url, why):
        if url:
            yield from _on(url, "PostgreSQL", reader, messages, "")
        else:
            yield Figure("messages handled on PostgreSQL", None, "/s", note=why)


def _on(url: str, name: str, reader: ReadBefore, messages: list[str], aim: str) -> Iterator[Figure]:
    from db.session import Database

    database = Database(url)
    database.upgrade()
    bare = _bare_inserts(database, messages)
    handle_all(database, reader, messages[:50], "warm")
    handled = handle_all(database, reader, messages, "m")
    database.dispose()
    note = "reading not counted; each message is one keep and one handling, both committed"
    yield Figure(f"messages handled on {name}", handled, "/s", bare, "two bare inserts, each committed", aim, note)


def _settings() -> "IntakeSettings":
    from intake.settings import IntakeSettings

    return IntakeSettings(place="leeds")


def handle_all(database: "Database", reader: "MessageReader", messages: list[str], mark: str) -> float:
    """Keep and handle the messages, two to a sender, as the worker does when they come in twenties; messages a second."""
    from db import inbox
    from intake import receive

    settings = _settings()
    start = time.perf_counter()
    for number, text in enumerate(messages):
        now = START + timedelta(seconds=number)
        sender = f"{mark}{number // 2}"
        receive.keep(database, Incoming("telegram", f"{mark}:{number}", now, sender=sender, thread=sender, text=text))
        if (number + 1) % TOGETHER and number + 1 < len(messages):
            continue
        while True:
            with database.transaction() as session:
                claimed = inbox.claim(session, worker="bench", now=now, limit=TOGETHER)
            if not claimed:
                break
            for message_id in claimed:
                receive.handle(database, message_id, reader=reader, settings=settings, now=now)
    return len(messages) / (time.perf_counter() - start)


def _bare_inserts(database: "Database", messages: list[str]) -> float:
    """Two committed inserts a message; messages a second."""
    start = time.perf_counter()
    for number, text in enumerate(messages):
        insert_bare(database, number, text)
    return len(messages) / (time.perf_counter() - start)


def insert_bare(database: "Database", number: int, text: str) -> None:
    """Two committed inserts, of rows like those that handling a message writes: the least that can be done."""
    from sqlalchemy import insert

    from db.models import Delivery, Message

    with database.transaction() as session:
        session.execute(
            insert(Message).values(
                channel="bare", external_id=str(number), text=text, received_at=START, sender="x", state="done"
            )
        )
    with database.transaction() as session:
        session.execute(
            insert(Delivery).values(
                dedupe_key=f"bare{number}",
                message_key=f"bare{number}",
                reply_token=f"bare{number}",
                kind="reply",
                channel="bare",
                address="x",
                text=text,
                not_before=START,
                created_at=START,
                state="sent",
            )
        )
