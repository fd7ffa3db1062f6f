"""The frozen sentence encoder: text to a vector of unit length, by onnxruntime on one thread."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "data" / "encoder"
WIDTH = 384
MOST_TOKENS = 256
MOST_CHARACTERS = 4_000
MIDDLE = "/bert/encoder/layer.2/output/LayerNorm/LayerNormalization_output_0"
"""The output of the model's third layer of six: what `nlp.tuned` goes on from."""
Floats = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text's `vector` (384,), its tokens halfway through the model (tokens, 384), and where they start and end in it (tokens, 2)."""

    vector: Floats
    middle: Floats
    offsets: NDArray[numpy.int64]


NO_WORDS = Encoding(
    numpy.zeros(WIDTH, dtype=numpy.float32),
    numpy.zeros((0, WIDTH), dtype=numpy.float32),
    numpy.zeros((0, 2), dtype=numpy.int64),
)


class BrokenModel(RuntimeError):
    """A model file is missing or damaged; the sentence says which command makes it again."""


class Encoder:
    """Reads texts one at a time or in batches. Thread-safe: onnxruntime sessions and tokenizers are."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._tokenizer = tokenizer(folder)
        self._session = session(folder / "model.onnx", "nlp.export_encoder")

    def vector(self, text: str) -> Floats:
        """The text's vector: (384,) float32 of unit length; zeros for a text without a word."""
        return self.read(text).vector

    def offsets(self, text: str) -> NDArray[numpy.int64]:
        """Where the text's tokens start and end in it (tokens, 2)."""
        return numpy.array(self._tokenizer.encode(text[:MOST_CHARACTERS]).offsets)

    def read(self, text: str) -> Encoding:
        """The text's vector, and its tokens as the third layer of six sees them. No tokens in a text without a word."""
        tokens = self._tokenizer.encode(text[:MOST_CHARACTERS])
        ids = numpy.array([tokens.ids], dtype=numpy.int64)
        if ids.shape[1] <= 2:
            return NO_WORDS
        vector, middle = self._session.run(
            ["vector", MIDDLE], {"input_ids": ids, "attention_mask": numpy.ones_like(ids)}
        )
        return Encoding(vector[0], middle[0], numpy.array(tokens.offsets))


@cache
def session(path: Path, made_by: str) -> Any:
    """The model of one file, ready to run. BrokenModel, naming the module that makes it, when it is missing or damaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise BrokenModel(f"{path} cannot be read: run python -m {made_by} ({error})") from error


@cache
def tokenizer(folder: Path = FOLDER) -> Any:
    """The encoder's tokenizer, cut at 256 tokens. BrokenModel when its file is missing or damaged."""
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception
        raise BrokenModel(
            f"{folder / 'tokenizer.json'} cannot be read: run python -m nlp.export_encoder ({error})"
        ) from error
    found.no_padding()
    found.enable_truncation(MOST_TOKENS)
    return found


@cache
def ordinary_words() -> frozenset[str]:
    """Whole words that the tokenizer knows: a misspelt place name is hardly ever among them."""
    return frozenset(word for word in tokenizer().get_vocab() if word.isalpha())
