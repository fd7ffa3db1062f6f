"""What the rows say of one address before its message is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.models import Address, Contact, Conversation, Subscriber
from intake.facts import SubscriptionFacts


@dataclass(frozen=True, slots=True)
class Known:
    """`contact_id` is None for an address never seen. `version` is the conversation's, None while there is none."""

    contact_id: int | None = None
    name: str = ""
    organisation: str = ""
    share_organisation: bool | None = None
    stopped: bool = False
    thread: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    subscription: SubscriptionFacts | None = None
    last_seen_at: datetime | None = None


def known(session: Session, channel: str, address: str, place: str) -> Known:
    """Who is at this address, what the conversation with it waits for, and its subscription: one question to the database."""
    row = session.execute(
        select(Address, Contact, Conversation, Subscriber)
        .join(Contact, Contact.id == Address.contact_id)
        .outerjoin(Conversation, and_(Conversation.channel == Address.channel, Conversation.address == Address.address))
        .outerjoin(
            Subscriber,
            and_(
                Subscriber.channel == Address.channel,
                Subscriber.address == Address.address,
                Subscriber.place == place,
            ),
        )
        .where(Address.channel == channel, Address.address == address)
    ).first()
    if row is None:
        return _stranger(session, channel, address)
    at, contact, conversation, subscriber = row
    return Known(
        contact_id=contact.id,
        name=contact.name,
        organisation=contact.organisation,
        share_organisation=contact.share_organisation,
        stopped=at.paused_at is not None or contact.stopped_at is not None,
        thread=at.thread,
        state=conversation.state if conversation else {},
        version=conversation.version if conversation else None,
        subscription=_subscription(subscriber) if subscriber else None,
        last_seen_at=at.last_seen_at,
    )


def _stranger(session: Session, channel: str, address: str) -> Known:
    conversation = session.scalar(
        select(Conversation).where(Conversation.channel == channel, Conversation.address == address)
    )
    return Known(state=conversation.state, version=conversation.version) if conversation else Known()


def _subscription(subscriber: Subscriber) -> SubscriptionFacts:
    return SubscriptionFacts(
        status=subscriber.status,
        audience=subscriber.audience,
        themes=tuple(subscriber.themes),
        wards=tuple(subscriber.wards),
        frequency=subscriber.frequency,
        support=tuple(subscriber.support),
    )
