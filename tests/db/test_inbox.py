"""The inbox: kept once, handed out once, in order for each sender."""

from datetime import UTC, datetime, timedelta

import pytest

from db import inbox
from db.models import Message
from db.once import insert_once
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def keep(database: Database, number: int, sender: str = "U1", channel: str = "telegram") -> int:
    with database.transaction() as session:
        kept = inbox.store(
            session,
            channel=channel,
            external_id=f"update:{number}",
            received_at=NOW,
            sender=sender,
            text="We need chairs",
        )
        assert kept is not None
        return kept


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


def test_a_message_that_ends_its_worker_again_and_again_is_stuck_at_last(database: Database) -> None:
    only = keep(database, 1)
    behind = keep(database, 2)
    now = NOW
    for _ in range(5):
        assert claim(database, now) == [only]
        now += timedelta(minutes=11)
    assert claim(database, now) == []
    for given_up in ([only], []):
        with database.transaction() as session:
            assert inbox.give_up(session, now=now) == given_up
    assert claim(database, now) == [behind]
    with database.session() as session:
        assert [(row.id, row.state) for row in inbox.listing(session, ["stuck"], 5)] == [(only, "stuck")]


def test_a_message_that_ends_its_worker_takes_those_claimed_with_it_along_once_only(database: Database) -> None:
    ids = [keep(database, number, sender=f"U{number}") for number in range(4)]
    assert claim(database) == ids
    later = NOW + timedelta(minutes=11)
    assert [claim(database, later) for _ in range(5)] == [[one] for one in ids] + [[]]
    fresh = keep(database, 9, sender="U9")
    assert claim(database, later) == [fresh]


def test_stuck_messages_come_back_on_request_and_those_put_aside_by_number_only(database: Database) -> None:
    stuck, aside = keep(database, 1, "U1"), keep(database, 2, "U2")
    claim(database)
    with database.transaction() as session:
        inbox.mark_stuck(session, session.get_one(Message, stuck), now=NOW, error="the database was down")
        inbox.put_aside(session, session.get_one(Message, aside), now=NOW, error="no words in it")
    assert claim(database, NOW + timedelta(days=1)) == []
    with database.transaction() as session:
        assert inbox.retry(session) == 1
    assert claim(database) == [stuck]
    with database.transaction() as session:
        assert inbox.retry(session, [aside, 999]) == 1
    assert claim(database) == [aside]


def test_a_stuck_message_does_not_hold_up_the_next_one_of_its_sender(database: Database) -> None:
    first, second = keep(database, 1), keep(database, 2)
    assert claim(database) == [first]
    with database.transaction() as session:
        inbox.mark_stuck(session, session.get_one(Message, first), now=NOW, error="unknown")
    assert claim(database) == [second]


def test_emails_of_senders_not_known_yet_do_not_wait_for_each_other(database: Database) -> None:
    ids = [keep(database, number, sender="", channel="email") for number in range(3)]
    assert claim(database) == ids


def test_a_row_just_inserted_is_the_same_in_hand_and_in_the_store(database: Database) -> None:
    with database.transaction() as session:
        told: dict[str, object] = {"external_id": "1", "received_at": NOW, "text": "10\0 chairs", "raw": b"\0"}
        made = insert_once(session, Message, channel="telegram", **told)
        assert made is not None
        in_hand = {column.key: getattr(made, column.key) for column in Message.__table__.columns}
    with database.session() as session:
        row = session.get_one(Message, made.id)
        assert {column.key: getattr(row, column.key) for column in Message.__table__.columns} == in_hand


def test_a_column_that_is_none_is_refused(database: Database) -> None:
    with pytest.raises(TypeError, match="txet"), database.transaction() as session:
        inbox.store(session, channel="telegram", external_id="1", received_at=NOW, txet="10 chairs")
