"""Letters that come back, addresses that a server refuses, and notes of people who are away: who is told what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bots.smtp_answers import refusal
from db import outbox
from db.models import Address, Contact, Delivery, Subscriber
from intake.messages import Incoming, SendError
from intake.store import unsent
from tests.intake.store.house import CURATOR, OURS, House, on_sqlite

BOUNCE = """From: MAILER-DAEMON@example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <b{status}@example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I could not deliver your message.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}

--x--
"""


def bounced(house: House, *, action: str, status: str, token: str = "") -> None:
    local, _, domain = OURS.partition("@")
    to = f"{local}+r.{token}@{domain}" if token else OURS
    raw = BOUNCE.format(to=to, recipient="amina@example.org", action=action, status=status).encode()
    house.keep(Incoming("email", f"bounce:{status}", house.now + timedelta(hours=1), raw=raw))
    house.work()


def subscribed(house: House) -> Delivery:
    house.write("Amina Khan <amina@example.org>", "subscribe weekly digital")
    house.write("Amina Khan <amina@example.org>", "yes", token=house.sent("amina@example.org")[-1].reply_token)
    assert [row.status for row in house.rows(Subscriber)] == ["active"]
    return house.sent("amina@example.org")[-1]


def test_a_bounce_for_good_pauses_the_address_and_its_subscription(house: House) -> None:
    delivery = subscribed(house)
    bounced(house, action="failed", status="5.1.1", token=delivery.reply_token)
    with house.database.session() as session:
        address = session.scalars(select(Address).where(Address.address == "amina@example.org")).one()
    assert (address.paused_at is not None, address.pause_reason) == (True, "bounce")
    assert [row.status for row in house.rows(Subscriber)] == ["paused"]
    assert next(row.state for row in house.rows(Delivery) if row.id == delivery.id) == "bounced"
    assert len(house.sent(CURATOR)) == 1


def test_a_bounce_that_may_pass_is_only_noted(house: House) -> None:
    delivery = subscribed(house)
    bounced(house, action="delayed", status="4.4.1", token=delivery.reply_token)
    assert [row.status for row in house.rows(Subscriber)] == ["active"]
    assert house.sent(CURATOR) == []
    assert "bounced" in [row.kind for row in house.events()]


@on_sqlite
def test_a_bounce_without_the_token_is_known_by_the_letter_that_it_returns(house: House) -> None:
    delivery = subscribed(house)
    report = BOUNCE.format(to=OURS, recipient="forwarded@elsewhere.example", action="failed", status="5.1.1")
    returned = f"\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{delivery.message_key}@askline.example.org>\n\n--x--\n"
    raw = report.replace("\n--x--\n", returned).encode()
    house.keep(Incoming("email", "bounce:returned", house.now + timedelta(hours=1), raw=raw))
    house.work()
    assert [row.status for row in house.rows(Subscriber)] == ["paused"]


def test_a_forged_bounce_silences_nobody(house: House) -> None:
    subscribed(house)
    bounced(house, action="failed", status="5.1.1")
    assert [row.status for row in house.rows(Subscriber)] == ["active"]


def organised(house: House, *addresses: str) -> None:
    """All who wrote from these addresses are of one organisation."""
    with house.database.transaction() as session:
        for address in addresses:
            row = session.scalars(select(Address).where(Address.address == address)).one()
            session.get_one(Contact, row.contact_id).organisation = "Calder Ridge Ltd"


def test_a_colleague_is_asked_who_gets_letters_now_and_the_answer_goes_to_the_curators(house: House) -> None:
    house.write("ben@example.org", "HELP")
    house.write("carl@elsewhere.example", "HELP")
    delivery = subscribed(house)
    organised(house, "amina@example.org", "ben@example.org")
    bounced(house, action="failed", status="5.1.1", token=delivery.reply_token)
    asked = house.sent("ben@example.org")[-1]
    assert asked.about["kind"] == "dead-address" and "Calder Ridge Ltd" in asked.text
    assert "amina" not in asked.text.lower()
    assert "asked somebody else there" in house.last(CURATOR)
    assert "passed that on" in house.write(
        "ben@example.org", "Amina left. Please use dee@example.org", token=asked.reply_token
    )
    assert "dee@example.org" in house.last(CURATOR)
    assert house.sent("carl@elsewhere.example")[-1].kind == "reply"


@on_sqlite
def test_a_need_in_answer_to_that_question_is_a_need(house: House) -> None:
    house.write("ben@example.org", "HELP")
    delivery = subscribed(house)
    organised(house, "amina@example.org", "ben@example.org")
    bounced(house, action="failed", status="5.1.1", token=delivery.reply_token)
    token = house.sent("ben@example.org")[-1].reply_token
    assert "10 chairs" in house.write("ben@example.org", "We need 10 chairs in Harehills now", token=token)


def failed(house: House, answer: str, *, stage: str = "receiver") -> SendError:
    """The last letter to Amina is refused with this answer."""
    error = refusal(int(answer[:3]), answer[4:], stage=stage)
    delivery = house.sent("amina@example.org")[-1]
    with house.database.transaction() as session:
        session.get_one(Delivery, delivery.id).state = "sending"
        outbox.settle_failed(session, delivery.id, now=house.now, error=str(error), permanent=error.permanent)
        unsent.given_up(session, delivery.id, error, house.settings, house.now)
    return error


@on_sqlite
def test_an_address_that_the_server_refuses_for_good_is_dead_at_once(house: House) -> None:
    subscribed(house)
    failed(house, "550 5.1.1 no such user")
    assert [row.status for row in house.rows(Subscriber)] == ["paused"]
    assert "there is no such mailbox" in house.last(CURATOR)


@pytest.mark.parametrize(
    ("answer", "stage"),
    [("550 5.7.26 unauthenticated", "letter"), ("550 5.7.1 blocked", "receiver"), ("552 5.2.2 full", "receiver")],
)
@on_sqlite
def test_any_other_refusal_is_explained_to_the_curators_once_a_day_and_pauses_nobody(
    house: House, answer: str, stage: str
) -> None:
    subscribed(house)
    for _ in range(2):
        error = failed(house, answer, stage=stage)
        assert not error.gone
    assert [row.status for row in house.rows(Subscriber)] == ["active"]
    assert len(house.sent(CURATOR)) == 1
    assert str(error) in house.last(CURATOR) and "askline outbox retry" in house.last(CURATOR)


@on_sqlite
def test_what_is_still_to_be_tried_again_is_told_to_nobody(house: House) -> None:
    subscribed(house)
    failed(house, "451 4.7.1 come again later")
    assert house.sent(CURATOR) == []


ABSENT = "I have now left the trust. Please contact Bob Lister at bob@example.org.\n\nMy budgie is called Kiki."


def test_a_note_that_somebody_has_left_is_shown_to_the_curator_once(house: House) -> None:
    subscribed(house)
    for number in range(2):
        raw = (
            f"From: Amina Khan <amina@example.org>\nTo: {OURS}\nSubject: Automatic reply: This week\n"
            f"Auto-Submitted: auto-replied\n\n{ABSENT}"
        )
        house.keep(Incoming("email", f"away:{number}", house.now + timedelta(hours=1), raw=raw.encode()))
        house.work()

    notes = house.sent(CURATOR)
    assert len(notes) == 1 and "has left" in notes[0].text and "bob@example.org" in notes[0].text
    assert "budgie" not in notes[0].text
    assert [row.status for row in house.rows(Subscriber)] == ["active"]
