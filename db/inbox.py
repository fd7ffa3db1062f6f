"""The inbox: every message is kept first, then claimed by a worker, then done, stuck or put aside."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, literal_column, or_, select, update
from sqlalchemy.orm import Session, aliased, defer

from db.models import Message
from db.once import insert_once

# Written into the statement, not a parameter: else the databases would not use their index of new messages.
NEW: ColumnElement[str] = literal_column("'new'")
STALE_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 5
WORKER_DIED = f"the worker ended {MOST_ATTEMPTS} times while it handled this message"


def store(session: Session, *, channel: str, external_id: str, received_at: datetime, **columns: Any) -> Message | None:
    """Keep a message as it came. None when this channel brought the same external id before; then nothing changes."""
    return insert_once(
        session, Message, channel=channel, external_id=external_id, received_at=received_at, state="new", **columns
    )


def claim(session: Session, *, worker: str, now: datetime, limit: int = 1) -> list[int]:
    """Take up to `limit` new messages, oldest first, and return their ids; commit before handling them.

    A message waits while an earlier one of the same sender is new, so each person's messages are handled in order.
    E-mails are kept before their sender is known, so one e-mail never waits for another. A claim older than ten
    minutes is stale: its worker ended, and the message is given out again, five times at most.
    """
    ids: list[int] = []
    given_up: list[int] = []
    for message_id, attempts in session.execute(_claimable(now, limit)):
        (ids if attempts < MOST_ATTEMPTS else given_up).append(message_id)
    if ids:
        taken: dict[str, Any] = {"claimed_at": now, "claimed_by": worker, "attempts": Message.attempts + 1}
        _set(session, ids, taken)
    if given_up:
        _set(session, given_up, {"state": "stuck", "error": WORKER_DIED, "handled_at": now})
    return ids


def _claimable(now: datetime, limit: int) -> Any:
    earlier = aliased(Message, name="earlier")
    waits = exists().where(
        earlier.state == NEW,
        earlier.channel == Message.channel,
        earlier.sender == Message.sender,
        earlier.id < Message.id,
    )
    return (
        select(Message.id, Message.attempts)
        .where(
            Message.state == NEW,
            or_(Message.claimed_at.is_(None), Message.claimed_at < now - STALE_AFTER),
            or_(Message.sender == "", ~waits),
        )
        .order_by(Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Message)
    )


def mark_done(session: Session, message: Message, *, now: datetime, why: str) -> None:
    """The message was handled; `why` is one line for the log, without its words."""
    message.state, message.why, message.error, message.handled_at = "done", why, "", now


def mark_stuck(session: Session, message: Message, *, now: datetime, error: str) -> None:
    """Handling the message failed; it waits for `retry`, and the messages behind it go on."""
    message.state, message.error, message.handled_at = "stuck", error, now


def put_aside(session: Session, message: Message, *, now: datetime, error: str) -> None:
    """The message cannot be read by anyone's rules; it is kept with the reason."""
    message.state, message.error, message.handled_at = "aside", error, now


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


def _set(session: Session, ids: Collection[int], values: dict[str, Any]) -> None:
    session.execute(
        update(Message).where(Message.id.in_(ids)).values(values), execution_options={"synchronize_session": False}
    )
