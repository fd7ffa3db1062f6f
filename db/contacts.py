"""Contacts and the addresses they write from."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, delete, select, update
from sqlalchemy.orm import Session, joinedload

from db.models import Address, Contact, table_of
from db.once import insert_key

ADDRESSES = table_of(Address)
CONTACTS = table_of(Contact)
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
