"""Who gets the digest, where, and of what."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Contact, Subscriber
from db.once import insert_once


def active(session: Session, place: str) -> list[Subscriber]:
    """Those of a place who confirmed and whose contact did not say stop, by id."""
    query = select(Subscriber).join(Contact).where(Subscriber.place == place, Subscriber.status == "active")
    return list(session.scalars(query.where(Contact.stopped_at.is_(None)).order_by(Subscriber.id)))


def find(session: Session, channel: str, address: str, place: str) -> Subscriber | None:
    """The subscription of an address in a place, whatever its status."""
    query = select(Subscriber).where(Subscriber.channel == channel, Subscriber.address == address)
    return session.scalar(query.where(Subscriber.place == place))


def upsert(
    session: Session,
    *,
    contact_id: int,
    place: str,
    channel: str,
    address: str,
    now: datetime,
    status: str = "pending",
    audience: str = "supplier",
    themes: Sequence[str] = (),
    wards: Sequence[str] = (),
    support: Sequence[str] = (),
    frequency: str = "weekly",
    areas: Sequence[str] | None = None,
    weekday: str | None = None,
    most_lines: int | None = None,
    paused_until: date | None = None,
) -> Subscriber:
    """Start or replace the subscription of an address in a place. The first "active" is its confirmation.

    Areas, weekday and length stay as they are when None.
    """
    row = insert_once(
        session, Subscriber, contact_id=contact_id, place=place, channel=channel, address=address, created_at=now
    ) or find(session, channel, address, place)
    assert row is not None
    row.contact_id, row.status, row.audience, row.frequency = contact_id, status, audience, frequency
    row.themes, row.wards, row.support = list(themes), list(wards), list(support)
    row.areas = row.areas if areas is None else list(areas)
    row.weekday = row.weekday if weekday is None else weekday
    row.most_lines = row.most_lines if most_lines is None else most_lines
    row.paused_until = paused_until if status == "paused" else None
    if status == "active":
        row.confirmed_at, row.stopped_at = row.confirmed_at or now, None
    elif status == "stopped":
        row.stopped_at = row.stopped_at or now
    return row


def wake(session: Session, place: str, today: date) -> int:
    """Let letters come again to those whose pause is over on this day. Returns how many that were."""
    over = (Subscriber.place == place, Subscriber.status == "paused", Subscriber.paused_until <= today)
    woken = update(Subscriber).where(*over).values(status="active", paused_until=None)
    return len(session.scalars(woken.returning(Subscriber.id)).all())


def stop(session: Session, channel: str, address: str, now: datetime) -> int:
    """End every subscription of an address. Returns how many ended."""
    ended = (
        update(Subscriber)
        .where(Subscriber.channel == channel, Subscriber.address == address, Subscriber.status != "stopped")
        .values(status="stopped", stopped_at=now)
    )
    return len(session.scalars(ended.returning(Subscriber.id)).all())
