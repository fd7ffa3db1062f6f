"""Conversations in which a question stays open: one nudge, and after the second silence the draft is kept."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from db import conversations
from db.models import Conversation
from db.session import Database
from intake.conversation.advance import advance_silence
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.answered import Answered
from intake.store.apply import apply
from intake.store.faults import passed_over
from intake.store.known import known
from intake.store.lookup import facts_for
from intake.store.scene import Scene
from nlp.reading import Reading, Tag

MOST_AT_ONCE = 200


def nudge(database: Database, *, settings: IntakeSettings, now: datetime) -> int:
    """Look at every conversation that was silent for `settings.nudge_hours`. How many messages were stored.

    `nudged_at` says where a conversation stands: None is not looked at since the last message, later than `updated_at` is
    nudged, equal to it is closed.
    """
    since = now - timedelta(hours=settings.nudge_hours)
    fresh = and_(Conversation.nudged_at.is_(None), Conversation.updated_at <= since)
    nudged = and_(Conversation.nudged_at <= since, Conversation.nudged_at > Conversation.updated_at)
    columns = Conversation.id, Conversation.channel, Conversation.address
    query = select(*columns).where(or_(fresh, nudged)).order_by(Conversation.id)
    with database.session() as session:
        silent = session.execute(query.limit(MOST_AT_ONCE)).all()
    stored = 0
    for conversation_id, channel, address in silent:
        with passed_over("silence", conversation=conversation_id):
            stored += _look(database, channel, address, settings, now)
    return stored


def _look(database: Database, channel: str, address: str, settings: IntakeSettings, now: datetime) -> int:
    with database.session() as session:
        who = known(session, channel, address, settings.place, now)
        incoming = Incoming(channel, f"silence:{channel}:{address}", now, sender=address, thread=who.thread)
        reading = Reading("", Tag("other", 0.0))
        facts = facts_for(
            database, session, incoming, reading, who, Answered(), reader=None, settings=settings, now=now
        )
    turn = advance_silence(dict(who.state), facts)
    with database.transaction() as session:
        conversation = conversations.locked(session, channel, address, now=now)
        if conversation.version != (who.version or 0) or who.contact_id is None:
            if who.contact_id is None:
                conversation.nudged_at = conversation.updated_at
            return 0
        key = f"silence:{conversation.id}:{conversation.version}"
        scene = Scene(
            session=session,
            incoming=incoming,
            facts=facts,
            settings=settings,
            now=now,
            contact_id=who.contact_id,
            key=key,
            vector=lambda text: None,
            kind="question",
        )
        conversation.state = apply(scene, turn)
        conversation.version += 1
        conversation.nudged_at = now if turn.replies else conversation.updated_at
    return len(turn.replies)
