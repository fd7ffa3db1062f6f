"""Letters that a program seems to write although they do not say so: two programs must not answer each other for ever."""

import re
from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from db import outbox
from db.models import Delivery, Message, table_of
from intake.conversation.confirming import CONFIRMING
from intake.conversation.short_words import plain
from intake.conversation.standing import STOP
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.answered import local_parts

NO_REPLY = re.compile(r"(?<![a-z])(?:no|do[-_.]?not)[-_.]?reply(?![a-z])|noreply|unattended", re.I)
FEWEST_WORDS = 6
"""People do say "yes please" twice; whole sentences to our answer they do not repeat."""
SHORT_REPEATS = 3
MOST_QUESTIONS = 5
DELIVERY, MESSAGE = table_of(Delivery), table_of(Message)
# Made once, as making a statement costs more than running it.
SAID = select(MESSAGE.c.text, MESSAGE.c.sender, MESSAGE.c.to_token, MESSAGE.c.in_reply_to).where(
    MESSAGE.c.id == bindparam("message_id")
)
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
ASKED_IN_DAY = IN_DAY.where(cast(DELIVERY.c.about, Text).like(f'%"{CONFIRMING}"%'))
IN_THREAD = IN_DAY.where(
    or_(
        DELIVERY.c.in_reply_to == bindparam("root"),
        func.substr(DELIVERY.c.thread, 1, func.length(bindparam("chain"))) == bindparam("chain"),
    )
)


def robot(session: Session, incoming: Incoming, settings: IntakeSettings, now: datetime) -> str:
    """Why this letter gets no answer; "" when a person may have written it.

    An address that says that it takes no answers; the same words again in answer to our answer; more answers in a day to
    one thread, or to one address, than a person needs. STOP is heard however many letters came before it.
    """
    if incoming.channel != "email":
        return ""
    if NO_REPLY.search(incoming.sender.partition("@")[0]):
        return "its address takes no answers"
    if _says_it_again(session, incoming):
        return "it says the same again in answer to our answer"
    if STOP.match(plain(incoming.text)):
        return ""
    return _too_many(session, incoming, settings, {"to": incoming.sender, "since": now - timedelta(days=1)})


def _too_many(session: Session, incoming: Incoming, settings: IntakeSettings, to: dict[str, object]) -> str:
    """Why its sender has had answers enough since then, in this thread or altogether; "" when not."""
    connection = session.connection()
    if incoming.in_reply_to:
        root = incoming.in_reply_to[-1]
        in_thread = connection.scalar(IN_THREAD, {**to, "root": root, "chain": f"<{root}>"}) or 0
        if in_thread >= settings.thread_letters:
            return f"{in_thread} answers in one thread in a day"
    # Who forges somebody's address must not fill that person's mailbox with our questions.
    unproven = incoming.authentication in ("none", "fail") and not incoming.to_token
    if unproven and (connection.scalar(ASKED_IN_DAY, to) or 0) >= MOST_QUESTIONS:
        return "nobody can tell who wrote it, and its sender was asked often enough today"
    in_day = connection.scalar(IN_DAY, to) or 0
    return f"{in_day} answers to this address in a day" if in_day >= settings.daily_letters else ""


def _says_it_again(session: Session, incoming: Incoming) -> bool:
    """Whether the letter answers our answer to the same words of the same sender; short words must come back more often.

    Our question whether a letter was theirs is another matter: people may repeat what they want.
    """
    words = _bare(incoming.text)
    wanted = 1 if len(words.split()) >= FEWEST_WORDS else SHORT_REPEATS
    token, answered = incoming.to_token, incoming.in_reply_to
    for _ in range(wanted):
        ours = outbox.by_token(session, token) or outbox.by_message_key(session, local_parts(tuple(answered)))
        if ours is None or ours.kind != "reply" or ours.about.get("kind") == CONFIRMING:
            return False
        earlier = session.execute(SAID, {"message_id": ours.answers_message_id}).one_or_none()
        if earlier is None or earlier.sender != incoming.sender or _bare(earlier.text) != words:
            return False
        token, answered = earlier.to_token, earlier.in_reply_to
    return True


def _bare(text: str) -> str:
    """The words without what such programs count or date."""
    return " ".join(re.sub(r"[\W\d_]+", " ", text.lower()).split())
