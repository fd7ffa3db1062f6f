"""From a text to the row of numbers that the trained heads read: weighted words and characters, vectors, lexicon and rules.

The same code runs in training and in reading. What a training learnt about words (which ones, how rare) is the `Vocabulary`.
"""

import hashlib
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from nlp import intent
from nlp.clauses import Clause, wanted_text
from nlp.encoder import WIDTH
from nlp.lexicon import LEXICON, Lexicon
from nlp.marks import Marks
from nlp.prototypes import Prototypes
from nlp.taxonomy import FIELDS, INTENTS

VERSION = 7
"""Raised whenever the numbers of a row come to mean something else without the rules or the lexicon changing."""
Floats = NDArray[numpy.float32]

WORD = re.compile(r"£|[^\W_]+(?:['’][^\W_]+)*")
NUMBER = re.compile(r"\d+")
VECTOR_WEIGHT, LEXICON_WEIGHT, LIKENESS_WEIGHT, RULE_WEIGHT = 2.5, 1.2, 3.0, 2.0
LEXICON_PARTS = ("wanted", "mentioned", "named", "likeness")
"""What is known of each slug's words: how many stand in what is wanted, whether any stands anywhere, and whether one names the
slug outright; and how near the text comes to the phrases that say what the slug is about."""
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of a text: the vectors (384,) of all of it and of what it wants; scores and marks of `nlp.tuned`."""

    whole: Floats
    wanted: Floats
    scores: Floats
    marks: Marks


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known terms, words and runs of characters, in the order of their columns, and the weight of their rarity."""

    terms: tuple[str, ...]
    rarity: Floats
    columns: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", {term: column for column, term in enumerate(self.terms)})


def terms(text: str) -> tuple[Counter[str], Counter[str]]:
    """The words (one and two together) and the character runs (two to five within a word) of a text."""
    text = text[:MOST_CHARACTERS].casefold().replace("’", "'")
    found = [NUMBER.sub("0", word) for word in WORD.findall(text)]
    words = Counter(found)
    words.update(f"{first} {second}" for first, second in pairwise(found))
    characters: Counter[str] = Counter()
    for word in found:
        characters.update(_runs(word))
    return Counter({f"w:{term}": count for term, count in words.items()}), characters


@lru_cache(maxsize=8_192)
def _runs(word: str) -> tuple[str, ...]:
    """The runs of two to five characters of a word and the gaps about it."""
    padded = f" {word} "
    return tuple(f"c:{padded[start : start + size]}" for size in range(2, 6) for start in range(len(padded) - size + 1))


def weighted(text: str, vocabulary: Vocabulary) -> tuple[NDArray[numpy.int32], Floats]:
    """Columns and weights of the text's known terms; each of the two blocks has unit length."""
    columns: list[int] = []
    weights: list[Floats] = []
    find = vocabulary.columns.get
    for block in terms(text):
        known = [(column, count) for term, count in block.items() if (column := find(term)) is not None]
        places = [column for column, _ in known]
        values = (1 + numpy.log([count for _, count in known])) * vocabulary.rarity[places]
        columns.extend(places)
        weights.append(values / (numpy.sqrt((values * values).sum()) or 1.0))
    return numpy.array(columns, dtype=numpy.int32), numpy.concatenate(weights).astype(numpy.float32)


@dataclass(frozen=True, slots=True)
class Row:
    """One text as numbers. `dense` holds the blocks of `blocks()`; `columns` and `weights` are the terms.

    `scores` are those of `nlp.tuned`, `near` the cosines of its vector to those of the messages that taught the heads.
    """

    columns: NDArray[numpy.int32]
    weights: Floats
    dense: Floats
    scores: Floats
    evidence: dict[tuple[str, str], tuple[str, ...]]
    near: Floats = field(default_factory=lambda: numpy.zeros(0, dtype=numpy.float32))


@cache
def blocks() -> dict[str, slice]:
    """Where each block of numbers stands in `Row.dense`: vectors, the parts of the lexicon, rules."""
    slugs = sum(len(slugs) for slugs in FIELDS.values())
    sizes = {"vectors": 2 * WIDTH, **dict.fromkeys(LEXICON_PARTS, slugs), "rules": len(intent.feature_names())}
    found, start = {}, 0
    for name, size in sizes.items():
        found[name] = slice(start, start + size)
        start += size
    return found


@cache
def fingerprint() -> str:
    """A hash of all that the numbers of a row depend on besides the text: the rules, the lexicon, the slugs, the version.

    Heads trained under another fingerprint would give nonsense without any error.
    """
    digest = hashlib.sha256(f"{VERSION} {WIDTH} {FIELDS} {INTENTS} {intent.patterns()}".encode())
    digest.update(LEXICON.read_bytes())
    return digest.hexdigest()[:16]


def make_row(
    text: str,
    clauses: tuple[Clause, ...],
    encoded: Encoded,
    vocabulary: Vocabulary,
    words: Lexicon,
    prototypes: Prototypes,
) -> Row:
    """Reads a text into numbers."""
    wanted = wanted_text(text, clauses)
    everywhere = words.evidence(text[:MOST_CHARACTERS])
    evidence = words.evidence(wanted[:MOST_CHARACTERS], everywhere)
    named = words.named(text[:MOST_CHARACTERS], wanted[:MOST_CHARACTERS])
    rules = numpy.array(list(intent.features(text[:MOST_CHARACTERS]).values()))
    dense = numpy.concatenate(
        [
            encoded.whole * VECTOR_WEIGHT,
            encoded.wanted * VECTOR_WEIGHT,
            numpy.array([math.log1p(len(evidence.get(key, ()))) for key in words.keys]) * LEXICON_WEIGHT,
            numpy.array([key in everywhere for key in words.keys]) * LEXICON_WEIGHT / 2,
            numpy.array([key in named for key in words.keys]) * LEXICON_WEIGHT,
            prototypes.likeness(encoded.whole) * LIKENESS_WEIGHT,
            rules * RULE_WEIGHT,
        ]
    )
    columns, weights = weighted(text, vocabulary)
    return Row(columns, weights, dense.astype(numpy.float32), encoded.scores, {**everywhere, **evidence})
