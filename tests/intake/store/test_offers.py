"""Story D8: an offer without an ask, fits proposed to both sides, what was taken confirmed, and the rest asked after."""

from datetime import timedelta

import pytest

from db import outbox
from intake.store import follow_up
from tests.intake.store.house import House

GIVER, CLUB = "201", "101"


@pytest.fixture
def fit(house: House) -> tuple[str, str]:
    """An open offer and an open ask that fit, and what both sides were told of it."""
    house.say(GIVER, "we can offer 4 work placements in our office from January. Build Ltd, you may name us", name="Bo")
    offer = house.entries()[-1].ref
    house.say("900", f"{offer} ok", name="Cara")
    ask = house.ask(CLUB, "Our youth club in Seacroft needs 3 work placements for school leavers in the spring")
    for address, own, other in ((GIVER, offer, ask), (CLUB, ask, offer)):
        with house.database.transaction() as session:
            outbox.enqueue(
                session,
                dedupe_key=f"proposal:1:{own}",
                kind="notice",
                channel="telegram",
                address=address,
                text=f"1. {other}",
                about={"kind": "digest", "issue": 1, "numbers": {"1": other}, "proposed_for": own},
                now=house.now,
            )
    return offer, ask


def morning(house: House, days: int) -> list[str]:
    """The words of what is due after so many days."""
    before = {row.id for row in house.sent(GIVER) + house.sent(CLUB)}
    house.now = (house.now + timedelta(days=days)).replace(hour=9, minute=5)
    follow_up.due(house.database, settings=house.settings, now=house.now)
    return [row.text for row in house.sent(GIVER) + house.sent(CLUB) if row.id not in before]


def test_the_ask_s_side_says_yes_and_gets_it(house: House, fit: tuple[str, str]) -> None:
    offer, _ = fit
    assert f"{offer}: 3 work placements" in house.say(CLUB, "yes please, all 3")
    assert "would like 3 work placements" in house.last(GIVER) and "Still free: 1" in house.last(GIVER)
    assert "they can have it" in house.say(GIVER, "yes, that is fine")
    assert "You can reach Build Ltd" in house.last(CLUB)
    asked = [words for words in morning(house, 15) if "come?" in words]
    assert asked == [house.last(CLUB)], "who gets it is asked, not who gives it"
    house.say(CLUB, "2 came")
    assert "record" in house.last(GIVER) and "2 work placements" in house.last(GIVER)
    (pledge,) = house.pledges()
    assert (pledge.status, pledge.quantity, pledge.delivered_quantity) == ("part-delivered", 3, 2)


def test_two_who_both_say_yes_are_introduced_at_once(house: House, fit: tuple[str, str]) -> None:
    _, ask = fit
    house.say(GIVER, "2 of number 1")
    house.say(CLUB, "yes, they are welcome")
    assert [row.status for row in house.pledges()] == ["accepted"]
    assert house.where(ask)["status"] == "part-met"


def test_a_no_from_either_side_books_nothing(house: House, fit: tuple[str, str]) -> None:
    assert "do not ask about these two again" in house.say(CLUB, "no thank you, too far")
    assert "do not ask about these two again" in house.say(GIVER, "sorry, not suitable")
    assert not house.pledges()


def test_what_nobody_took_is_asked_after_every_four_weeks(house: House, fit: tuple[str, str]) -> None:
    offer, _ = fit
    house.say(CLUB, "no thanks")
    assert not [words for words in morning(house, 20) if "still there" in words]
    assert len([words for words in morning(house, 9) if "still there" in words]) == 1
    assert not [words for words in morning(house, 1) if "still there" in words]
    assert f"{offer} stays" in house.say(GIVER, "yes it is")
    assert len([words for words in morning(house, 28) if "still there" in words]) == 1
    assert "2 work placements" in house.say(GIVER, "only 2 left")
    assert house.where(offer)["quantity"] == [{"count": 2.0, "what": "work placements"}]
    morning(house, 29)
    house.say(GIVER, "no, all gone")
    assert house.where(offer)["status"] == "withdrawn"
    assert not [words for words in morning(house, 40) if "still there" in words]


def test_a_reader_may_want_an_offer_without_an_ask_of_its_own(house: House, fit: tuple[str, str]) -> None:
    offer, _ = fit
    assert "would like" in house.say("301", f"{offer}: we would like 5", name="Vi")
    assert "Only 4 work placements left" in house.last("301")
    house.say(GIVER, "no, sorry")
    assert house.last("301") == f"I am sorry. Those who offer {offer} cannot give it to you this time."
    assert house.where(offer)["status"] == "open"
