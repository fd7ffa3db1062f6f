"""Contacts and the addresses they write from."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, delete, select, update
from sqlalchemy.orm import Session, joinedload

from db.models import Address, Contact, Conversation, Delivery, Entry, Message, Pledge, Subscriber, table_of
from db.once import insert_key

ADDRESSES = table_of(Address)
CONTACTS = table_of(Contact)
BELONGING = tuple(map(table_of, (Address, Subscriber, Message, Conversation, Entry, Pledge, Delivery)))
"""Tables whose rows belong to a contact."""
# Made once, as making a statement costs more than running it.
ADDRESS = (
    select(Address)
    .where(Address.channel == bindparam("at_channel"), Address.address == bindparam("at_address"))
    .options(joinedload(Address.contact, innerjoin=True))
)
SEEN = (
    update(ADDRESSES)
    .where(ADDRESSES.c.channel == bindparam("at_channel"), ADDRESSES.c.address == bindparam("at_address"))
    .values(
        last_seen_at=case(
            (
                ADDRESSES.c.last_seen_at > bindparam("now", type_=ADDRESSES.c.last_seen_at.type),
                ADDRESSES.c.last_seen_at,
            ),
            else_=bindparam("now", type_=ADDRESSES.c.last_seen_at.type),
        ),
        thread=case(
            (bindparam("in_thread", type_=ADDRESSES.c.thread.type) == "", ADDRESSES.c.thread),
            else_=bindparam("in_thread", type_=ADDRESSES.c.thread.type),
        ),
    )
    .returning(ADDRESSES.c.contact_id)
)
NAMED = (
    update(CONTACTS)
    .where(CONTACTS.c.id == bindparam("contact_id"), CONTACTS.c.name == "")
    .values(name=bindparam("said_name"))
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
    contact_id = seen(session, channel, address, name=name, now=now, thread=thread)
    return session.get_one(Contact, contact_id, populate_existing=True)


def seen(session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str = "") -> int:
    """The same, but the contact's id only. Rows in hand are not told of it."""
    values = {"at_channel": channel, "at_address": address, "now": now, "in_thread": thread}
    known: int | None = session.connection().scalar(SEEN, values)
    if known is None:
        return first_seen(session, channel, address, name=name, now=now, thread=thread)
    if name:
        session.connection().execute(NAMED, {"contact_id": known, "said_name": name})
    return known


def first_seen(session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str = "") -> int:
    """The same for an address that a moment ago nobody had: one statement less when that is still so."""
    made = _create(session, channel, address, name=name, now=now, thread=thread)
    return made or seen(session, channel, address, name=name, now=now, thread=thread)


def change(session: Session, contact_id: int, columns: Mapping[str, Any]) -> None:
    """Set columns of a contact. A row in hand is not told of it."""
    if columns:
        session.connection().execute(_changing(tuple(columns)), {"contact_id": contact_id, **_to(columns)})


def _to(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in columns.items()}


@cache
def _changing(names: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    return update(CONTACTS).where(CONTACTS.c.id == bindparam("contact_id")).values(values)


def _create(session: Session, channel: str, address: str, *, name: str, now: datetime, thread: str) -> int | None:
    contact_id = insert_key(session, Contact, name=name, created_at=now)
    made = insert_key(
        session, Address, contact_id=contact_id, channel=channel, address=address, thread=thread, last_seen_at=now
    )
    if made is None:  # another transaction was faster: its contact stays, this one goes
        session.execute(delete(CONTACTS).where(CONTACTS.c.id == contact_id))
        return None
    return contact_id


def link(session: Session, contact_id: int, channel: str, address: str) -> int | None:
    """Give an address to this contact, with all that belongs to the contact who had it; the id of that one, which is gone then.

    None when nobody had it, or this contact had it already. What the contact does not know of itself, it learns.
    """
    made = insert_key(session, Address, contact_id=contact_id, channel=channel, address=address, thread="")
    gone = None if made is not None else find(session, channel, address)
    if gone is None or gone.id == contact_id:
        return None
    gone_id = gone.id
    both = select(Contact).where(Contact.id.in_((contact_id, gone.id))).order_by(Contact.id).with_for_update()
    kept = next(one for one in session.scalars(both.execution_options(populate_existing=True)) if one.id == contact_id)
    kept.name, kept.organisation = kept.name or gone.name, kept.organisation or gone.organisation
    kept.vetted_at = kept.vetted_at or gone.vetted_at
    if kept.share_organisation is None:
        kept.share_organisation = gone.share_organisation
    session.flush()
    for table in BELONGING:
        session.execute(update(table).where(table.c.contact_id == gone_id).values(contact_id=contact_id))
    session.execute(delete(CONTACTS).where(CONTACTS.c.id == gone_id))
    session.expire_all()
    return gone_id


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
