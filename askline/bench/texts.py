"""Texts to measure with: the training messages, over and over."""

from itertools import cycle, islice
from typing import Any


def texts(count: int) -> list[str]:
    """`count` messages as people write them."""
    return [message["text"] for message in labelled(count)]


def labelled(count: int) -> list[dict[str, Any]]:
    """`count` messages with their labels."""
    from nlp.train import TRAINING, read_labelled

    return list(islice(cycle(read_labelled(TRAINING / "messages.jsonl")), count))
