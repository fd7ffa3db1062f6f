"""A golden dialogue through the whole store: kept, claimed, handled, and read back from the outbox."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy
from sqlalchemy import delete, select, text

from db import contacts, entries, inbox, outbox, subscribers
from db.models import Base, Counter, Delivery, Entry
from db.session import Database
from intake.facts import SubscriptionFacts
from intake.messages import Answer, Attachment, Choice, Incoming
from intake.receive import handle, keep
from intake.settings import IntakeSettings
from intake.store import silence, similar
from nlp.reading import Reading
from tests.intake.conversation.dialogue import Script
from tests.intake.conversation.world import START

SETTINGS = IntakeSettings(curators={}, keeps_months=12, crisis="Samaritans: 116 123. Leeds crisis line: 0113 496 0999.")
FIRST = 41


class ReadBefore:
    """A reader that gives the reading it was handed, and finds nothing alike."""

    reading: Reading

    def read(
        self, text: str, received: Any, *, place: str | None = None, known_personal: tuple[str, ...] = ()
    ) -> Reading:
        return self.reading

    def vector(self, text: str) -> numpy.ndarray:
        return numpy.zeros(8, dtype=numpy.float32)


@dataclass
class Person:
    """Somebody in the dialogue, with all buttons they have ever been shown."""

    name: str
    channel: str = "telegram"
    buttons: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.name}@example.org" if self.channel == "email" else self.name


@dataclass
class StoredScript(Script):
    """Plays a dialogue on a store and writes down what people get: the words and choices, not the effects."""

    database: Database = field(kw_only=True)
    people: dict[str, Person] = field(default_factory=dict)
    store_now: datetime = START
    count: int = 0

    def person(self, name: str) -> Person:
        return self.people.setdefault(name, Person(name))

    def _direct(self, words: list[str], line: str) -> None:
        match words:
            case ["channel", who, channel]:
                self.person(who).channel = channel
            case ["entry", who]:
                self._entry(self.person(who), *(part.strip() for part in line.split(":", 2)[1:]))
            case ["digest", who, *refs]:
                numbers = {str(place): ref for place, ref in enumerate(refs, 1)}
                self._asked(self.person(who), {"kind": "digest", "numbers": numbers})
            case ["came" | "reminded" as kind, who, number]:
                self._asked(self.person(who), {"kind": kind, "pledge": int(number)})
            case ["silence", who]:
                self.store_now += timedelta(hours=20)
                before, person = self._newest(), self.person(who)
                silence._look(self.database, person.channel, person.address, SETTINGS, self.store_now)
                self._heard(person, before)
            case ["days", count]:
                self.store_now += timedelta(days=int(count))
            case ["known", who, *name]:
                self._contact(self.person(who), organisation=" ".join(name), share_organisation=True)
            case ["subscribed", who, *themes]:
                self._subscribed(self.person(who), SubscriptionFacts("active", "supplier", tuple(themes), (), "weekly"))
            case _:
                super()._direct(words, line)

    def _contact(self, person: Person, **columns: Any) -> int:
        with self.database.transaction() as session:
            found = contacts.find_or_create(
                session, person.channel, person.address, name=person.name, now=self.store_now, thread=person.name
            )
            for name, value in columns.items():
                setattr(found, name, value)
            return found.id

    def _entry(self, person: Person, amount: str, words: str) -> None:
        count, _, what = amount.partition(" ")
        contact_id = self._contact(person)
        with self.database.transaction() as session:
            row = Entry(
                ref=entries.next_ref(session, "LS"), place="leeds", kind="ask", status="open", text=words, public_text=words,
                contact_id=contact_id, created_at=self.store_now,
                quantity=[{"count": float(count), "what": what}] if count else [],
            )  # fmt: skip
            session.add(row)

    def _subscribed(self, person: Person, wish: SubscriptionFacts) -> None:
        contact_id = self._contact(person)
        with self.database.transaction() as session:
            subscribers.upsert(
                session, contact_id=contact_id, place="leeds", channel=person.channel, address=person.address,
                now=self.store_now, status=wish.status, audience=wish.audience, themes=wish.themes, frequency=wish.frequency,
            )  # fmt: skip

    def _asked(self, person: Person, about: dict[str, Any]) -> None:
        """A message of ours that the next words answer."""
        self.count += 1
        with self.database.transaction() as session:
            outbox.enqueue(
                session, dedupe_key=f"asked:{self.count}", kind="question", channel=person.channel,
                address=person.address, text="…", about=about, now=self.store_now,
            )  # fmt: skip

    def _speak(self, line: str, more: str) -> None:
        spoken = self._spoken(line)
        person = self.person(spoken["who"])
        words, how = f"{spoken['words']}\n{more}".strip(), spoken["how"] or ""
        choice = person.buttons[words] if how == "taps" else ""
        reader = ReadBefore()
        reader.reading = self._read(words)
        self.unsure, self.language = False, "en"
        self.count += 1
        self.store_now += timedelta(minutes=1)
        incoming = Incoming(
            person.channel, f"message:{self.count}", self.store_now, sender=person.address, sender_name=person.name,
            thread=person.name, to_token=self._token(person), text="" if choice else words, choice=choice,
            answers=(Answer(f"> {spoken['under']}", words),) if spoken["under"] else (),
            automatic="reply" if "automatic" in how else "",
            attachments=(Attachment(spoken["file"]),) if spoken["file"] else (),
        )  # fmt: skip
        before = self._newest()
        assert keep(self.database, incoming)
        with self.database.transaction() as session:
            (message,) = inbox.claim(session, worker="test", now=self.store_now)
        handle(self.database, message, reader=reader, settings=SETTINGS, now=self.store_now)
        self._heard(person, before)

    def _token(self, person: Person) -> str:
        """Letters say themselves what they answer: the newest of ours that asked something."""
        if person.channel != "email":
            return ""
        with self.database.session() as session:
            rows = session.execute(
                select(Delivery.reply_token, Delivery.about)
                .where(Delivery.address == person.address)
                .order_by(Delivery.id.desc())
            ).all()
        return next((token for token, about in rows if about), "")

    def _newest(self) -> int:
        with self.database.session() as session:
            return session.scalar(select(Delivery.id).order_by(Delivery.id.desc()).limit(1)) or 0

    def _heard(self, person: Person, before: int) -> None:
        """Write down what was queued since: the answers to who spoke, then what others are told."""
        with self.database.session() as session:
            rows = session.scalars(select(Delivery).where(Delivery.id > before).order_by(Delivery.id)).all()
        names = {one.address: one.name for one in self.people.values()}
        replies = [row for row in rows if row.kind == "reply" or row.dedupe_key.startswith("question:silence:")]
        self._written("", replies, self.people)
        if not replies:
            self.lines.append("< (nothing)")
        for row in rows:
            if row not in replies:
                self._written(f" to {names.get(row.address, row.address)}", [row], self.people)
        del person

    def _written(self, to: str, rows: Sequence[Delivery], people: dict[str, Person]) -> None:
        for row in rows:
            self._say(f"< askline{to}: {row.text}")
            choices = [Choice(**one) for one in row.choices]
            self.lines += [f"    [{choice.label}]" for choice in choices]
            for one in people.values():
                if one.address == row.address:
                    one.buttons |= {choice.label: choice.value for choice in choices}


def heard(transcript: str) -> str:
    """A transcript with what people hear only: no effects, no reason for a silence, no address of who they are put in touch with."""
    lines = [line for line in transcript.splitlines() if not line.startswith("* ")]
    words = re.sub(r"< \(nothing.*\)", "< (nothing)", "\n".join(lines))
    words = re.sub(r"\bC-\d{6}-\d{4}\b", "C-…", words)
    return re.sub(r"(You can reach) .+?(\. (?=I will|The day)|\.$)", r"\1 …\2", words, flags=re.MULTILINE)


def emptied(database: Database) -> None:
    """No rows, numbers from 1, and references that begin where those of the dialogues do."""
    tables = Base.metadata.sorted_tables
    with database.transaction() as session:
        if database.engine.dialect.name == "postgresql":
            session.execute(text(f"TRUNCATE {', '.join(table.name for table in tables)} RESTART IDENTITY CASCADE"))
        else:
            for table in reversed(tables):
                session.execute(delete(table))
        session.add(Counter(name="LS", value=FIRST))
    similar._shelves.pop(database, None)
