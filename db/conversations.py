"""The conversation with one address, locked while a turn is written down."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Conversation
from db.once import insert_once


def find(session: Session, channel: str, address: str) -> Conversation | None:
    """The conversation with an address, as it stands, without a lock."""
    return session.scalar(select(Conversation).where(Conversation.channel == channel, Conversation.address == address))


def locked(session: Session, channel: str, address: str, *, now: datetime) -> Conversation:
    """The conversation with an address, made when there is none; nobody else can change it until this transaction ends.

    Compare `version` with the one that was read before: a conversation that moved meanwhile must be read again.
    """
    query = (
        select(Conversation)
        .where(Conversation.channel == channel, Conversation.address == address)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalar(query)
    if found is None:
        insert_once(session, Conversation, channel=channel, address=address, state={}, updated_at=now)
        found = session.scalars(query).one()
    return found
