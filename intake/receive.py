"""Takes a message in and makes of it what follows: `keep` before its channel is told, `handle` whenever a worker gets to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import defer

from db import contacts, conversations, inbox
from db.models import Message
from db.session import Database
from intake import unanswered
from intake.answered import Answered, answered
from intake.apply import apply, forgets
from intake.conversation import advance
from intake.effects import OpenEntry, Turn
from intake.facts import Facts
from intake.known import Known, known
from intake.letters import open_letter
from intake.lookup import LONDON, Vectors, facts_for
from intake.messages import Incoming
from intake.scene import MovedError, Scene
from intake.settings import IntakeSettings
from intake.storable import columns, external_id, incoming_of
from nlp.reading import Reading

log = structlog.get_logger()
MOST_READ = 20_000
"""So many characters of a message are read; all of it is kept."""
MOST_TRIES = 5
FINISHED = ("done", "aside")


class MessageReader(Vectors, Protocol):
    """The part of `nlp.pipeline.Reader` that is needed here."""

    def read(
        self, text: str, received: date, *, place: str | None = None, known_personal: tuple[str, ...] = ()
    ) -> Reading: ...


@dataclass(frozen=True)
class _Job:
    """One message with all that it takes to handle it."""

    database: Database
    message_id: int
    incoming: Incoming
    reader: MessageReader
    settings: IntakeSettings
    now: datetime


def keep(database: Database, incoming: Incoming) -> bool:
    """Store a message as it came, in one short transaction. False when this channel brought it before. Reads nothing in it."""
    with database.transaction() as session:
        row = inbox.store(
            session,
            channel=incoming.channel,
            external_id=external_id(incoming),
            received_at=incoming.received_at,
            **columns(incoming),
        )
        return row is not None


def handle(
    database: Database, message_id: int, *, reader: MessageReader, settings: IntakeSettings, now: datetime
) -> str:
    """Do what follows from a stored message, all of it or nothing, and return why in one line for the log.

    Raises nothing: a message that cannot be handled is stuck with its error, and the curators are told once. A message that
    was handled before changes nothing.
    """
    try:
        return _handled(database, message_id, reader, settings, now)
    except Exception as error:  # whatever it is, the messages behind this one go on
        return unanswered.stuck(database, message_id, error, settings, now)


def _handled(
    database: Database, message_id: int, reader: MessageReader, settings: IntakeSettings, now: datetime
) -> str:
    with database.session() as session:
        row = session.get(Message, message_id)
        if row is None:
            return "no such message"
        if row.state in FINISHED:
            return row.why or row.error
        incoming = incoming_of(row)
    incoming = open_letter(incoming, own_addresses=settings.own_addresses)
    incoming = replace(incoming, text=incoming.text[:MOST_READ])
    for nobody in (unanswered.automatic, unanswered.from_nobody, unanswered.flood):
        why = nobody(database, message_id, incoming, settings, now)
        if why:
            return why
    return _answer(_Job(database, message_id, incoming, reader, settings, now))


def _answer(job: _Job) -> str:
    who, about = _asked(job)
    received = job.incoming.received_at.astimezone(LONDON).date()
    reading = job.reader.read(
        job.incoming.text, received, place=job.settings.place, known_personal=own_details(job.incoming, who)
    )
    for attempt in range(MOST_TRIES):
        if attempt:
            who, about = _asked(job)
        with job.database.session() as session:
            facts = facts_for(
                job.database,
                session,
                job.incoming,
                reading,
                who,
                about,
                reader=job.reader,
                settings=job.settings,
                now=job.now,
            )
        turn = advance(dict(who.state), job.incoming, reading, facts)
        try:
            return _written(job, who, facts, turn)
        except (MovedError, IntegrityError, OperationalError) as error:
            log.info("message.moved", message=job.message_id, attempt=attempt + 1, error=type(error).__name__)
            last = error
    raise last


def _asked(job: _Job) -> tuple[Known, Answered]:
    with job.database.session() as session:
        who = known(session, job.incoming.channel, job.incoming.sender, job.settings.place)
        return who, answered(session, job.incoming, job.now)


def _written(job: _Job, who: Known, facts: Facts, turn: Turn) -> str:
    """Write the turn down, in one transaction. MovedError when what it was made for has changed."""
    vectors = vectors_of(turn, job.reader)
    incoming, now = job.incoming, job.now
    with job.database.transaction() as session:
        message = session.get_one(
            Message, job.message_id, options=(defer(Message.raw), defer(Message.text)), with_for_update=True
        )
        if message.state in FINISHED:
            return message.why or message.error
        conversation = conversations.locked(session, incoming.channel, incoming.sender, now=now)
        if conversation.version != (who.version or 0):
            raise MovedError("conversation")
        contact = contacts.find_or_create(
            session, incoming.channel, incoming.sender, name=incoming.sender_name, now=now, thread=incoming.thread
        )
        scene = Scene(
            session=session,
            incoming=incoming,
            facts=facts,
            settings=job.settings,
            now=now,
            contact_id=contact.id,
            key=str(job.message_id),
            vector=vectors.get,
            message_id=job.message_id,
        )
        unanswered.fill_in(message, incoming)
        message.contact_id = contact.id
        inbox.mark_done(session, message, now=now, why=turn.why)
        if not forgets(turn):
            conversation.contact_id = contact.id
            conversation.version += 1
            conversation.updated_at, conversation.nudged_at = now, None
        state = apply(scene, turn)
        if not forgets(turn):
            conversation.state = state
    return turn.why


def vectors_of(turn: Turn, reader: Vectors) -> Mapping[str, bytes]:
    """The vector of each new entry, by its public text: worked out before anything is locked. Zeros say nothing and are left out."""
    texts = {effect.public_text for effect in turn.effects if isinstance(effect, OpenEntry)}
    vectors = {text: reader.vector(text) for text in texts}
    return {text: vector.astype("float32").tobytes() for text, vector in vectors.items() if vector.any()}


def own_details(incoming: Incoming, who: Known) -> tuple[str, ...]:
    """The sender's own name and address, which are personal data wherever they stand in the text."""
    address = incoming.sender if incoming.channel == "email" else ""
    return tuple(dict.fromkeys(part for part in (who.name, incoming.sender_name, address) if part))
