"""What choosing takes in and gives out: plain values about entries, readers and letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

SECTIONS = ("soon", "new", "part", "offers", "gaps", "open")
UNMET_FIRST = ("soon", "new", "open", "part", "offers", "gaps")
AUDIENCE_KINDS = {
    "supplier": ("ask", "gap"),
    "procurement": ("ask", "capacity"),
    "vcse": ("offer", "gap"),
    "curator": ("ask", "offer", "capacity", "gap"),
}


def sections_for(audience: str) -> tuple[str, ...]:
    """The sections in the order of this audience's letter: buyers read what is unmet before what is part met."""
    return UNMET_FIRST if audience == "procurement" else SECTIONS


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a letter may say of an entry, and nothing else: `public_text` is the only text of it there is.

    `organisation` is empty unless it may be shared. `quantity` is the first count, `open_quantity` what no pledge
    covers yet; both None when the need is not counted. `promised`: nothing is open. `created_on` is a day in London,
    `approved_at` an aware time. `decile` is the deprivation of its wards, from 1 (the most deprived tenth of England)
    to 10, None when unknown.
    """

    ref: str
    kind: str
    public_text: str
    created_on: date
    approved_at: datetime
    themes: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    quantity: float | None = None
    open_quantity: float | None = None
    what: str = ""
    needed_by: date | None = None
    needed_words: str = ""
    organisation: str = ""
    part_met: bool = False
    promised: bool = False
    decile: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry since the last issue. Counts are None when nothing is counted."""

    candidate: Candidate
    promised: float | None
    came: float | None
    met: bool


@dataclass(frozen=True, slots=True)
class SubscriberView:
    """What choosing needs to know of a reader. Empty themes, wards or support mean all. `since`: what was approved
    after it is new.
    """

    audience: str = "supplier"
    themes: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line. `reasons` say why it was chosen and stands where it does, as codes: "soon:9" (days), "new",
    "theme:digital", "ward:E05…", "open:35" (days), "need:1.9" (decile), "curator", "turn".
    """

    number: int
    candidate: Candidate
    fresh: bool
    days_open: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A letter's lines by section. `cut` counts what fits the reader but not the length of the letter. `left_out` is each
    entry that is not in it with the reason (audience, themes, support, wards, promised, overdue, length), when asked for.
    """

    sections: tuple[Section, ...] = ()
    cut: int = 0
    outcomes: tuple[Outcome, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each line in the letter, as text, to its reference."""
        return {str(line.number): line.candidate.ref for line in self.lines}


def kinds_in(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines there are of each kind of entry."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.candidate.kind] = counts.get(line.candidate.kind, 0) + 1
    return counts
