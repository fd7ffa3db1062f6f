"""Earlier entries that say nearly the same: cosines of vectors, kept in memory, as they seldom change."""

from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy
from numpy.typing import NDArray
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from db.models import Entry, literal, table_of
from db.session import Database
from nlp.taxonomy import CITY_WIDE

ACTIVE = ("waiting", "open", "part-met")
MOST_HOLES = 200
ELSEWHERE = 0.15
SAME_WARD = 0.03
Vector = NDArray[numpy.float32]
ENTRY = table_of(Entry)
# Made once, as making a statement costs more than running it.
_VECTORS = select(ENTRY.c.id, ENTRY.c.place, ENTRY.c.kind, ENTRY.c.vector)
LATER = _VECTORS.where(ENTRY.c.id > bindparam("last"))
FIRST = LATER.where(ENTRY.c.status.in_(literal(*ACTIVE)))
AGAIN = _VECTORS.where(or_(ENTRY.c.id > bindparam("last"), ENTRY.c.id.in_(bindparam("holes", expanding=True))))


@dataclass
class _Rows:
    """Vectors of one kind in one place; the array grows by doubling. `live` is false once an entry was seen closed."""

    ids: list[int] = field(default_factory=list)
    array: Vector = field(default_factory=lambda: numpy.zeros((0, 0), numpy.float32))
    place_of: dict[int, int] = field(default_factory=dict)

    def add(self, entry_id: int, vector: Vector) -> None:
        if entry_id in self.place_of:
            return
        if len(self.ids) == len(self.array):
            grown = numpy.zeros((max(64, 2 * len(self.array)), len(vector)), numpy.float32)
            if len(self.array):
                grown[: len(self.array)] = self.array
            self.array = grown
        if len(vector) != self.array.shape[1]:
            return
        self.array[len(self.ids)] = vector
        self.place_of[entry_id] = len(self.ids)
        self.ids.append(entry_id)

    def close(self, entry_id: int) -> None:
        self.array[self.place_of[entry_id]] = 0

    def nearest(self, vector: Vector, most: int, at_least: float) -> list[tuple[int, float]]:
        if not self.ids or len(vector) != self.array.shape[1]:
            return []
        scores = self.array[: len(self.ids)] @ vector
        order = numpy.argsort(-scores)[:most] if len(scores) <= most else _top(scores, most)
        return [(self.ids[row], float(scores[row])) for row in order if scores[row] >= at_least]


def _top(scores: Vector, most: int) -> Any:
    best = numpy.argpartition(-scores, most)[:most]
    return best[numpy.argsort(-scores[best])]


class Shelf:
    """The vectors of one database's entries. Each question first fetches those that were stored since the last one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kinds: dict[tuple[str, str], _Rows] = {}
        self._last = 0
        self._holes: set[int] = set()

    def nearest(
        self, session: Session, place: str, kind: str, vector: Vector, *, most: int = 6, at_least: float = 0.4
    ) -> list[tuple[int, float]]:
        """(entry id, cosine) of the nearest entries of this kind, best first; some may be closed by now."""
        with self._lock:
            self._fetch(session)
            rows = self._kinds.get((place, kind))
            return rows.nearest(vector, most, at_least) if rows else []

    def close(self, place: str, kind: str, entry_ids: Collection[int]) -> None:
        """Never name these again."""
        with self._lock:
            for entry_id in entry_ids:
                self._kinds[place, kind].close(entry_id)

    def replace(self, place: str, kind: str, entry_id: int, vector: bytes | None) -> None:
        """The words of an entry were changed, and with them its vector."""
        with self._lock:
            rows = self._kinds.get((place, kind))
            if rows is not None and entry_id in rows.place_of:
                rows.array[rows.place_of[entry_id]] = numpy.frombuffer(vector, numpy.float32) if vector else 0

    def _fetch(self, session: Session) -> None:
        # Two transactions may commit in another order than their ids, so gaps are looked at again.
        query = FIRST if self._last == 0 else AGAIN if self._holes else LATER
        holes = {"holes": sorted(self._holes)} if query is AGAIN else {}
        start, seen = self._last, set()
        for entry_id, place, kind, vector in session.connection().execute(query, {"last": self._last, **holes}):
            seen.add(entry_id)
            if vector:
                rows = self._kinds.setdefault((place, kind), _Rows())
                rows.add(entry_id, numpy.frombuffer(vector, numpy.float32))
        if not seen:
            return
        self._last = max(start, *seen)
        if start:
            self._holes.update(range(start + 1, self._last))
        self._holes = set(sorted(self._holes - seen)[-MOST_HOLES:])


def stored(vector: Vector) -> bytes | None:
    """The vector as a row holds it; none when it is all zeros, which say nothing."""
    return vector.astype("float32").tobytes() if vector.any() else None


_shelves: "WeakKeyDictionary[Database, Shelf]" = WeakKeyDictionary()
_shelves_lock = Lock()


def shelf_of(database: Database) -> Shelf:
    """The shelf of this database, one for all threads."""
    with _shelves_lock:
        return _shelves.setdefault(database, Shelf())


def adjusted(score: float, wards: Collection[str], others: Collection[str]) -> float:
    """The cosine, lower when both say where and the places differ, a little higher when they meet. Between 0 and 1."""
    if wards and others and CITY_WIDE not in wards and CITY_WIDE not in others:
        score += SAME_WARD if set(wards) & set(others) else -ELSEWHERE
    return min(1.0, max(0.0, score))
