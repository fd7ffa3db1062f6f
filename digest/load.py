"""Reads from the database what a digest may know. Rows are asked for column by column, so that touching any other
column raises.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from db.entries import ARRIVED, OPEN, PROMISED, open_quantity
from db.models import Entry, Pledge
from digest.calendar import today
from digest.counts import LONG, Need
from digest.entries import Candidate, Outcome
from nlp.places import load_place

ENTRY_COLUMNS = (
    Entry.ref, Entry.place, Entry.kind, Entry.status, Entry.public_text, Entry.themes, Entry.support,
    Entry.beneficiaries, Entry.wards, Entry.quantity, Entry.needed_by, Entry.needed_words,
    Entry.organisation, Entry.share_organisation, Entry.created_at, Entry.approved_at,
)  # fmt: skip
REFS_AT_ONCE = 500
COUNTED = ("met", "expired")
PLEDGE_COLUMNS = (Pledge.entry_id, Pledge.status, Pledge.quantity, Pledge.delivered_quantity)


def candidates(
    session: Session,
    place: str,
    *,
    approved_until: datetime,
    refs: Collection[str] | None = None,
    added: Collection[str] = (),
) -> list[Candidate]:
    """Every open entry of the place that a curator approved by this instant, and of `added` also what was approved later;
    of `refs` only, when given. Oldest first.
    """
    query = (
        select(Entry)
        .where(
            Entry.place == place,
            Entry.status.in_(OPEN),
            Entry.approved_at.is_not(None),
            or_(Entry.approved_at <= approved_until, Entry.ref.in_(added)),
        )
        .order_by(Entry.created_at, Entry.id)
        .options(only_public(), selectinload(Entry.pledges).load_only(*PLEDGE_COLUMNS, raiseload=True))
    )
    wanted = None if refs is None else set(refs)
    deciles = ward_deciles(place)
    return [_candidate(entry, deciles) for entry in session.scalars(query) if wanted is None or entry.ref in wanted]


def outcomes(session: Session, place: str, *, since: datetime, until: datetime) -> list[Outcome]:
    """What became of entries that somebody pledged for, or that something came for, between these instants."""
    moved = select(Pledge.entry_id).where(
        or_(Pledge.created_at.between(since, until), Pledge.confirmed_at.between(since, until)),
        Pledge.status.in_(PROMISED + ARRIVED),
    )
    query = (
        select(Entry)
        .where(
            Entry.place == place,
            Entry.id.in_(moved),
            Entry.status.in_((*OPEN, "met")),
            Entry.approved_at.is_not(None),
            Entry.approved_at <= until,
        )
        .order_by(Entry.created_at, Entry.id)
        .options(only_public(), selectinload(Entry.pledges).load_only(*PLEDGE_COLUMNS, raiseload=True))
    )
    deciles = ward_deciles(place)
    return [_outcome(entry, deciles) for entry in session.scalars(query)]


def needs(session: Session, place: str, *, until: datetime) -> list[Need]:
    """The asks of the place that a curator approved by this instant and that are open or came within twelve weeks before it."""
    query = (
        select(
            Entry.ref, Entry.created_at, Entry.themes, Entry.wards, Entry.status,
            exists().where(Pledge.entry_id == Entry.id, Pledge.status.in_(PROMISED + ARRIVED)),
        )
        .where(
            Entry.place == place,
            Entry.kind == "ask",
            Entry.approved_at <= until,
            or_(Entry.status.in_(OPEN), and_(Entry.status.in_(COUNTED), Entry.created_at >= until - LONG)),
        )
        .order_by(Entry.id)
    )  # fmt: skip
    return [
        Need(
            ref,
            today(created_at),
            tuple(themes),
            tuple(wards),
            unmet=status in OPEN and not answered,
            part_met=status in OPEN and bool(answered),
        )
        for ref, created_at, themes, wards, status, answered in session.execute(query)
    ]


def published(session: Session, refs: Collection[str]) -> list[tuple[Candidate, str]]:
    """Those of these entries that may still be shown, with their status: open, part-met or met. What was taken back, declined
    or joined with another is not among them.
    """
    query = (
        select(Entry)
        .where(Entry.status.in_((*OPEN, "met")), Entry.approved_at.is_not(None))
        .order_by(Entry.id)
        .options(only_public(), selectinload(Entry.pledges).load_only(*PLEDGE_COLUMNS, raiseload=True))
    )
    wanted = list(refs)
    found: list[tuple[Candidate, str]] = []
    for start in range(0, len(wanted), REFS_AT_ONCE):
        some = query.where(Entry.ref.in_(wanted[start : start + REFS_AT_ONCE]))
        found += [(_candidate(entry, {}), entry.status) for entry in session.scalars(some)]
    return found


def ward_deciles(place: str) -> dict[str, float]:
    """The average deprivation decile of each ward of the place, where it is known (English Indices of Deprivation 2025)."""
    facts = load_place(place).facts
    found = {ward: row.get("imd2025_decile_avg", "") for ward, row in facts.items()}
    return {ward: float(decile) for ward, decile in found.items() if decile}


def only_public() -> ExecutableOption:
    """A query option: of an entry load only what may be printed; to touch any other column of it raises."""
    return load_only(*ENTRY_COLUMNS, raiseload=True)


def _outcome(entry: Entry, deciles: Mapping[str, float]) -> Outcome:
    promised = [pledge.quantity for pledge in entry.pledges if pledge.status in PROMISED]
    came = [pledge.delivered_quantity for pledge in entry.pledges if pledge.status in ARRIVED]
    candidate = _candidate(entry, deciles)
    counted = candidate.quantity is not None
    return Outcome(
        candidate,
        promised=sum(filter(None, promised)) if counted else None,
        came=sum(filter(None, came)) if counted else None,
        met=entry.status == "met",
    )


def _candidate(entry: Entry, deciles: Mapping[str, float]) -> Candidate:
    assert entry.approved_at is not None
    first = entry.quantity[0] if entry.quantity else None
    what = str(first.get("what", "")) if first else ""
    left = open_quantity(entry)
    known = [deciles[ward] for ward in entry.wards if ward in deciles]
    return Candidate(
        ref=entry.ref,
        kind=entry.kind,
        public_text=entry.public_text,
        created_on=today(entry.created_at),
        approved_at=entry.approved_at,
        themes=tuple(entry.themes),
        support=tuple(entry.support),
        beneficiaries=tuple(entry.beneficiaries),
        wards=tuple(entry.wards),
        quantity=float(first["count"]) if first and left is not None else None,
        open_quantity=left,
        what=what if what == "£" else said(entry.public_text, what),
        needed_by=entry.needed_by,
        needed_words=said(entry.public_text, entry.needed_words),
        organisation=entry.organisation if entry.share_organisation else "",
        part_met=entry.status == "part-met",
        promised=left == 0 or (left is None and any(pledge.status in PROMISED for pledge in entry.pledges)),
        decile=sum(known) / len(known) if known else None,
    )


def said(public_text: str, words: str) -> str:
    """`words` when the public text holds each of them too (singular or plural), else "": what was hidden stays hidden."""
    have = {_stem(word) for word in _words(public_text)}
    return words if all(_stem(word) in have for word in _words(words)) else ""


def _words(text: str) -> Iterable[str]:
    return re.findall(r"\w+", text.casefold())


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("e")
