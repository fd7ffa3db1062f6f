"""The conversation with one address, locked while a turn is written down."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.models import Conversation
from db.once import insert_once

# Made once, as making a statement costs more than running it.
LOCKED = (
    select(Conversation)
    .where(Conversation.channel == bindparam("at_channel"), Conversation.address == bindparam("at_address"))
    .with_for_update()
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
        made = insert_once(session, Conversation, channel=channel, address=address, state={}, updated_at=now)
        found = made or session.scalars(LOCKED, at, execution_options=FRESH).one()
    return found
