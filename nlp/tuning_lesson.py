"""What the tuned encoder layers learn from: the labelled messages as the lower layers see them. Needs torch."""

from dataclasses import dataclass
from typing import Any

import torch

from nlp.encoder import Encoder, Encoding
from nlp.marking import EVERYWHERE, lessons
from nlp.marks import KINDS
from nlp.table import in_field, tagged
from nlp.tuned import ALL_SLUGS, MOST_TOKENS


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
