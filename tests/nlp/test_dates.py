"""Stories of when it is needed. All were received on Monday 23 November 2026 unless another day is given."""

from datetime import date

import pytest

from nlp.clauses import cut_clauses
from nlp.dates import DateReading, read_dates
from nlp.feasts import bank_holidays, feast_day
from nlp.terms import school_period

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
        ("needed by end o february", date(2027, 2, 28)),
        ("the morra please", date(2026, 11, 24)),
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
        ("for the first Monday of December", date(2026, 12, 7)),
        ("on the last Friday in January", date(2027, 1, 29)),
        ("from the 3rd to the 7th of May", date(2027, 5, 3)),
        ("by 31.12.26", date(2026, 12, 31)),
        ("within 48 hours", date(2026, 11, 25)),
        ("by month end", date(2026, 11, 30)),
        ("for Mothering Sunday", date(2027, 3, 7)),
        ("for Father's Day", date(2027, 6, 20)),
        ("before Good Friday", date(2027, 3, 26)),
        ("by the eighteenth of December", date(2026, 12, 18)),
        ("before Friday's market", date(2026, 11, 27)),
        ("by tuesdays delivery", date(2026, 11, 24)),
        ("for the August bank holiday", date(2027, 8, 30)),
        ("by the spring bank holiday", date(2027, 5, 31)),
        ("for a feast on Saturday 26", date(2026, 12, 26)),
        ("for the supper on the 28th of this month", date(2026, 11, 28)),
    ],
)
def test_a_day_is_counted_from_the_day_of_arrival(words: str, day: date) -> None:
    assert when(f"We need ten chairs {words}").day == day


@pytest.mark.parametrize(
    "words",
    ["before half term", "by Easter", "for Eid", "before Diwali", "in mid-May", "by the end of term", "before winter"],
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
        "respite for people caring 24/7, let them sleep",
        "people came friday and need 3 prams",
        "nowhere to put 12 beds from Monday to Thursday",
        "need a room, 1st Sunday of the month",
        "we need adults, big coats, 4-7pm fri sat",
        "a nurse for thursday soup",
        "short of cooks on the first Sunday of the month",
        "funding runs until 31 March and we need a bid writer",
        "we are shut until the new year and need storage",
        "It was agreed at the meeting of 12 November to seek six sitters",
        "a mower for the 2nd XI square",
        "Somewhere quieter, please, first Wednesday, evenings?",
        "the family got keys today and needs a sofa",
        "nobody under 16 may train after four, we need a lamp",
        "need a walk leader who has done the 1st aid",
        "a builder could widen the opening in a day",
        "we need a tutor any week in December except the 9th",
        "We need a lifeguard on Monday lunchtimes",
        "a tutor, 2nd yr student welcome, we need one",
        "We need a hairdresser on the Thursday",
        "Hi, Dee here from Kings Road Saturday School. We need a piano",
        "Any sparky for our repair café? 1st & 3rd Sundays",
        "the committee voted on 9 November to buy a fence, we need a digger",
        "On Friday at the class I looked round and nobody had a mat. Ten mats?",
    ],
)
def test_what_is_no_day_of_need_gives_none(text: str) -> None:
    assert when(text).day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("our opening has slipped from 27 June to Saturday 11 July", date(2027, 7, 11)),
        ("The lounge is free on Tuesday 15 December; let us know by 5 December", date(2026, 12, 15)),
        ("training eve is tues week", date(2026, 12, 1)),
        ("our open day has had to move from the sixth to Saturday 12 December, owing to a wedding", date(2026, 12, 12)),
        ("the trip was put back to 20 January because the venue flooded", date(2027, 1, 20)),
        (
            "a health day on Tuesday 15 December. Last year we had a fire engine. Could a nurse come?",
            date(2026, 12, 15),
        ),
        ("a power of attorney day on 14 January and has lost its solicitor", date(2027, 1, 14)),
        ("For Remembrance Day, 11 November, we want a bugler", date(2027, 11, 11)),
        ("22 laces for the match, a fortnight on Saturday", date(2026, 12, 12)),
        ("need a back room from 1 may, thursdays", date(2027, 5, 1)),
        ("we need a van on Easter Sunday", date(2027, 3, 28)),
        ("our bid goes in 27 feb", date(2027, 2, 27)),
        ("the hostel can only keep her til thurs, need a room", date(2026, 11, 26)),
        ("Our party on Saturday has lost its marquee. Help!", date(2026, 11, 28)),
        ("Camp, 17 to 21 May. The grant we were promised is not coming. Tents?", date(2027, 5, 17)),
        ("the insurer has pulled out, we've got 30 days. A broker?", date(2026, 12, 23)),
        ("We've until the end of January to move the box", date(2027, 1, 31)),
        ("our club is being evicted 31 january, storage please", date(2027, 1, 31)),
        ("told 4 wks & out, church selling. Any hall?", date(2026, 12, 21)),
        ("five cots for families landing thurs.", date(2026, 11, 26)),
        ("they wore out in july. 10 mugs needed before 4 June", date(2027, 6, 4)),
        ("need a man n van sunday. family evicted", date(2026, 11, 29)),
        ("On 8 December the three who came home will march", date(2026, 12, 8)),
    ],
)
def test_days_are_read_however_they_are_named(text: str, day: date) -> None:
    assert when(text).day == day


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("Easter", date(2027, 3, 28)),
        ("eid", date(2027, 3, 9)),
        ("Eid al-Adha", date(2027, 5, 16)),
        ("Diwali", date(2027, 10, 29)),
        ("Chinese New Year", date(2027, 2, 6)),
        ("chanukah", date(2026, 12, 5)),
        ("Mothers Day", date(2027, 3, 7)),
        ("the jumble sale", None),
    ],
)
def test_a_feast_that_moves_has_a_likely_day(feast: str, day: date | None) -> None:
    assert feast_day(feast, MONDAY) == day


def test_a_feast_beyond_the_table_has_none() -> None:
    assert feast_day("Diwali", date(2099, 1, 1)) is None


def test_bank_holidays_at_a_weekend_are_kept_on_the_next_working_day() -> None:
    assert bank_holidays(2026)["boxing day"] == date(2026, 12, 28)
    assert (bank_holidays(2027)["christmas"], bank_holidays(2027)["boxing day"]) == (
        date(2027, 12, 27),
        date(2027, 12, 28),
    )
    assert bank_holidays(2028)["new year"] == date(2028, 1, 3)
    assert bank_holidays(2028)["early may"] == date(2028, 5, 1)


def test_half_term_is_a_day_where_the_place_gives_its_terms() -> None:
    terms = (
        school_period("spring half term", "2027-02-15", "2027-02-19"),
        school_period("autumn term", "2026-09-01", "2026-12-18"),
    )
    text = "We need ten chairs before half term"
    assert read_dates(text, MONDAY, cut_clauses(text), terms).day == date(2027, 2, 15)
    text = "We need ten chairs by the end of term"
    assert read_dates(text, MONDAY, cut_clauses(text), terms).day == date(2026, 12, 18)
    with pytest.raises(ValueError, match="ends with none of"):
        school_period("inset", "2027-02-15", "2027-02-19")
