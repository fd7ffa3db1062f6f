"""Reads who gets the letter, where, and what they asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import subscribers
from db.models import Address, Delivery, DigestIssue, Subscriber
from digest.entries import SubscriberView
from nlp.places import load_place


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber with where its letter goes (an e-mail starts a thread of its own) and when it had the last one.

    `last_word` is when it last heard from us, be it a letter, a sign of life, or that it is subscribed. `weekday` and
    `most_lines` are its wishes, "" and 0 when it has none. `paused` is the reason why nothing reaches it.
    """

    id: int
    contact_id: int
    channel: str
    address: str
    thread: str
    frequency: str
    view: SubscriberView
    weekday: str = ""
    most_lines: int = 0
    last_letter: datetime | None = None
    last_word: datetime | None = None
    paused: str = ""


def active_readers(session: Session, place: str, *, before: date, since: datetime) -> list[Reader]:
    """Active subscribers, by id, as they stand before the issue of the day `before`.

    What is new to one is what was approved after its last letter, or after `since` when it had none.
    """
    last = _last(session, place, before, ("digest",))
    words = _last(session, place, before, ("digest", "sign"))
    where = {
        (address.channel, address.address): address
        for address in session.scalars(
            select(Address).join(
                Subscriber, (Subscriber.channel == Address.channel) & (Subscriber.address == Address.address)
            )
        )
    }
    areas = load_place(place).areas
    return [
        _reader(
            subscriber,
            where.get((subscriber.channel, subscriber.address)),
            last.get(subscriber.id),
            words.get(subscriber.id) or subscriber.confirmed_at,
            since,
            areas,
        )
        for subscriber in subscribers.active(session, place)
    ]


def _last(session: Session, place: str, before: date, kinds: Sequence[str]) -> dict[int, datetime]:
    """When each subscriber had its last letter of these kinds, by its id."""
    rows = session.execute(
        select(Delivery.subscriber_id, func.max(DigestIssue.send_at))
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(
            DigestIssue.place == place,
            DigestIssue.issue_date < before,
            Delivery.kind.in_(kinds),
            Delivery.subscriber_id.is_not(None),
        )
        .group_by(Delivery.subscriber_id)
    )
    return {subscriber: sent_at for subscriber, sent_at in rows if subscriber is not None}


def _reader(
    subscriber: Subscriber,
    address: Address | None,
    last: datetime | None,
    last_word: datetime | None,
    since: datetime,
    areas: Mapping[str, tuple[str, ...]],
) -> Reader:
    wards = {*subscriber.wards, *(ward for area in subscriber.areas for ward in areas.get(area, ()))}
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
            wards=tuple(sorted(wards)),
            support=tuple(sorted(subscriber.support)),
            since=last or since,
        ),
        weekday=subscriber.weekday,
        most_lines=subscriber.most_lines,
        last_letter=last,
        last_word=last_word,
        paused=(address.pause_reason or "paused") if address and address.paused_at else "",
    )
