"""School terms and holidays of a place, and the day that "half term" or "the end of term" is, when the place's data say.

A place folder may hold `terms.csv` with a row for each term, half term and holiday: `what,first,last`, for example
`autumn term,2026-09-01,2026-12-18`, `autumn half term,2026-10-26,2026-10-30`, `christmas holiday,2026-12-21,2027-01-01`.
Without it such words stay words.
"""

import re
from dataclasses import dataclass
from datetime import date

KINDS = ("half term", "term", "holiday")


@dataclass(frozen=True, slots=True)
class SchoolPeriod:
    """A term, half term or holiday: its name in small letters ("summer term"), first and last day."""

    what: str
    first: date
    last: date

    @property
    def kind(self) -> str:
        """ "half term", "term" or "holiday"."""
        return next(kind for kind in KINDS if self.what.endswith(kind))


def school_period(what: str, first: str, last: str) -> SchoolPeriod:
    """One row of terms.csv. ValueError when it names no kind of period, or its days are none or in the wrong order."""
    name = what.strip().casefold().replace("half-term", "half term")
    if not name.endswith(KINDS):
        raise ValueError(f"{what!r} ends with none of {', '.join(KINDS)}")
    period = SchoolPeriod(name, date.fromisoformat(first), date.fromisoformat(last))
    if period.last < period.first:
        raise ValueError(f"{what} ends before it begins")
    return period


def term_day(words: str, received: date, periods: tuple[SchoolPeriod, ...]) -> date | None:
    """The day that words like "half term", "end of the summer term" or "the holidays" mean, on or after `received`."""
    plain = words.casefold().replace("-", " ")
    kind = next((kind for kind in KINDS if kind in plain), None)
    if kind is None:
        return None
    named = set(re.findall(r"autumn|winter|spring|summer|christmas|easter|february|may|october", plain))
    fitting = [one for one in periods if one.kind == kind and all(name in one.what for name in named)]
    ends = "end of" in plain
    days = [one.last if ends else one.first for one in fitting]
    return min((day for day in days if day >= received), default=None)
