"""An ask finds the offer that meets it although they share few words, and the same need told twice is seen."""

import json
from pathlib import Path

import pytest

from nlp.matching import Told, fit, sameness
from nlp.pipeline import Reader
from tests.nlp.conftest import MONDAY

PAIRS = json.loads((Path(__file__).parent / "pairs.json").read_text(encoding="utf-8"))


def told(reader: Reader, text: str, kind: str) -> Told:
    found = reader.read(text, MONDAY)
    return Told(kind, reader.vector(text), [tag.slug for tag in found.themes], [tag.slug for tag in found.support])


@pytest.fixture(scope="module")
def recall(reader: Reader) -> float:
    """The share of asks whose offer is among the three likeliest."""
    asks = [told(reader, ask, "ask") for ask, _ in PAIRS["meet"]]
    offers = [told(reader, offer, "offer") for _, offer in PAIRS["meet"]]
    found = 0
    for place, ask in enumerate(asks):
        ranked = sorted(range(len(offers)), key=lambda other, ask=ask: -fit(ask, offers[other]))  # type: ignore[misc]
        found += place in ranked[:3]
    return found / len(asks)


def test_most_asks_find_their_offer_among_three(recall: float) -> None:
    assert recall >= 0.85


def test_the_same_need_told_twice_is_nearer_than_another_need_of_the_same_group(reader: Reader) -> None:
    same = [sameness(told(reader, one, "ask"), told(reader, two, "ask")) for one, two in PAIRS["same"]]
    other = [sameness(told(reader, one, "ask"), told(reader, two, "ask")) for one, two in PAIRS["other"]]
    assert sum(value >= 0.55 for value in same) >= 0.8 * len(same)
    assert sum(value >= 0.55 for value in other) <= 0.4 * len(other)
