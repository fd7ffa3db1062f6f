"""Entries: their references, how much of each is still open, and what their pledges make of their status."""

from functools import cache

from sqlalchemy import Insert, bindparam, case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models import Counter, Entry, Pledge, table_of

OPEN = ("open", "part-met")
SETTLED_BY_PLEDGES = ("open", "part-met", "met")
PROMISED = ("pledged", "accepted")
ARRIVED = ("delivered", "part-delivered")


def next_ref(session: Session, prefix: str) -> str:
    """A reference that was never given out, such as "LS-0042". Others who want one wait until this transaction ends."""
    return f"{prefix}-{next_number(session, prefix):04d}"


def next_number(session: Session, name: str) -> int:
    """The next number under a name, from 1 on, without gaps: when the transaction is undone, so is the number."""
    return int(session.scalars(_counting(session.get_bind().dialect.name), {"name": name}).one())


@cache
def _counting(dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(Counter)
    return (
        insert(table)
        .values(name=bindparam("name"), value=1)
        .on_conflict_do_update(index_elements=[table.c.name], set_={"value": table.c.value + 1})
        .returning(table.c.value)
    )


def reserve(session: Session, ref: str) -> None:
    """Never give out `ref` or a lower number of its prefix again: it came from elsewhere, "LS-0042" say."""
    prefix, _, number = ref.rpartition("-")
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    highest = case((Counter.value < int(number), int(number)), else_=Counter.value)
    session.execute(
        insert(Counter)
        .values(name=prefix, value=int(number))
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": highest})
    )


def by_ref(session: Session, ref: str) -> Entry | None:
    """The entry with this reference, in any case of letters."""
    return session.scalar(select(Entry).where(Entry.ref == ref.upper()))


def open_entries(session: Session, place: str) -> list[Entry]:
    """Those of a place that suppliers can pledge on, oldest first."""
    return list(session.scalars(select(Entry).where(Entry.place == place, Entry.status.in_(OPEN)).order_by(Entry.id)))


def waiting(session: Session, place: str) -> list[Entry]:
    """Those of a place that wait for a curator, oldest first."""
    return list(
        session.scalars(select(Entry).where(Entry.place == place, Entry.status == "waiting").order_by(Entry.id))
    )


def open_quantity(entry: Entry) -> float | None:
    """How many of the first counted thing nobody has promised or brought yet; None when nothing is counted."""
    wanted = _wanted(entry)
    if wanted is None:
        return None
    return max(0.0, wanted - sum(_covers(pledge, wanted) for pledge in entry.pledges))


def settle_status(entry: Entry) -> str:
    """Set what the pledges say: open, part-met (some promised or come) or met (all has come). Returns the status.

    A status that curators or the asker set (waiting, declined, withdrawn …) stays.
    """
    if entry.status in SETTLED_BY_PLEDGES:
        entry.status = _status(entry)
    return entry.status


def _status(entry: Entry) -> str:
    wanted = _wanted(entry)
    arrived = [pledge for pledge in entry.pledges if pledge.status in ARRIVED]
    if wanted is None:
        if any(pledge.status == "delivered" for pledge in arrived):
            return "met"
    elif arrived and sum(_covers(pledge, wanted) for pledge in arrived) >= wanted:
        return "met"
    return "part-met" if any(pledge.status in PROMISED + ARRIVED for pledge in entry.pledges) else "open"


def _wanted(entry: Entry) -> float | None:
    return float(entry.quantity[0]["count"]) if entry.quantity and entry.quantity[0].get("count") is not None else None


def _covers(pledge: Pledge, wanted: float) -> float:
    if pledge.status in ARRIVED and pledge.delivered_quantity is not None:
        return pledge.delivered_quantity
    if pledge.status in PROMISED + ARRIVED:
        return wanted if pledge.quantity is None else pledge.quantity
    return 0.0
