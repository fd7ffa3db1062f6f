"""Effects on entries: opened and changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db import entries
from db.models import Contact, Entry
from intake.curating.cards import kind_of
from intake.effects import ChangeEntry, OpenEntry
from intake.store.scene import Scene

CLOSED = ("withdrawn", "declined", "met", "merged", "expired")
OPEN = ("open", "part-met")
LISTS = ("themes", "support", "beneficiaries", "wards")
COLUMNS = {*LISTS, "text", "public_text", "status", "ward_certain", "needed_by", "needed_words", "organisation"}
COLUMNS |= {"share_organisation", "confidence", "evidence", "reason", "approved_by", "kind"}
NOTED = ("status", "themes", "support", "wards")


def open_entry(scene: Scene, effect: OpenEntry) -> None:
    """A new entry with the next reference of its place."""
    place = scene.facts.place
    ref = entries.next_ref(scene.session, place.prefix)
    row = new_entry(effect, ref=ref, place=place.slug, now=scene.now, vector=scene.vector(effect.public_text))
    row.contact_id, row.message_id = scene.contact_id, scene.message_id
    if effect.split_from:
        whole = scene.entries[effect.split_from]
        row.contact_id, row.message_id = whole.contact_id, whole.message_id
    scene.session.add(row)
    scene.marks.refs[effect.slot] = ref
    part = {"split_from": effect.split_from} if effect.split_from else {}
    scene.record("entry-opened", ref, kind=effect.kind, status=effect.status, themes=list(effect.themes), **part)


def new_entry(effect: OpenEntry, *, ref: str, place: str, now: datetime, vector: bytes | None) -> Entry:
    """The row that says what the effect says, of nobody yet and in no session."""
    return Entry(
        ref=ref,
        place=place,
        kind=effect.kind,
        status=effect.status,
        text=effect.text,
        public_text=effect.public_text,
        themes=list(effect.themes),
        support=list(effect.support),
        beneficiaries=list(effect.beneficiaries),
        wards=list(effect.wards),
        ward_certain=effect.ward_certain,
        quantity=_quantity(effect.quantity),
        needed_by=effect.needed_by,
        needed_words=effect.needed_words,
        organisation=effect.organisation,
        share_organisation=effect.share_organisation,
        confidence=dict(effect.confidence),
        evidence={name: list(words) for name, words in effect.evidence.items()},
        personal=_personal(effect.personal),
        vector=vector,
        created_at=now,
    )


def change_entry(scene: Scene, effect: ChangeEntry) -> None:
    """Set the columns that are named. Closing and approving set their times; the change counts as a new version."""
    row = scene.entries[effect.ref]
    before = {name: getattr(row, name) for name in NOTED}
    for name, value in effect.changes.items():
        _set(scene, row, name, value)
    if _needs_new_yes(scene, row, effect.changes):
        row.status, row.approved_at = "waiting", None
    if "quantity" in effect.changes or row.status == "open":
        entries.settle_status(row)
    _times(scene, row, str(before["status"]))
    row.version += 1
    after = {name: getattr(row, name) for name in NOTED}
    moved = {name: [before[name], after[name]] for name in NOTED if before[name] != after[name]}
    scene.record("entry-changed", effect.ref, fields=sorted(effect.changes), **moved)


def _set(scene: Scene, row: Entry, name: str, value: Any) -> None:
    if name == "quantity":
        row.quantity = _quantity(value)
    elif name == "personal":
        row.personal = _personal(value)
    elif name == "merged_into":
        row.merged_into_id = scene.session.scalar(select(Entry.id).where(Entry.ref == value))
    elif name in LISTS:
        setattr(row, name, list(value))
    elif name in ("confidence", "evidence"):
        setattr(row, name, {key: list(part) if isinstance(part, tuple) else part for key, part in value.items()})
    elif name in COLUMNS:
        setattr(row, name, value)
        if name == "public_text":
            row.vector = scene.vector(value)
    else:
        raise ValueError(f"an entry has no {name} to change")


def _needs_new_yes(scene: Scene, row: Entry, changes: Mapping[str, Any]) -> bool:
    """Words that a curator has not read must not reach a letter, so new public words wait for a curator again."""
    return row.status in OPEN and "public_text" in changes and not scene.facts.sender.curator


def _times(scene: Scene, row: Entry, before: str) -> None:
    if row.status == "open" and before == "waiting":
        row.approved_at = scene.now
        contact = scene.session.get(Contact, row.contact_id) if row.contact_id is not None else None
        if contact is not None and contact.vetted_at is None:
            contact.vetted_at = scene.now
    elif row.status == "waiting":
        row.approved_at, row.approved_by = None, ""
    if row.status in CLOSED and row.closed_at is None:
        row.closed_at = scene.now
    elif row.status not in CLOSED:
        row.closed_at = None


def _quantity(quantity: Any) -> list[dict[str, Any]]:
    return [{"count": count, "what": what} for count, what in quantity or ()]


def _personal(words: Any) -> list[dict[str, Any]]:
    return [{"text": one, "kind": kind_of(one)} for one in words or ()]
