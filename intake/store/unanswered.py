"""Messages that get no answer: automatic ones, those from nobody or ourselves, floods, and those that could not be handled."""

import zlib
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, defer

from db import contacts, inbox
from db.models import Message
from db.session import Database
from intake import wording_curating
from intake.mail.absence import absence_in
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store import post
from intake.store.faults import places
from intake.store.robots import robot
from intake.store.storable import columns

log = structlog.get_logger()
FINISHED = ("done", "aside")


def automatic(database: Database, message_id: int, incoming: Incoming, settings: IntakeSettings, now: datetime) -> str:
    """Why an automatic letter is done without an answer; "" when a person wrote it. A bounce pauses its address."""
    if not incoming.automatic:
        return ""
    with database.transaction() as session:
        message = _locked(session, message_id)
        if message.state in FINISHED:
            return message.why or message.error
        fill_in(message, incoming)
        why = f"automatic {incoming.automatic}: no answer"
        if incoming.automatic == "bounce":
            from intake.store import bounces  # takes long to import

            why = bounces.record(session, incoming, settings, now)
        else:
            _tell_of_absence(session, incoming, settings, now)
        inbox.mark_done(session, message, now=now, why=why)
    return why


def _tell_of_absence(session: Session, incoming: Incoming, settings: IntakeSettings, now: datetime) -> None:
    """Tell the curators, once for each note, when somebody we know has left or names a deputy."""
    absence = absence_in(incoming.text)
    address = contacts.find_address(session, incoming.channel, incoming.sender) if absence.matters else None
    if address is None:
        return
    note = zlib.crc32("\n".join(absence.sentences).encode())
    post.to_curators(
        session,
        settings,
        key=f"absent:{address.id}:{note:08x}",
        subject=wording_curating.ABSENT_SUBJECT,
        text=wording_curating.absent(address.address, address.contact_id, absence.left, absence.sentences),
        now=now,
    )


def from_nobody(
    database: Database, message_id: int, incoming: Incoming, settings: IntakeSettings, now: datetime
) -> str:
    """Why a message without a sender, or from our own address, is put aside; "" for every other."""
    if incoming.sender and incoming.sender not in settings.own_addresses:
        return ""
    why = "from our own address" if incoming.sender else "no sender to answer"
    return _aside(database, message_id, incoming, settings, now, why)


def from_robot(database: Database, message_id: int, incoming: Incoming, settings: IntakeSettings, now: datetime) -> str:
    """Why a letter that a program seems to have written is put aside, which the curators hear once a day; "" for every other."""
    with database.session() as session:
        why = robot(session, incoming, settings, now)
    if not why:
        return ""
    return _aside(database, message_id, incoming, settings, now, why, notice=wording_curating.flood(message_id, why))


def _aside(
    database: Database,
    message_id: int,
    incoming: Incoming,
    settings: IntakeSettings,
    now: datetime,
    why: str,
    notice: str = "",
) -> str:
    with database.transaction() as session:
        message = _locked(session, message_id)
        if message.state in FINISHED:
            return message.why or message.error
        fill_in(message, incoming)
        inbox.put_aside(session, message, now=now, error=why)
        if notice:
            post.to_curators(
                session,
                settings,
                key=f"flood:{now:%Y-%m-%d}:{incoming.channel}:{incoming.sender}",
                subject=wording_curating.FLOOD_SUBJECT,
                text=notice,
                now=now,
            )
    return why


def stuck(database: Database, message_id: int, error: Exception, settings: IntakeSettings, now: datetime) -> str:
    """Mark the message stuck with the kind of its error and tell the curators, once. Words of the message go nowhere.

    When the database itself does not answer, the message stays claimed and is given out again after ten minutes.
    """
    kind = type(error).__name__
    log.error("message.stuck", message=message_id, error=kind, at=places(error))
    why = f"{kind} in message {message_id}"
    try:
        with database.transaction() as session:
            message = _locked(session, message_id)
            if message.state in FINISHED:
                return message.why or message.error
            inbox.mark_stuck(session, message, now=now, error=why)
            post.to_curators(
                session,
                settings,
                key=f"stuck:{message_id}",
                subject=wording_curating.STUCK_SUBJECT,
                text=wording_curating.stuck(message_id, kind),
                now=now,
            )
    except SQLAlchemyError as failure:
        log.error("message.left", message=message_id, error=type(failure).__name__)
        return f"not handled: {type(failure).__name__}"
    return f"stuck: {why}"


def _locked(session: Session, message_id: int) -> Message:
    return session.get_one(Message, message_id, options=(defer(Message.raw), defer(Message.text)), with_for_update=True)


def fill_in(message: Message, incoming: Incoming) -> None:
    """Put into the row what was read out of a letter's raw bytes."""
    for name, value in letter_columns(incoming).items():
        setattr(message, name, value)


def letter_columns(incoming: Incoming) -> dict[str, Any]:
    """The columns that only a letter's raw bytes could tell; nothing for other channels, which bring them themselves."""
    if incoming.channel != "email":
        return {}
    read = columns(incoming)
    del read["raw"]
    return read
