"""What one field's head learns from labelled messages: the table of their numbers, and the members that are blended.

Each tag gets several logistic regressions, over words and characters, over vectors, over the lexicon, and over all of them.
What they say is blended (`nlp.blending`) and, as all of it is linear, written down as one set of weights.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.blending import fit_blend, fit_calibration
from nlp.clauses import cut_clauses, wanted_text
from nlp.encoder import WIDTH, Encoder
from nlp.features import LEXICON_PARTS, VECTOR_WEIGHT, Row, Vocabulary, blocks, make_row, terms
from nlp.folds import PHRASES, SEED, writer_folds
from nlp.heads import Calibration, votes
from nlp.lexicon import lexicon
from nlp.prototypes import Prototypes, make_prototypes
from nlp.tagging import make_vectors
from nlp.taxonomy import FIELDS, INTENTS, SUPPORTED, THEMED

LEAST_TEXTS = {"w": 3, "c": 6}
ALL_SLUGS: dict[str, tuple[str, ...]] = {"intent": INTENTS, **FIELDS}
EVERYTHING = ("terms", "vectors", *LEXICON_PARTS)
MEMBERS: dict[str, tuple[tuple[tuple[str, ...], float], ...]] = {
    "intent": ((("terms",), 4.0), (("vectors",), 0.5), (("rules",), 1.0), ((*EVERYTHING, "rules"), 1.0)),
    "themes": ((("terms",), 4.0), (("vectors",), 0.5), (LEXICON_PARTS, 0.3), (EVERYTHING, 1.0)),
    "support": ((("terms",), 4.0), (("vectors",), 0.3), (LEXICON_PARTS, 0.3), (EVERYTHING, 0.5)),
    "beneficiaries": ((("terms",), 4.0), (("vectors",), 0.5), (LEXICON_PARTS, 0.3), (EVERYTHING, 2.0)),
}
"""For each field the heads that are blended: the blocks of numbers that one sees, and the inverse of its regularisation."""
THRESHOLDS = numpy.arange(0.2, 0.61, 0.02)


def make_vocabulary(texts: list[str]) -> Vocabulary:
    """The terms that enough texts share, with how rare each is."""
    texts_with: Counter[str] = Counter()
    for text in texts:
        for block in terms(text):
            texts_with.update(block.keys())
    kept = sorted(term for term, count in texts_with.items() if count >= LEAST_TEXTS[term[0]])
    rarity = numpy.log((1 + len(texts)) / (1 + numpy.array([texts_with[term] for term in kept]))) + 1
    return Vocabulary(tuple(kept), rarity.astype(numpy.float32))


def make_rows(texts: Sequence[str], vocabulary: Vocabulary, prototypes: Prototypes) -> list[Row]:
    """Each text as numbers, with the shipped encoder and lexicon."""
    encoder, words, rows = Encoder(), lexicon(), []
    for text in texts:
        clauses = cut_clauses(text)
        vectors = make_vectors(text, wanted_text(text, clauses), encoder)
        rows.append(make_row(text, clauses, vectors, vocabulary, words, prototypes))
    return rows


@dataclass(frozen=True, slots=True)
class Table:
    """The messages, their rows as one sparse matrix (terms first, then the blocks of `features.blocks`), and their vectors."""

    messages: list[dict[str, Any]]
    vocabulary: Vocabulary
    matrix: Any
    vectors: NDArray[numpy.float16]
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
    rows = make_rows(texts, vocabulary, prototypes)
    starts = numpy.cumsum([0] + [len(row.columns) for row in rows])
    weights = numpy.concatenate([row.weights for row in rows])
    columns = numpy.concatenate([row.columns for row in rows])
    words = sparse.csr_matrix((weights, columns, starts), shape=(len(rows), len(vocabulary.terms)))
    dense = sparse.csr_matrix(numpy.stack([row.dense for row in rows]))
    vectors = numpy.stack([row.dense[:WIDTH] for row in rows]) / VECTOR_WEIGHT
    return Table(messages, vocabulary, sparse.hstack([words, dense]).tocsr(), vectors.astype(numpy.float16), prototypes)


def in_field(message: dict[str, Any], field: str) -> bool:
    """Whether the message can have tags of the field at all. Phrases teach no intent: not all that is short asks for something."""
    if field == "intent":
        return str(message["writer"]) != PHRASES
    if field == "themes":
        return message["intent"] in THEMED
    return field != "support" or message["intent"] in SUPPORTED


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt from the messages of `table`, field by field."""

    table: Table
    fields: "dict[str, Field]"


def learn(messages: list[dict[str, Any]], fold: NDArray[numpy.int64] | None = None) -> Learnt:
    """Learns every field. `fold` says in which part of the cross-validation each message is judged; else its writer decides.

    Whoever writes tomorrow is none of those who wrote the training messages, so blend, likelihoods and thresholds are learnt
    from what is said of some writers' messages by heads that learnt from the others'.
    """
    table = make_table(messages)
    fold = writer_folds([message["writer"] for message in messages]) if fold is None else fold
    fold = numpy.where(table.phrases, -1, fold)
    return Learnt(table, {field: Field(table, field, fold) for field in ALL_SLUGS})


