"""An ask finds the offer that meets it although they share few words, and the same need told twice is seen."""

import pytest

from nlp.matching import Told, sameness
from nlp.pipeline import Reader
from tests.nlp.pairs import FIRST, best_f1, found_among_three, likenesses, read_pairs


def test_most_asks_find_their_offer_among_three(reader: Reader) -> None:
    assert found_among_three(reader, read_pairs(FIRST)["meet"]) >= 0.85


def test_the_same_need_told_twice_is_nearer_than_another_need_of_the_same_group(reader: Reader) -> None:
    same, other = likenesses(reader, read_pairs(FIRST))
    assert best_f1(same, other) >= 0.9
    assert sum(value >= 0.55 for value in same) >= 0.9 * len(same)
    assert sum(value >= 0.55 for value in other) <= 0.2 * len(other)


@pytest.mark.parametrize(
    ("other", "nearer"), [("", 1), ("St Anne's Pantry", 1), ("the pantry of st annes", 1), ("Leam Elders", 0)]
)
def test_two_groups_do_not_tell_the_same_need(reader: Reader, other: str, nearer: int) -> None:
    vector = reader.vector("a chest freezer for our pantry")
    one, two = (Told("ask", vector, ["food-essentials"], ["goods"], name) for name in ("St Anne's Pantry", other))
    assert (sameness(one, two) > 0.99) == nearer
