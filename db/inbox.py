"""The inbox: every message is kept first, then claimed by a worker, then done, stuck or put aside."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    UpdateBase,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, defer

from db.models import Message, literal, table_of
from db.once import insert_key

# Written into the statement, not a parameter: else the databases would not use their index of new messages.
NEW: ColumnElement[str] = literal_column("'new'")
MESSAGE = table_of(Message)
STALE_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 5
FINISHED = ("done", "aside")
HELD = "waits until its sender says that it was them"
WORKER_DIED = f"the worker ended {MOST_ATTEMPTS} times while it handled this message"


def _claimable() -> Select[int, int]:
    message, earlier = MESSAGE, MESSAGE.alias("earlier")
    waits = exists().where(
        earlier.c.state == NEW,
        earlier.c.channel == message.c.channel,
        earlier.c.sender == message.c.sender,
        earlier.c.id < message.c.id,
    )
    return (
        select(message.c.id, message.c.attempts)
        .where(
            message.c.state == NEW,
            message.c.attempts < MOST_ATTEMPTS,
            or_(message.c.claimed_at.is_(None), message.c.claimed_at < bindparam("stale")),
            or_(message.c.sender == "", ~waits),
        )
        .order_by(message.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=message)
    )


# Made once, as making a statement costs more than running it.
CLAIMABLE = _claimable()
_THESE = update(MESSAGE).where(MESSAGE.c.id.in_(bindparam("ids", expanding=True)))
CLAIM = _THESE.values(claimed_at=bindparam("now"), claimed_by=bindparam("worker"), attempts=MESSAGE.c.attempts + 1)
GIVE_UP = (
    update(MESSAGE)
    .where(MESSAGE.c.state == NEW, MESSAGE.c.attempts >= MOST_ATTEMPTS, MESSAGE.c.claimed_at < bindparam("stale"))
    .values(state="stuck", error=WORKER_DIED, handled_at=bindparam("now"))
    .returning(MESSAGE.c.id)
)
WORKING = {"claimed_at", "claimed_by", "attempts", "handled_at", "contact_id"}
KEPT = select(*(column for column in MESSAGE.c if column.key not in WORKING)).where(
    MESSAGE.c.id == bindparam("message_id")
)


@cache
def _finish(more: tuple[str, ...]) -> UpdateBase:
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in ("why", "handled_at", "contact_id", *more)}
    open_still = (MESSAGE.c.id == bindparam("message_id"), MESSAGE.c.state.not_in(literal(*FINISHED)))
    return update(MESSAGE).where(*open_still).values(state="done", error="", **values).returning(MESSAGE.c.id)


def store(session: Session, *, channel: str, external_id: str, received_at: datetime, **columns: Any) -> int | None:
    """Keep a message as it came; its id. None when this channel brought the same external id before: nothing changes."""
    return insert_key(
        session, Message, channel=channel, external_id=external_id, received_at=received_at, state="new", **columns
    )


def kept(session: Session, message_id: int) -> Row[Any] | None:
    """All that was kept of a message, and its state, without the cost of the mapped class."""
    return session.connection().execute(KEPT, {"message_id": message_id}).one_or_none()


def finish(
    session: Session, message_id: int, *, now: datetime, why: str, contact_id: int, columns: Mapping[str, Any]
) -> bool:
    """Mark a message done, with more of its columns, in one statement. False when it is done or put aside already."""
    values = {"why": why, "handled_at": now, "contact_id": contact_id, **columns}
    change = {f"to_{name}": value for name, value in values.items()}
    done = session.connection().scalar(_finish(tuple(columns)), {"message_id": message_id, **change})
    return done is not None


def claim(session: Session, *, worker: str, now: datetime, limit: int = 1) -> list[int]:
    """Take up to `limit` new messages, oldest first, and return their ids; commit before handling them.

    A message waits while an earlier one of the same sender is new, so each person's messages are handled in order.
    E-mails are kept before their sender is known, so one e-mail never waits for another. A claim older than ten minutes
    is stale: its worker ended, and the message is given out again, five times at most, and alone: one message that ends
    every worker must not take those claimed with it along.
    """
    connection = session.connection()
    found = connection.execute(CLAIMABLE, {"stale": now - STALE_AFTER, "most": limit}).all()
    fresh = takewhile(lambda row: row.attempts == 0, found)
    ids = [row.id for row in (found[:1] if found and found[0].attempts else fresh)]
    if ids:
        connection.execute(CLAIM, {"ids": ids, "now": now, "worker": worker})
    return ids


def give_up(session: Session, *, now: datetime) -> list[int]:
    """Mark as stuck what ended its worker as often as it may; the ids, each once, as somebody should be told."""
    return list(session.connection().scalars(GIVE_UP, {"stale": now - STALE_AFTER, "now": now}))


def mark_done(session: Session, message: Message, *, now: datetime, why: str) -> None:
    """The message was handled; `why` is one line for the log, without its words."""
    message.state, message.why, message.error, message.handled_at = "done", why, "", now


def mark_stuck(session: Session, message: Message, *, now: datetime, error: str) -> None:
    """Handling the message failed; it waits for `retry`, and the messages behind it go on."""
    message.state, message.error, message.handled_at = "stuck", error, now


def put_aside(session: Session, message: Message, *, now: datetime, error: str) -> None:
    """The message cannot be read by anyone's rules; it is kept with the reason."""
    message.state, message.error, message.handled_at = "aside", error, now


def hold(session: Session, message_id: int) -> None:
    """Put a message aside until its sender has said that it was them: see `release`."""
    session.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(state="aside", error=HELD))


def held(session: Session, message_id: int, *, sender: str, since: datetime) -> Row[Any] | None:
    """A message of this sender that is on hold and came after `since`; None when it was released already."""
    row = kept(session, message_id)
    if row is None or row.state != "aside" or row.error != HELD:
        return None
    return row if row.sender == sender and row.received_at >= since else None


def release(session: Session, message_id: int) -> bool:
    """Mark a message that was on hold as done: what it says follows now. False when somebody else was faster."""
    waits = (MESSAGE.c.id == message_id, MESSAGE.c.state == "aside", MESSAGE.c.error == HELD)
    done = update(MESSAGE).where(*waits).values(state="done", error="").returning(MESSAGE.c.id)
    return session.connection().scalar(done) is not None


def retry(session: Session, ids: Collection[int] | None = None) -> int:
    """Put stuck messages (those with these ids, also ones put aside;

    None: all that are stuck) back as new. Returns how many.
    """
    states = ("stuck",) if ids is None else ("stuck", "aside")
    change = update(Message).where(Message.state.in_(states))
    if ids is not None:
        change = change.where(Message.id.in_(ids))
    again = change.values(state="new", claimed_at=None, claimed_by="", attempts=0, handled_at=None)
    return len(session.scalars(again.returning(Message.id)).all())


def listing(session: Session, states: Collection[str], limit: int) -> list[Message]:
    """The newest `limit` messages in these states, oldest of them first;

    What they said is loaded only when asked for.
    """
    query = select(Message).where(Message.state.in_(states)).order_by(Message.id.desc()).limit(limit)
    return list(session.scalars(query.options(defer(Message.raw), defer(Message.text))))[::-1]
