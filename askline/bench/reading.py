"""How fast text is read, with the encoder and without, and how much memory the reader takes."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from askline.bench.figures import Figure
from askline.bench.memory import resident_mib
from askline.bench.texts import texts

DAY = date(2026, 11, 9)


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Milliseconds a message over the training messages, which are as long as real ones. The yardstick is the encoder alone."""
    from nlp.pipeline import Reader

    before = resident_mib()
    start = time.perf_counter()
    reader = Reader("leeds")
    reader.read("warm up", DAY)
    cold = time.perf_counter() - start
    messages = texts(int(600 * scale))
    start = time.perf_counter()
    for text in messages:
        reader.read(text, DAY)
    each = (time.perf_counter() - start) / len(messages) * 1000
    start = time.perf_counter()
    for text in messages:
        reader.vector(text + " .")
    encoder = (time.perf_counter() - start) / len(messages) * 1000
    yield Figure("reading a message", each, "ms", encoder, "the encoder alone", "≤ 25 ms")
    yield Figure("messages read", 1000 / each, "/s", 1000 / encoder, "the encoder alone", "")
    yield Figure("reader: cold start", cold, "s", None, "", "≤ 2 s")
    yield Figure("reader: memory added", resident_mib() - before, "MiB", before, "the process before it", "≤ 250 MiB")
