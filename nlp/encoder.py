"""The frozen sentence encoder: text to a vector of unit length, by onnxruntime on one thread."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "data" / "encoder"
WIDTH = 384
MOST_TOKENS = 256
MOST_CHARACTERS = 4_000


class BrokenModel(RuntimeError):
    """A model file is missing or damaged; the sentence says which command makes it again."""


class Encoder:
    """Reads texts one at a time or in batches. Thread-safe: onnxruntime sessions and tokenizers are."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._tokenizer = tokenizer(folder)
        self._session = session(folder)

    def vector(self, text: str) -> NDArray[numpy.float32]:
        """The text's vector: (384,) float32 of unit length; zeros for a text without a word."""
        encoding = self._tokenizer.encode(text[:MOST_CHARACTERS])
        ids = numpy.array([encoding.ids], dtype=numpy.int64)
        if ids.shape[1] <= 2:
            return numpy.zeros(WIDTH, dtype=numpy.float32)
        found = self._session.run(None, {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0][0]
        return numpy.asarray(found, dtype=numpy.float32)


@cache
def session(folder: Path = FOLDER) -> Any:
    """The encoder's model, ready to run. BrokenModel when its file is missing or damaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise BrokenModel(
            f"{folder / 'model.onnx'} cannot be read: run python -m nlp.export_encoder ({error})"
        ) from error


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
