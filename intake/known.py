"""What the rows say of one address before its message is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import Session

from db.models import Address, Contact, Conversation, Entry, Pledge, Subscriber
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
    has_entries: bool = False
    has_pledges: bool = False


COLUMNS = (
    Contact.id,
    Contact.name,
    Contact.organisation,
    Contact.share_organisation,
    Contact.stopped_at,
    Address.paused_at,
    Address.thread,
    Address.last_seen_at,
    Conversation.state,
    Conversation.version,
    Subscriber.status,
    Subscriber.audience,
    Subscriber.themes,
    Subscriber.wards,
    Subscriber.frequency,
    Subscriber.support,
    exists().where(Entry.contact_id == Contact.id),
    exists().where(Pledge.contact_id == Contact.id),
)
QUERY = (
    select(*COLUMNS)
    .select_from(Address)
    .join(Contact, Contact.id == Address.contact_id)
    .outerjoin(Conversation, and_(Conversation.channel == Address.channel, Conversation.address == Address.address))
    .outerjoin(
        Subscriber,
        and_(
            Subscriber.channel == Address.channel,
            Subscriber.address == Address.address,
            Subscriber.place == bindparam("place"),
        ),
    )
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"))
)


def known(session: Session, channel: str, address: str, place: str) -> Known:
    """Who is at this address, what the conversation with it waits for, and its subscription: one question to the database."""
    row = session.execute(QUERY, {"channel": channel, "address": address, "place": place}).first()
    if row is None:
        return _stranger(session, channel, address)
    (
        contact_id,
        name,
        organisation,
        share,
        stopped_at,
        paused_at,
        thread,
        seen,
        state,
        version,
        *subscription,
        entries,
        pledges,
    ) = row
    status, audience, themes, wards, frequency, support = subscription
    return Known(
        contact_id=contact_id,
        name=name,
        organisation=organisation,
        share_organisation=share,
        stopped=paused_at is not None or stopped_at is not None,
        thread=thread,
        state=state or {},
        version=version,
        subscription=SubscriptionFacts(status, audience, tuple(themes), tuple(wards), frequency, tuple(support))
        if status is not None
        else None,
        last_seen_at=seen,
        has_entries=bool(entries),
        has_pledges=bool(pledges),
    )


def _stranger(session: Session, channel: str, address: str) -> Known:
    conversation = session.scalar(
        select(Conversation).where(Conversation.channel == channel, Conversation.address == address)
    )
    return Known(state=conversation.state, version=conversation.version) if conversation else Known()
