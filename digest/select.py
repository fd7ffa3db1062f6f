"""Which entries go into one reader's letter, where in it, and why. Pure: the same values in give the same letter out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy
from numpy.typing import NDArray

from digest.entries import (
    SECTIONS,
    Candidate,
    Line,
    Section,
    Selection,
    SubscriberView,
    sections_for,
)
from digest.pool import Pool, Positions
from nlp.taxonomy import CITY_WIDE

DEPRIVED = 3.0
LONG_WAITED = 14


def choose(
    candidates: Iterable[Candidate],
    subscriber: SubscriberView,
    *,
    issue_date: date,
    limit: int,
    soon_days: int = 14,
    overdue_days: int = 14,
    leading: Sequence[str] = (),
) -> Selection:
    """The lines for one reader, at most `limit`, each entry in the first section that holds it, and why others are not.

    Within a section those that a curator put first lead; then the one whose turn it is this week; then the points of
    `ranking` decide (in "soon" the deadline does). When there is more than fits, each section keeps a fair share of the
    places; new ones are taken by their points, of those needed soon half are, and all others take turns from week to week.
    """
    pool = Pool(candidates, issue_date=issue_date, soon_days=soon_days, overdue_days=overdue_days)
    return chosen(pool, subscriber, limit=limit, leading=leading, explain=True)


def chosen(
    pool: Pool, view: SubscriberView, *, limit: int, leading: Sequence[str] = (), explain: bool = False
) -> Selection:
    """The same from a pool that many readers share. Only with `explain` is each entry that is left out named."""
    against = [*pool.against(view), ("promised", pool.promised), ("overdue", pool.overdue)]
    fits = numpy.ones(pool.size, bool)
    for _, mask in against:
        fits &= ~mask
    fresh = pool.fresh(view)
    fitting = numpy.flatnonzero(fits)
    slugs, points = pool.sections(fitting, fresh), pool.points(view, fitting)
    among = {slug: numpy.flatnonzero(slugs == number) for number, slug in enumerate(SECTIONS)}
    found = {slug: fitting[within] for slug, within in among.items()}
    order = sections_for(view.audience)
    places = _places({slug: len(found[slug]) for slug in order}, limit)
    first = {ref: number for number, ref in enumerate(leading)}
    sections: list[Section] = []
    number = 1
    for slug in order:
        kept = _kept(pool, slug, found[slug], places[slug], points[among[slug]], first)
        if not kept:
            continue
        lines = [
            _line(pool, position, number + step, slug, view, bool(fresh[position]), marks)
            for step, (position, marks) in enumerate(kept)
        ]
        sections.append(Section(slug, tuple(lines)))
        number += len(lines)
    shown = {line.candidate.ref for section in sections for line in section.lines}
    return Selection(
        tuple(sections),
        cut=len(fitting) - len(shown),
        left_out=_left_out(pool, against, shown) if explain else (),
    )


def _kept(
    pool: Pool,
    slug: str,
    positions: Positions,
    places: int,
    points: NDArray[numpy.float64],
    first: Mapping[str, int],
) -> list[tuple[int, tuple[str, ...]]]:
    """The positions that are shown of a section, in the order of the letter, each with what put it where it stands.
    `points` are those of the positions.
    """
    if not len(positions) or not places:
        return []
    late = pool.deadline[positions] if slug == "soon" else numpy.zeros(len(positions))
    ranked = positions[numpy.lexsort((positions, -points, late))]
    leading = [int(position) for position in ranked if pool.candidates[position].ref in first] if first else []
    leading = sorted(leading, key=lambda position: first[pool.candidates[position].ref])[:places]
    rest = ranked[~numpy.isin(ranked, leading)] if leading else ranked
    shown = _share(slug, rest, places - len(leading), pool.week)
    turn = -1
    if slug not in ("soon", "new") and len(shown) > 1:
        turn = int(numpy.sort(shown)[pool.week % len(shown)])
    others = [int(position) for position in shown if position != turn]
    return [
        *((position, ("curator",)) for position in leading),
        *([(turn, ("turn",))] if turn >= 0 else []),
        *((position, ()) for position in others),
    ]


def _share(slug: str, ranked: Positions, places: int, week: int) -> Positions:
    """Those of the ranked that are shown: all when they fit; else by rank, or those whose turn it is, in their rank."""
    if places >= len(ranked) or slug == "new":
        return ranked[: max(places, 0)]
    by_rank = places // 2 if slug == "soon" else 0
    waiting = numpy.sort(ranked[by_rank:])
    window = places - by_rank
    start = week * window % len(waiting)
    turn = waiting[(start + numpy.arange(window)) % len(waiting)]
    return ranked[numpy.isin(ranked, numpy.concatenate([ranked[:by_rank], turn]))]


def _places(sizes: dict[str, int], limit: int) -> dict[str, int]:
    """How many lines each section may have: a floor for every one that has any, the rest in the order of `sizes`."""
    used = [slug for slug in sizes if sizes[slug]]
    floor = limit // max(len(used), 1) // 2
    places = {slug: min(sizes[slug], floor) for slug in sizes}
    spare = limit - sum(places.values())
    for slug in used:
        more = min(spare, sizes[slug] - places[slug])
        places[slug] += more
        spare -= more
    return places


def _left_out(
    pool: Pool, against: Sequence[tuple[str, NDArray[numpy.bool_]]], shown: set[str]
) -> tuple[tuple[str, str], ...]:
    reasons = []
    for position, candidate in enumerate(pool.candidates):
        if candidate.ref not in shown:
            reason = next((reason for reason, mask in against if mask[position]), "length")
            reasons.append((candidate.ref, reason))
    return tuple(reasons)


def _line(
    pool: Pool, position: int, number: int, slug: str, view: SubscriberView, fresh: bool, marks: tuple[str, ...]
) -> Line:
    candidate = pool.candidates[position]
    days_open = max(0, (pool.issue_date - candidate.created_on).days)
    if slug == "soon":
        why = f"soon:{pool.deadline[position]}"
    elif slug in ("offers", "gaps"):
        why = "new" if fresh else candidate.kind
    else:
        why = {"part": "part-met", "new": "new", "open": f"open:{days_open}"}[slug]
    reasons = [why, *(_fits(candidate, view) or ["all"])]
    if candidate.decile is not None and candidate.decile <= DEPRIVED:
        reasons.append(f"need:{candidate.decile:.1f}")
    if slug in ("soon", "new") and days_open >= LONG_WAITED and not candidate.part_met:
        reasons.append(f"waited:{days_open}")
    return Line(number, candidate, fresh, days_open, (*reasons, *marks))


def _fits(candidate: Candidate, view: SubscriberView) -> list[str]:
    """Which of the reader's wishes the entry answers, and what it leaves open."""
    reasons = [f"theme:{theme}" for theme in candidate.themes if theme in view.themes]
    reasons += [f"support:{kind}" for kind in candidate.support if kind in view.support]
    if not candidate.wards:
        return [*reasons, "ward-not-said"]
    if CITY_WIDE in candidate.wards:
        return [*reasons, CITY_WIDE]
    return [*reasons, *(f"ward:{ward}" for ward in candidate.wards if ward in view.wards)]
