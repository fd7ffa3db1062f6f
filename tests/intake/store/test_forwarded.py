"""A letter that went to one person and is answered by another: a colleague, or whoever it was forwarded to."""

import pytest

from db import outbox
from tests.intake.store.house import House

READER, COLLEAGUE = "sam@build.example.com", "kim@build.example.com"


@pytest.fixture
def token(house: House) -> str:
    """What an answer to the reader's letter carries; the letter holds one ask."""
    ref = house.ask()
    with house.database.transaction() as session:
        row = outbox.enqueue(
            session,
            dedupe_key="digest:1:subscriber:1",
            kind="digest",
            channel="email",
            address=READER,
            subject="Leeds this week",
            text=f"1. 10 chairs\n   {ref}",
            about={"kind": "digest", "numbers": {"1": ref}},
            now=house.now,
        )
        assert row is not None
        return row.reply_token


def test_a_colleagues_answer_is_booked_once_after_a_yes(house: House, token: str) -> None:
    asked = house.write(COLLEAGUE, "5 of number 1 this Friday", token=token)
    assert "LS-0001" in asked and "YES" in asked and not house.pledges()
    question = house.sent(COLLEAGUE)[-1].reply_token
    assert "5 chairs" in house.write(COLLEAGUE, "Yes", token=question)
    house.write(COLLEAGUE, "yes, that is me", token=question)
    (pledge,) = house.pledges()
    assert (pledge.quantity, pledge.by_words) == (5, "this Friday")


def test_who_said_yes_once_is_not_asked_again(house: House, token: str) -> None:
    house.write(COLLEAGUE, "5 of number 1", token=token)
    house.write(COLLEAGUE, "yes", token=house.sent(COLLEAGUE)[-1].reply_token)
    house.write(COLLEAGUE, "undo", token=house.sent(COLLEAGUE)[-1].reply_token)
    assert "2 chairs" in house.write(COLLEAGUE, "sorry: 2 of number 1", token=token)


def test_a_no_books_nothing_and_alarms_nobody(house: House, token: str) -> None:
    house.write(COLLEAGUE, "5 of number 1", token=token)
    curators = len(house.sent("900"))
    assert "Nothing was booked" in house.write(COLLEAGUE, "no", token=house.sent(COLLEAGUE)[-1].reply_token)
    assert not house.pledges() and len(house.sent("900")) == curators


def test_the_reader_itself_is_booked_at_once(house: House, token: str) -> None:
    assert "5 chairs" in house.write(READER, "5 of number 1", token=token)
    assert "already" in house.write(READER, "5 of number 1 ", token=token, subject="sent again")
    assert len(house.pledges()) == 1
