"""What the encoder's top layers say of each slug, once trained on labelled messages by `nlp.tune_encoder`.

The lower layers are shared with the encoder; the top ones are a second, trained copy, so that its vectors stay as they are.
"""

import hashlib
import zipfile
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy
from numpy.typing import NDArray

from nlp.encoder import FOLDER, BrokenModel, Encoding, session
from nlp.marks import NOTHING_MARKED, Marks
from nlp.taxonomy import FIELDS, INTENTS

MOST_TOKENS = 128
STEP = 1 / 6
"""What a step of the bytes of `judged.npz` is worth in log-odds."""
ALL_SLUGS: dict[str, tuple[str, ...]] = {"intent": INTENTS, **FIELDS}
NAMES = tuple(f"{field}:{slug}" for field, slugs in ALL_SLUGS.items() for slug in slugs)
SPANS = {
    field: slice(*span)
    for field, span in zip(ALL_SLUGS, pairwise(accumulate(map(len, ALL_SLUGS.values()), initial=0)), strict=True)
}
"""Where the scores of each field's slugs stand."""
Floats = NDArray[numpy.float32]


class Tuned:
    """The trained layers, ready to run. BrokenModel when their file is missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._session = session(folder / "tuned.onnx", "nlp.tune_encoder")
        self._columns = columns_of(self._session.get_modelmeta().custom_metadata_map.get("slugs", "").split())

    def read(self, encoding: Encoding) -> tuple[Floats, Marks]:
        """The log-odds of each of NAMES, and the marks of the words, of a text; zeros and none when it has no word.

        A slug that the layers were not trained on has zero.
        """
        if not len(encoding.middle):
            return numpy.zeros(len(NAMES), dtype=numpy.float32), NOTHING_MARKED
        scores, odds = self._session.run(["scores", "marks"], {"middle": encoding.middle[None, :MOST_TOKENS]})
        return spread(scores, self._columns)[0], Marks(encoding.offsets[:MOST_TOKENS], odds[0])


def columns_of(known: list[str]) -> NDArray[numpy.int64]:
    """Where each of NAMES stands among the known ones; one past the end for a slug that is not there."""
    places = {name: place for place, name in enumerate(known)}
    return numpy.array([places.get(name, len(known)) for name in NAMES], dtype=numpy.int64)


def spread(found: Floats, columns: NDArray[numpy.int64]) -> Floats:
    """Scores (texts, known names) in the order of NAMES, zero for a slug that is not known."""
    nothing = numpy.zeros((len(found), 1), dtype=numpy.float32)
    return numpy.concatenate([found.astype(numpy.float32), nothing], axis=1)[:, columns]


@cache
def judged(folder: Path = FOLDER) -> dict[bytes, tuple[Floats, Floats]]:
    """By `key_of` a training message, (scores, odds of its marks) by layers trained without its writer: what they say of strangers.

    BrokenModel when the file is missing or damaged.
    """
    try:
        with (folder / "judged.npz").open("rb") as file, numpy.load(file) as arrays:
            scores = spread(arrays["scores"] * numpy.float32(STEP), columns_of(list(arrays["slugs"])))
            odds = numpy.split(arrays["odds"].T * numpy.float32(STEP), numpy.cumsum(arrays["tokens"])[:-1])
            keys = [key.tobytes() for key in arrays["keys"]]
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BrokenModel(
            f"{folder / 'judged.npz'} cannot be read: run python -m nlp.tune_encoder ({error})"
        ) from error
    return dict(zip(keys, zip(scores, odds, strict=True), strict=True))


def key_of(text: str) -> bytes:
    """Eight bytes that stand for a text."""
    return hashlib.sha256(text.encode()).digest()[:8]
