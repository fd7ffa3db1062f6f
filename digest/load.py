"""Reads from the database what a digest may know. Rows are asked for column by column, so that touching any other
column raises.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from db import subscribers
from db.entries import OPEN, PROMISED, open_quantity
from db.models import Address, Delivery, DigestIssue, Entry, Pledge, Subscriber
from digest.calendar import today
from digest.select import Candidate, SubscriberView

ENTRY_COLUMNS = (
    Entry.ref, Entry.place, Entry.kind, Entry.status, Entry.public_text, Entry.themes, Entry.support,
    Entry.beneficiaries, Entry.wards, Entry.quantity, Entry.needed_by, Entry.needed_words,
    Entry.organisation, Entry.share_organisation, Entry.created_at, Entry.approved_at,
)  # fmt: skip
PLEDGE_COLUMNS = (Pledge.entry_id, Pledge.status, Pledge.quantity, Pledge.delivered_quantity)


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber with where its letter goes (an e-mail starts a thread of its own) and when it had the last one.
    `paused` is the reason why nothing reaches it.
    """

    id: int
    contact_id: int
    channel: str
    address: str
    thread: str
    frequency: str
    view: SubscriberView
    last_letter: datetime | None = None
    paused: str = ""


def candidates(
    session: Session, place: str, *, approved_until: datetime, refs: Collection[str] | None = None
) -> list[Candidate]:
    """Every open entry of the place that a curator approved by this instant; of `refs` only, when given. Oldest first."""
    query = (
        select(Entry)
        .where(
            Entry.place == place,
            Entry.status.in_(OPEN),
            Entry.approved_at.is_not(None),
            Entry.approved_at <= approved_until,
        )
        .order_by(Entry.created_at, Entry.id)
        .options(only_public(), selectinload(Entry.pledges).load_only(*PLEDGE_COLUMNS, raiseload=True))
    )
    wanted = None if refs is None else set(refs)
    return [_candidate(entry) for entry in session.scalars(query) if wanted is None or entry.ref in wanted]


def only_public() -> ExecutableOption:
    """A query option: of an entry load only what may be printed; to touch any other column of it raises."""
    return load_only(*ENTRY_COLUMNS, raiseload=True)


def readers(session: Session, place: str, *, issue_id: int | None, since: datetime) -> list[Reader]:
    """Active subscribers, by id.

    What is new to one is what was approved after its last letter, or after `since` when it had none.
    """
    rows = session.execute(
        select(Delivery.subscriber_id, func.max(DigestIssue.send_at))
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(DigestIssue.place == place, Delivery.kind == "digest", Delivery.issue_id != (issue_id or 0))
        .group_by(Delivery.subscriber_id)
    )
    last = {row[0]: row[1] for row in rows}
    where = {
        (address.channel, address.address): address
        for address in session.scalars(
            select(Address).join(
                Subscriber, (Subscriber.channel == Address.channel) & (Subscriber.address == Address.address)
            )
        )
    }
    return [
        _reader(subscriber, where.get((subscriber.channel, subscriber.address)), last.get(subscriber.id), since)
        for subscriber in sorted(subscribers.active(session, place), key=lambda subscriber: subscriber.id)
    ]


def _candidate(entry: Entry) -> Candidate:
    assert entry.approved_at is not None
    first = entry.quantity[0] if entry.quantity else None
    what = str(first.get("what", "")) if first else ""
    left = open_quantity(entry)
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
    )


def said(public_text: str, words: str) -> str:
    """`words` when the public text holds each of them too (singular or plural), else "": what was hidden stays hidden."""
    have = {_stem(word) for word in _words(public_text)}
    return words if all(_stem(word) in have for word in _words(words)) else ""


def _words(text: str) -> Iterable[str]:
    return re.findall(r"\w+", text.casefold())


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("e")


def _reader(subscriber: Subscriber, address: Address | None, last: datetime | None, since: datetime) -> Reader:
    return Reader(
        id=subscriber.id,
        contact_id=subscriber.contact_id,
        channel=subscriber.channel,
        address=subscriber.address,
        thread=address.thread if address and subscriber.channel != "email" else "",
        frequency=subscriber.frequency,
        view=SubscriberView(
            audience=subscriber.audience,
            themes=tuple(sorted(subscriber.themes)),
            wards=tuple(sorted(subscriber.wards)),
            support=tuple(sorted(subscriber.support)),
            since=last or since,
        ),
        last_letter=last,
        paused=(address.pause_reason or "paused") if address and address.paused_at else "",
    )
