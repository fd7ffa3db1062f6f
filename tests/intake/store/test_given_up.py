"""What ends its worker again and again is left alone at last, and the curators are told once."""

from datetime import timedelta

from db import inbox, outbox
from intake.store import given_up
from tests.intake.store.house import CURATOR, House

LATER = timedelta(minutes=11)


def test_a_message_that_no_worker_survives_is_told_to_the_curators_once(house: House) -> None:
    house.keep(house.telegram("101", "We need 10 chairs for our lunch club in Harehills"))
    for _ in range(inbox.MOST_ATTEMPTS):
        with house.database.transaction() as session:
            assert given_up.messages(session, house.settings, house.now) == []
            assert len(inbox.claim(session, worker="dies", now=house.now)) == 1
        house.now += LATER
    for told in ([1], []):
        with house.database.transaction() as session:
            assert given_up.messages(session, house.settings, house.now) == told
    assert [row.state for row in house.messages()] == ["stuck"]
    [notice] = house.sent(CURATOR)
    assert "Message 1 could not be handled" in notice.text and "chairs" not in notice.text
    assert len(house.sent("900")) == 1


def test_a_delivery_that_no_worker_survives_is_told_to_the_curators_once(house: House) -> None:
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    reply = house.sent("101")[0].id
    for _ in range(len(outbox.BACK_OFF) + 1):
        with house.database.transaction() as session:
            assert [row.id for row in outbox.claim(session, worker="dies", now=house.now, limit=5)] == [reply]
        house.now += LATER
    for told in ([reply], []):
        with house.database.transaction() as session:
            assert given_up.deliveries(session, house.settings, house.now) == told
    assert house.sent("101")[0].state == "failed"
    [notice] = house.sent(CURATOR)
    assert f"Message {reply} of the outbox" in notice.text and "chairs" not in notice.text


def test_a_notice_of_this_kind_that_fails_too_makes_no_other(house: House) -> None:
    with house.database.transaction() as session:
        outbox.enqueue(
            session,
            dedupe_key="given-up:delivery:1",
            kind="notice",
            channel="email",
            address=CURATOR,
            text="A",
            now=house.now,
        )
    for _ in range(len(outbox.BACK_OFF) + 1):
        with house.database.transaction() as session:
            assert len(outbox.claim(session, worker="dies", now=house.now, limit=5)) == 1
        house.now += LATER
    with house.database.transaction() as session:
        assert len(given_up.deliveries(session, house.settings, house.now)) == 1
    assert len(house.sent(CURATOR)) == 1
