"""What store tests share: people write, the worker handles, and the rows are looked at."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from db import inbox
from db.models import Base, Delivery, Entry, Event, Message, Pledge
from db.session import Database
from intake.messages import Incoming
from intake.receive import handle, keep
from intake.settings import IntakeSettings
from nlp.pipeline import Reader

Row = TypeVar("Row", bound=Base)
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OURS = "asks@askline.example.org"
CURATOR = "cara@example.org"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For a test whose queries others run on both databases already."""


@dataclass
class House:
    """One installation on a store of its own. Each message comes a minute after the last."""

    database: Database
    reader: Reader
    now: datetime = START
    settings: IntakeSettings = field(
        default_factory=lambda: IntakeSettings(
            curators={"telegram": ("900",), "email": (CURATOR,)}, own_addresses=(OURS,)
        )
    )
    count: int = 0

    def keep(self, incoming: Incoming) -> bool:
        return keep(self.database, incoming)

    def telegram(self, sender: str, text: str, *, name: str = "", choice: str = "", update: int = 0) -> Incoming:
        """A Telegram message; each has its own update number unless one is given."""
        self.count += 1
        self.now += timedelta(minutes=1)
        return Incoming(
            "telegram",
            f"update:{update or self.count}",
            self.now,
            sender=sender,
            sender_name=name,
            thread=sender,
            text=text,
            choice=choice,
        )

    def say(self, sender: str, text: str, *, name: str = "", choice: str = "") -> str:
        """Somebody writes and it is handled: the last reply."""
        self.keep(self.telegram(sender, text, name=name, choice=choice))
        self.work()
        return self.last(sender)

    def write(self, sender: str, text: str, *, subject: str = "", token: str = "", **headers: str) -> str:
        """Somebody sends a letter and it is handled: the last reply."""
        self.count += 1
        self.now += timedelta(minutes=1)
        self.keep(Incoming("email", f"mail:{self.count}", self.now, raw=letter(sender, text, subject, token, headers)))
        self.work()
        return self.last(sender)

    def work(self) -> list[str]:
        """Handle all that waits; why each was done."""
        whys = []
        while True:
            with self.database.transaction() as session:
                ids = inbox.claim(session, worker="test", now=self.now)
            if not ids:
                return whys
            whys += [self.handle(message_id) for message_id in ids]

    def handle(self, message_id: int) -> str:
        return handle(self.database, message_id, reader=self.reader, settings=self.settings, now=self.now)

    def rows(self, model: type[Row]) -> list[Row]:
        with self.database.session() as session:
            return list(session.scalars(select(model).order_by(model.id)))  # type: ignore[attr-defined]

    def entries(self) -> list[Entry]:
        return self.rows(Entry)

    def pledges(self) -> list[Pledge]:
        return self.rows(Pledge)

    def messages(self) -> list[Message]:
        return self.rows(Message)

    def events(self) -> list[Event]:
        return self.rows(Event)

    def sent(self, address: str, kind: str = "") -> list[Delivery]:
        return [row for row in self.rows(Delivery) if row.address == address and kind in ("", row.kind)]

    def rows_to(self, contact_id: int | None) -> list[Delivery]:
        return [row for row in self.rows(Delivery) if row.contact_id == contact_id]

    def last(self, address: str) -> str:
        rows = self.sent(address)
        return rows[-1].text if rows else ""

    def ask(
        self, sender: str = "101", text: str = "We need 10 chairs for our lunch club in Harehills before Christmas"
    ) -> str:
        """An ask that a curator approved; its reference."""
        self.say(sender, text, name="Amina Khan")
        self.say(sender, "Harehills Lunch Club, yes you may share it")
        ref = self.entries()[-1].ref
        self.say("900", f"{ref} ok", name="Cara")
        return ref

    def where(self, ref: str) -> dict[str, Any]:
        """The columns of an entry."""
        entry = next(row for row in self.entries() if row.ref == ref)
        return {column.key: getattr(entry, column.key) for column in Entry.__table__.columns if column.key != "vector"}


def letter(sender: str, text: str, subject: str, token: str, headers: dict[str, str]) -> bytes:
    """The bytes of a plain letter to us; with a token, to its reply address."""
    message = EmailMessage()
    message["From"] = sender
    local, _, domain = OURS.partition("@")
    message["To"] = f"{local}+r.{token}@{domain}" if token else OURS
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((sender, text, token)))}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()
