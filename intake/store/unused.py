"""Offers that nobody took, or not all of: who offers them is asked every few weeks whether they are still there."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from db import contacts, events, outbox
from db.entries import open_quantity
from db.models import Entry, Event
from db.session import Database
from intake import wording, wording_offers
from intake.settings import IntakeSettings
from intake.store.faults import passed_over

CHASED = "offer-chased"
EVERY = timedelta(days=28)
OPEN = ("open", "part-met")
MOST_AT_ONCE = 100


def chase(database: Database, *, settings: IntakeSettings, now: datetime) -> int:
    """Asks about each offer that is open, has something left, and was last asked about or approved four weeks ago. How many
    questions were stored; doing it again stores none.
    """
    with database.session() as session:
        ids = _due(session, settings, now)
    stored = 0
    for entry_id in ids:
        with passed_over("offer", entry=entry_id), database.transaction() as session:
            stored += _ask(session, entry_id, now)
    return stored


def _due(session: Session, settings: IntakeSettings, now: datetime) -> list[int]:
    chased = select(Event.ref).where(Event.kind == CHASED, Event.at > now - EVERY)
    query = (
        select(Entry)
        .where(
            Entry.place == settings.place,
            Entry.kind == "offer",
            Entry.status.in_(OPEN),
            Entry.contact_id.is_not(None),
            Entry.approved_at <= now - EVERY,
            Entry.ref.not_in(chased),
        )
        .options(selectinload(Entry.pledges))
        .order_by(Entry.id)
    )
    return [entry.id for entry in session.scalars(query) if open_quantity(entry) != 0][:MOST_AT_ONCE]


def _ask(session: Session, entry_id: int, now: datetime) -> int:
    entry = session.get_one(Entry, entry_id, with_for_update=True)
    ref = entry.ref
    address = contacts.best_address(session, entry.contact_id) if entry.contact_id is not None else None
    if entry.status not in OPEN or address is None:
        return 0
    times = session.scalar(select(func.count()).select_from(Event).where(Event.kind == CHASED, Event.ref == ref))
    row = outbox.enqueue(
        session,
        dedupe_key=f"unused:{entry.id}:{times}",
        kind="question",
        channel=address.channel,
        address=address.address,
        thread="" if address.channel == "email" else address.thread,
        subject=wording_offers.UNUSED_SUBJECT.format(ref=ref),
        text=_words(entry),
        choices=[
            {"label": wording_offers.STILL_THERE, "value": f"unused:yes:{ref}"},
            {"label": wording_offers.GONE, "value": f"unused:no:{ref}"},
        ],
        about={"kind": "unused", "ref": ref},
        contact_id=entry.contact_id,
        now=now,
    )
    if row is None:
        return 0
    events.record(session, kind=CHASED, who="worker", ref=ref, detail={"entry": entry.id}, now=now)
    return 1


def _words(entry: Entry) -> str:
    first = entry.quantity[0] if entry.quantity else None
    left = open_quantity(entry)
    if first is None or left is None:
        return wording_offers.unused(entry.ref, wording.quoted(entry.public_text), "")
    count, what = float(first["count"]), str(first["what"])
    taken = wording.amount(count - left, what) if left < count else ""
    return wording_offers.unused(entry.ref, wording.amount(count, what), taken)
