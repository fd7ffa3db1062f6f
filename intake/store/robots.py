"""Letters that a program seems to write although they do not say so: two programs must not answer each other for ever."""

import re
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from db import outbox
from db.models import Delivery, Message, table_of
from intake.messages import Incoming
from intake.settings import IntakeSettings

NO_REPLY = re.compile(r"(?<![a-z])(?:no|do[-_.]?not)[-_.]?reply(?![a-z])|noreply|unattended", re.I)
FEWEST_WORDS = 6
"""People do say "yes please" twice; whole sentences to our answer they do not repeat."""
DELIVERY = table_of(Delivery)
# Made once, as making a statement costs more than running it.
IN_DAY = (
    select(func.count())
    .select_from(DELIVERY)
    .where(
        DELIVERY.c.channel == "email",
        DELIVERY.c.address == bindparam("to"),
        DELIVERY.c.kind == "reply",
        DELIVERY.c.created_at > bindparam("since"),
    )
)
IN_THREAD = IN_DAY.where(
    or_(
        DELIVERY.c.in_reply_to == bindparam("root"),
        func.substr(DELIVERY.c.thread, 1, func.length(bindparam("chain"))) == bindparam("chain"),
    )
)


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
    asked = {"to": incoming.sender, "since": now - timedelta(days=1)}
    if incoming.in_reply_to:
        root = incoming.in_reply_to[-1]
        in_thread = session.connection().scalar(IN_THREAD, {**asked, "root": root, "chain": f"<{root}>"}) or 0
        if in_thread >= settings.thread_letters:
            return f"{in_thread} answers in one thread in a day"
    in_day = session.connection().scalar(IN_DAY, asked) or 0
    return f"{in_day} answers to this address in a day" if in_day >= settings.daily_letters else ""


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
