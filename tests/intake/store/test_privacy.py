"""Personal data planted in messages stays with the sender and the curators: not in words to others, the ledger or the logs."""

import json

import pytest
import structlog

from intake.store import follow_up, queue
from tests.intake.store.house import CURATOR, House

PLANTED = ("07700 900123", "bea.jones@example.com", "0113 496 0123", "Bea Jones")
WORDS = (
    "We need 10 chairs for our lunch club in Harehills. Ring Bea Jones on 07700 900123 or 0113 496 0123, "
    "or write to bea.jones@example.com"
)


def test_planted_data_reaches_nobody_else(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    with structlog.testing.capture_logs() as logged:
        house.say("101", WORDS, name="Bea Jones")
        house.say("101", "Harehills Lunch Club, you can share it")
        queue.morning_letter(house.database, settings=house.settings, now=house.now)
        house.say("900", "LS-0001 ok", name="Cara")
        house.say("201", "LS-0001: 6 chairs this Friday", name="Bo Lee")
        follow_up.due(house.database, settings=house.settings, now=house.now)
    entry = house.where("LS-0001")
    others = [row.text + row.subject + json.dumps(row.choices) for row in house.sent("201")]
    others.append(entry["public_text"])
    others += [json.dumps([row.kind, row.who, row.ref, row.detail, row.why]) for row in house.events()]
    others += [json.dumps(logged, default=str), capsys.readouterr().out]
    others += [row.why + row.error for row in house.messages()]
    for planted in PLANTED:
        assert not any(planted in text for text in others), planted
    assert {"07700 900123", "bea.jones@example.com"} <= {one["text"] for one in entry["personal"]}
    assert "07700 900123" in house.sent(CURATOR, "queue")[0].text


def test_the_ledger_holds_no_addresses(house: House) -> None:
    house.write("Amina Khan <amina@example.org>", "We need 10 chairs for our lunch club in Harehills")
    token = house.sent("amina@example.org")[-1].reply_token
    house.write("Amina Khan <amina@example.org>", "Harehills Lunch Club, yes", token=token)
    assert house.entries()
    ledger = json.dumps([[row.who, row.detail, row.why] for row in house.events()])
    assert "amina" not in ledger.lower() and "Lunch" not in ledger


def test_new_public_words_of_an_open_entry_wait_for_a_curator_again(house: House) -> None:
    ref = house.ask()
    house.say("101", f"{ref}: it is for Armley")
    entry = house.where(ref)
    assert entry["status"] in ("open", "waiting")
    if "Armley" in entry["public_text"]:
        assert entry["status"] == "waiting"
