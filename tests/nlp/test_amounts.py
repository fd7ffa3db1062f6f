"""Stories of how many of what."""

import pytest

from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses
from nlp.numbers import value


def counts(text: str) -> list[tuple[float, str]]:
    return [(one.count, one.what) for one in read_amounts(text, cut_clauses(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we need 10 laptops", (10, "laptops")),
        ("could anyone part with a dozen chairs", (12, "chairs")),
        ("laptops x 12 please", (12, "laptops")),
        ("we need 4 x 50kg bags", (4, "50kg bags")),
        ("looking for twenty-five volunteers", (25, "volunteers")),
        ("we need about £1,200 for the cabinet", (1200, "£")),
        ("we need two hundred and forty mugs", (240, "mugs")),
        ("500 quid would do it", (500, "£")),
    ],
)
def test_what_is_wanted_is_counted(text: str, expected: tuple[float, str]) -> None:
    assert expected in counts(text)


@pytest.mark.parametrize("text", ["about LS-0142", "we have 34 members", "pitch hire at £45 an hour"])
def test_background_figures_are_not_wanted(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("half a dozen", 6),
        ("a score of", 20),
        ("two thousand", 2000),
        ("1,200", 1200),
        ("both", 2),
        ("sixty-odd", None),
    ],
)
def test_number_words_have_values(words: str, number: float | None) -> None:
    assert value(words) == number
