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

    same = (Entry.text == entry.opened.text) & (Entry.organisation == entry.opened.organisation)
    return (
        session.scalar(select(Entry.id).where(or_(same, Entry.ref == entry.ref) if entry.ref else same).limit(1))
        is not None
    )


def _store_entry(session: "Session", installation: Installation, entry: EntryRow, now: datetime) -> None:
    from db import entries, events
    from intake.store.apply_entries import new_entry
    from intake.store.similar import stored
    from nlp.places import load_place

    place, opened = installation.settings.place, entry.opened
    ref = entry.ref or entries.next_ref(session, load_place(place).prefix)
    row = new_entry(
        opened, ref=ref, place=place, now=now, vector=stored(installation.reader.vector(opened.public_text))
    )
    row.contact_id = _asker(session, entry, now)
    if row.status in {"open", "part-met", "met"}:
        row.approved_at, row.approved_by = now, "import"
    session.add(row)
    entries.reserve(session, ref)
    events.record(session, kind="entry.imported", who="import", ref=ref, now=now)


def _asker(session: "Session", entry: EntryRow, now: datetime) -> int | None:
    from db import contacts

    if not entry.email:
        return None
    contact = contacts.find_or_create(session, "email", entry.email, name=entry.name, now=now)
    contact.organisation = contact.organisation or entry.opened.organisation
    return contact.id


def _keep_subscriber(installation: Installation, row: Row, now: datetime, dry_run: bool) -> bool:
    from db import subscribers

    subscriber = subscriber_row(row, installation.reader, installation.settings.place, now)
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
        areas=subscriber.areas,
        weekday=subscriber.weekday,
        most_lines=subscriber.most_lines,
        status=subscriber.status,
        paused_until=subscriber.paused_until,
        now=now,
    )
