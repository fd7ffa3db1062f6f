"""How fast text is read, what each step of the reader takes of it, and what the reader takes of memory and disk.

Times are of the processor, on one core, so that a busy machine does not change them; the cold start is what a person waits.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from askline.bench.figures import Figure
from askline.bench.memory import resident_mib
from askline.bench.texts import labelled, texts

if TYPE_CHECKING:
    from nlp.pipeline import Reader

DAY = date(2026, 11, 9)
PACKAGES = ("askline", "bots", "digest", "intake", "nlp", "db")
LEARNT_FROM = 600


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Milliseconds a message over messages as long as real ones, beside the encoder alone and a classifier of the usual kind."""
    from nlp.pipeline import Reader

    messages = texts(max(60, int(600 * scale)))
    reader = Reader("leeds")
    for text in messages[:20]:
        reader.read(text, DAY)
    each = _milliseconds(messages, lambda text: reader.read(text, DAY))
    encoder = _milliseconds(messages, lambda text: reader.vector(text + " ."))
    yield Figure("reading a message", each, "ms", encoder, "the encoder alone", "≤ 25 ms")
    usual, note = _usual(messages)
    yield Figure("messages read", 1000 / each, "/s", usual, "TF-IDF, logistic regression", "", note)
    yield from _shares(reader, messages)
    cold, taken, before = _cold()
    yield Figure("reader: cold start", cold, "s", None, "", "≤ 2 s")
    yield Figure("reader: resident memory", taken, "MiB", before, "a Python that does nothing", "≤ 250 MiB")
    yield Figure("installed size of the package", _installed_megabytes(), "MB", None, "", "≤ 40 MB")


def _milliseconds(messages: list[str], read: Callable[[str], object]) -> float:
    start = time.process_time()
    for text in messages:
        read(text)
    return (time.process_time() - start) / len(messages) * 1000


def _shares(reader: "Reader", messages: list[str]) -> Iterator[Figure]:
    """Each step of the pipeline by itself: milliseconds a message, beside those of all steps."""
    spent: dict[str, float] = {}
    for text in messages:
        doc = reader.blank(text, DAY)
        for name, step in reader.pipeline.pipeline:
            start = time.process_time()
            doc = step(doc)
            spent[name] = spent.get(name, 0.0) + time.process_time() - start
    whole = sum(spent.values()) / len(messages) * 1000
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        yield Figure(f"reading: {name}", seconds / len(messages) * 1000, "ms", whole, "all steps, once", "")


def _usual(messages: list[str]) -> tuple[float | None, str]:
    """Messages a second of TF-IDF with one logistic regression for each theme, and why there is no figure when there is none."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.preprocessing import MultiLabelBinarizer
    except ImportError:
        return None, "the yardstick needs scikit-learn: pip install '.[train]'"
    known = [message for message in labelled(LEARNT_FROM) if message["themes"]]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    rows = words.fit_transform([message["text"] for message in known])
    truth = MultiLabelBinarizer().fit_transform([message["themes"] for message in known])
    classifier = OneVsRestClassifier(LogisticRegression(solver="liblinear")).fit(rows, truth)
    return 1000 / _milliseconds(messages, lambda text: classifier.predict_proba(words.transform([text]))), ""


def _cold() -> tuple[float, float, float]:
    """(seconds from a fresh process to the first reading, MiB then, MiB before) of a process of its own."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "askline.bench.reading"], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    before, after = map(float, done.stdout.split())
    return seconds, after, before


def _installed_megabytes() -> float:
    root = Path(__file__).parents[2]
    files = (path for name in PACKAGES for path in (root / name).rglob("*") if "__pycache__" not in path.parts)
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def _main() -> None:
    before = resident_mib()
    from nlp.pipeline import Reader

    Reader("leeds").read("We need 10 chairs for our lunch club in Harehills before Christmas", DAY)
    print(before, resident_mib())


if __name__ == "__main__":
    _main()
