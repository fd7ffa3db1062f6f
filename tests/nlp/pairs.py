"""Pairs of texts that meet, that say the same and that do not, and how well matching tells them.

`python -m tests.nlp.pairs` prints the figures of docs/reading.md. pairs.json was in view when matching was written; pairs-second.json is
by another writer, made hard on purpose: the same need with few shared words, and other needs of the same group or the same kind.
"""

import json
from datetime import date
from pathlib import Path

from nlp.matching import Told, fit, sameness
from nlp.pipeline import Reader

FIRST = Path(__file__).parent / "pairs.json"
SECOND = Path(__file__).parent / "pairs-second.json"
DAY = date(2026, 3, 2)
Pairs = list[list[str]]


def read_pairs(path: Path) -> dict[str, Pairs]:
    """`meet`: an ask and the offer that meets it; `same`: one need told twice; `other`: two needs."""
    found: dict[str, Pairs] = json.loads(path.read_text(encoding="utf-8"))
    return found


def told(reader: Reader, text: str, kind: str) -> Told:
    """The text as matching looks at it."""
    found = reader.read(text, DAY)
    themes, support = ([tag.slug for tag in tags] for tags in (found.themes, found.support))
    return Told(kind, reader.vector(text), themes, support, found.organisation)


def found_among_three(reader: Reader, pairs: Pairs) -> float:
    """The share of asks whose offer is among the three likeliest of all offers."""
    asks = [told(reader, ask, "ask") for ask, _ in pairs]
    offers = [told(reader, offer, "offer") for _, offer in pairs]
    return sum(_rank(ask, offers, place) < 3 for place, ask in enumerate(asks)) / len(asks)


def _rank(ask: Told, offers: list[Told], place: int) -> int:
    own = fit(ask, offers[place])
    return sum(fit(ask, offer) > own for offer in offers)


def likenesses(reader: Reader, pairs: dict[str, Pairs]) -> tuple[list[float], list[float]]:
    """How alike the pairs of one need are, and those of two."""
    same, other = (
        [sameness(told(reader, one, "ask"), told(reader, two, "ask")) for one, two in pairs[kind]]
        for kind in ("same", "other")
    )
    return same, other


def best_f1(same: list[float], other: list[float]) -> float:
    """The F1 of "says the same" at the threshold that suits these pairs best."""
    return max(
        2 * hits / (hits + sum(value >= threshold for value in other) + len(same))
        for threshold in same
        if (hits := sum(value >= threshold for value in same))
    )


def _main() -> None:
    reader = Reader()
    for path in (FIRST, SECOND):
        pairs = read_pairs(path)
        print(
            f"{path.name}: {found_among_three(reader, pairs['meet']):.2f} of {len(pairs['meet'])} asks find their offer",
            end="",
        )
        print(f" among three; the same need told twice, best F1 {best_f1(*likenesses(reader, pairs)):.2f}")


if __name__ == "__main__":
    _main()
