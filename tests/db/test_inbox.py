"""The inbox: kept once, handed out once, in order for each sender."""

from datetime import UTC, datetime, timedelta

from db import inbox
from db.models import Message
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def keep(database: Database, number: int, sender: str = "U1", channel: str = "telegram") -> int:
    with database.transaction() as session:
        message = inbox.store(
            session,
            channel=channel,
            external_id=f"update:{number}",
            received_at=NOW,
            sender=sender,
            text="We need chairs",
        )
        assert message is not None
        return message.id


def claim(database: Database, now: datetime = NOW, limit: int = 10) -> list[int]:
    with database.transaction() as session:
        return inbox.claim(session, worker="w1", now=now, limit=limit)


def test_a_message_that_comes_twice_is_kept_once(database: Database) -> None:
    keep(database, 1)
    with database.transaction() as session:
        again = inbox.store(session, channel="telegram", external_id="update:1", received_at=NOW, text="Other words")
    assert again is None
    with database.session() as session:
        rows = inbox.listing(session, ["new"], 10)
        assert [row.text for row in rows] == ["We need chairs"]


def test_messages_are_handed_out_oldest_first_and_once(database: Database) -> None:
    ids = [keep(database, number, sender=f"U{number}") for number in range(3)]
    assert claim(database, limit=2) == ids[:2]
    assert claim(database) == ids[2:]
    assert claim(database) == []


def test_a_later_message_waits_for_an_earlier_one_of_the_same_sender(database: Database) -> None:
    first, second, other = keep(database, 1, "U1"), keep(database, 2, "U1"), keep(database, 3, "U2")
    assert claim(database) == [first, other]
    assert claim(database) == []
    with database.transaction() as session:
        inbox.mark_done(session, session.get_one(Message, first), now=NOW, why="an ask")
    assert claim(database) == [second]


def test_a_claim_whose_worker_died_returns_after_ten_minutes(database: Database) -> None:
    only = keep(database, 1)
    assert claim(database) == [only]
    assert claim(database, NOW + timedelta(minutes=9)) == []
    assert claim(database, NOW + timedelta(minutes=11)) == [only]
