"""What the rows say of one address before its message is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import Session

from db.models import Address, Contact, Conversation, Entry, Pledge, Subscriber, table_of
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


CONTACT, ADDRESS, CONVERSATION, SUBSCRIBER = map(table_of, (Contact, Address, Conversation, Subscriber))
COLUMNS = (
    CONTACT.c.id,
    CONTACT.c.name,
    CONTACT.c.organisation,
    CONTACT.c.share_organisation,
    CONTACT.c.stopped_at,
    ADDRESS.c.paused_at,
    ADDRESS.c.thread,
    ADDRESS.c.last_seen_at,
    CONVERSATION.c.state,
    CONVERSATION.c.version,
    SUBSCRIBER.c.status,
    SUBSCRIBER.c.audience,
    SUBSCRIBER.c.themes,
    SUBSCRIBER.c.wards,
    SUBSCRIBER.c.frequency,
    SUBSCRIBER.c.support,
    exists().where(table_of(Entry).c.contact_id == CONTACT.c.id),
    exists().where(table_of(Pledge).c.contact_id == CONTACT.c.id),
)
# On tables, and made once: both save time for every message.
QUERY = (
    select(*COLUMNS)
    .select_from(ADDRESS)
    .join(CONTACT, CONTACT.c.id == ADDRESS.c.contact_id)
    .outerjoin(
        CONVERSATION, and_(CONVERSATION.c.channel == ADDRESS.c.channel, CONVERSATION.c.address == ADDRESS.c.address)
    )
    .outerjoin(
        SUBSCRIBER,
        and_(
            SUBSCRIBER.c.channel == ADDRESS.c.channel,
            SUBSCRIBER.c.address == ADDRESS.c.address,
            SUBSCRIBER.c.place == bindparam("place"),
        ),
    )
    .where(ADDRESS.c.channel == bindparam("channel"), ADDRESS.c.address == bindparam("address"))
)
ALONE = select(CONVERSATION.c.state, CONVERSATION.c.version).where(
    CONVERSATION.c.channel == bindparam("channel"), CONVERSATION.c.address == bindparam("address")
)


def known(session: Session, channel: str, address: str, place: str) -> Known:
    """Who is at this address, what the conversation with it waits for, and its subscription: one question to the database."""
    row = session.connection().execute(QUERY, {"channel": channel, "address": address, "place": place}).first()
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
    row = session.connection().execute(ALONE, {"channel": channel, "address": address}).first()
    return Known(state=row.state, version=row.version) if row else Known()
