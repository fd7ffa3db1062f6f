"""Stories of help that is for the whole place."""

import pytest

from tests.nlp.where import wards


@pytest.mark.parametrize(
    "text",
    [
        "across Leeds",
        "anywhere in the city",
        "all over Leeds",
        "a citywide scheme",
        "for any Leeds family",
        "open to anyone living in Leeds",
        "not bothered where in Leeds",
    ],
)
def test_words_for_the_whole_place_are_city_wide(text: str) -> None:
    assert wards(f"meals for housebound people {text}").city_wide


@pytest.mark.parametrize("text", ["only Dalston ward, not the whole borough", "not the whole of Hackney, just Dalston"])
def test_a_text_that_says_not_the_whole_place_is_not_city_wide(text: str) -> None:
    assert not wards(text, "hackney").city_wide


def test_another_places_name_is_not_the_whole_of_this_one() -> None:
    assert wards("a Gateshead-wide scheme", "gateshead").city_wide
    assert wards("a leedswide scheme").city_wide
    assert not wards("a Gateshead-wide scheme", "leeds").city_wide


def test_people_of_the_place_whoever_they_are_are_city_wide_and_not_whom_a_text_looks_for() -> None:
    assert wards("a day of woodwork for any young person in Hackney", "hackney").city_wide
    assert not wards("does any sculptor in Hackney have clay", "hackney").city_wide
    assert not wards("would anyone in Hackney have clay", "hackney").city_wide
    assert not wards("free to any Hackney school that will fetch it", "hackney").city_wide


def test_any_firm_of_the_place_is_not_the_whole_place() -> None:
    found = wards("a floor for our cabin in Birtley, if any builder in the borough has one", "gateshead")
    assert not found.city_wide
    assert found.wards
