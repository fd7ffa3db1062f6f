"""What the rows say of one address before its message is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, literal_column, select
from sqlalchemy.orm import Session

from db import outbox
from db.models import Address, Contact, Conversation, Entry, Pledge, Subscriber, table_of
from intake.facts import SubscriptionFacts


@dataclass(frozen=True, slots=True)
class Known:
    """`contact_id` is None for an address never seen. `version` is the conversation's, None while there is none.

    `asked` is what the last message to this address that asked something was about.
    """

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
    asked: Mapping[str, Any] = field(default_factory=dict)


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
    SUBSCRIBER.c.areas,
    SUBSCRIBER.c.weekday,
    SUBSCRIBER.c.most_lines,
    SUBSCRIBER.c.paused_until,
    exists().where(table_of(Entry).c.contact_id == CONTACT.c.id),
    exists().where(table_of(Pledge).c.contact_id == CONTACT.c.id),
)
AT_CHANNEL: BindParameter[str] = bindparam("at_channel")
AT_ADDRESS: BindParameter[str] = bindparam("at_address")
# From one row that is always there, so that a stranger, whom only a conversation may know, is found by the same question.
# On tables, and made once: both save time for every message.
QUERY = (
    select(*COLUMNS, outbox.LAST_QUESTION.scalar_subquery())
    .select_from(select(literal_column("1").label("one")).subquery())
    .outerjoin(ADDRESS, and_(ADDRESS.c.channel == AT_CHANNEL, ADDRESS.c.address == AT_ADDRESS))
    .outerjoin(CONTACT, CONTACT.c.id == ADDRESS.c.contact_id)
    .outerjoin(CONVERSATION, and_(CONVERSATION.c.channel == AT_CHANNEL, CONVERSATION.c.address == AT_ADDRESS))
    .outerjoin(
        SUBSCRIBER,
        and_(
            SUBSCRIBER.c.channel == AT_CHANNEL,
            SUBSCRIBER.c.address == AT_ADDRESS,
            SUBSCRIBER.c.place == bindparam("place"),
        ),
    )
)


def known(session: Session, channel: str, address: str, place: str, asked_since: datetime) -> Known:
    """Who is at this address, what the conversation with it waits for, its subscription, and what it was last asked after
    `asked_since`: one question to the database.
    """
    at = {"at_channel": channel, "at_address": address, "place": place, "since": asked_since}
    row = session.connection().execute(QUERY, at).one()
    contact_id, name, organisation, share, stopped_at, paused_at, thread, seen, state, version = row[:10]
    *subscription, entries, pledges, asked = row[10:]
    if contact_id is None:
        return Known(state=state or {}, version=version, asked=asked or {})
    return Known(
        contact_id=contact_id,
        name=name,
        organisation=organisation,
        share_organisation=share,
        stopped=paused_at is not None or stopped_at is not None,
        thread=thread,
        state=state or {},
        version=version,
        subscription=_subscription(*subscription),
        last_seen_at=seen,
        has_entries=bool(entries),
        has_pledges=bool(pledges),
        asked=asked or {},
    )


def _subscription(status: str | None, *columns: Any) -> SubscriptionFacts | None:
    """The columns in the order of the fields, lists as tuples."""
    if status is None:
        return None
    values: list[Any] = [tuple(one) if isinstance(one, list) else one for one in columns]
    return SubscriptionFacts(status, *values)
