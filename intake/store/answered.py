"""Which of our messages this one answers: by its reply token, by the thread, or in a chat the last one that asked something."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db import outbox
from db.models import Delivery, DigestIssue
from intake.messages import Incoming

CARDS = ("card", "card-closed")
"""Cards of the queue stand in a room: whoever is in it may answer them."""
REMEMBERED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Answered:
    """`about` of the message that is answered, empty when there is none. `by_token_to` is who its reply token was given to;
    `sent_to` whom the message itself went to, however it was found.

    `after` is the message that it answered itself, 0 when it came unasked.
    """

    about: Mapping[str, Any] = field(default_factory=dict)
    by_token_to: str = ""
    after: int = 0
    sent_to: str = ""

    @property
    def kind(self) -> str:
        return str(self.about.get("kind", ""))


def answered(session: Session, incoming: Incoming, asked: Mapping[str, Any]) -> Answered:
    """What this message answers. An e-mail must say so itself; in a chat people just write, and answer what they were `asked`."""
    if incoming.to_token:
        delivery = outbox.by_token(session, incoming.to_token)
        if delivery is not None:
            return Answered(delivery.about, delivery.address, delivery.answers_message_id or 0, delivery.address)
    if incoming.in_reply_to:
        delivery = _by_thread(session, incoming)
        if delivery is not None:
            return Answered(delivery.about, sent_to=delivery.address)
    if incoming.channel == "email" or not incoming.sender:
        return Answered()
    return Answered(asked)


def local_parts(identifiers: tuple[str, ...]) -> tuple[str, ...]:
    """What stands before the @ in Message-IDs: in ours the key of a delivery."""
    return tuple(one.strip("<> ").partition("@")[0] for one in identifiers)


def with_state(session: Session, answer: Answered) -> Answered:
    """For a word on a previewed issue: the same with the issue's present "state" in `about`."""
    issue = answer.about.get("issue")
    if answer.kind != "preview" or not isinstance(issue, int):
        return answer
    state = session.scalar(select(DigestIssue.state).where(DigestIssue.id == issue))
    return replace(answer, about={**answer.about, "state": state or ""})


def _by_thread(session: Session, incoming: Incoming) -> Delivery | None:
    if incoming.channel == "email":
        return outbox.by_message_key(session, local_parts(incoming.in_reply_to))
    return session.scalar(
        select(Delivery)
        .where(
            Delivery.channel == incoming.channel,
            or_(Delivery.address == incoming.sender, Delivery.kind.in_(CARDS)),
            Delivery.external_id.in_(incoming.in_reply_to),
        )
        .order_by(Delivery.id.desc())
        .limit(1)
    )
