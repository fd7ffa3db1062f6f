"""Takes a message in and makes of it what follows: `keep` before its channel is told, `handle` whenever a worker gets to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Protocol, TypeGuard

import structlog
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from db import contacts, conversations, inbox
from db.session import Database
from intake.conversation.advance import advance
from intake.conversation.confirming import CONFIRMING
from intake.effects import ChangeEntry, Effect, OpenEntry, Turn
from intake.facts import Facts
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store import dead_address, unanswered
from intake.store.answered import REMEMBERED_FOR, Answered, answered, with_state
from intake.store.apply import apply, forgets
from intake.store.held import Held, held
from intake.store.known import Known, known
from intake.store.lookup import LONDON, Vectors, facts_for
from intake.store.opening import cut, kept_message, must_be_opened, opened
from intake.store.scene import MovedError, Scene
from intake.store.similar import shelf_of, stored
from intake.store.storable import columns, external_id
from nlp.reading import Reading

log = structlog.get_logger()
MOST_TRIES = 5
AGAIN = (MovedError, IntegrityError, InterfaceError, OperationalError)
"""What may pass when a message is handled once more, from its rows on: somebody else was faster, or the connection was lost."""
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
    read: Callable[..., Reading]
    settings: IntakeSettings
    now: datetime
    confirmed: Held | None = None

    @property
    def said(self) -> Incoming:
        """What is handled: the message itself, or the earlier one that it confirms."""
        return self.confirmed.incoming if self.confirmed else self.incoming


def keep(database: Database, incoming: Incoming) -> bool:
    """Store a message as it came, in one short transaction. False when this channel brought it before. Reads nothing in it."""
    with database.transaction() as session:
        stored = inbox.store(
            session,
            channel=incoming.channel,
            external_id=external_id(incoming),
            received_at=incoming.received_at,
            **columns(incoming),
        )
        return stored is not None


def handle(
    database: Database, message_id: int, *, reader: MessageReader, settings: IntakeSettings, now: datetime
) -> str:
    """Do what follows from a stored message, all of it or nothing, and return why in one line for the log.

    Raises nothing: a message that cannot be handled is stuck with its error, and the curators are told once. A message that
    was handled before changes nothing.
    """
    failure: Exception = MovedError(str(message_id))
    read = cache(reader.read)
    for attempt in range(1, MOST_TRIES + 1):
        try:
            return _handled(database, message_id, reader, read, settings, now)
        except AGAIN as error:
            log.info("message.moved", message=message_id, attempt=attempt, error=type(error).__name__)
            failure = error
        except Exception as error:  # whatever it is, the messages behind this one go on
            failure = error
            break
    return unanswered.stuck(database, message_id, failure, settings, now)


def _handled(
    database: Database,
    message_id: int,
    reader: MessageReader,
    read: Callable[..., Reading],
    settings: IntakeSettings,
    now: datetime,
) -> str:
    """One try, from the rows on."""
    with database.session() as session:
        row = inbox.kept(session, message_id)
        if row is None:
            return "no such message"
        if row.state in FINISHED:
            return str(row.why or row.error)
        job = _Job(database, message_id, kept_message(row), reader, read, settings, now)
        asked = None if must_be_opened(job.incoming) else _asked(session, job)
    if asked is None:
        job = replace(job, incoming=opened(database, job.incoming, settings))
        for nobody in (unanswered.automatic, unanswered.from_nobody, unanswered.from_robot):
            why = nobody(database, message_id, job.incoming, settings, now)
            if why:
                return why
    return _answer(job, asked)


def _answer(job: _Job, asked: tuple[Known, Answered] | None) -> str:
    """Read, decide and write down."""
    who, about = asked or _looked_up(job)
    if about.kind == CONFIRMING:
        job, about = _with_confirmed(job, who, about)
    reading = _read(job, who)
    with job.database.session() as session:
        facts = facts_for(
            job.database,
            session,
            job.said,
            reading,
            who,
            about,
            reader=job.reader,
            settings=job.settings,
            now=job.now,
        )
    return _written(job, who, facts, advance(dict(who.state), job.said, reading, facts))


def _asked(session: Session, job: _Job) -> tuple[Known, Answered]:
    incoming, place = job.incoming, job.settings.place
    who = known(session, incoming.channel, incoming.sender, place, job.now - REMEMBERED_FOR)
    return who, with_state(session, answered(session, incoming, who.asked))


def _looked_up(job: _Job) -> tuple[Known, Answered]:
    with job.database.session() as session:
        return _asked(session, job)


def _with_confirmed(job: _Job, who: Known, about: Answered) -> tuple[_Job, Answered]:
    """The job with the earlier message that its sender says yes to, and what that one answered."""
    with job.database.session() as session:
        earlier = held(session, job.incoming, about, job.now)
        if earlier is None:
            return job, about
        answer = with_state(session, answered(session, earlier.incoming, who.asked))
    return replace(job, confirmed=replace(earlier, incoming=cut(earlier.incoming))), answer


def _read(job: _Job, who: Known) -> Reading:
    received = job.said.received_at.astimezone(LONDON).date()
    own = own_details(job.said, who)
    return job.read(job.said.text, received, place=job.settings.place, known_personal=own)


def _written(job: _Job, who: Known, facts: Facts, turn: Turn) -> str:
    """Write the turn down, in one transaction. MovedError when what it was made for has changed."""
    vectors = vectors_of(turn, job.reader)
    with job.database.transaction() as session:
        contact_id, conversation_id = _turned(session, job, who, turn)
        if who.stopped and job.incoming.channel != "email":
            dead_address.back(session, job.incoming.channel, job.incoming.sender)
        columns = unanswered.letter_columns(job.incoming)
        if not inbox.finish(session, job.message_id, now=job.now, why=turn.why, contact_id=contact_id, columns=columns):
            raise MovedError("message")
        if job.confirmed and not inbox.release(session, job.confirmed.message_id):
            raise MovedError("confirmed message")
        scene = Scene(
            session=session,
            incoming=job.said,
            facts=facts,
            settings=job.settings,
            now=job.now,
            contact_id=contact_id,
            key=str(job.message_id),
            vector=vectors.get,
            message_id=job.message_id,
        )
        state = apply(scene, turn)
        if state is not turn.state and not forgets(turn):
            conversations.set_state(session, conversation_id, state)
    for effect in filter(_new_words, turn.effects):
        row = scene.entries[effect.ref]
        shelf_of(job.database).replace(row.place, row.kind, row.id, row.vector)
    return turn.why


def _turned(session: Session, job: _Job, who: Known, turn: Turn) -> tuple[int, int]:
    """Note who wrote and take the turn: ids of contact and conversation, both locked from here on."""
    incoming, now = job.incoming, job.now
    contact_id = who.contact_id
    if contact_id is None:
        contact_id = _seen(session, job, who)
    conversation_id = conversations.turned(
        session,
        incoming.channel,
        incoming.sender,
        was=who.version,
        state=turn.state,
        contact_id=contact_id,
        now=now,
    )
    if conversation_id is None:
        raise MovedError("conversation")
    if who.contact_id is not None and _seen(session, job, who) != contact_id:
        raise MovedError("contact")
    return contact_id, conversation_id


def _seen(session: Session, job: _Job, who: Known) -> int:
    incoming = job.incoming
    name = "" if who.name else incoming.sender_name
    seen = contacts.first_seen if who.contact_id is None else contacts.seen
    return seen(session, incoming.channel, incoming.sender, name=name, now=job.now, thread=incoming.thread)


def vectors_of(turn: Turn, reader: Vectors) -> Mapping[str, bytes]:
    """The vectors of new public texts: worked out before anything is locked."""
    texts = {effect.public_text for effect in turn.effects if isinstance(effect, OpenEntry)}
    texts |= {str(effect.changes["public_text"]) for effect in turn.effects if _new_words(effect)}
    vectors = {text: stored(reader.vector(text)) for text in texts}
    return {text: vector for text, vector in vectors.items() if vector is not None}


def _new_words(effect: Effect) -> TypeGuard[ChangeEntry]:
    return isinstance(effect, ChangeEntry) and "public_text" in effect.changes


def own_details(incoming: Incoming, who: Known) -> tuple[str, ...]:
    """The sender's own name and address, which are personal data wherever they stand in the text."""
    address = incoming.sender if incoming.channel == "email" else ""
    return tuple(dict.fromkeys(part for part in (who.name, incoming.sender_name, address) if part))
