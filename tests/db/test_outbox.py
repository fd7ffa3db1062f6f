"""The outbox: stored once, claimed once, settled, tried again later."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import contacts, outbox
from db.models import Delivery
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TO = "buyer@example.org"


def put(
    database: Database, key: str, *, kind: str = "notice", channel: str = "email", address: str = TO, **more: object
) -> int | None:
    with database.transaction() as session:
        row = outbox.enqueue(
            session,
            dedupe_key=key,
            kind=kind,
            channel=channel,
            address=address,
            text="10 chairs",
            now=NOW,
            **more,  # type: ignore[arg-type]
        )
        return row.id if row else None


def claim(database: Database, now: datetime = NOW, **more: object) -> list[int]:
    with database.transaction() as session:
        rows = outbox.claim(session, worker="w1", now=now, limit=10, **more)  # type: ignore[arg-type]
        return [row.id for row in rows]


def fail(database: Database, delivery_id: int, now: datetime, **more: object) -> None:
    with database.transaction() as session:
        outbox.settle_failed(session, delivery_id, now=now, error="421 later", **{"permanent": False, **more})  # type: ignore[arg-type]


def state(database: Database, delivery_id: int) -> str:
    with database.session() as session:
        return session.get_one(Delivery, delivery_id).state


def test_the_same_dedupe_key_is_stored_once(database: Database) -> None:
    assert put(database, "digest:31:subscriber:7") is not None
    assert put(database, "digest:31:subscriber:7") is None
    assert len(claim(database)) == 1


def test_the_message_key_comes_from_the_dedupe_key_and_the_token_from_chance(database: Database) -> None:
    put(database, "digest:31:subscriber:7")
    put(database, "digest:31:subscriber:8")
    with database.session() as session:
        first, second = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        assert first.message_key == sha256(b"digest:31:subscriber:7").hexdigest()[:32]
        assert first.reply_token != second.reply_token
        assert len(first.reply_token) == 16
        assert set(first.reply_token) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_sent_delivery_is_not_given_out_again(database: Database) -> None:
    put(database, "1")
    [only] = claim(database)
    assert claim(database) == []
    with database.transaction() as session:
        outbox.settle_sent(session, only, now=NOW, external_id="<1@example.org>")
    assert claim(database, NOW + timedelta(days=1)) == []
    assert state(database, only) == "sent"


def test_a_claim_whose_worker_died_returns_after_ten_minutes_and_six_times_at_most(database: Database) -> None:
    only = put(database, "1")
    assert only is not None
    now = NOW
    for _ in range(6):
        assert claim(database, now) == [only]
        assert claim(database, now + timedelta(minutes=9)) == []
        now += timedelta(minutes=11)
    assert claim(database, now) == []
    for given_up in ([(only, "1")], []):
        with database.transaction() as session:
            assert outbox.give_up(session, now=now) == given_up
    assert state(database, only) == "failed"


def test_a_failure_that_may_pass_is_tried_again_later_and_later_then_given_up(database: Database) -> None:
    only = put(database, "1")
    assert only is not None
    now = NOW
    for minutes in (1, 5, 30, 120, 720):
        assert claim(database, now) == [only]
        fail(database, only, now)
        assert claim(database, now + timedelta(minutes=minutes, seconds=-1)) == []
        now += timedelta(minutes=minutes)
    assert claim(database, now) == [only]
    fail(database, only, now)
    assert state(database, only) == "failed"
    assert claim(database, now + timedelta(days=30)) == []


def test_a_channel_may_name_the_time_of_the_next_try(database: Database) -> None:
    only = put(database, "1")
    assert only is not None
    claim(database)
    fail(database, only, NOW, retry_at=NOW + timedelta(seconds=17))
    assert claim(database, NOW + timedelta(seconds=16)) == []
    assert claim(database, NOW + timedelta(seconds=17)) == [only]


def test_a_permanent_failure_waits_for_a_person(database: Database) -> None:
    only = put(database, "1")
    assert only is not None
    claim(database)
    fail(database, only, NOW, permanent=True)
    assert state(database, only) == "failed"
    with database.transaction() as session:
        assert outbox.retry(session) == 1
    assert claim(database) == [only]


def test_deliveries_leave_in_the_order_they_are_due_and_not_before(database: Database) -> None:
    late = put(database, "1", not_before=NOW + timedelta(minutes=5))
    soon = put(database, "2")
    assert claim(database) == [soon]
    assert claim(database, NOW + timedelta(minutes=5)) == [late]


def test_only_the_channels_that_are_on_are_given_out(database: Database) -> None:
    put(database, "1", channel="telegram", address="7")
    email = put(database, "2")
    assert claim(database, channels=("email", "slack")) == [email]
    assert claim(database, channels=()) == []


@pytest.mark.parametrize("reason", ["paused", "stopped"])
def test_a_silenced_address_gets_replies_only(database: Database, reason: str) -> None:
    with database.transaction() as session:
        contact = contacts.find_or_create(session, "email", TO, name="", now=NOW)
        if reason == "paused":
            contact.addresses[0].paused_at = NOW
        else:
            contact.stopped_at = NOW
    assert put(database, "1") is None
    assert put(database, "2", kind="reply") is not None


def test_what_is_queued_for_an_address_can_be_cancelled(database: Database) -> None:
    mine, other = put(database, "1"), put(database, "2", address="other@example.org")
    with database.transaction() as session:
        assert outbox.cancel_for(session, "email", TO) == 1
    assert claim(database) == [other]
    assert mine is not None
    assert state(database, mine) == "cancelled"


def last_question(session: Session, channel: str, since: datetime) -> dict[str, Any] | None:
    at = {"at_channel": channel, "at_address": TO, "since": since}
    found: dict[str, Any] | None = session.scalar(outbox.LAST_QUESTION, at)
    return found


def test_an_answer_finds_what_it_answers(database: Database) -> None:
    question = put(database, "1", about={"kind": "came", "pledge": 12})
    newest = put(database, "2", kind="reply")
    with database.session() as session:
        assert last_question(session, "email", NOW - timedelta(days=1)) == {"kind": "came", "pledge": 12}
        by_token = outbox.by_token(session, session.get_one(Delivery, question).reply_token.upper())
        assert by_token is not None
        assert by_token.id == question
        keys = ["unknown", outbox.message_key("2"), outbox.message_key("1")]
        by_key = outbox.by_message_key(session, keys)
        assert by_key is not None
        assert by_key.id == newest
        assert outbox.by_token(session, "") is None
        assert outbox.by_message_key(session, []) is None
        assert last_question(session, "email", NOW + timedelta(seconds=1)) is None
        assert last_question(session, "slack", NOW - timedelta(days=1)) is None


def test_a_second_settling_of_a_sent_delivery_changes_nothing(database: Database) -> None:
    only = put(database, "1")
    assert only is not None
    claim(database)
    with database.transaction() as session:
        outbox.settle_sent(session, only, now=NOW, external_id="1")
    fail(database, only, NOW)
    assert state(database, only) == "sent"


def test_a_claim_for_one_address_leaves_the_others_to_their_people(database: Database) -> None:
    put(database, "for-dee", channel="terminal", address="dee")
    curators = put(database, "for-the-curator", channel="terminal", address="curator")
    assert len(claim(database, channels=("terminal",), address="dee")) == 1
    assert claim(database, channels=("terminal",), address="curator") == [curators]
