"""The trained heads at run time: from a row of numbers to how likely each tag is. numpy only."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy
from numpy.typing import NDArray

from nlp.encoder import BrokenModel
from nlp.features import Row, Vocabulary, fingerprint

FOLDER = Path(__file__).parent / "data" / "heads"
Floats = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """One field's weights: `sparse` (terms × slugs), `dense` (numbers × slugs), `bias`, and from which likelihood a slug is given."""

    slugs: tuple[str, ...]
    sparse: Floats
    dense: Floats
    bias: Floats
    thresholds: Floats
    one_only: bool

    def likelihoods(self, row: Row) -> Floats:
        """How likely each slug is, in the order of `slugs`."""
        score = row.dense @ self.dense + self.bias
        if row.columns.size:
            score = score + row.weights @ self.sparse[row.columns].astype(numpy.float32)
        if self.one_only:
            exponent = numpy.exp(score - score.max())
            return numpy.asarray(exponent / exponent.sum(), dtype=numpy.float32)
        return numpy.asarray(1 / (1 + numpy.exp(-numpy.clip(score, -30, 30))), dtype=numpy.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """The vocabulary and one head for each of intent, themes, support and beneficiaries."""

    vocabulary: Vocabulary
    fields: dict[str, Head]


@cache
def load_heads(folder: Path = FOLDER) -> Heads:
    """Reads what `nlp.train` wrote. BrokenModel when a file is missing, damaged, or made for another lexicon or other features."""
    try:
        about = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        if about.get("fingerprint") != fingerprint():
            raise BrokenModel(
                f"the trained heads in {folder} were made with another lexicon, taxonomy or set of features: run askline train"
            )
        with numpy.load(folder / "heads.npz") as arrays:
            vocabulary = Vocabulary(
                {term: column for column, term in enumerate(about["terms"])}, arrays["rarity"].astype(numpy.float32)
            )
            fields = {
                field: Head(
                    tuple(entry["slugs"]),
                    arrays[f"{field}.sparse"],
                    arrays[f"{field}.dense"].astype(numpy.float32),
                    arrays[f"{field}.bias"].astype(numpy.float32),
                    numpy.array(entry["thresholds"], dtype=numpy.float32),
                    entry["one_only"],
                )
                for field, entry in about["fields"].items()
            }
    except (OSError, KeyError, ValueError) as error:
        raise BrokenModel(f"the trained heads in {folder} cannot be read: run askline train ({error})") from error
    return Heads(vocabulary, fields)
