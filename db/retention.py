"""Keeps nothing longer than was promised."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from db.forget import forget, sweep
from db.models import (
    Address,
    Contact,
    Conversation,
    Delivery,
    DigestIssue,
    Entry,
    IssueFile,
    Message,
    Pledge,
    Subscriber,
)

CLOSED = ("met", "declined", "withdrawn", "merged", "expired")
STILL_NEEDED = ("waiting", "open", "part-met")
PROMISED = ("pledged", "accepted")
UNSYNCHRONISED = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class AgedOut:
    """How many messages, deliveries and closed entries lost their original words, and how many contacts were forgotten."""

    messages: int = 0
    deliveries: int = 0
    entries: int = 0
    contacts: int = 0


def age_out(session: Session, now: datetime, *, message_days: int, contact_months: int) -> AgedOut:
    """Drop what is older than promised. Doing it twice drops nothing more.

    The original words of messages that were handled, of deliveries that are settled, and of entries closed go
    `message_days` after they came, were made or were closed, and so do the files of an issue; an entry keeps its public
    text. A contact is forgotten `contact_months` after it was last seen, unless it has a subscription, an entry that
    still waits or is open, or a promise that is not settled. Messages that are new or stuck are kept: nobody has dealt
    with them.
    """
    words_before = now - timedelta(days=message_days)
    contacts_before = months_before(now, contact_months)
    gone = AgedOut(
        messages=_age_messages(session, words_before),
        deliveries=_age_deliveries(session, words_before),
        entries=_age_entries(session, words_before),
        contacts=_age_contacts(session, contacts_before, now),
    )
    session.execute(
        delete(Conversation).where(Conversation.contact_id.is_(None), Conversation.updated_at < contacts_before)
    )
    old_issues = select(DigestIssue.id).where(DigestIssue.state == "sent", DigestIssue.sent_at < words_before)
    session.execute(delete(IssueFile).where(IssueFile.issue_id.in_(old_issues)), execution_options=UNSYNCHRONISED)
    sweep(session)
    return gone


def months_before(now: datetime, months: int) -> datetime:
    """The same day and time that many months earlier; the last day of that month when it is shorter."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def _age_messages(session: Session, before: datetime) -> int:
    old = (
        update(Message)
        .where(
            Message.state.in_(("done", "aside")),
            Message.received_at < before,
            or_(
                Message.raw.is_not(None), Message.text != "", Message.subject != "", cast(Message.answers, Text) != "[]"
            ),
        )
        .values(
            {"raw": None, "text": "", "subject": "", "answers": [], "attachments": [], "sender_name": "", "fields": {}}
        )
    )
    return len(session.scalars(old.returning(Message.id), execution_options=UNSYNCHRONISED).all())


def _age_deliveries(session: Session, before: datetime) -> int:
    # `about` stays, so that a late answer to an old letter is still understood.
    old = (
        update(Delivery)
        .where(Delivery.state.not_in(("queued", "sending")), Delivery.created_at < before, Delivery.text != "")
        .values(
            {
                "subject": "",
                "text": "",
                "html": "",
                "choices": [],
                "headers": {},
                "enclosures": [],
                "form": {},
                "error": "",
            }
        )
    )
    return len(session.scalars(old.returning(Delivery.id), execution_options=UNSYNCHRONISED).all())


def _age_entries(session: Session, before: datetime) -> int:
    old = (
        update(Entry)
        .where(
            Entry.status.in_(CLOSED),
            func.coalesce(Entry.closed_at, Entry.created_at) < before,
            or_(Entry.text != Entry.public_text, cast(Entry.personal, Text) != "[]"),
        )
        .values({"text": Entry.public_text, "personal": [], "evidence": {}, "vector": None})
    )
    return len(session.scalars(old.returning(Entry.id), execution_options=UNSYNCHRONISED).all())


def _age_contacts(session: Session, before: datetime, now: datetime) -> int:
    seen = select(func.max(Address.last_seen_at)).where(Address.contact_id == Contact.id).scalar_subquery()
    old = session.scalars(
        select(Contact.id)
        .where(
            Contact.forgotten_at.is_(None),
            Contact.created_at < before,
            or_(seen.is_(None), seen < before),
            ~exists().where(Subscriber.contact_id == Contact.id, Subscriber.status.in_(("active", "paused"))),
            ~exists().where(Entry.contact_id == Contact.id, Entry.status.in_(STILL_NEEDED)),
            ~exists().where(Pledge.contact_id == Contact.id, Pledge.status.in_(PROMISED)),
        )
        .order_by(Contact.id)
    ).all()
    for contact_id in old:
        forget(session, contact_id, now)
    return len(old)
