"""How near a text comes to the phrases that say what each slug is about."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.lexicon import Lexicon

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Prototypes:
    """The vectors of the lexicon's phrases, those of each slug together; `starts` is where each slug's begin."""

    vectors: Floats
    starts: Floats

    def likeness(self, vector: Floats) -> Floats:
        """For each slug, in the order of `Lexicon.keys`, the cosine of its nearest phrase."""
        return numpy.asarray(numpy.maximum.reduceat(self.vectors @ vector, self.starts))


def starts_of(words: Lexicon) -> Floats:
    """Where the phrases of each slug begin."""
    return numpy.array([0, *accumulate(len(phrases) for phrases in words.likes)][:-1])


def make_prototypes(words: Lexicon, read: Callable[[str], Floats]) -> Prototypes:
    """The phrases of the lexicon through the encoder's `read`."""
    return Prototypes(numpy.stack([read(phrase) for phrases in words.likes for phrase in phrases]), starts_of(words))
