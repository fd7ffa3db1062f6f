"""Which entries go into one reader's letter, where in it, and why. Pure: the same values in give the same letter out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

CITY_WIDE = "city-wide"
SECTIONS = ("soon", "new", "part", "offers", "gaps", "open")
AUDIENCE_KINDS = {
    "supplier": ("ask", "gap"),
    "procurement": ("ask", "capacity"),
    "vcse": ("offer", "gap"),
    "curator": ("ask", "offer", "capacity", "gap"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a letter may say of an entry, and nothing else: `public_text` is the only text of it there is.

    `organisation` is empty unless it may be shared. `quantity` is the first count, `open_quantity` what no pledge
    covers yet; both None when the need is not counted. `promised`: nothing is open. `created_on` is a day in London,
    `approved_at` an aware time.
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
    """One numbered line. `reasons` say why it was chosen, as codes: "soon:9" (days), "new", "theme:digital",
    "ward:E05…", "open:35" (days).
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
    """A letter's lines by section, and each entry that is not in it with the reason: audience, themes, wards, support,
    overdue, length.
    """

    sections: tuple[Section, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each line in the letter, as text, to its reference."""
        return {str(line.number): line.candidate.ref for line in self.lines}

    @property
    def cut(self) -> int:
        """How many entries fit this reader but not the length of the letter."""
        return sum(reason == "length" for _, reason in self.left_out)


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    slug: str
    fresh: bool
    reasons: tuple[str, ...]


def choose(
    candidates: Sequence[Candidate],
    subscriber: SubscriberView,
    *,
    issue_date: date,
    limit: int,
    soon_days: int = 14,
    overdue_days: int = 14,
) -> Selection:
    """The lines for one reader, at most `limit`, each entry in the first section that holds it.

    Within a section the nearest deadline comes first, then what has waited longest. When there is more than fits, each
    section keeps a fair share of the places, and those that have been seen before take turns from week to week.
    """
    found: dict[str, list[_Found]] = {slug: [] for slug in SECTIONS}
    left_out: list[tuple[str, str]] = []
    for candidate in candidates:
        reasons, against = _match(candidate, subscriber)
        if against:
            left_out.append((candidate.ref, against))
        elif candidate.promised:
            left_out.append((candidate.ref, "promised"))
        elif candidate.needed_by and (issue_date - candidate.needed_by).days > overdue_days:
            left_out.append((candidate.ref, "overdue"))
        else:
            item = _place(candidate, subscriber, reasons, issue_date, soon_days)
            found[item.slug].append(item)
    places = _places({slug: len(items) for slug, items in found.items()}, limit)
    sections: list[Section] = []
    number = 1
    for slug in SECTIONS:
        items = sorted(found[slug], key=_order)
        kept = _turn(items, places[slug], issue_date) if slug not in ("soon", "new") else items[: places[slug]]
        shown = {item.candidate.ref for item in kept}
        left_out += [(item.candidate.ref, "length") for item in items if item.candidate.ref not in shown]
        if kept:
            sections.append(
                Section(slug, tuple(_line(item, number + step, issue_date) for step, item in enumerate(kept)))
            )
            number += len(kept)
    return Selection(tuple(sections), tuple(left_out))


def _match(candidate: Candidate, subscriber: SubscriberView) -> tuple[tuple[str, ...], str]:
    """Why this entry fits the reader, or what speaks against it."""
    if candidate.kind not in AUDIENCE_KINDS.get(subscriber.audience, AUDIENCE_KINDS["supplier"]):
        return (), "audience"
    reasons: list[str] = []
    if subscriber.themes and candidate.themes:
        shared = [theme for theme in candidate.themes if theme in subscriber.themes]
        if not shared:
            return (), "themes"
        reasons += [f"theme:{theme}" for theme in shared]
    if subscriber.support and candidate.support:
        help_shared = [kind for kind in candidate.support if kind in subscriber.support]
        if not help_shared:
            return (), "support"
        reasons += [f"support:{kind}" for kind in help_shared]
    if not candidate.wards:
        reasons.append("ward-not-said")
    elif CITY_WIDE in candidate.wards:
        reasons.append(CITY_WIDE)
    elif subscriber.wards and CITY_WIDE not in subscriber.wards:
        wards = [ward for ward in candidate.wards if ward in subscriber.wards]
        if not wards:
            return (), "wards"
        reasons += [f"ward:{ward}" for ward in wards]
    return tuple(reasons) or ("all",), ""


def _place(
    candidate: Candidate, subscriber: SubscriberView, reasons: tuple[str, ...], issue_date: date, soon_days: int
) -> _Found:
    fresh = subscriber.since is None or candidate.approved_at > subscriber.since
    days = (candidate.needed_by - issue_date).days if candidate.needed_by else None
    if candidate.kind in ("offer", "capacity"):
        slug, why = "offers", "new" if fresh else candidate.kind
    elif candidate.kind == "gap":
        slug, why = "gaps", "new" if fresh else "gap"
    elif days is not None and 0 <= days <= soon_days:
        slug, why = "soon", f"soon:{days}"
    elif candidate.part_met:
        slug, why = "part", "part-met"
    elif fresh:
        slug, why = "new", "new"
    else:
        slug, why = "open", f"open:{(issue_date - candidate.created_on).days}"
    return _Found(candidate, slug, fresh, (why, *reasons))


def _order(item: _Found) -> tuple[date, date, str]:
    needed_by = item.candidate.needed_by if item.slug != "open" else None
    return needed_by or date.max, item.candidate.created_on, item.candidate.ref


def _places(sizes: dict[str, int], limit: int) -> dict[str, int]:
    """How many lines each section may have: a floor for every one that has any, the rest in the order of the letter."""
    used = [slug for slug in SECTIONS if sizes[slug]]
    floor = limit // max(len(used), 1) // 2
    places = {slug: min(sizes[slug], floor) for slug in SECTIONS}
    spare = limit - sum(places.values())
    for slug in used:
        more = min(spare, sizes[slug] - places[slug])
        places[slug] += more
        spare -= more
    return places


def _turn(items: Sequence[_Found], places: int, issue_date: date) -> list[_Found]:
    """The window of `items` whose turn it is this week, in their order; with a steady number of places all get one."""
    if places >= len(items):
        return list(items)
    start = issue_date.toordinal() // 7 * places % len(items)
    turn = {(start + step) % len(items) for step in range(places)}
    return [item for position, item in enumerate(items) if position in turn]


def _line(item: _Found, number: int, issue_date: date) -> Line:
    days_open = max(0, (issue_date - item.candidate.created_on).days)
    return Line(number, item.candidate, item.fresh, days_open, item.reasons)


def kinds_in(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines there are of each kind of entry."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.candidate.kind] = counts.get(line.candidate.kind, 0) + 1
    return counts
