"""Texts to measure with: the training messages, over and over."""

import json
from itertools import cycle, islice
from pathlib import Path


def texts(count: int) -> list[str]:
    """`count` messages as people write them."""
    import nlp

    folder = Path(nlp.__file__).parent / "data" / "training"
    lines = (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return list(islice(cycle(json.loads(line)["text"] for line in lines), count))
