"""Stories of several needs in one message."""

from datetime import date

import pytest

from nlp.parts import cut_parts
from nlp.pipeline import Reader

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("we need 5 tablets, 20 chairs and a trustee", ["we need 5 tablets.", "we need 20 chairs.", "we need a trustee."]),
        (
            "Our men's shed needs 4 workbenches, a treasurer and £500 for the roof.",
            ["Our men's shed needs 4 workbenches.", "Our men's shed needs a treasurer.", "Our men's shed needs £500 for the roof."],
        ),
        (
            "Looking for a van, two drivers and somewhere to store chairs.",
            ["Looking for a van and two drivers.", "Looking for somewhere to store chairs."],
        ),
        ("We need ten laptops and a plumber for the boiler", ["We need ten laptops.", "We need a plumber for the boiler."]),
        (
            "We lost our hall. Could anyone lend us 20 chairs and 4 tables? We can collect.",
            [
                "We lost our hall. Could anyone lend us 20 chairs? We can collect.",
                "We lost our hall. Could anyone lend us 4 tables? We can collect.",
            ],
        ),
        ("We want a solicitor and a room. Also £400 for fares.", ["We want a solicitor.", "We want a room.", "Also £400 for fares."]),
    ],
)  # fmt: skip
def test_a_list_in_a_sentence_is_several_needs(text: str, needs: list[str]) -> None:
    assert list(cut_parts(text)) == needs


@pytest.mark.parametrize(
    "text",
    [
        "need nappies, wipes and formula for the baby bank",
        "we need tables and chairs for our hall",
        "could anyone lend us a gazebo and a PA for the fun day",
        "We need a room for 30 people and a projector",
        "need a minibus and a driver for 14 older people",
        "we need a coach for 50 pensioners and 3 carers",
        "need a plumber to fix 3 toilets and a sink",
        "we need 20 chairs and someone to carry them",
        "need a hall, 150 people",
        "We need two small rooms, two days a week",
        "We need 3 volunteers to serve tea, coffee and cake",
    ],
)
def test_what_belongs_together_is_one_need(text: str) -> None:
    assert cut_parts(text) == ()


def test_an_offer_that_lists_things_stays_one(reader: Reader) -> None:
    assert reader.read("We have 20 desks, 15 chairs and 4 filing cabinets to give away", MONDAY).parts == ()


def test_each_need_is_read_by_itself_and_keeps_the_place_and_the_day(reader: Reader) -> None:
    found = reader.read("Our lunch club in Armley needs 20 chairs and two volunteers by 5 December", MONDAY)
    chairs, helpers = found.parts
    assert [(one.count, one.what) for one in chairs.quantity] == [(20, "chairs")]
    assert [(one.count, one.what) for one in helpers.quantity] == [(2, "volunteers")]
    assert [tag.slug for tag in helpers.support] == ["volunteers"]
    for part in found.parts:
        assert part.intent.slug == "ask"
        assert [ward.name for ward in part.wards] == ["Armley"]
        assert part.needed_by == date(2026, 12, 5)
