"""How well an offer fits an ask, and how nearly two entries say the same: vectors, corrected for kind, and shared tags."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.heads import load_heads

Floats = NDArray[Any]
SHARED_THEMES, SHARED_SUPPORT = 0.15, 0.1
OPPOSITE = {"ask": "offer", "offer": "ask", "gap": "capacity", "capacity": "gap"}
"""What meets an entry of each kind."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as far as matching looks at it. `vector` is (384,), of unit length."""

    kind: str
    vector: Floats
    themes: Collection[str] = ()
    support: Collection[str] = ()


def fit(one: Told, other: Told) -> float:
    """How well two entries of opposite kinds meet; some 0 for any two, above 0.3 for a likely match.

    All asks are alike in that they ask, and all offers in that they offer: that likeness is taken out of the vectors first.
    """
    alike = float(_own(one) @ _own(other))
    return (
        alike + SHARED_THEMES * _shared(one.themes, other.themes) + SHARED_SUPPORT * _shared(one.support, other.support)
    )


def sameness(one: Told, other: Told) -> float:
    """How nearly two entries of one kind say the same, from 0 to some 1: the cosine, lower when they want different things."""
    alike = float(one.vector @ other.vector)
    apart = 2 - _shared(one.themes, other.themes) - _shared(one.support, other.support)
    return max(0.0, alike - SHARED_SUPPORT * apart)


def _own(told: Told) -> Floats:
    rest = told.vector - _middles().get(told.kind, 0)
    return numpy.asarray(rest / (float(numpy.linalg.norm(rest)) or 1.0))


def _shared(some: Collection[str], others: Collection[str]) -> float:
    """1 when one set holds the other, 0 when nothing is shared."""
    return len(set(some) & set(others)) / max(1, min(len(some), len(others)))


@cache
def _middles() -> dict[str, Floats]:
    """The mean vector of the training messages of each kind."""
    heads = load_heads()
    head = heads.fields["intent"]
    vectors = heads.memory[head.known]
    return {
        slug: vectors[head.truth[:, place] > 0].mean(axis=0)
        for place, slug in enumerate(head.slugs)
        if slug in OPPOSITE and head.truth[:, place].any()
    }
