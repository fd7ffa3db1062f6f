"""From a text to the row of numbers that the trained heads read: weighted words and characters, vectors, lexicon and rules.

The same code runs in training and in reading. What a training learnt about words (which ones, how rare) is the `Vocabulary`.
"""

import hashlib
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from nlp import intent
from nlp.clauses import Clause, wanted_text
from nlp.encoder import WIDTH, Encoder
from nlp.lexicon import LEXICON, Lexicon
from nlp.taxonomy import FIELDS, INTENTS

VERSION = 3
"""Raised whenever the numbers of a row come to mean something else without the rules or the lexicon changing."""
Floats = NDArray[numpy.float32]
WORD = re.compile(r"£|[^\W_]+(?:['’][^\W_]+)*")
NUMBER = re.compile(r"\d+")
VECTOR_WEIGHT, WANTED_WEIGHT, LEXICON_WEIGHT, RULE_WEIGHT = 2.5, 2.5, 1.2, 2.0
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms with their column and the weight of their rarity; two blocks, words and characters."""

    columns: dict[str, int]
    rarity: Floats


def terms(text: str) -> tuple[Counter[str], Counter[str]]:
    """The words (one and two together) and the character runs (two to five within a word) of a text."""
    text = text[:MOST_CHARACTERS].casefold().replace("’", "'")
    found = [NUMBER.sub("0", word) for word in WORD.findall(text)]
    words = Counter(found)
    words.update(f"{first} {second}" for first, second in pairwise(found))
    characters: Counter[str] = Counter()
    for word in found:
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(len(padded) - size + 1):
                characters[padded[start : start + size]] += 1
    return Counter({f"w:{term}": count for term, count in words.items()}), Counter(
        {f"c:{term}": count for term, count in characters.items()}
    )


def weighted(text: str, vocabulary: Vocabulary) -> tuple[NDArray[numpy.int32], Floats]:
    """Columns and weights of the text's known terms; each of the two blocks has unit length."""
    columns: list[int] = []
    weights: list[float] = []
    for block in terms(text):
        known = [(vocabulary.columns[term], count) for term, count in block.items() if term in vocabulary.columns]
        values = [(1 + math.log(count)) * float(vocabulary.rarity[column]) for column, count in known]
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        columns.extend(column for column, _ in known)
        weights.extend(value / length for value in values)
    return numpy.array(columns, dtype=numpy.int32), numpy.array(weights, dtype=numpy.float32)


@dataclass(frozen=True, slots=True)
class Row:
    """One text as numbers. `dense` holds vectors, lexicon, rules, in this order; `vector` is the whole text's alone.

    `leaning` is what the lexicon adds to the log-odds of each slug of a field.
    """

    columns: NDArray[numpy.int32]
    weights: Floats
    dense: Floats
    vector: Floats
    leaning: dict[str, Floats]
    evidence: dict[tuple[str, str], tuple[str, ...]]


@cache
def fingerprint() -> str:
    """A hash of all that the numbers of a row depend on besides the text: the rules, the lexicon, the slugs, the version.

    Heads trained under another fingerprint would give nonsense without any error.
    """
    digest = hashlib.sha256(f"{VERSION} {WIDTH} {FIELDS} {INTENTS} {intent.patterns()}".encode())
    digest.update(LEXICON.read_bytes())
    return digest.hexdigest()[:16]


def make_row(
    text: str, clauses: tuple[Clause, ...], vocabulary: Vocabulary, words: Lexicon, encoder: Encoder | None
) -> Row:
    """Reads a text into numbers. Without an encoder the vectors are zeros."""
    wanted = wanted_text(text, clauses)
    nothing = numpy.zeros(WIDTH, dtype=numpy.float32)
    vector = encoder.vector(text) if encoder else nothing
    wanted_vector = vector if wanted == text else encoder.vector(wanted) if encoder else nothing
    evidence = words.evidence(wanted[:MOST_CHARACTERS])
    everywhere = words.evidence(text[:MOST_CHARACTERS])
    counts = numpy.array([math.log1p(len(evidence.get(key, ()))) for key in words.keys], dtype=numpy.float32)
    mentioned = numpy.array([float(key in everywhere) for key in words.keys], dtype=numpy.float32)
    rules = numpy.array(list(intent.features(text[:MOST_CHARACTERS]).values()), dtype=numpy.float32)
    dense = numpy.concatenate(
        [
            vector * VECTOR_WEIGHT,
            wanted_vector * WANTED_WEIGHT,
            counts * LEXICON_WEIGHT,
            mentioned * LEXICON_WEIGHT / 2,
            rules * RULE_WEIGHT,
        ]
    )
    columns, weights = weighted(text, vocabulary)
    leaning = words.leaning(text[:MOST_CHARACTERS], everywhere)
    return Row(columns, weights, dense.astype(numpy.float32), vector, leaning, evidence)
