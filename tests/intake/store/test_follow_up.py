"""What is due without a message: nudges, reminders and "did it come?", each once."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from db.models import Conversation
from intake.store import follow_up, queue
from tests.intake.store.house import CURATOR, House

At = Callable[[str], datetime]


def due(house: House, now: datetime) -> int:
    """What was stored; a second look stores nothing."""
    stored = follow_up.due(house.database, settings=house.settings, now=now)
    assert follow_up.due(house.database, settings=house.settings, now=now) == 0
    house.now = max(house.now, now)
    return stored


def pledged(house: House, words: str = "we can give 6 chairs on 4 December") -> str:
    """An accepted pledge of six chairs; the entry's reference."""
    ref = house.ask()
    house.say("201", f"{ref}: {words}", name="Bo Lee")
    house.say("101", "", choice=f"accept:{house.pledges()[0].id}")
    return ref


def test_the_day_after_those_who_asked_are_asked_whether_it_came(house: House, at: At) -> None:
    ref = pledged(house)
    assert due(house, at("2026-11-25 09:00")) == 0
    assert due(house, at("2026-12-01 09:00")) == 1
    assert "6 chairs" in house.last("201") and "4 December" in house.last("201")
    assert due(house, at("2026-12-05 07:00")) == 0
    assert due(house, at("2026-12-05 09:00")) == 2
    asked = house.sent("101", "question")[-1]
    assert asked.about == {"kind": "came", "pledge": 1, "ref": ref}
    assert "Did 6 chairs" in asked.text
    house.say("101", "4 came")
    pledge = house.pledges()[0]
    assert (pledge.status, pledge.delivered_quantity, pledge.receiver_words) == ("part-delivered", 4.0, "4 came")
    assert house.where(ref)["status"] == "part-met"
    assert due(house, at("2026-12-09 09:00")) == 0


def test_a_promise_that_nobody_confirms_becomes_a_curators(house: House, at: At) -> None:
    pledged(house)
    due(house, at("2026-12-05 09:00"))
    assert due(house, at("2026-12-08 09:00")) == 2
    assert [row.subject for row in house.sent(CURATOR)] == ["Overdue: LS-0001"]
    assert due(house, at("2026-12-20 09:00")) == 0


def test_who_never_said_yes_is_asked_for_that_and_not_whether_it_came(house: House, at: At) -> None:
    ref = house.ask()
    house.say("201", f"{ref}: we can give 6 chairs on 4 December", name="Bo Lee")
    assert due(house, at("2026-11-24 09:00")) == 0
    assert due(house, at("2026-11-25 09:00")) == 1
    asked = house.sent("101", "question")[-1]
    assert asked.about == {"kind": "pledged", "pledge": 1, "ref": ref}
    assert "Is that welcome?" in asked.text
    assert due(house, at("2026-12-01 09:00")) == 0
    assert due(house, at("2026-12-03 09:00")) == 3  # two curators and the supplier
    assert [row.subject for row in house.sent(CURATOR)] == [f"No answer: {ref}"]
    assert "Please wait for their yes" in house.last("201")
    assert due(house, at("2026-12-12 09:00")) == 0
    house.say("101", "", choice="accept:1")
    assert "The day you named has passed" in house.last("201")
    assert due(house, at("2026-12-13 09:00")) == 0
    assert due(house, at("2026-12-26 09:00")) == 2  # they are needed by Christmas: both sides are asked
    assert "Did 6 chairs" in house.sent("101", "question")[-1].text


def test_a_supplier_who_comes_tomorrow_hears_in_time_that_nobody_said_yes(house: House, at: At) -> None:
    ref = house.ask()
    house.say("201", f"{ref}: we can give 6 chairs on 26 November", name="Bo Lee")
    assert due(house, at("2026-11-24 09:00")) == 1
    assert due(house, at("2026-11-25 09:00")) == 3
    assert "have not yet said yes" in house.last("201")


def test_not_yet_is_asked_again_in_a_week(house: House, at: At) -> None:
    pledged(house)
    due(house, at("2026-12-05 09:00"))
    house.say("101", "", choice="came:later:1")
    assert due(house, at("2026-12-07 09:00")) == 0
    asked = len(house.sent("101", "question"))
    assert due(house, at("2026-12-14 09:00")) >= 1
    assert len(house.sent("101", "question")) == asked + 1


def test_a_promise_without_any_date_is_asked_about_after_two_weeks(house: House, at: At) -> None:
    house.ask(text="We need 10 chairs for our lunch club in Harehills")
    house.say("201", "LS-0001: we can give 6 chairs", name="Bo Lee")
    house.say("101", "", choice="accept:1")
    assert due(house, at("2026-12-05 09:00")) == 0
    assert due(house, at("2026-12-08 09:00")) == 1


def test_who_fell_silent_is_asked_once_more_and_then_the_draft_is_kept(house: House, at: At) -> None:
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    assert due(house, at("2026-11-23 19:00")) == 0
    assert due(house, at("2026-11-24 09:00")) == 1
    assert "Who are you" in house.last("101")
    assert due(house, at("2026-11-24 15:00")) == 0
    assert due(house, at("2026-11-25 09:00")) == 0
    assert [row.status for row in house.entries()] == ["draft"]
    assert due(house, at("2026-11-27 09:00")) == 0
    assert len(house.rows(Conversation)) == 1


def test_nobody_is_nudged_who_said_stop(house: House, at: At) -> None:
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    house.say("101", "STOP")
    assert due(house, at("2026-11-24 15:00")) == 0


def test_the_morning_letter_comes_once_a_day_while_something_waits(house: House, at: At) -> None:
    morning = at("2026-11-24 08:05")
    assert queue.morning_letter(house.database, settings=house.settings, now=morning) == 0
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    house.say("101", "no")
    early = at("2026-11-24 07:55")
    assert queue.morning_letter(house.database, settings=house.settings, now=early) == 0
    assert queue.morning_letter(house.database, settings=house.settings, now=morning) == 2
    assert queue.morning_letter(house.database, settings=house.settings, now=morning) == 0
    assert queue.morning_letter(house.database, settings=house.settings, now=at("2026-11-25 08:00")) == 2


def test_the_queue_can_be_had_at_once(house: House) -> None:
    assert queue.letter_now(
        house.database, settings=house.settings, channel="terminal", address="curator", key="review:1", now=house.now
    )
    assert house.last("curator") == "The queue is empty."


def test_a_conversation_that_cannot_be_continued_does_not_hold_up_the_next(house: House, at: At) -> None:
    house.say("101", "We need 10 chairs for our lunch club")
    house.say("102", "We need 10 tables for our lunch club")
    with house.database.transaction() as session:
        first = session.scalars(select(Conversation).where(Conversation.address == "101")).one()
        first.state = {"drafts": 5}
    assert due(house, at("2026-11-25 10:00")) == 1
    assert len(house.sent("102", "question")) == 1
