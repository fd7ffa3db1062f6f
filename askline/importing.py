"""`askline import`: entries and subscribers from a spreadsheet. A bad row is named with what is wrong; the good ones are kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from askline import spreadsheet
from askline.imported_rows import EntryRow, RowError, SubscriberRow, entry_row, subscriber_row
from askline.options import fail
from askline.wiring import Installation, open_installation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row = dict[str, str]


def import_file(home: Path, source: Path, what: str, dry_run: bool, now: datetime, say: Callable[[str], None]) -> int:
    """Import `source`; `say` gets a line for each bad row and a summary. Returns 0, or 1 when a row was refused."""
    if what not in {"", "entries", "subscribers"}:
        fail("--as-kind is entries or subscribers.", code=2)
    try:
        rows = list(spreadsheet.rows(source))
    except spreadsheet.TableError as error:
        fail(str(error))
    what = what or _kind_of_table(rows)
    installation = open_installation(home)
    keep = _keep_subscriber if what == "subscribers" else _keep_entry
    kept, known, refused = 0, 0, 0
    try:
        for number, row in rows:
            try:
                new = keep(installation, row, now, dry_run)
            except RowError as error:
                refused += 1
                say(f"Row {number}: {error}")
            else:
                kept, known = kept + new, known + (not new)
    finally:
        installation.close()
    would = "would be taken" if dry_run else "taken"
    say(f"{kept} {what} {would}, {known} already there, {refused} refused.")
    return 1 if refused else 0


def _kind_of_table(rows: list[tuple[int, Row]]) -> str:
    fields = {field for _, row in rows for field in row}
    return "subscribers" if "text" not in fields and "public_text" not in fields else "entries"


def _keep_entry(installation: Installation, row: Row, now: datetime, dry_run: bool) -> bool:
    entry = entry_row(row, installation.reader, installation.settings.place, now)
    with installation.database.transaction() as session:
        if _has_entry(session, entry):
            return False
        if not dry_run:
            _store_entry(session, installation, entry, now)
    return True


def _has_entry(session: "Session", entry: EntryRow) -> bool:
    from sqlalchemy import or_, select

    from db.models import Entry

    same = (Entry.text == entry.text) & (Entry.organisation == entry.organisation)
    return (
        session.scalar(select(Entry.id).where(or_(same, Entry.ref == entry.ref) if entry.ref else same).limit(1))
        is not None
    )


def _store_entry(session: "Session", installation: Installation, entry: EntryRow, now: datetime) -> None:
    from db import contacts, entries, events
    from db.models import Entry
    from nlp.places import load_place

    contact_id = None
    if entry.email:
        contact = contacts.find_or_create(session, "email", entry.email, name=entry.name, now=now)
        contact.organisation = contact.organisation or entry.organisation
        contact_id = contact.id
    ref = entry.ref or entries.next_ref(session, load_place(installation.settings.place).prefix)
    opened = entry.status in {"open", "part-met", "met"}
    session.add(
        Entry(
            ref=ref,
            place=installation.settings.place,
            kind=entry.kind,
            status=entry.status,
            text=entry.text,
            public_text=entry.public_text,
            themes=list(entry.themes),
            support=list(entry.support),
            beneficiaries=list(entry.beneficiaries),
            wards=list(entry.wards),
            ward_certain=entry.ward_certain,
            quantity=[{"count": count, "what": thing} for count, thing in entry.quantity],
            needed_by=entry.needed_by,
            needed_words=entry.needed_words,
            organisation=entry.organisation,
            share_organisation=entry.share_organisation,
            personal=[{"kind": "found", "text": piece} for piece in entry.personal],
            contact_id=contact_id,
            created_at=now,
            approved_at=now if opened else None,
            approved_by="import" if opened else "",
            vector=installation.reader.vector(entry.public_text).tobytes(),
        )
    )
    entries.reserve(session, ref)
    events.record(session, kind="entry.imported", who="import", ref=ref, now=now)


def _keep_subscriber(installation: Installation, row: Row, now: datetime, dry_run: bool) -> bool:
    from db import subscribers

    subscriber = subscriber_row(row, installation.reader, installation.settings.place)
    with installation.database.transaction() as session:
        if subscribers.find(session, subscriber.channel, subscriber.address, installation.settings.place):
            return False
        if not dry_run:
            _store_subscriber(session, installation.settings.place, subscriber, now)
    return True


def _store_subscriber(session: "Session", place: str, subscriber: SubscriberRow, now: datetime) -> None:
    from db import contacts, subscribers

    contact = contacts.find_or_create(session, subscriber.channel, subscriber.address, name=subscriber.name, now=now)
    contact.organisation = contact.organisation or subscriber.organisation
    subscribers.upsert(
        session,
        contact_id=contact.id,
        channel=subscriber.channel,
        address=subscriber.address,
        place=place,
        audience=subscriber.audience,
        themes=list(subscriber.themes),
        wards=list(subscriber.wards),
        support=list(subscriber.support),
        frequency=subscriber.frequency,
        status=subscriber.status,
        now=now,
    )
