"""How many needs there were by theme and ward, over four and twelve weeks, and which way it goes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp.taxonomy import CITY_WIDE

SHORT, LONG = timedelta(weeks=4), timedelta(weeks=12)
LEAST_FOR_TREND = 4


@dataclass(frozen=True, slots=True)
class Need:
    """An ask that a curator approved: when it came (a day in London), and whether something of it is open, or anything promised."""

    ref: str
    came_on: date
    themes: tuple[str, ...]
    wards: tuple[str, ...]
    unmet: bool
    part_met: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One theme or ward. `recent` and `longer` count needs that came within four and twelve weeks; `unmet` those open now with
    nothing promised, `part_met` those open in part. `trend`: "up", "down", "steady", or "" when there are too few to say.
    """

    key: str
    recent: int
    longer: int
    unmet: int
    part_met: int
    trend: str

    @property
    def open(self) -> int:
        return self.unmet + self.part_met


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """The needs of a place on a day; the rows with most unmet needs come first. An entry of two wards counts in both.

    Equal only to itself, so that it can be part of a key.
    """

    total: Row
    themes: tuple[Row, ...]
    wards: tuple[Row, ...]

    @property
    def open_by_ward(self) -> dict[str, int]:
        """How many needs are open in each ward that has any; "city-wide" and "" (no ward given) are not among them."""
        return {row.key: row.open for row in self.wards if row.open and row.key not in (CITY_WIDE, "")}


def counted(needs: Sequence[Need], on: date) -> Counts:
    """The counts as of a day. There is no trend while no need is known from before the last four weeks."""
    themes: dict[str, list[Need]] = {}
    wards: dict[str, list[Need]] = {}
    for need in needs:
        for theme in need.themes:
            themes.setdefault(theme, []).append(need)
        for ward in need.wards or ("",):
            wards.setdefault(ward, []).append(need)
    counts = Counts(_row("", needs, on), _rows(themes, on), _rows(wards, on))
    if any(need.came_on < on - SHORT for need in needs):
        return counts
    return Counts(replace(counts.total, trend=""), _trendless(counts.themes), _trendless(counts.wards))


def trend(recent: int, longer: int) -> str:
    """Four weeks beside the mean of the eight before: a change of a quarter and of more than one need counts as one.

    With fewer than four needs in twelve weeks there is none to speak of.
    """
    if longer < LEAST_FOR_TREND:
        return ""
    before = (longer - recent) / 2
    if abs(recent - before) <= max(1.0, before / 4):
        return "steady"
    return "up" if recent > before else "down"


def _rows(groups: dict[str, list[Need]], on: date) -> tuple[Row, ...]:
    rows = [_row(key, needs, on) for key, needs in groups.items()]
    shown = [row for row in rows if row.longer or row.open]
    return tuple(sorted(shown, key=lambda row: (-row.unmet, -row.part_met, -row.longer, row.key)))


def _trendless(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, trend="") for row in rows)


def _row(key: str, needs: Iterable[Need], on: date) -> Row:
    found = list(needs)
    recent = sum(on - SHORT <= need.came_on for need in found)
    longer = sum(on - LONG <= need.came_on for need in found)
    return Row(
        key,
        recent,
        longer,
        unmet=sum(need.unmet for need in found),
        part_met=sum(need.part_met for need in found),
        trend=trend(recent, longer),
    )
