"""The candidates of one issue as columns, so that a reader's share of thousands is found without looking at each."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from digest import ranking
from digest.entries import AUDIENCE_KINDS, SECTIONS, Candidate, SubscriberView
from nlp.taxonomy import CITY_WIDE

Mask = NDArray[numpy.bool_]
Positions = NDArray[numpy.intp]
MOST_KEPT = 400
SOON, NEW, PART, OFFERS, GAPS, OPEN = range(len(SECTIONS))


class Pool:
    """Candidates by age, then reference: a position in here is the same for every reader of the issue."""

    def __init__(
        self, candidates: Iterable[Candidate], *, issue_date: date, soon_days: int = 14, overdue_days: int = 14
    ):
        self.candidates = sorted(candidates, key=lambda one: (one.created_on, one.ref))
        self.issue_date = issue_date
        self.size = len(self.candidates)
        every = self.candidates
        self._columns = {
            "kind": self._columns_of(lambda one: (one.kind,)),
            "themes": self._columns_of(lambda one: one.themes or ("",)),
            "support": self._columns_of(lambda one: one.support or ("",)),
            "wards": self._columns_of(lambda one: one.wards or ("",)),
        }
        self._any = lru_cache(MOST_KEPT)(self._any_of)  # readers wish for the same few things
        days = [(one.needed_by - issue_date).days if one.needed_by else None for one in every]
        self.deadline = numpy.array([10_000 if left is None else left for left in days], numpy.int32)
        self.promised = self._mask(one.promised for one in every)
        self.overdue = self._mask(left is not None and left < -overdue_days for left in days)
        self.standing = numpy.array([ranking.standing(one, issue_date).total for one in every], numpy.float64)
        self._approved = numpy.array([one.approved_at.timestamp() for one in every], numpy.float64)
        soon = self._mask(left is not None and 0 <= left <= soon_days for left in days)
        part = self._mask(one.part_met for one in every)
        fixed = numpy.where(soon, SOON, numpy.where(part, PART, OPEN)).astype(numpy.int8)
        fixed[self._any("kind", ("offer", "capacity"))] = OFFERS
        fixed[self._any("kind", ("gap",))] = GAPS
        self._section = fixed

    def fresh(self, view: SubscriberView) -> Mask:
        """Which were approved since the reader's last letter."""
        if view.since is None:
            return numpy.ones(self.size, bool)
        return self._approved > view.since.timestamp()

    def sections(self, positions: Positions, fresh: Mask) -> NDArray[numpy.int8]:
        """The position in SECTIONS of each of these candidates: the first section that holds it."""
        fixed = self._section[positions]
        return numpy.where((fixed == OPEN) & fresh[positions], numpy.int8(NEW), fixed)

    def against(self, view: SubscriberView) -> list[tuple[str, Mask]]:
        """What speaks against a candidate for this reader, by reason, the first one counting."""
        found = [("audience", ~self._any("kind", AUDIENCE_KINDS.get(view.audience, AUDIENCE_KINDS["supplier"])))]
        if view.themes:
            found.append(("themes", ~self._any("themes", (*view.themes, ""))))
        if view.support:
            found.append(("support", ~self._any("support", (*view.support, ""))))
        if view.wards and CITY_WIDE not in view.wards:
            found.append(("wards", ~self._any("wards", (*view.wards, CITY_WIDE, ""))))
        return found

    def points(self, view: SubscriberView, positions: Positions) -> NDArray[numpy.float64]:
        """`ranking.standing` and `ranking.fit` of the candidates at these positions for this reader."""
        wards = tuple(ward for ward in view.wards if ward != CITY_WIDE)
        points: NDArray[numpy.float64] = (
            self.standing[positions]
            + ranking.THEME * self._any("themes", view.themes)[positions]
            + ranking.SUPPORT * self._any("support", view.support)[positions]
            + ranking.WARD * self._any("wards", wards)[positions]
        )
        return points

    def fitting(self, view: SubscriberView) -> Mask:
        """Which are of the reader's kinds, themes, support and wards."""
        fits = numpy.ones(self.size, bool)
        for _, mask in self.against(view):
            fits &= ~mask
        return fits

    @property
    def week(self) -> int:
        """A number that rises by one from week to week, which turns are taken by."""
        return (self.issue_date - timedelta(days=self.issue_date.weekday())).toordinal() // 7

    def _columns_of(self, keys: Callable[[Candidate], Sequence[str]]) -> dict[str, Mask]:
        columns: dict[str, Mask] = {}
        for position, candidate in enumerate(self.candidates):
            for key in keys(candidate):
                if key not in columns:
                    columns[key] = numpy.zeros(self.size, bool)
                columns[key][position] = True
        return columns

    def _mask(self, values: Iterable[bool]) -> Mask:
        return numpy.fromiter(values, bool, self.size)

    def _any_of(self, column: str, keys: tuple[str, ...]) -> Mask:
        """Which candidates have any of these keys in this column. Shared by readers: not to be changed."""
        found = numpy.zeros(self.size, bool)
        for key in keys:
            if key in self._columns[column]:
                found |= self._columns[column][key]
        return found
