"""The labelled messages as numbers: what the heads learn from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.clauses import cut_clauses, wanted_text
from nlp.encoder import WIDTH, Encoder
from nlp.features import LEXICON_PARTS, VECTOR_WEIGHT, Encoded, Row, Vocabulary, blocks, make_row, terms
from nlp.folds import PHRASES
from nlp.lexicon import lexicon
from nlp.marks import Marks
from nlp.prototypes import Prototypes, make_prototypes
from nlp.tagging import encode
from nlp.taxonomy import FIELDS, SUPPORTED, THEMED
from nlp.tuned import Tuned, judged, key_of

LEAST_TEXTS = {"w": 3, "c": 6}


def make_vocabulary(texts: list[str]) -> Vocabulary:
    """The terms that enough texts share, with how rare each is."""
    texts_with: Counter[str] = Counter()
    for text in texts:
        for block in terms(text):
            texts_with.update(block.keys())
    kept = sorted(term for term, count in texts_with.items() if count >= LEAST_TEXTS[term[0]])
    rarity = numpy.log((1 + len(texts)) / (1 + numpy.array([texts_with[term] for term in kept]))) + 1
    return Vocabulary(tuple(kept), rarity.astype(numpy.float32))


def encode_all(texts: Sequence[str]) -> list[Encoded]:
    """What the shipped encoder makes of each text; of those that tuned it, what was said before it had seen their writer."""
    encoder, tuned, unseen = Encoder(), Tuned(), judged()
    found = []
    for text in texts:
        own = encode(text, wanted_text(text, cut_clauses(text)), encoder, tuned)
        scores, odds = unseen.get(key_of(text), (own.scores, own.marks.odds))
        found.append(replace(own, scores=scores, marks=Marks(own.marks.offsets, odds)))
    return found


def make_rows(
    texts: Sequence[str], encoded: Sequence[Encoded], vocabulary: Vocabulary, prototypes: Prototypes
) -> list[Row]:
    """Each text as numbers, with the shipped lexicon."""
    words = lexicon()
    return [
        make_row(text, cut_clauses(text), one, vocabulary, words, prototypes)
        for text, one in zip(texts, encoded, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Table:
    """The messages, their rows as one sparse matrix (terms first, then the blocks of `features.blocks`), and their vectors.

    `scores` and `marks` are what the tuned encoder says of each message: of those that taught it, what it said when it had not
    seen their writer.
    """

    messages: list[dict[str, Any]]
    vocabulary: Vocabulary
    matrix: Any
    vectors: NDArray[numpy.float16]
    scores: NDArray[numpy.float32]
    marks: list[Marks]
    prototypes: Prototypes

    def columns(self, names: tuple[str, ...]) -> NDArray[numpy.bool_]:
        """Which columns the named blocks hold."""
        known = len(self.vocabulary.terms)
        kept = numpy.zeros(self.matrix.shape[1], dtype=bool)
        for name in names:
            if name == "terms":
                kept[:known] = True
            else:
                place = blocks()[name]
                kept[known + place.start : known + place.stop] = True
        return kept

    @property
    def phrases(self) -> NDArray[numpy.bool_]:
        """Which of the messages are phrases."""
        return numpy.array([message["writer"] == PHRASES for message in self.messages])

    def said(self, field: str) -> list[NDArray[numpy.int64]]:
        """For each part of the lexicon the columns of the field's slugs; none for intent, which has no lexicon."""
        if field not in FIELDS:
            return []
        first = len(self.vocabulary.terms) + lexicon().keys.index((field, FIELDS[field][0]))
        return [first + blocks()[part].start + numpy.arange(len(FIELDS[field])) for part in LEXICON_PARTS]


def make_table(messages: list[dict[str, Any]]) -> Table:
    """Reads all messages into numbers."""
    from scipy import sparse

    texts = [message["text"] for message in messages]
    vocabulary = make_vocabulary(texts)
    prototypes = make_prototypes(lexicon(), Encoder().vector)
    encoded = encode_all(texts)
    rows = make_rows(texts, encoded, vocabulary, prototypes)
    starts = numpy.cumsum([0] + [len(row.columns) for row in rows])
    weights = numpy.concatenate([row.weights for row in rows])
    columns = numpy.concatenate([row.columns for row in rows])
    words = sparse.csr_matrix((weights, columns, starts), shape=(len(rows), len(vocabulary.terms)))
    dense = sparse.csr_matrix(numpy.stack([row.dense for row in rows]))
    vectors = numpy.stack([row.dense[:WIDTH] for row in rows]) / VECTOR_WEIGHT
    scores = numpy.stack([row.scores for row in rows])
    matrix = sparse.hstack([words, dense]).tocsr()
    return Table(
        messages, vocabulary, matrix, vectors.astype(numpy.float16), scores, [one.marks for one in encoded], prototypes
    )


def in_field(message: dict[str, Any], field: str) -> bool:
    """Whether the message can have tags of the field at all. Phrases teach no intent: not all that is short asks for something."""
    if field == "intent":
        return str(message["writer"]) != PHRASES
    if field == "themes":
        return message["intent"] in THEMED
    return field != "support" or message["intent"] in SUPPORTED


def tagged(message: dict[str, Any], field: str) -> list[str]:
    """The slugs of the field that the message has."""
    return [message["intent"]] if field == "intent" else list(message[field])
