"""One person in two channels: nothing is theirs in both before the code has come back."""

import re
from datetime import timedelta

from db.models import Contact, Entry
from tests.intake.store.house import House


def _code(house: House, address: str) -> str:
    found = re.search(r"\b\d{6}\b", house.sent(address, "code")[-1].text)
    assert found
    return found.group()


def test_a_code_sent_by_mail_joins_what_was_asked_for_in_both(house: House) -> None:
    house.write(
        "Amina <amina@example.org>",
        "We need 10 chairs in Harehills. We are Harehills Lunch Club. Keep our name private.",
    )
    assert house.where("LS-0001")["contact_id"] is not None
    house.say("101", "link amina@example.org", name="Amina")
    code = _code(house, "amina@example.org")
    assert code not in house.last("101")
    assert "not the code" in house.say("101", f"{(int(code) + 1) % 1_000_000:06d}")
    assert "LS-0001" not in house.say("101", "what have I asked for?")
    assert "both are you" in house.say("101", code)
    assert "LS-0001" in house.say("101", "what have I asked for?")
    assert len({row.contact_id for row in house.rows(Entry)}) == 1
    assert len(house.rows(Contact)) == 1
    assert [event.kind for event in house.events()][-2:] == ["code-sent", "address-linked"]
    held = house.say("101", "send me what you hold")
    assert "file" in held and code not in str(house.sent("101")[-1].enclosures)


def test_a_code_is_for_who_asked_for_it_and_for_a_day(house: House) -> None:
    ref = house.ask("101")
    house.say("202", f"link {ref}", name="Bo")
    code = _code(house, "101")
    assert "both are you" not in house.say("303", code, name="Mallory")
    house.now += timedelta(days=2)
    assert "too old" in house.say("202", code)
    assert house.where(ref)["contact_id"] == next(row.id for row in house.rows(Contact) if row.name == "Amina Khan")


def test_nobody_fills_a_strangers_mailbox_with_codes(house: House) -> None:
    for number in range(8):
        house.say("101", f"link victim{number}@example.org", name="Mallory")
    assert len([row for number in range(8) for row in house.sent(f"victim{number}@example.org")]) == 5


def test_an_address_that_said_stop_gets_no_code(house: House) -> None:
    house.write("amina@example.org", "STOP")
    house.say("101", "link amina@example.org", name="Amina")
    assert house.sent("amina@example.org", "code") == []
