"""What the tuned encoder says of single words.

Four things are marked: whether a figure counts what is wanted or given, whether a word is private, whether a day is the day of need,
and whether a word belongs to the name of who writes. `nlp.marking` says what it was taught about them.
"""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

KINDS = ("counted", "private", "due", "named")


@dataclass(frozen=True, slots=True)
class Marks:
    """For each token of a text where it starts and ends (tokens, 2), and the log-odds of each of KINDS (tokens, 4)."""

    offsets: NDArray[numpy.int64]
    odds: NDArray[numpy.float32]

    def of(self, kind: str, start: int, end: int) -> float | None:
        """The mean log-odds of the tokens between two characters; None when nothing was said of any."""
        within = (self.offsets[:, 0] < end) & (start < self.offsets[:, 1])
        return float(self.odds[within, KINDS.index(kind)].mean()) if within.any() else None

    def most(self, kind: str) -> float:
        """The highest log-odds of any token."""
        return float(self.odds[:, KINDS.index(kind)].max(initial=-numpy.inf))


NOTHING_MARKED = Marks(numpy.zeros((0, 2), dtype=numpy.int64), numpy.zeros((0, len(KINDS)), dtype=numpy.float32))
