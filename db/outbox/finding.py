"""Finding what was sent: by what an answer carries, by what was last asked, and for a person to look at."""

from collections.abc import Collection, Iterable

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from db.models import Delivery, literal, table_of

DELIVERY = table_of(Delivery)
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


def listing(session: Session, states: Collection[str], limit: int) -> list[Delivery]:
    """The newest `limit` deliveries in these states, oldest of them first."""
    query = select(Delivery).where(Delivery.state.in_(states)).order_by(Delivery.id.desc()).limit(limit)
    return list(session.scalars(query))[::-1]


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
