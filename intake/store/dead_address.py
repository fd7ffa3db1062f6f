"""An address that takes no letters any more: it gets nothing, the curators hear of it, and a colleague is asked who does now."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import contacts, outbox
from db.models import Address, Contact, Subscriber
from intake import wording_mail
from intake.conversation.dead_address import DEAD_ADDRESS
from intake.settings import IntakeSettings
from intake.store import post

PAUSED = "bounce"
MOST_COLLEAGUES = 20


def dead(session: Session, address: Address, settings: IntakeSettings, now: datetime, *, why: str = "") -> None:
    """Pause the address and its subscriptions, cancel what is queued for it, and tell those who should know. `why` is in words."""
    if address.paused_at is None:
        address.paused_at, address.pause_reason = now, PAUSED
    subscribed = _pause_subscriptions(session, address)
    outbox.cancel_for(session, address.channel, address.address)
    asked = _ask_colleague(session, address, settings, now)
    post.to_curators(
        session,
        settings,
        key=f"bounced:{address.id}:{now:%Y-%m-%d}",
        subject=wording_mail.BOUNCED_SUBJECT,
        text=wording_mail.bounced(address.address, address.contact_id, why, subscribed, asked),
        now=now,
    )


def back(session: Session, channel: str, address: str) -> None:
    """Somebody writes from a chat that nothing could be sent to: they let us in again. The letter waits until they say START."""
    here = contacts.find_address(session, channel, address)
    if here is not None and here.pause_reason == PAUSED:
        here.paused_at, here.pause_reason = None, ""


def _pause_subscriptions(session: Session, address: Address) -> bool:
    rows = session.scalars(
        select(Subscriber).where(
            Subscriber.channel == address.channel, Subscriber.address == address.address, Subscriber.status == "active"
        )
    ).all()
    for row in rows:
        row.status = "paused"
    return bool(rows)


def _ask_colleague(session: Session, address: Address, settings: IntakeSettings, now: datetime) -> bool:
    """Ask the contact of the same organisation that was seen last. The dead address itself is not named to them."""
    session.flush()
    organisation = session.get_one(Contact, address.contact_id).organisation.strip()
    if not organisation:
        return False
    others = session.scalars(
        select(Contact.id)
        .where(
            func.lower(Contact.organisation) == organisation.lower(),
            Contact.id != address.contact_id,
            Contact.stopped_at.is_(None),
            Contact.forgotten_at.is_(None),
        )
        .order_by(Contact.id.desc())
        .limit(MOST_COLLEAGUES)
    )
    reached = [found for found in (contacts.best_address(session, other) for other in others) if found is not None]
    if not reached:
        return False
    colleague = max(reached, key=lambda one: (one.last_seen_at is not None, one.last_seen_at or now))
    stored = outbox.enqueue(
        session,
        dedupe_key=f"dead-address:{address.id}:{colleague.id}",
        kind="question",
        channel=colleague.channel,
        address=colleague.address,
        thread="" if colleague.channel == "email" else colleague.thread,
        subject=wording_mail.COLLEAGUE_SUBJECT,
        text=wording_mail.colleague(organisation, settings.service),
        about={"kind": DEAD_ADDRESS, "contact": address.contact_id},
        contact_id=colleague.contact_id,
        now=now,
    )
    return stored is not None
