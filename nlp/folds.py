"""Which messages are judged together, by heads that learnt from all the others."""

from collections import Counter

import numpy
from numpy.typing import NDArray

FOLDS = 5
PHRASES = "phrases"
"""The writer of short lines that say what things are about. They teach the heads, and nothing is judged by them."""
SEED = 20261123


def writer_folds(writers: list[str]) -> NDArray[numpy.int64]:
    """A fold for each message: at most five of about equal size, no writer in two of them. Random ones for a single writer."""
    written = Counter(writer for writer in writers if writer != PHRASES)
    if len(written) < 2:
        return random_folds(len(writers))
    sizes = [0] * min(FOLDS, len(written))
    folds = {PHRASES: 0}
    for writer, count in written.most_common():
        folds[writer] = sizes.index(min(sizes))
        sizes[folds[writer]] += count
    return numpy.array([folds[writer] for writer in writers], dtype=numpy.int64)


def random_folds(count: int) -> NDArray[numpy.int64]:
    """One of five folds for each message, shuffled with a fixed seed."""
    order = numpy.random.default_rng(SEED).permutation(count)
    fold = numpy.empty(count, dtype=numpy.int64)
    fold[order] = numpy.arange(count) % FOLDS
    return fold
