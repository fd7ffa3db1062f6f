"""All that is held about a person, for the person to read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import false, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Address, Contact, Conversation, Delivery, Entry, Message, Pledge, Subscriber

Columns = Sequence[InstrumentedAttribute[Any]]
CONTACT: Columns = (
    Contact.name,
    Contact.organisation,
    Contact.share_organisation,
    Contact.created_at,
    Contact.vetted_at,
    Contact.stopped_at,
)
ADDRESS: Columns = (
    Address.channel,
    Address.address,
    Address.thread,
    Address.last_seen_at,
    Address.paused_at,
    Address.pause_reason,
)
MESSAGE: Columns = (
    Message.channel,
    Message.sender,
    Message.sender_name,
    Message.received_at,
    Message.sent_at,
    Message.subject,
    Message.text,
    Message.answers,
    Message.choice,
    Message.fields,
    Message.attachments,
)
CONVERSATION: Columns = (Conversation.channel, Conversation.address, Conversation.updated_at, Conversation.state)
ENTRY: Columns = (
    Entry.ref,
    Entry.place,
    Entry.kind,
    Entry.status,
    Entry.text,
    Entry.public_text,
    Entry.themes,
    Entry.support,
    Entry.beneficiaries,
    Entry.wards,
    Entry.quantity,
    Entry.needed_by,
    Entry.needed_words,
    Entry.organisation,
    Entry.share_organisation,
    Entry.personal,
    Entry.created_at,
    Entry.approved_at,
    Entry.closed_at,
    Entry.reason,
)
PLEDGE: Columns = (
    Entry.ref,
    Pledge.status,
    Pledge.quantity,
    Pledge.what,
    Pledge.by_date,
    Pledge.by_words,
    Pledge.conditional,
    Pledge.condition,
    Pledge.organisation,
    Pledge.contract,
    Pledge.delivered_quantity,
    Pledge.receiver_words,
    Pledge.created_at,
    Pledge.answered_at,
    Pledge.confirmed_at,
)
SUBSCRIPTION: Columns = (
    Subscriber.place,
    Subscriber.channel,
    Subscriber.address,
    Subscriber.audience,
    Subscriber.themes,
    Subscriber.wards,
    Subscriber.areas,
    Subscriber.support,
    Subscriber.frequency,
    Subscriber.weekday,
    Subscriber.most_lines,
    Subscriber.paused_until,
    Subscriber.status,
    Subscriber.created_at,
    Subscriber.confirmed_at,
    Subscriber.stopped_at,
)
DELIVERY: Columns = (
    Delivery.kind,
    Delivery.channel,
    Delivery.address,
    Delivery.subject,
    Delivery.text,
    Delivery.state,
    Delivery.created_at,
    Delivery.sent_at,
)


def holdings(session: Session, contact_id: int) -> dict[str, Any]:
    """Everything held about a contact as plain data that JSON can hold; times are ISO 8601 in UTC.

    Of a message kept as it came only the size is given in `raw_bytes`: its words are in `text`. Raises
    sqlalchemy.exc.NoResultFound when there is no such contact.
    """
    contact = session.get_one(Contact, contact_id)
    reached = [(row.channel, row.address) for row in contact.addresses]
    sent = tuple_(Message.channel, Message.sender).in_(reached) if reached else false()
    told = tuple_(Delivery.channel, Delivery.address).in_(reached) if reached else false()
    size = func.coalesce(func.length(Message.raw), 0)
    messages = session.execute(
        select(*MESSAGE, size).where(or_(Message.contact_id == contact_id, sent)).order_by(Message.id)
    )
    of_contact = Conversation.contact_id == contact_id
    spoken = or_(of_contact, tuple_(Conversation.channel, Conversation.address).in_(reached)) if reached else of_contact
    return {
        "contact": {column.key: _plain(getattr(contact, column.key)) for column in CONTACT},
        "addresses": _rows(session, ADDRESS, Address.contact_id == contact_id, Address.id),
        "messages": [_named((*(column.key for column in MESSAGE), "raw_bytes"), row) for row in messages],
        "conversations": _rows(session, CONVERSATION, spoken, Conversation.id),
        "entries": _rows(session, ENTRY, Entry.contact_id == contact_id, Entry.id),
        "pledges": _rows(session, PLEDGE, Pledge.contact_id == contact_id, Pledge.id, Pledge.entry),
        "subscriptions": _rows(session, SUBSCRIPTION, Subscriber.contact_id == contact_id, Subscriber.id),
        "deliveries": _rows(session, DELIVERY, or_(Delivery.contact_id == contact_id, told), Delivery.id),
    }


def _rows(session: Session, columns: Columns, where: Any, order: Any, join: Any = None) -> list[dict[str, Any]]:
    query = select(*columns)
    if join is not None:
        query = query.select_from(Pledge).join(join)
    found = session.execute(query.where(where).order_by(order))
    return [_named([column.key for column in columns], row) for row in found]


def _named(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in zip(names, row, strict=True)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
