"""Letters that anybody could have sent in somebody's name: what they ask for is done after that person has said yes."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from askline.outgoing import outgoing
from bots.letter_out import compose
from db.models import Contact, Subscriber
from intake.messages import Incoming
from intake.store import queue
from tests.intake.store.house import CURATOR, OURS, House, on_sqlite

SUPPLIER = "bo@works.example.org"
SERVER = "mx.hub.example.org"


@pytest.fixture
def guarded(house: House) -> Iterator[House]:
    """A house whose mail server says who it believes wrote a letter."""
    house.settings = replace(house.settings, authserv_id=SERVER)
    return house


def results(words: str) -> dict[str, str]:
    return {"Authentication_Results": f"{SERVER}; {words}"}


FORGED = results("spf=fail smtp.mailfrom=works.example.org; dmarc=fail header.from=works.example.org")
UNPROVEN = results("spf=none")
PROVEN = results("dmarc=pass header.from=works.example.org")
PLEDGE = "LS-0001: we can give 6 chairs this Friday"


def question(house: House, sender: str = SUPPLIER) -> str:
    """The token of the question whether it was them."""
    asked = house.sent(sender)[-1]
    assert asked.about == {"kind": "confirm"} and "answer this letter with YES" in asked.text
    return asked.reply_token


@on_sqlite
def test_a_proven_pledge_is_booked_at_once(guarded: House) -> None:
    guarded.ask()
    assert "6 chairs" in guarded.write(SUPPLIER, PLEDGE, **PROVEN)
    assert len(guarded.pledges()) == 1


@pytest.mark.parametrize("doubt", [FORGED, UNPROVEN, {}], ids=["forged", "unproven", "without results"])
def test_a_pledge_in_somebodys_name_waits_for_their_yes_and_is_then_booked_once(
    guarded: House, doubt: dict[str, str]
) -> None:
    guarded.ask()
    asked = guarded.write(SUPPLIER, PLEDGE, **doubt)
    assert "LS-0001" in asked and not guarded.pledges()
    assert guarded.messages()[-1].state == "aside"
    token = question(guarded)
    echo = guarded.write(SUPPLIER, "Yes, that was me", token=token, **doubt)
    assert "6 chairs" in echo and guarded.pledges()[0].by_words == "this Friday"
    assert [row.state for row in guarded.messages()[-2:]] == ["done", "done"]
    guarded.write(SUPPLIER, "yes", token=token, **doubt)
    assert len(guarded.pledges()) == 1


@on_sqlite
def test_a_no_leaves_everything_and_a_curator_hears_of_it(guarded: House) -> None:
    guarded.ask()
    guarded.write(SUPPLIER, PLEDGE, **FORGED)
    guarded.write(SUPPLIER, "no, not me!", token=question(guarded), **UNPROVEN)
    assert not guarded.pledges()
    assert "was not from them" in guarded.last("900")


def test_who_is_forged_often_is_not_asked_for_ever(guarded: House) -> None:
    guarded.ask()
    for number in range(7):
        guarded.write(SUPPLIER, f"LS-0001: we can give {number + 1} chairs this Friday", **FORGED)
    assert len(guarded.sent(SUPPLIER)) == 5
    guarded.write(SUPPLIER, "yes", token=guarded.sent(SUPPLIER)[-1].reply_token, **FORGED)
    assert [pledge.quantity for pledge in guarded.pledges()] == [5]


@on_sqlite
def test_only_who_was_asked_can_say_yes(guarded: House) -> None:
    guarded.ask()
    guarded.write(SUPPLIER, PLEDGE, **FORGED)
    token = question(guarded)
    guarded.write("eve@elsewhere.example", "yes", token=token, **results("spf=pass smtp.mailfrom=elsewhere.example"))
    guarded.write(SUPPLIER, "yes", **FORGED)
    assert not guarded.pledges()


@on_sqlite
def test_a_yes_to_a_forged_thread_without_the_token_is_no_yes(guarded: House) -> None:
    guarded.ask()
    guarded.write(SUPPLIER, PLEDGE, **FORGED)
    asked = guarded.sent(SUPPLIER)[-1]
    guarded.write(SUPPLIER, "yes", In_Reply_To=f"<{asked.message_key}@{OURS.partition('@')[2]}>", **FORGED)
    assert not guarded.pledges()


@on_sqlite
def test_a_reply_with_the_persons_own_token_is_proof_unless_the_server_says_it_is_forged(guarded: House) -> None:
    guarded.ask()
    guarded.write(SUPPLIER, "what do you need?", **UNPROVEN)
    token = guarded.sent(SUPPLIER)[-1].reply_token
    guarded.write(SUPPLIER, PLEDGE, token=token, **FORGED)
    assert not guarded.pledges()
    guarded.write(SUPPLIER, PLEDGE, token=token, **UNPROVEN)
    assert len(guarded.pledges()) == 1


def subscribed(house: House) -> str:
    house.write(SUPPLIER, "subscribe", **PROVEN)
    house.write(SUPPLIER, "yes", token=house.sent(SUPPLIER)[-1].reply_token, **PROVEN)
    return house.rows(Subscriber)[0].status


@on_sqlite
def test_a_forged_stop_stops_nobody_until_they_say_so(guarded: House) -> None:
    assert subscribed(guarded) == "active"
    guarded.write(SUPPLIER, "STOP", **FORGED)
    assert guarded.rows(Subscriber)[0].status == "active"
    guarded.write(SUPPLIER, "YES", token=question(guarded), **FORGED)
    assert guarded.rows(Subscriber)[0].status == "stopped"


def test_a_forged_delete_erases_nobody_and_its_question_does_not_stay_open(guarded: House) -> None:
    assert subscribed(guarded) == "active"
    guarded.write(SUPPLIER, "delete me", **FORGED)
    token = question(guarded)
    guarded.write(SUPPLIER, "yes", **PROVEN)
    assert guarded.rows(Contact)[0].forgotten_at is None
    guarded.write(SUPPLIER, "yes", token=token, **PROVEN)
    assert guarded.rows(Contact)[0].forgotten_at is not None


def test_a_curators_command_needs_the_token_and_a_letter_that_is_not_forged(guarded: House) -> None:
    guarded.say("101", "We need 10 chairs for our lunch club in Harehills")
    guarded.say("101", "no")
    queue.morning_letter(guarded.database, settings=guarded.settings, now=guarded.now)
    token = guarded.sent(CURATOR, "queue")[0].reply_token
    forged = results("dmarc=fail header.from=example.org")
    guarded.write(CURATOR, "all ok", token=token, **forged)
    assert guarded.entries()[0].status == "waiting"
    guarded.write(CURATOR, "yes", token=question(guarded, CURATOR), **forged)
    assert guarded.entries()[0].status == "open"


@pytest.mark.parametrize("near", ["cara@examp1e.org", "cara@example.org.elsewhere.example", "cara@ехample.org"])
@on_sqlite
def test_a_curator_at_a_domain_that_looks_alike_is_nobody(guarded: House, near: str) -> None:
    guarded.say("101", "We need 10 chairs for our lunch club in Harehills")
    guarded.say("101", "no")
    queue.morning_letter(guarded.database, settings=guarded.settings, now=guarded.now)
    token = guarded.sent(CURATOR, "queue")[0].reply_token
    guarded.write(near, "all ok", token=token, **results(f"dmarc=pass header.from={near.partition('@')[2]}"))
    assert guarded.entries()[0].status == "waiting"


@on_sqlite
def test_a_name_that_pretends_to_be_an_address_is_only_a_name(guarded: House) -> None:
    guarded.say("101", "We need 10 chairs for our lunch club in Harehills")
    guarded.say("101", "no")
    queue.morning_letter(guarded.database, settings=guarded.settings, now=guarded.now)
    token = guarded.sent(CURATOR, "queue")[0].reply_token
    passed = results("dmarc=pass header.from=elsewhere.example")
    guarded.write(f'"{CURATOR}" <eve@elsewhere.example>', "all ok", token=token, **passed)
    assert guarded.entries()[0].status == "waiting"


@on_sqlite
def test_the_answer_goes_to_the_sender_and_never_where_reply_to_points(guarded: House) -> None:
    guarded.ask()
    guarded.write(SUPPLIER, PLEDGE, Reply_To="eve@elsewhere.example", **PROVEN)
    assert "6 chairs" in guarded.last(SUPPLIER)
    assert not guarded.sent("eve@elsewhere.example")


@on_sqlite
def test_no_header_of_ours_can_be_written_from_outside(guarded: House) -> None:
    evil = "=?utf-8?q?Chairs=0D=0ABcc=3A_eve=40elsewhere.example=0D=0A=0D=0Asmuggled?="
    raw = (
        f'From: "=?utf-8?q?Bo=0D=0ABcc=3A_eve=40elsewhere.example?=" <{SUPPLIER}>\nTo: {OURS}\nSubject: {evil}\n'
        f"Message-ID: <evil@example.org>\nReferences: <a@b.example>\x0bBcc: <eve@elsewhere.example>\n\nHELP\n"
    )
    guarded.keep(Incoming("email", "evil", guarded.now, raw=raw.encode()))
    guarded.work()
    sent = outgoing(guarded.sent(SUPPLIER)[-1])
    letter = message_from_bytes(compose(sent, from_name="Askline", address=OURS), policy=policy.default)
    assert letter["Bcc"] is None and letter["To"] == SUPPLIER
    assert str(letter["Subject"]).startswith("Re: Chairs Bcc: eve@elsewhere.example")
    assert "smuggled" not in letter.get_content()  # type: ignore[attr-defined]


@on_sqlite
def test_without_a_server_to_believe_letters_are_taken_as_they_come(house: House) -> None:
    house.ask()
    assert "6 chairs" in house.write(SUPPLIER, PLEDGE)
