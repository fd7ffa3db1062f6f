"""Whatever comes is kept, answered or put aside with a reason, and the next message is handled."""

from datetime import UTC, datetime

import pytest

from db import inbox
from db.models import Delivery, Message
from intake.messages import Attachment, Incoming
from tests.intake.store.house import CURATOR, OURS, House

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def incoming(number: int, **more: object) -> Incoming:
    return Incoming("telegram", f"update:{number}", NOW, **({"sender": "101", "thread": "101"} | more))  # type: ignore[arg-type]


STRANGE = {
    "ten megabytes": incoming(1, text="we need chairs in Harehills " * 360_000),
    "no text": incoming(2, text=""),
    "a lone surrogate": incoming(3, text="we need 10 chairs \ud800 in Harehills", sender_name="\udfff"),
    "a NUL": incoming(4, text="we need 10 chairs\x00 in Harehills"),
    "two thousand attachments": incoming(5, attachments=tuple(Attachment(f"{n}.jpg" * 99) for n in range(2000))),
    "a day in the far future": incoming(
        6, text="we need 10 chairs", sent_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    ),
    "no sender": incoming(7, text="hello", sender=""),
    "a very long sender": incoming(8, text="we need 10 chairs in Harehills", sender="x" * 50_000),
    "a choice that nobody offered": incoming(9, choice="accept:999999999999999999999"),
    "a choice of another kind": incoming(10, choice="ward:\udc00"),
    "no bytes at all": Incoming("email", "mail:1", NOW, raw=b""),
    "bytes that are no letter": Incoming("email", "mail:2", NOW, raw=bytes(range(256)) * 50),
    "an unknown charset": Incoming(
        "email",
        "mail:3",
        NOW,
        raw=b"From: a@example.org\nContent-Type: text/plain; charset=klingon\n\nwe need 10 \xff\xfe",
    ),
    "a channel nobody knows": Incoming("pigeon", "1", NOW, sender="coo", text="we need 10 chairs in Harehills"),
}


@pytest.mark.parametrize("message", STRANGE.values(), ids=STRANGE.keys())
def test_strange_messages_hold_up_nobody(house: House, message: Incoming) -> None:
    assert house.keep(message)
    assert not house.keep(message)
    house.keep(incoming(100, sender="102", thread="102", text="We need 10 chairs for our lunch club in Harehills"))
    house.work()
    states = [row.state for row in house.messages()]
    assert set(states) <= {"done", "aside"}
    assert "10 chairs" in house.last("102")


def test_a_reader_that_fails_leaves_the_message_stuck_and_tells_the_curators_once(house: House) -> None:
    class Broken:
        def read(self, *arguments: object, **named: object) -> None:
            raise LookupError("secret words of the message")

        vector = read

    working, house.reader = house.reader, Broken()  # type: ignore[assignment]
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    row = house.messages()[0]
    assert (row.state, row.error) == ("stuck", "LookupError in message 1")
    with house.database.transaction() as session:
        assert inbox.retry(session) == 1
    house.work()
    notices = house.sent(CURATOR, "notice")
    assert len(notices) == 1
    assert "secret" not in notices[0].text and "chairs" not in notices[0].text
    house.reader = working
    with house.database.transaction() as session:
        inbox.retry(session)
    house.work()
    assert house.messages()[0].state == "done"
    assert "10 chairs" in house.last("101")


def test_automatic_letters_get_no_answer(house: House) -> None:
    house.write("amina@example.org", "I am away until Monday", subject="Out of office", Auto_Submitted="auto-replied")
    assert [row.why for row in house.messages()] == ["automatic reply: no answer"]
    assert house.rows(Delivery) == []


def test_our_own_letters_get_no_answer(house: House) -> None:
    house.write(OURS, "We need 10 chairs")
    assert [(row.state, row.error) for row in house.messages()] == [("aside", "from our own address")]
    assert house.rows(Delivery) == []


def test_a_message_that_is_gone_is_no_error(house: House) -> None:
    assert house.handle(12345) == "no such message"
    assert house.rows(Message) == []