class Field:
    """The training of one field's head. Only messages that can have tags of the field teach it; all are asked."""

    def __init__(self, table: Table, field: str, fold: NDArray[numpy.int64]) -> None:
        """`fold` gives each message the part of the cross-validation in which it is judged and does not teach; −1: in none."""
        self.field, self.slugs, self.fold, self.one_only = field, ALL_SLUGS[field], fold, field == "intent"
        self.taught = numpy.array([in_field(message, field) for message in table.messages])
        self.judged = self.taught & (fold >= 0)
        self.truth = numpy.array(
            [[slug in _tagged(message, field) for slug in self.slugs] for message in table.messages]
        )
        self.width = table.matrix.shape[1]
        self.members = [
            (numpy.flatnonzero(columns), table.matrix[:, columns], strength)
            for columns, strength in ((table.columns(names), strength) for names, strength in MEMBERS[field])
        ]
        self.vectors = table.vectors.astype(numpy.float32)
        self.said = table.said(field)
        self.lexicon = [table.matrix[:, columns].toarray() for columns in self.said]
        self.parts = self._parts()
        self.scores = self._held_out(self.parts, lambda parts, truth: fit_blend(parts, truth).scores)

    @cached_property
    def likelihoods(self) -> NDArray[Any]:
        """How likely each slug is for each message, by heads, blend and calibration that never saw it."""
        return self._held_out(
            self.scores, lambda scores, truth: fit_calibration(scores, truth, self.one_only).likelihoods
        )

    @cached_property
    def threshold(self) -> float:
        """The likelihood from which giving a tag makes the best micro-F1, on figures out of fold; 0 for intent."""
        if self.one_only:
            return 0.0
        likelihoods, truth = self.likelihoods[self.judged], self.truth[self.judged]
        best = (0.0, 0.5)
        for threshold in THRESHOLDS:
            given = likelihoods >= threshold
            if self.field != "beneficiaries":
                given[numpy.arange(len(given)), likelihoods.argmax(axis=1)] = True
            right = (given & truth).sum()
            best = max(best, (2 * right / (given.sum() + truth.sum()), float(threshold)))
        return round(best[1], 3)

    def calibration(self) -> Calibration:
        """What makes likelihoods of the scores, learnt from all messages."""
        return fit_calibration(self.scores[self.judged], self.truth[self.judged], self.one_only)

    def merged(self) -> tuple[NDArray[Any], NDArray[Any], float]:
        """(weights of all columns, bias, weight of the votes) of the head that learnt from all messages: the blend of its parts."""
        blend = fit_blend(self.parts[self.judged], self.truth[self.judged])
        weights, bias = numpy.zeros((self.width, len(self.slugs))), blend.bias.copy()
        for share, (columns, matrix, strength) in zip(blend.weights, self.members, strict=False):
            own, level = fit(matrix[self.taught], self.truth[self.taught], strength)
            weights[columns] += share * own
            bias += share * level
        for share, columns in zip(blend.weights[len(self.members) : -1], self.said, strict=True):
            weights[columns, numpy.arange(len(self.slugs))] += share
        return weights, bias, float(blend.weights[-1])

    def _parts(self) -> NDArray[Any]:
        """(messages, slugs, parts): what each member says out of fold, each part of the lexicon, and the votes of the nearest."""
        found = numpy.zeros((len(self.fold), len(self.slugs), len(self.members)))
        voted = numpy.zeros((len(self.fold), len(self.slugs), 1))
        for number in self._numbers():
            asked, learnt = self.fold == number, (self.fold != number) & self.taught
            voting = learnt & self.judged
            for member, (_, matrix, strength) in enumerate(self.members):
                weights, bias = fit(matrix[learnt], self.truth[learnt], strength)
                found[asked, :, member] = matrix[asked] @ weights + bias
            voted[asked, :, 0] = votes(self.vectors[asked] @ self.vectors[voting].T, self.truth[voting].astype(float))
        return numpy.concatenate([found, *(part[..., None] for part in self.lexicon), voted], axis=2)

    def _held_out(
        self, known: NDArray[Any], learn: Callable[..., Callable[[NDArray[Any]], NDArray[Any]]]
    ) -> NDArray[Any]:
        """What is learnt from the other folds, said of each fold."""
        found = numpy.zeros((len(self.fold), len(self.slugs)))
        for number in self._numbers():
            asked, learnt = self.fold == number, (self.fold != number) & self.judged
            found[asked] = learn(known[learnt], self.truth[learnt])(known[asked])
        return found

    def _numbers(self) -> NDArray[numpy.int64]:
        return numpy.unique(self.fold[self.fold >= 0])


def _tagged(message: dict[str, Any], field: str) -> list[str]:
    return [message["intent"]] if field == "intent" else list(message[field])


def fit(matrix: Any, truth: NDArray[numpy.bool_], strength: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """(weights, bias) of one member: a logistic regression for each slug, one column a slug."""
    from sklearn.linear_model import LogisticRegression

    weights = numpy.zeros((matrix.shape[1], truth.shape[1]))
    bias = numpy.full(truth.shape[1], -6.0)
    for column in range(truth.shape[1]):
        if truth[:, column].any() and not truth[:, column].all():
            model = LogisticRegression(
                C=strength, solver="liblinear", dual=True, random_state=SEED, max_iter=2000, tol=1e-3
            )
            model.fit(matrix, truth[:, column])
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias
