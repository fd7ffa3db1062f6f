"""Texts to measure with: the training messages, over and over."""

import json
from itertools import cycle, islice
from pathlib import Path
from typing import Any


def texts(count: int) -> list[str]:
    """`count` messages as people write them."""
    return [message["text"] for message in labelled(count)]


def labelled(count: int) -> list[dict[str, Any]]:
    """`count` messages with their labels."""
    import nlp

    folder = Path(nlp.__file__).parent / "data" / "training"
    lines = (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return list(islice(cycle(json.loads(line) for line in lines), count))
