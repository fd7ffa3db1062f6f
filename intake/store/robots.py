"""Letters that a program seems to write although they do not say so: two programs must not answer each other for ever."""

import re
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from db import outbox
from db.models import Delivery, Message
from intake.messages import Incoming
from intake.settings import IntakeSettings

NO_REPLY = re.compile(r"(?<![a-z])(?:no|do[-_.]?not)[-_.]?reply(?![a-z])|noreply|unattended", re.I)
FEWEST_WORDS = 6
"""People do say "yes please" twice; whole sentences to our answer they do not repeat."""


def robot(session: Session, incoming: Incoming, settings: IntakeSettings, now: datetime) -> str:
    """Why this letter gets no answer; "" when a person may have written it.

    An address that says that it takes no answers; the same words again in answer to our answer; more answers in a day to
    one thread, or to one address, than a person needs.
    """
    if incoming.channel != "email":
        return ""
    if NO_REPLY.search(incoming.sender.partition("@")[0]):
        return "its address takes no answers"
    if _says_it_again(session, incoming):
        return "it says the same again in answer to our answer"
    since = now - timedelta(days=1)
    if incoming.in_reply_to:
        root = incoming.in_reply_to[-1]
        in_thread = or_(Delivery.in_reply_to == root, Delivery.thread.startswith(f"<{root}>", autoescape=True))
        if (count := _answers(session, incoming.sender, since, in_thread)) >= settings.thread_letters:
            return f"{count} answers in one thread in a day"
    if (count := _answers(session, incoming.sender, since)) >= settings.daily_letters:
        return f"{count} answers to this address in a day"
    return ""


def _says_it_again(session: Session, incoming: Incoming) -> bool:
    keys = [one.partition("@")[0] for one in incoming.in_reply_to]
    ours = outbox.by_token(session, incoming.to_token) or outbox.by_message_key(session, keys)
    if ours is None or ours.kind != "reply" or ours.answers_message_id is None:
        return False
    earlier = session.execute(
        select(Message.text, Message.sender).where(Message.id == ours.answers_message_id)
    ).one_or_none()
    if earlier is None or earlier.sender != incoming.sender:
        return False
    words = _bare(incoming.text)
    return len(words.split()) >= FEWEST_WORDS and words == _bare(earlier.text)


def _bare(text: str) -> str:
    """The words without what such programs count or date."""
    return " ".join(re.sub(r"[\W\d_]+", " ", text.lower()).split())


def _answers(session: Session, address: str, since: datetime, *more: ColumnElement[bool]) -> int:
    query = select(func.count()).where(
        Delivery.channel == "email",
        Delivery.address == address,
        Delivery.kind == "reply",
        Delivery.created_at > since,
        *more,
    )
    return session.scalar(query) or 0
