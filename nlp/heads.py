"""The trained heads at run time: from a row of numbers to how likely each tag is. numpy only."""

import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.encoder import BrokenModel
from nlp.features import Row, Vocabulary, fingerprint
from nlp.lexicon import lexicon
from nlp.packing import from_halves
from nlp.prototypes import Prototypes, starts_of
from nlp.tuned import SPANS

FOLDER = Path(__file__).parent / "data" / "heads"
Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Makes likelihoods that can be believed of a field's scores; learnt from messages that the heads had not seen.

    The log-odds of a slug are `weights` × (its score, how far it is below the best one, whether it is the best, whether it is
    among the best two) + its `bias`. With `one_only` exactly one slug holds, and the likelihoods add up to 1.
    """

    weights: Floats
    bias: Floats
    one_only: bool

    def likelihoods(self, scores: Floats) -> Floats:
        """Likelihoods of scores (texts, slugs)."""
        odds = standing(scores) @ self.weights + self.bias
        if self.one_only:
            exponent = numpy.exp(odds - odds.max(axis=1, keepdims=True))
            return numpy.asarray(exponent / exponent.sum(axis=1, keepdims=True))
        return numpy.asarray(1 / (1 + numpy.exp(-numpy.clip(odds, -30, 30))))


def standing(scores: Floats) -> Floats:
    """(texts, slugs, 4): each slug's score, its distance from the best one, whether it is the best, and among the best two."""
    best, second = (numpy.sort(scores, axis=1)[:, -place, None] for place in (1, 2))
    return numpy.stack([scores, scores - best, scores >= best, scores >= second], axis=2)


NEAREST = 15
SHARPNESS = 8.0


def votes(near: Floats, truth: Floats) -> Floats:
    """(texts, slugs): which slugs the 15 messages have that are most like each text, the nearer the weightier.

    `near` (texts, messages) are cosines, `truth` (messages, slugs) 1 where a message has a slug.
    """
    count = min(NEAREST, near.shape[1])
    nearest = numpy.argpartition(-near, count - 1, axis=1)[:, :count]
    cosines = numpy.take_along_axis(near, nearest, 1)
    weights = numpy.exp(SHARPNESS * (cosines - cosines.max(axis=1, keepdims=True)))
    return numpy.asarray((weights[:, None] @ truth[nearest])[:, 0] / weights.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Head:
    """One field's weights: `sparse` (terms × slugs) in units of `step`, `dense` (numbers × slugs), `bias`; and from which likelihood
    a slug is given.

    `tuned` is the weight of what the tuned encoder says, `span` where it says so; `known` are the places of the messages that
    taught it, `truth` (known × slugs) what they have, `recall` the weight of their votes.
    """

    slugs: tuple[str, ...]
    sparse: NDArray[numpy.int8]
    step: float
    dense: Floats
    bias: Floats
    tuned: float
    span: slice
    known: Floats
    truth: Floats
    recall: float
    calibration: Calibration
    threshold: float

    def likelihoods(self, row: Row) -> Floats:
        """How likely each slug is, in the order of `slugs`."""
        words = self.step * (row.weights @ self.sparse[row.columns].astype(numpy.float32))
        tuned = self.tuned * row.scores[self.span]
        nearest = self.recall * votes(row.near[None, self.known], self.truth)[0]
        score = row.dense @ self.dense + self.bias + words + tuned + nearest
        return numpy.asarray(self.calibration.likelihoods(score[None])[0])


@dataclass(frozen=True, slots=True)
class Heads:
    """The vocabulary, the vectors of the lexicon's phrases and of the messages that taught, and one head for intent and each field."""

    vocabulary: Vocabulary
    prototypes: Prototypes
    memory: Floats
    fields: dict[str, Head]


@cache
def load_heads(folder: Path = FOLDER) -> Heads:
    """Reads what `nlp.train` wrote. BrokenModel when a file is missing, damaged, or made for another lexicon or other features."""
    try:
        about = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        if about.get("fingerprint") != fingerprint():
            raise BrokenModel(
                f"the trained heads in {folder} were made with another lexicon, taxonomy or set of features: "
                f"{_remedy(folder)}"
            )
        with (folder / "heads.npz").open("rb") as file, numpy.load(file) as arrays:
            terms = arrays["terms"].tobytes().decode().split("\n")
            vocabulary = Vocabulary(tuple(terms), arrays["rarity"].astype(numpy.float32))
            prototypes = Prototypes(arrays["prototypes"].astype(numpy.float32), starts_of(lexicon()))
            memory = from_halves(arrays["memory"], arrays["memory_step"])
            fields = {field: _head(field, entry, arrays) for field, entry in about["fields"].items()}
    except (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise BrokenModel(f"the trained heads in {folder} cannot be read: {_remedy(folder)} ({error})") from error
    return Heads(vocabulary, prototypes, memory, fields)


@cache
def middles(folder: Path = FOLDER) -> dict[str, Floats]:
    """The mean vector (384,) of the training messages of each intent that has any. Reads these alone: a hundredth of the heads.

    BrokenModel when a file is missing or damaged.
    """
    try:
        slugs = json.loads((folder / "heads.json").read_text(encoding="utf-8"))["fields"]["intent"]["slugs"]
        with (folder / "heads.npz").open("rb") as file, numpy.load(file) as arrays:
            vectors = from_halves(arrays["memory"][arrays["intent.known"]], arrays["memory_step"])
            truth = arrays["intent.truth"]
    except (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise BrokenModel(f"the trained heads in {folder} cannot be read: {_remedy(folder)} ({error})") from error
    taught = {slug: truth[:, place] > 0 for place, slug in enumerate(slugs)}
    return {slug: vectors[rows].mean(axis=0) for slug, rows in taught.items() if rows.any()}


def _remedy(folder: Path) -> str:
    home = "run askline train --with-corrections, or take that folder away to read with those that come with Askline"
    return "run askline train" if folder == FOLDER else home


def _head(field: str, entry: dict[str, Any], arrays: Any) -> Head:
    return Head(
        tuple(entry["slugs"]),
        arrays[f"{field}.sparse"],
        float(arrays[f"{field}.step"]),
        arrays[f"{field}.dense"].astype(numpy.float32),
        arrays[f"{field}.bias"].astype(numpy.float32),
        float(entry["tuned"]),
        SPANS[field],
        arrays[f"{field}.known"],
        arrays[f"{field}.truth"].astype(numpy.float32),
        float(entry["recall"]),
        Calibration(arrays[f"{field}.standing"], arrays[f"{field}.level"], entry["one_only"]),
        float(entry["threshold"]),
    )
