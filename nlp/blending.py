"""Blends what several heads say of a slug into one score, and makes likelihoods of the scores. Used in training only.

Both are logistic regressions over all (message, slug) pairs of a field at once: the slugs share the weights and have a bias
of their own, so that some thousand messages are enough for them. They learn from figures out of fold, where no head has seen
the message that it judges.
"""

from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.heads import Calibration, standing

Floats = NDArray[Any]
STRENGTH = 0.3
SCALES = numpy.linspace(0.3, 3, 55)


@dataclass(frozen=True, slots=True)
class Blend:
    """`weights` of what was blended, and a `bias` for each slug."""

    weights: Floats
    bias: Floats

    def scores(self, parts: Floats) -> Floats:
        """Scores (messages, slugs) of parts (messages, slugs, weights)."""
        return numpy.asarray(parts @ self.weights + self.bias)


def fit_blend(parts: Floats, truth: NDArray[numpy.bool_]) -> Blend:
    """`parts` (messages, slugs, number of parts): what each head, and the lexicon, says of each slug. `truth` (messages, slugs)."""
    return Blend(*_pooled(parts, truth))


def fit_calibration(scores: Floats, truth: NDArray[numpy.bool_], one_only: bool) -> Calibration:
    """Likelihoods of scores (messages, slugs), so that of what is said at 0.8 some 80 % holds."""
    if not one_only:
        return Calibration(*_pooled(standing(scores), truth), one_only)
    kept = Calibration(numpy.array([1.0, 0, 0, 0]), numpy.zeros(scores.shape[1]), one_only)

    def surprise(scale: float) -> float:
        return float(-numpy.log(numpy.clip(kept.likelihoods(scores * scale)[truth], 1e-9, 1)).mean())

    best = min(SCALES, key=surprise)
    return Calibration(kept.weights * best, kept.bias, one_only)


def _pooled(parts: Floats, truth: NDArray[numpy.bool_]) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    messages, slugs, count = parts.shape
    flat = parts.reshape(-1, count)
    middle, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    which = numpy.tile(numpy.eye(slugs), (messages, 1))
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(numpy.hstack([(flat - middle) / spread, which]), truth.reshape(-1))
    weights = model.coef_[0][:count] / spread
    return weights, model.intercept_[0] + model.coef_[0][count:] - middle @ weights
