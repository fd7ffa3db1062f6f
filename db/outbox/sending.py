"""Claiming what is due, and settling what became of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session

from db import issue_files
from db.models import Delivery, table_of

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
    rows = list(session.scalars(CLAIMED, {"ids": ids}, execution_options={"populate_existing": True}))
    issue_files.put_back(session, rows)
    return rows


def renew(session: Session, delivery_id: int, *, worker: str, now: datetime) -> bool:
    """Make a claim of this worker's as fresh as a new one; commit before sending. False when it is no longer this worker's."""
    mine = DELIVERY.c.id == delivery_id, DELIVERY.c.state == SENDING, DELIVERY.c.claimed_by == worker
    renewed = update(DELIVERY).where(*mine).values(claimed_at=now).returning(DELIVERY.c.id)
    return session.connection().scalar(renewed) is not None


def give_up(session: Session, *, now: datetime) -> list[tuple[int, str]]:
    """Mark as failed what ended its worker as often as it may; id and dedupe key of each, once, as somebody should be told."""
    found = session.connection().execute(GIVE_UP, {"stale": now - STALE_AFTER})
    return [(row.id, row.dedupe_key) for row in found]


def postpone(session: Session, delivery_id: int, *, until: datetime) -> None:
    """It was not tried, as its turn comes later."""
    waits = update(DELIVERY).where(DELIVERY.c.id == delivery_id, DELIVERY.c.state == SENDING)
    session.execute(waits.values(state="queued", not_before=until, attempts=DELIVERY.c.attempts - 1))


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


def cancel_for(session: Session, channel: str, address: str) -> int:
    """Cancel all that is queued for an address, replies too. Returns how many. What is being sent just now goes out."""
    cancelled = (
        update(Delivery)
        .where(Delivery.channel == channel, Delivery.address == address, Delivery.state == QUEUED)
        .values(state="cancelled")
    )
    return len(session.scalars(cancelled.returning(Delivery.id)).all())
