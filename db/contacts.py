"""Contacts and the addresses they write from."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from db.models import Address, Contact
from db.once import insert_once


def find(session: Session, channel: str, address: str) -> Contact | None:
    """The contact that has this address."""
    return session.scalar(
        select(Contact).join(Contact.addresses).where(Address.channel == channel, Address.address == address)
    )


def find_address(session: Session, channel: str, address: str) -> Address | None:
    """The address itself, with its contact."""
    query = select(Address).where(Address.channel == channel, Address.address == address)
    return session.scalar(query.options(joinedload(Address.contact)))


def find_or_create(
    session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str = ""
) -> Contact:
    """The contact that has this address, made when there is none, with the address seen `now` in `thread`.

    `name` is kept when no name was known. Two transactions that create the same one at once end with one contact.
    """
    known = find_address(session, channel, address) or _create(session, channel, address, now)
    if known.last_seen_at is None or known.last_seen_at < now:
        known.last_seen_at = now
    if thread:
        known.thread = thread
    if name and not known.contact.name:
        known.contact.name = name
    return known.contact


def _create(session: Session, channel: str, address: str, now: datetime) -> Address:
    contact = Contact(created_at=now)
    session.add(contact)
    session.flush()
    made = insert_once(session, Address, contact_id=contact.id, channel=channel, address=address, last_seen_at=now)
    if made is None:
        # Another transaction was faster: its contact stays, this one goes.
        session.execute(delete(Contact).where(Contact.id == contact.id))
        session.expunge(contact)
        made = find_address(session, channel, address)
        assert made is not None
    return made


def best_address(session: Session, contact_id: int) -> Address | None:
    """Where to reach a contact:

    The address last seen that is not paused; None when there is none, or the contact said stop.
    """
    return session.scalar(
        select(Address)
        .join(Contact)
        .where(Address.contact_id == contact_id, Address.paused_at.is_(None), Contact.stopped_at.is_(None))
        .order_by(Address.last_seen_at.desc().nulls_last(), Address.id.desc())
        .limit(1)
    )
