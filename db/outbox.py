"""The outbox: what goes out is stored here first, claimed by a worker, sent, and settled."""

from base64 import b32encode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, literal_column, or_, select, update
from sqlalchemy.orm import Session

from db.models import Address, Contact, Delivery, literal, table_of
from db.once import insert_key

STALE_AFTER = timedelta(minutes=10)
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
WORKER_DIED = f"the worker ended {len(BACK_OFF) + 1} times while it sent this"
# Written into the statement, not parameters: else the databases would not use their index of waiting deliveries.
QUEUED: ColumnElement[str] = literal_column("'queued'")
SENDING: ColumnElement[str] = literal_column("'sending'")
DELIVERY = table_of(Delivery)

# Made once, as making a statement costs more than running it.
CLAIMABLE = (
    select(DELIVERY.c.id)
    .where(
        DELIVERY.c.state.in_([QUEUED, SENDING]),
        DELIVERY.c.attempts <= len(BACK_OFF),
        or_(
            and_(DELIVERY.c.state == QUEUED, DELIVERY.c.not_before <= bindparam("now")),
            and_(DELIVERY.c.state == SENDING, DELIVERY.c.claimed_at < bindparam("stale")),
        ),
    )
    .order_by(DELIVERY.c.not_before, DELIVERY.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_THESE = update(DELIVERY).where(DELIVERY.c.id.in_(bindparam("ids", expanding=True)))
CLAIM = _THESE.values(
    state="sending", claimed_at=bindparam("now"), claimed_by=bindparam("worker"), attempts=DELIVERY.c.attempts + 1
)
GIVE_UP = (
    update(DELIVERY)
    .where(
        DELIVERY.c.state == SENDING,
        DELIVERY.c.state.in_([QUEUED, SENDING]),
        DELIVERY.c.attempts > len(BACK_OFF),
        DELIVERY.c.claimed_at < bindparam("stale"),
    )
    .values(state="failed", error=WORKER_DIED)
    .returning(DELIVERY.c.id, DELIVERY.c.dedupe_key)
)
SENT = _THESE.values(state="sent", sent_at=bindparam("now"), external_id=bindparam("external"), error="")
CLAIMED = (
    select(Delivery).where(Delivery.id.in_(bindparam("ids", expanding=True))).order_by(Delivery.not_before, Delivery.id)
)
# What the newest delivery to an address, queued or sent, made since then, says in `about`; those silent in it pass.
LAST_QUESTION = (
    select(DELIVERY.c.about)
    .where(
        DELIVERY.c.channel == bindparam("at_channel"),
        DELIVERY.c.address == bindparam("at_address"),
        DELIVERY.c.state.in_(literal("queued", "sending", "sent")),
        DELIVERY.c.created_at >= bindparam("since"),
        cast(DELIVERY.c.about, Text) != "{}",
    )
    .order_by(DELIVERY.c.id.desc())
    .limit(1)
)
SILENCED = (
    select(Address.id)
    .join(Contact)
    .where(
        Address.channel == bindparam("at_channel"),
        Address.address == bindparam("at_address"),
        or_(Address.paused_at.is_not(None), Contact.stopped_at.is_not(None)),
    )
)


class ChoiceLike(Protocol):
    """One answer that can be tapped."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...


class EnclosureLike(Protocol):
    """One file that goes out with a message."""

    @property
    def name(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def content_id(self) -> str: ...


class Queued(NamedTuple):
    """A delivery that was just stored."""

    id: int
    message_key: str
    reply_token: str


def enqueue(
    session: Session,
    *,
    dedupe_key: str,
    kind: str,
    channel: str,
    address: str,
    text: str,
    now: datetime,
    subject: str = "",
    html: str = "",
    thread: str = "",
    choices: Sequence[ChoiceLike | Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    enclosures: Sequence[EnclosureLike] = (),
    about: Mapping[str, Any] | None = None,
    contact_id: int | None = None,
    subscriber_id: int | None = None,
    issue_id: int | None = None,
    answers_message_id: int | None = None,
    in_reply_to: str = "",
    not_before: datetime | None = None,
) -> Queued | None:
    """Put one message in the outbox, in the transaction of what caused it.

    None when the dedupe key exists already, so doing a thing again sends nothing twice; None too when the address is
    paused or its contact said stop, unless this is a reply. `not_before` is when it may leave, at once by default.
    """
    if kind != "reply" and _silenced(session, channel, address):
        return None
    key, token = message_key(dedupe_key), b32encode(token_bytes(10)).decode().lower()
    stored = insert_key(
        session,
        Delivery,
        dedupe_key=dedupe_key,
        message_key=key,
        reply_token=token,
        kind=kind,
        channel=channel,
        address=address,
        thread=thread,
        contact_id=contact_id,
        subscriber_id=subscriber_id,
        issue_id=issue_id,
        answers_message_id=answers_message_id,
        in_reply_to=in_reply_to,
        subject=subject,
        text=text,
        html=html,
        choices=[_choice(choice) for choice in choices],
        headers=dict(headers or {}),
        enclosures=[_enclosure(enclosure) for enclosure in enclosures],
        about=dict(about or {}),
        state="queued",
        not_before=not_before or now,
        created_at=now,
    )
    return None if stored is None else Queued(stored, key, token)


def message_key(dedupe_key: str) -> str:
    """The local part of the Message-ID:

    The same for the same dedupe key, so that a repeat is recognisably the same letter.
    """
    return sha256(dedupe_key.encode(errors="replace")).hexdigest()[:32]


def claim(
    session: Session,
    *,
    worker: str,
    now: datetime,
    limit: int,
    channels: Collection[str] | None = None,
    address: str | None = None,
) -> list[Delivery]:
    """Take up to `limit` deliveries that are due, those due longest first; commit before sending them.

    A claim older than ten minutes is stale: its worker ended, and the delivery is given out again, six times at most.
    `channels` are those that can be sent on now, and `address` whom to; None means any.
    """
    # Two statements, not one with a subquery: PostgreSQL may run a subquery with a limit again, and claim more.
    query = CLAIMABLE if channels is None else CLAIMABLE.where(DELIVERY.c.channel.in_(channels))
    if address is not None:
        query = query.where(DELIVERY.c.address == address)
    ids = list(session.scalars(query, {"now": now, "stale": now - STALE_AFTER, "most": limit}))
    if not ids:
        return []
    session.execute(CLAIM, {"ids": ids, "now": now, "worker": worker})
    return list(session.scalars(CLAIMED, {"ids": ids}, execution_options={"populate_existing": True}))


def give_up(session: Session, *, now: datetime) -> list[tuple[int, str]]:
    """Mark as failed what ended its worker as often as it may; id and dedupe key of each, once, as somebody should be told."""
    found = session.connection().execute(GIVE_UP, {"stale": now - STALE_AFTER})
    return [(row.id, row.dedupe_key) for row in found]


def settle_sent(session: Session, delivery_id: int, *, now: datetime, external_id: str) -> None:
    """It has gone out; `external_id` is what the channel calls it."""
    session.execute(SENT, {"ids": [delivery_id], "now": now, "external": external_id})


def settle_failed(
    session: Session,
    delivery_id: int,
    *,
    now: datetime,
    error: str,
    permanent: bool,
    retry_at: datetime | None = None,
) -> None:
    """It could not be sent.

    A failure that may pass is tried again after 1 min, 5 min, 30 min, 2 h and 12 h, or at `retry_at` when the channel
    named a time; after the sixth, or when `permanent`, it has failed until `retry`.
    """
    delivery = session.get_one(Delivery, delivery_id, with_for_update=True)
    if delivery.state != "sending":
        return
    delivery.error = error
    if permanent or delivery.attempts > len(BACK_OFF):
        delivery.state = "failed"
    else:
        delivery.state = "queued"
        delivery.not_before = retry_at or now + BACK_OFF[max(delivery.attempts, 1) - 1]


def retry(session: Session, ids: Collection[int] | None = None) -> int:
    """Queue failed deliveries again (those with these ids, also bounced ones;

    None: all that failed). Returns how many.
    """
    states = ("failed",) if ids is None else ("failed", "bounced", "queued")
    change = update(Delivery).where(Delivery.state.in_(states))
    if ids is not None:
        change = change.where(Delivery.id.in_(ids))
    again = change.values(state="queued", attempts=0, not_before=Delivery.created_at)
    return len(session.scalars(again.returning(Delivery.id)).all())


def listing(session: Session, states: Collection[str], limit: int) -> list[Delivery]:
    """The newest `limit` deliveries in these states, oldest of them first."""
    query = select(Delivery).where(Delivery.state.in_(states)).order_by(Delivery.id.desc()).limit(limit)
    return list(session.scalars(query))[::-1]


def cancel_for(session: Session, channel: str, address: str) -> int:
    """Cancel all that is queued for an address, replies too. Returns how many. What is being sent just now goes out."""
    cancelled = (
        update(Delivery)
        .where(Delivery.channel == channel, Delivery.address == address, Delivery.state == QUEUED)
        .values(state="cancelled")
    )
    return len(session.scalars(cancelled.returning(Delivery.id)).all())


def by_token(session: Session, token: str) -> Delivery | None:
    """The delivery whose reply address has this token."""
    return session.scalar(select(Delivery).where(Delivery.reply_token == token.lower())) if token else None


def by_message_key(session: Session, keys: Iterable[str]) -> Delivery | None:
    """The delivery whose Message-ID has one of these local parts;

    The earliest named wins, as the nearest letter comes first.
    """
    wanted = [key for key in keys if key]
    if not wanted:
        return None
    found = {row.message_key: row for row in session.scalars(select(Delivery).where(Delivery.message_key.in_(wanted)))}
    return next((found[key] for key in wanted if key in found), None)


def _silenced(session: Session, channel: str, address: str) -> bool:
    return session.scalar(SILENCED, {"at_channel": channel, "at_address": address}) is not None


def _choice(choice: ChoiceLike | Mapping[str, str]) -> dict[str, str]:
    if isinstance(choice, Mapping):
        return {"label": choice["label"], "value": choice["value"]}
    return {"label": choice.label, "value": choice.value}


def _enclosure(enclosure: EnclosureLike) -> dict[str, str]:
    return {
        "name": enclosure.name,
        "content_type": enclosure.content_type,
        "content": b64encode(enclosure.content).decode(),
        "content_id": enclosure.content_id,
    }
