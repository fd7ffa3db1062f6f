"""Puts entries, pledges and readers into a store for the tests of issues. People and addresses are invented."""

from datetime import datetime, timedelta

from sqlalchemy import select

from db import contacts, subscribers
from db.models import Address, Delivery, DigestIssue, Entry, Event, Pledge
from db.session import Database
from tests.digest.samples import ARMLEY

APPROVED = timedelta(days=2)


def entry(database: Database, ref: str, *, now: datetime, status: str = "open", **columns: object) -> int:
    """An entry approved two days before `now`; one that is waiting was approved by nobody."""
    approved = None if status in ("waiting", "draft") else now - APPROVED
    fields: dict[str, object] = {
        "kind": "ask",
        "text": f"raw words of {ref}",
        "public_text": f"Ten chairs for {ref}",
        "themes": ["connection"],
        "wards": [ARMLEY],
        "quantity": [{"count": 10, "what": "chairs"}],
        "created_at": now - APPROVED,
        "approved_at": approved,
        **columns,
    }
    with database.transaction() as session:
        row = Entry(ref=ref, place="leeds", status=status, **fields)
        session.add(row)
        session.flush()
        return row.id


def pledge(
    database: Database, entry_id: int, quantity: float | None, *, now: datetime, status: str = "pledged"
) -> None:
    with database.transaction() as session:
        session.add(Pledge(entry_id=entry_id, quantity=quantity, status=status, created_at=now))
        session.get_one(Entry, entry_id).status = "part-met"


def reader(database: Database, address: str, *, now: datetime, channel: str = "email", **wishes: object) -> int:
    """An active subscriber since three days before `now`."""
    since = now - timedelta(days=3)
    with database.transaction() as session:
        contact = contacts.find_or_create(session, channel, address, name="", now=since, thread=f"thread of {address}")
        row = subscribers.upsert(
            session, contact_id=contact.id, place="leeds", channel=channel, address=address, now=since, status="active",
            **wishes,  # type: ignore[arg-type]
        )  # fmt: skip
        session.flush()
        return row.id


def pause(database: Database, address: str, why: str, *, now: datetime) -> None:
    with database.transaction() as session:
        row = session.scalars(select(Address).where(Address.address == address)).one()
        row.paused_at, row.pause_reason = now, why


def set_entry(database: Database, ref: str, **columns: object) -> None:
    with database.transaction() as session:
        row = session.scalars(select(Entry).where(Entry.ref == ref)).one()
        for name, value in columns.items():
            setattr(row, name, value)


def letters(database: Database, kind: str = "digest") -> list[Delivery]:
    """What is stored to go out, in order."""
    with database.session() as session:
        return list(session.scalars(select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)))


def issues(database: Database) -> list[DigestIssue]:
    with database.session() as session:
        return list(session.scalars(select(DigestIssue).order_by(DigestIssue.issue_date)))


def events(database: Database) -> list[tuple[str, dict[str, object]]]:
    with database.session() as session:
        return [(event.kind, event.detail) for event in session.scalars(select(Event).order_by(Event.id))]
