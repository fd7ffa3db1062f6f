"""Contacts and the addresses they write from."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from db.models import Address, Contact
from db.once import insert_once

# Made once, as making a statement costs more than running it.
ADDRESS = (
    select(Address)
    .where(Address.channel == bindparam("at_channel"), Address.address == bindparam("at_address"))
    .options(joinedload(Address.contact, innerjoin=True))
)


def find(session: Session, channel: str, address: str) -> Contact | None:
    """The contact that has this address."""
    return session.scalar(
        select(Contact).join(Contact.addresses).where(Address.channel == channel, Address.address == address)
    )


def find_address(session: Session, channel: str, address: str) -> Address | None:
    """The address itself, with its contact."""
    return session.scalar(ADDRESS, {"at_channel": channel, "at_address": address})


def find_or_create(
    session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str = ""
) -> Contact:
    """The contact that has this address, made when there is none, with the address seen `now` in `thread`.

    `name` is kept when no name was known. Two transactions that create the same one at once end with one contact.
    """
    known = find_address(session, channel, address) or _create(
        session, channel, address, name=name, now=now, thread=thread
    )
    if known.last_seen_at is None or known.last_seen_at < now:
        known.last_seen_at = now
    if thread and known.thread != thread:
        known.thread = thread
    if name and not known.contact.name:
        known.contact.name = name
    return known.contact


def _create(session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str) -> Address:
    contact = Contact(name=name, created_at=now)
    session.add(contact)
    session.flush()
    made = insert_once(
        session, Address, contact_id=contact.id, channel=channel, address=address, thread=thread, last_seen_at=now
    )
    if made is not None:
        set_committed_value(made, "contact", contact)
        return made
    # Another transaction was faster: its contact stays, this one goes.
    session.execute(delete(Contact).where(Contact.id == contact.id))
    found = find_address(session, channel, address)
    assert found is not None
    return found


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
