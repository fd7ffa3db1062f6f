"""Stories of when it is needed. All were received on Monday 23 November 2026 unless another day is given."""

from datetime import date

import pytest

from nlp.clauses import cut_clauses
from nlp.dates import DateReading, read_dates

MONDAY = date(2026, 11, 23)


def when(text: str, received: date = MONDAY) -> DateReading:
    return read_dates(text, received, cut_clauses(text))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 14 March", date(2027, 3, 14)),
        ("before 3/12", date(2026, 12, 3)),
        ("by Friday", date(2026, 11, 27)),
        ("before Christmas", date(2026, 12, 25)),
        ("before Xmas", date(2026, 12, 25)),
        ("by new year", date(2027, 1, 1)),
        ("by the 30th", date(2026, 11, 30)),
        ("by end of June", date(2027, 6, 30)),
        ("by end of the month", date(2026, 11, 30)),
        ("by tomorrow", date(2026, 11, 24)),
        ("by tmrw", date(2026, 11, 24)),
        ("two weeks today", date(2026, 12, 7)),
        ("a month from now", date(2026, 12, 23)),
        ("by close of play Wednesday", date(2026, 11, 25)),
        ("for the weekend", date(2026, 11, 28)),
        ("for Saturday 12 December", date(2026, 12, 12)),
        ("starting 1st of February 2027", date(2027, 2, 1)),
        ("the first week of May", date(2027, 5, 1)),
    ],
)
def test_a_day_is_counted_from_the_day_of_arrival(words: str, day: date) -> None:
    assert when(f"We need ten chairs {words}").day == day


@pytest.mark.parametrize(
    "words", ["before half term", "by Easter", "in mid-May", "by the end of term", "before winter"]
)
def test_a_day_that_the_calendar_does_not_give_stays_as_words(words: str) -> None:
    found = when(f"We need ten chairs {words}")
    assert found.day is None
    assert found.words


@pytest.mark.parametrize(
    "text",
    [
        "Our club meets on Tuesdays and needs chairs.",
        "The boiler broke on 3 November 2024, need a plumber.",
        "We need 10 laptops for LS9 7TA.",
        "we may be able to help",
        "two people for Wednesday pickups",
        "an engineer to spend a Tuesday with us",
        "it's only the 23rd and we need tins",
        "The post is paid from a grant finishing on 31 May.",
        "taxi money for the 1st fortnight",
    ],
)
def test_what_is_no_day_of_need_gives_none(text: str) -> None:
    assert when(text).day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("training eve is tues week", date(2026, 12, 1)),
        ("we need a van on Easter Sunday", date(2027, 3, 28)),
        ("our bid goes in 27 feb", date(2027, 2, 27)),
        ("need a man n van sunday. family evicted", date(2026, 11, 29)),
        ("On 8 December the three who came home will march", date(2026, 12, 8)),
    ],
)
def test_days_are_read_however_they_are_named(text: str, day: date) -> None:
    assert when(text).day == day
