"""Letters that came back: a dead address gets nothing more, a full one is only noted."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import contacts, events, outbox
from db.models import Address, Delivery
from intake.mail.automatic import Automatic, classify
from intake.mail.header_words import message_ids
from intake.mail.mime import Letter, parse
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.answered import local_parts
from intake.store.dead_address import dead


def record(session: Session, incoming: Incoming, settings: IntakeSettings, now: datetime) -> str:
    """Note the bounce and, when it is for good, pause the address and its subscriptions and tell the curators; why, in a line.

    Only an address that something was sent to is paused, so that a forged report cannot silence anybody else.
    """
    letter = parse(incoming.raw) if incoming.raw is not None else Letter()
    report = classify(letter, incoming.raw) if incoming.raw is not None else Automatic("bounce")
    delivery = _delivery(session, incoming, letter)
    address = _address(session, delivery, report.recipient)
    detail = {"delivery": delivery.id if delivery else None, "permanent": report.permanent}
    if address is None:
        return "bounce of no letter of ours"
    detail["contact"] = address.contact_id
    events.record(session, kind="bounced", who="mail", detail=detail, now=now)
    if not report.permanent:
        return "bounce that may pass: only noted"
    if delivery is not None:
        delivery.state, delivery.error = "bounced", "came back for good"
    dead(session, address, settings, now)
    return "bounce for good: address paused"


def _delivery(session: Session, incoming: Incoming, letter: Letter) -> Delivery | None:
    """The letter that came back: by the token in the address it came back to, else by the Message-ID of what it returns."""
    if incoming.to_token:
        found = outbox.by_token(session, incoming.to_token)
        if found is not None:
            return found
    returned = message_ids(letter.returned.get("message-id", "")) if letter.returned else []
    keys = local_parts((*incoming.in_reply_to, *returned))
    return outbox.by_message_key(session, keys)


def _address(session: Session, delivery: Delivery | None, recipient: str) -> Address | None:
    if delivery is not None:
        return contacts.find_address(session, delivery.channel, delivery.address)
    if not recipient:
        return None
    sent = select(Delivery.id).where(
        Delivery.channel == "email", Delivery.address == recipient, Delivery.state == "sent"
    )
    if session.scalar(sent.limit(1)) is None:
        return None
    return contacts.find_address(session, "email", recipient)
