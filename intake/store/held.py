"""A letter on hold because anybody could have sent it, found again when its sender has said that it was them."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from db import inbox
from intake.conversation.confirming import confirms
from intake.messages import Incoming
from intake.store.answered import REMEMBERED_FOR, Answered
from intake.store.storable import incoming_of


@dataclass(frozen=True, slots=True)
class Held:
    """`incoming` is the message of this id as it came, to be answered in the thread of the one that confirmed it."""

    message_id: int
    incoming: Incoming


def held(session: Session, answer: Incoming, about: Answered, now: datetime) -> Held | None:
    """What `answer`, a word on our question "did you write this?", takes up; None when it is no plain yes of the person who
    was asked, or there is nothing to take up any more.
    """
    if about.by_token_to != answer.sender or not confirms(answer):
        return None
    row = inbox.held(session, about.after, sender=answer.sender, since=now - REMEMBERED_FOR)
    if row is None:
        return None
    earlier = replace(
        incoming_of(row),
        external_id=answer.external_id,
        thread=answer.thread,
        authentication="confirmed",
        raw=None,
    )
    return Held(row.id, earlier)
