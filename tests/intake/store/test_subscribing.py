"""Stories C1 and G in the rows: a letter ordered in words, confirmed, changed, rested until a day, and ended."""

from datetime import UTC, date, datetime

from db.models import Subscriber
from intake.store import follow_up
from tests.intake.store.house import House

BUYER = "buyer@council.example.org"


def say(house: House, words: str) -> Subscriber:
    """The buyer's letter in answer to our last one, and the subscription then."""
    before = house.sent(BUYER)
    house.write(BUYER, words, token=before[-1].reply_token if before else "")
    return house.rows(Subscriber)[0]


def test_a_letter_is_ordered_confirmed_changed_and_ended_in_words(house: House) -> None:
    row = say(
        house, "fortnightly on Tuesdays, digital and work-skills, wards in the inner east, no more than ten lines"
    )
    assert row.status == "pending"
    row = say(house, "yes")
    assert (row.status, row.frequency, row.weekday, row.most_lines) == ("active", "fortnightly", "tue", 10)
    assert (row.themes, row.areas, row.wards) == (["digital", "work-skills"], ["Inner East"], [])
    row = say(house, "monthly please, and add Armley")
    assert (row.frequency, row.areas, row.wards) == ("monthly", ["Inner East"], ["E05011385"])
    row = say(house, "STOP")
    assert row.status == "stopped"


def test_letters_rest_until_the_day_that_was_named_and_come_again_by_themselves(house: House) -> None:
    say(house, "subscribe to everything, weekly")
    say(house, "yes")
    row = say(house, "I am on leave until 6 January")
    assert (row.status, row.paused_until) == ("paused", date(2027, 1, 6))
    assert "6 January" in house.last(BUYER)
    for day, status in ((5, "paused"), (6, "active")):
        morning = datetime(2027, 1, day, 9, 5, tzinfo=UTC)
        follow_up.due(house.database, settings=house.settings, now=morning)
        assert house.rows(Subscriber)[0].status == status
    assert house.rows(Subscriber)[0].paused_until is None


def test_two_people_with_one_mailbox_get_what_either_wants(house: House) -> None:
    house.write(f"Jane Hall <{BUYER}>", "Please subscribe me to digital, weekly")
    house.write(f"Jane Hall <{BUYER}>", "yes", token=house.sent(BUYER)[-1].reply_token)
    house.write(f"Tom Reid <{BUYER}>", "Please subscribe me to environment")
    (row,) = house.rows(Subscriber)
    assert (row.status, row.themes) == ("active", ["digital", "environment"])


def test_nothing_is_sent_to_who_never_said_yes(house: House) -> None:
    assert say(house, "subscribe me to everything please").status == "pending"
    assert say(house, "no thanks").status == "pending"
