"""How well an offer fits an ask, and how nearly two entries say the same: vectors, corrected for kind, and shared tags."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio

from nlp.encoder import WIDTH
from nlp.folding import fold
from nlp.heads import middles
from nlp.taxonomy import CITY_WIDE

Floats = NDArray[Any]
SHARED_THEMES, SHARED_SUPPORT = 0.15, 0.1
MOST_LEANING = SHARED_THEMES + SHARED_SUPPORT
OTHER_THEMES, OTHER_SUPPORT, OTHER_GROUP = 0.1, 0.3, 0.15
"""How much less alike two entries are that share no theme, no kind of support, or name different groups. Chosen on 240 pairs by another
writer; what tells the same need of a group from its other needs is the kind of support."""
SAME_NAME = 60
OPPOSITE = {"ask": "offer", "offer": "ask", "gap": "capacity", "capacity": "gap"}
"""What meets an entry of each kind."""


class Tagged(Protocol):
    """Anything with themes and kinds of help."""

    @property
    def themes(self) -> Collection[str]: ...

    @property
    def support(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as far as matching looks at it. `vector` is (384,), of unit length; `organisation` is "" where none is named."""

    kind: str
    vector: Floats
    themes: Collection[str] = ()
    support: Collection[str] = ()
    organisation: str = ""


def fit(one: Told, other: Told) -> float:
    """How well two entries of opposite kinds meet; some 0 for any two, above 0.3 for a likely match.

    All asks are alike in that they ask, and all offers in that they offer: that likeness is taken out of the vectors first.
    """
    return float(own(one.kind, one.vector) @ own(other.kind, other.vector)) + leaning(one, other)


def own(kind: str, vectors: Floats) -> Floats:
    """What vectors (…, 384) of entries of this kind say beyond their kind; each of unit length."""
    rest = vectors - middle(kind)
    length = numpy.linalg.norm(rest, axis=-1, keepdims=True)
    return numpy.asarray(rest / numpy.where(length > 0, length, 1.0))


def within_reach(wards: Collection[str], others: Collection[str]) -> bool:
    """Whether two entries' wards meet; one that says none, or the whole place, is near everything."""
    return not wards or not others or CITY_WIDE in {*wards, *others} or bool({*wards} & {*others})


def middle(kind: str) -> Floats:
    """The mean vector (384,) of the training messages of this kind; zeros for a kind that nothing is matched with."""
    return middles()[kind] if kind in OPPOSITE else numpy.zeros(WIDTH, numpy.float32)


def leaning(one: Tagged, other: Tagged) -> float:
    """What shared themes and kinds of help add to the likeness of two entries, at most `MOST_LEANING`."""
    return SHARED_THEMES * _shared(one.themes, other.themes) + SHARED_SUPPORT * _shared(one.support, other.support)


def sameness(one: Told, other: Told) -> float:
    """How nearly two entries of one kind say the same, from 0 to some 1: the cosine, lower when they want different things."""
    apart = OTHER_THEMES * (1 - _shared(one.themes, other.themes))
    apart += OTHER_SUPPORT * (1 - _shared(one.support, other.support))
    apart += OTHER_GROUP * _name_two_groups(one.organisation, other.organisation)
    return max(0.0, float(one.vector @ other.vector) - apart)


def _name_two_groups(one: str, other: str) -> bool:
    """Whether both name a group and neither name is a part of the other; slips of the pen are allowed for."""
    return bool(one and other) and token_set_ratio(fold(one), fold(other)) < SAME_NAME


def _shared(some: Collection[str], others: Collection[str]) -> float:
    """1 when one set holds the other, 0 when nothing is shared."""
    return len(set(some) & set(others)) / max(1, min(len(some), len(others)))
