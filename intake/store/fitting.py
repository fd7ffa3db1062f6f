"""Which offers may meet a waiting ask, and which asks a waiting offer: shown to the curator, who knows more."""

from collections.abc import Iterable, Sequence

import numpy
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Entry
from intake.store.similar import ACTIVE
from nlp.matching import OPPOSITE, Told, fit, within_reach

LIKELY = 0.35
MOST = 3


def fitting(session: Session, place: str, rows: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """For each row the references of the entries that may meet it, the likeliest first, three at most."""
    kinds = sorted({OPPOSITE[row.kind] for row in rows if row.kind in OPPOSITE and row.vector})
    if not kinds:
        return {}
    query = select(Entry).where(
        Entry.place == place, Entry.kind.in_(kinds), Entry.status.in_(ACTIVE), Entry.vector.is_not(None)
    )
    others = session.scalars(query).all()
    return {row.ref: _meeting(row, others) for row in rows if row.kind in OPPOSITE and row.vector}


def told(entry: Entry) -> Told:
    """The entry as matching looks at it; it must have a vector."""
    vector = numpy.frombuffer(entry.vector or b"", numpy.float32)
    return Told(entry.kind, vector, entry.themes, entry.support, entry.organisation)


def _meeting(row: Entry, others: Iterable[Entry]) -> tuple[str, ...]:
    own = told(row)
    scored = [
        (-score, other.ref)
        for other in others
        if other.kind == OPPOSITE[row.kind]
        and len(other.vector or b"") == len(row.vector or b"")
        and within_reach(row.wards, other.wards)
        and (score := fit(own, told(other))) >= LIKELY
    ]
    return tuple(ref for _, ref in sorted(scored)[:MOST])
