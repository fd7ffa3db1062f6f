"""How the encoder's top layers are trained on labelled messages. Needs torch."""

import copy
from collections.abc import Sequence
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch.nn import functional

from nlp.encoder import WIDTH
from nlp.folds import SEED
from nlp.marks import KINDS
from nlp.tuned import NAMES, SPANS
from nlp.tuning_lesson import Lesson

EPOCHS, BATCH = 5, 32
RATE, HEAD_RATE, DECAY, WARM_UP = 2e-4, 3e-3, 0.05, 0.1
DROPOUT, HEAD_DROPOUT = 0.1, 0.2
MARK_WEIGHTS = {"counted": 1.0, "private": 0.4, "due": 1.0, "named": 0.4}
"""How much each of KINDS counts beside the slugs."""
LIKE_LENGTH = 16
"""So many batches are sorted by length together, so that little of a batch is padding."""


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
