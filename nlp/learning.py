"""What one field's head learns from labelled messages: the members that are blended, the blend, how far it can be believed.

Each tag gets several logistic regressions, over words and characters, over vectors, over the lexicon, and over all of them.
What they say is blended (`nlp.blending`) and, as all of it is linear, written down as one set of weights.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.blending import fit_blend, fit_calibration
from nlp.features import LEXICON_PARTS
from nlp.folds import SEED, writer_folds
from nlp.heads import Calibration, votes
from nlp.packing import from_halves, in_halves
from nlp.table import Table, in_field, make_table, tagged
from nlp.tuned import ALL_SLUGS, SPANS

EVERYTHING = ("terms", "vectors", *LEXICON_PARTS)
MEMBERS: dict[str, tuple[tuple[tuple[str, ...], float], ...]] = {
    "intent": ((("terms",), 4.0), (("vectors",), 0.5), (("rules",), 1.0), ((*EVERYTHING, "rules"), 1.0)),
    "themes": ((("terms",), 4.0), (("vectors",), 0.5), (LEXICON_PARTS, 0.3), (EVERYTHING, 1.0)),
    "support": ((("terms",), 4.0), (("vectors",), 0.3), (LEXICON_PARTS, 0.3), (EVERYTHING, 0.5)),
    "beneficiaries": ((("terms",), 4.0), (("vectors",), 0.5), (LEXICON_PARTS, 0.3), (EVERYTHING, 2.0)),
}
"""For each field the heads that are blended: the blocks of numbers that one sees, and the inverse of its regularisation."""
THRESHOLDS = numpy.arange(0.2, 0.61, 0.02)


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


@dataclass(frozen=True, slots=True)
class Merged:
    """One field's head: the weights of all columns (columns, slugs), a bias for each slug, and the weights of the two parts
    that are not linear in the columns: what the tuned encoder says, and the votes of the nearest messages."""

    weights: NDArray[Any]
    bias: NDArray[Any]
    tuned: float
    recall: float


class Field:
    """The training of one field's head. Only messages that can have tags of the field teach it; all are asked."""

    def __init__(self, table: Table, field: str, fold: NDArray[numpy.int64]) -> None:
        """`fold` gives each message the part of the cross-validation in which it is judged and does not teach; −1: in none."""
        self.field, self.slugs, self.fold, self.one_only = field, ALL_SLUGS[field], fold, field == "intent"
        self.taught = numpy.array([in_field(message, field) for message in table.messages])
        self.judged = self.taught & (fold >= 0)
        self.truth = numpy.array(
            [[slug in tagged(message, field) for slug in self.slugs] for message in table.messages]
        )
        self.width = table.matrix.shape[1]
        self.members = [
            (numpy.flatnonzero(columns), table.matrix[:, columns], strength)
            for columns, strength in ((table.columns(names), strength) for names, strength in MEMBERS[field])
        ]
        self.vectors = table.vectors.astype(numpy.float32)
        self.remembered = from_halves(*in_halves(self.vectors))
        self.said = table.said(field)
        self.lexicon = [table.matrix[:, columns].toarray() for columns in self.said]
        self.tuned = table.scores[:, SPANS[field]]
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

    def merged(self) -> Merged:
        """The head that learnt from all messages: the blend of its parts."""
        blend = fit_blend(self.parts[self.judged], self.truth[self.judged])
        weights, bias = numpy.zeros((self.width, len(self.slugs))), blend.bias.copy()
        for share, (columns, matrix, strength) in zip(blend.weights, self.members, strict=False):
            own, level = fit(matrix[self.taught], self.truth[self.taught], strength)
            weights[columns] += share * own
            bias += share * level
        for share, columns in zip(blend.weights[len(self.members) : -2], self.said, strict=True):
            weights[columns, numpy.arange(len(self.slugs))] += share
        return Merged(weights, bias, float(blend.weights[-2]), float(blend.weights[-1]))

    def _parts(self) -> NDArray[Any]:
        """(messages, slugs, parts): what each member says out of fold, each part of the lexicon, the tuned encoder, and the votes
        of the nearest."""
        found = numpy.zeros((len(self.fold), len(self.slugs), len(self.members)))
        voted = numpy.zeros((len(self.fold), len(self.slugs), 1))
        for number in self._numbers():
            asked, learnt = self.fold == number, (self.fold != number) & self.taught
            voting = learnt & self.judged
            for member, (_, matrix, strength) in enumerate(self.members):
                weights, bias = fit(matrix[learnt], self.truth[learnt], strength)
                found[asked, :, member] = matrix[asked] @ weights + bias
            voted[asked, :, 0] = votes(
                self.vectors[asked] @ self.remembered[voting].T, self.truth[voting].astype(float)
            )
        return numpy.concatenate([found, *(part[..., None] for part in (*self.lexicon, self.tuned)), voted], axis=2)

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
