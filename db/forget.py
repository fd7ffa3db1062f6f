"""Erases a person: contact data goes, what they asked and promised stays unnamed, so that the counts stay true."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, or_, select, update
from sqlalchemy.orm import Session

from db import events
from db.entries import OPEN, settle_status
from db.holdings import holdings
from db.models import Address, Contact, Conversation, Delivery, Entry, Message, Pledge, Subscriber

__all__ = ["forget", "holdings", "sweep"]

NEEDS_ITS_ASKER = ("draft", "waiting", "open", "part-met")
NAME_GONE = "(name removed)"
EMPTY_MESSAGE: dict[str, Any] = {
    "sender": "",
    "sender_name": "",
    "thread": "",
    "to_token": "",
    "in_reply_to": [],
    "subject": "",
    "text": "",
    "answers": [],
    "choice": "",
    "attachments": [],
    "raw": None,
    "fields": {},
    "error": "",
}
EMPTY_DELIVERY: dict[str, Any] = {
    "address": "",
    "thread": "",
    "in_reply_to": "",
    "subject": "",
    "text": "",
    "html": "",
    "choices": [],
    "headers": {},
    "enclosures": [],
    "form": {},
    "about": {},
    "error": "",
}


def forget(session: Session, contact_id: int, now: datetime) -> list[str]:
    """Erase what identifies a contact, in one transaction; doing it twice changes nothing more.

    Gone: names, addresses, conversations, the words of messages to and from them. Entries that still need their asker
    are withdrawn, their refs returned (suppliers may have to be told); the others stay, unnamed. Promises that nobody
    accepted yet are withdrawn; the others stay, unnamed. A queued reply still leaves, and `sweep` empties it then.
    """
    contact = session.get_one(Contact, contact_id, with_for_update=True)
    if contact.forgotten_at is not None:
        return []
    rows = session.scalars(select(Address).where(Address.contact_id == contact_id)).all()
    reached = [(row.channel, row.address) for row in rows]
    names = _names(contact, reached)
    withdrawn = _unname_entries(session, contact_id, names, now)
    _unname_pledges(session, contact_id)
    _empty_messages(session, contact_id, reached)
    _empty_deliveries(session, contact_id, reached)
    _forget_where_others_were_told(session, reached)
    _end_subscriptions(session, contact_id, now)
    session.execute(delete(Conversation).where(_theirs(Conversation, contact_id, reached)))
    for row in rows:
        session.delete(row)
    contact.name, contact.organisation, contact.share_organisation = "", "", None
    contact.stopped_at, contact.forgotten_at = contact.stopped_at or now, now
    events.record(session, kind="forgotten", who=f"contact:{contact_id}", now=now, detail={"withdrawn": len(withdrawn)})
    session.flush()
    session.expire(contact, ["addresses"])
    return withdrawn


def sweep(session: Session) -> int:
    """Empty what came to a forgotten contact's name afterwards: the reply that said so, its message. Returns how many."""
    forgotten = select(Contact.id).where(Contact.forgotten_at.is_not(None))
    swept = session.scalars(
        update(Delivery)
        .where(
            Delivery.contact_id.in_(forgotten),
            Delivery.state.not_in(("queued", "sending")),
            or_(Delivery.address != "", Delivery.text != ""),
        )
        .values(EMPTY_DELIVERY)
        .returning(Delivery.id),
        execution_options={"synchronize_session": False},
    ).all()
    emptied = session.scalars(
        update(Message)
        .where(
            Message.contact_id.in_(forgotten),
            Message.state.in_(("done", "aside")),
            or_(Message.sender != "", Message.text != "", Message.raw.is_not(None)),
        )
        .values(EMPTY_MESSAGE)
        .returning(Message.id),
        execution_options={"synchronize_session": False},
    ).all()
    session.execute(delete(Conversation).where(Conversation.contact_id.in_(forgotten)))
    return len(swept) + len(emptied)


def _names(contact: Contact, reached: Iterable[tuple[str, str]]) -> list[str]:
    words = [contact.name, contact.organisation, *(address for _, address in reached)]
    return sorted({word for word in words if len(word) > 2}, key=len, reverse=True)


def _unnamed(text: str, names: Collection[str]) -> str:
    if not names:
        return text
    return re.sub("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), NAME_GONE, text, flags=re.IGNORECASE)


def _unname_entries(session: Session, contact_id: int, names: Collection[str], now: datetime) -> list[str]:
    withdrawn = []
    for entry in session.scalars(select(Entry).where(Entry.contact_id == contact_id).with_for_update()):
        entry.public_text = _unnamed(entry.public_text, names)
        entry.text = entry.public_text
        entry.reason = _unnamed(entry.reason, names)
        entry.organisation, entry.share_organisation = "", False
        entry.personal, entry.evidence, entry.vector = [], {}, None
        if entry.status in NEEDS_ITS_ASKER:
            entry.status, entry.closed_at = "withdrawn", now
            withdrawn.append(entry.ref)
        for pledge in entry.pledges:
            pledge.receiver_words = ""
        entry.version += 1
    return withdrawn


def _unname_pledges(session: Session, contact_id: int) -> None:
    for pledge in session.scalars(select(Pledge).where(Pledge.contact_id == contact_id).with_for_update()):
        pledge.organisation, pledge.contract, pledge.condition = "", "", ""
        if pledge.status == "pledged":
            pledge.status = "withdrawn"
            if pledge.entry.status in OPEN:
                settle_status(pledge.entry)
                pledge.entry.version += 1


def _empty_messages(session: Session, contact_id: int, reached: Collection[tuple[str, str]]) -> None:
    # A message of theirs that nobody has looked at yet is not emptied: it may be a new ask.
    looked_at = or_(Message.state != "new", Message.claimed_at.is_not(None))
    sent = _any(and_(Message.channel == channel, Message.sender == address) for channel, address in reached)
    session.execute(
        update(Message).where(or_(Message.contact_id == contact_id, and_(sent, looked_at))).values(EMPTY_MESSAGE),
        execution_options={"synchronize_session": False},
    )


def _empty_deliveries(session: Session, contact_id: int, reached: Collection[tuple[str, str]]) -> None:
    theirs = _theirs(Delivery, contact_id, reached)
    session.execute(
        update(Delivery).where(theirs, Delivery.state == "queued", Delivery.kind != "reply").values(state="cancelled"),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(Delivery).where(theirs, Delivery.state.not_in(("queued", "sending"))).values(EMPTY_DELIVERY),
        execution_options={"synchronize_session": False},
    )
    # What still leaves is tied to the contact, or it could not be found when the address is gone.
    session.execute(
        update(Delivery).where(theirs).values(contact_id=contact_id), execution_options={"synchronize_session": False}
    )


def _forget_where_others_were_told(session: Session, reached: Iterable[tuple[str, str]]) -> None:
    """Letters that introduced them to others: those that name one of their e-mail addresses, once they have gone out."""
    for _, address in reached:
        if "@" not in address:
            continue
        named = or_(
            Delivery.text.icontains(address, autoescape=True), Delivery.html.icontains(address, autoescape=True)
        )
        session.execute(
            update(Delivery)
            .where(named, Delivery.state.not_in(("queued", "sending")))
            .values({"subject": "", "text": "", "html": "", "enclosures": []}),
            execution_options={"synchronize_session": False},
        )


def _end_subscriptions(session: Session, contact_id: int, now: datetime) -> None:
    for subscriber in session.scalars(select(Subscriber).where(Subscriber.contact_id == contact_id)):
        # The row stays: its number is part of the keys of letters that were sent.
        subscriber.address = f"forgotten:{subscriber.id}"
        subscriber.themes, subscriber.wards, subscriber.areas, subscriber.support = [], [], [], []
        subscriber.status, subscriber.stopped_at = "stopped", subscriber.stopped_at or now


def _theirs(
    model: type[Delivery] | type[Conversation], contact_id: int, reached: Collection[tuple[str, str]]
) -> ColumnElement[bool]:
    at = _any(and_(model.channel == channel, model.address == address) for channel, address in reached)
    return or_(model.contact_id == contact_id, at)


def _any(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)
