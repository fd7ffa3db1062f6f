"""Which offers fit which asks well enough to tell both sides, by the likeness that curators are shown too, and by place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from digest.entries import Candidate
from nlp.matching import MOST_LEANING, leaning, own, within_reach

FIT = 0.5
"""Higher than what a curator is shown: here two people are written to, and nobody looks first."""
MOST_FOR_ONE = 3
AT_ONCE = 256
"""Asks whose cosines are in memory at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Meant:
    """An entry with the vector of its public words and the contact that it is of."""

    candidate: Candidate
    vector: NDArray[numpy.float32]
    contact_id: int


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer that fits an ask, with the `score` of `nlp.matching.fit`."""

    ask: str
    offer: str
    score: float


def fits(
    asks: Sequence[Meant],
    offers: Sequence[Meant],
    *,
    done: Collection[tuple[str, str]] = (),
    most: int = MOST_FOR_ONE,
) -> list[Fit]:
    """The best fits, at most `most` for each ask and each offer, best first. A pair in `done` (ask, offer) is never named again:
    it was proposed before, whatever came of it. Nobody is matched with themselves.
    """
    if not asks or not offers:
        return []
    found = []
    offered = own("offer", numpy.stack([offer.vector for offer in offers])).T
    for start in range(0, len(asks), AT_ONCE):
        some = asks[start : start + AT_ONCE]
        cosines = own("ask", numpy.stack([ask.vector for ask in some])) @ offered
        for row, column in numpy.argwhere(cosines >= FIT - MOST_LEANING):
            ask, offer = some[row], offers[column]
            score = float(cosines[row, column]) + leaning(ask.candidate, offer.candidate)
            pair = (ask.candidate.ref, offer.candidate.ref)
            if (
                score >= FIT
                and pair not in done
                and ask.contact_id != offer.contact_id
                and within_reach(ask.candidate.wards, offer.candidate.wards)
            ):
                found.append(Fit(*pair, round(score, 3)))
    taken: dict[str, int] = {}
    kept = []
    for fit in sorted(found, key=lambda fit: (-fit.score, fit.ask, fit.offer)):
        if max(taken.get(fit.ask, 0), taken.get(fit.offer, 0)) < most:
            kept.append(fit)
            for ref in (fit.ask, fit.offer):
                taken[ref] = taken.get(ref, 0) + 1
    return kept
