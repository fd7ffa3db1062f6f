"""The conversation with one address: whose turn it is, and the next turn written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from db.models import Conversation, table_of
from db.once import insert_key

CONVERSATION = table_of(Conversation)
# Made once, as making a statement costs more than running it.
LOCKED = (
    select(Conversation)
    .where(Conversation.channel == bindparam("at_channel"), Conversation.address == bindparam("at_address"))
    .with_for_update()
)
TURNED = (
    update(CONVERSATION)
    .where(
        CONVERSATION.c.channel == bindparam("at_channel"),
        CONVERSATION.c.address == bindparam("at_address"),
        CONVERSATION.c.version == bindparam("was"),
    )
    .values(
        contact_id=bindparam("with_contact"),
        state=bindparam("next_state"),
        version=CONVERSATION.c.version + 1,
        updated_at=bindparam("now"),
        nudged_at=None,
    )
    .returning(CONVERSATION.c.id)
)
STATE = (
    update(CONVERSATION).where(CONVERSATION.c.id == bindparam("conversation_id")).values(state=bindparam("next_state"))
)
FRESH = {"populate_existing": True}


def find(session: Session, channel: str, address: str) -> Conversation | None:
    """The conversation with an address, as it stands, without a lock."""
    return session.scalar(select(Conversation).where(Conversation.channel == channel, Conversation.address == address))


def locked(session: Session, channel: str, address: str, *, now: datetime) -> Conversation:
    """The conversation with an address, made when there is none; nobody else can change it until this transaction ends.

    Compare `version` with the one that was read before: a conversation that moved meanwhile must be read again.
    """
    at = {"at_channel": channel, "at_address": address}
    found = session.scalar(LOCKED, at, execution_options=FRESH)
    if found is None:
        insert_key(session, Conversation, channel=channel, address=address, state={}, updated_at=now)
        found = session.scalars(LOCKED, at, execution_options=FRESH).one()
    return found


def turned(
    session: Session,
    channel: str,
    address: str,
    *,
    was: int | None,
    state: Mapping[str, Any],
    contact_id: int,
    now: datetime,
) -> int | None:
    """Write down a turn made for version `was` (None: there was no conversation) and return the conversation's id.

    None, and nothing changed, when the conversation moved meanwhile. Nobody else can change it until this transaction
    ends, so one statement is lock, comparison and change.
    """
    if was is None:
        return insert_key(
            session,
            Conversation,
            channel=channel,
            address=address,
            contact_id=contact_id,
            state=state,
            version=1,
            updated_at=now,
        )
    at = {"at_channel": channel, "at_address": address, "was": was}
    found: int | None = session.connection().scalar(
        TURNED, {**at, "with_contact": contact_id, "next_state": state, "now": now}
    )
    return found


def set_state(session: Session, conversation_id: int, state: Mapping[str, Any]) -> None:
    """Replace what a turn of this same transaction wrote down."""
    session.connection().execute(STATE, {"conversation_id": conversation_id, "next_state": state})
