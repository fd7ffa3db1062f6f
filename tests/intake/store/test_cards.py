"""Cards of the queue as rows: one for each entry and room, sent again when the entry changes, and no longer once it is decided."""

from dataclasses import replace

from db import outbox
from db.models import Delivery
from intake.store import cards
from tests.intake.store.house import House

ROOM = "-1009"


def waiting(house: House) -> str:
    """An entry that waits for a curator; its reference."""
    house.settings = replace(house.settings, rooms={"telegram": ROOM})
    house.say("101", "We need 10 chairs for our lunch club in Harehills before Christmas", name="Amina Khan")
    house.say("101", "Harehills Lunch Club, yes you may share it")
    return house.entries()[-1].ref


def due(house: House) -> int:
    return cards.due(house.database, settings=house.settings, now=house.now)


def send(house: House) -> None:
    """The room's messages go out, each under the number that it has there."""
    with house.database.transaction() as session:
        for row in outbox.claim(session, worker="test", now=house.now, limit=100):
            at = f"{row.thread}:{row.id}" if row.address == ROOM else ""
            outbox.settle_sent(session, row.id, now=house.now, external_id=row.replaces or at)


def card(house: House) -> Delivery:
    (row,) = house.sent(ROOM)
    return row


def test_an_entry_has_one_card_which_is_sent_again_when_it_changes(house: House) -> None:
    ref = waiting(house)
    assert [due(house), due(house)] == [1, 0]
    assert (card(house).subject, card(house).kind, card(house).state) == (ref, "card", "queued")
    send(house)
    house.say("900", f"{ref} ask how many tables", name="Cara")
    assert [due(house), due(house)] == [1, 0]
    again = card(house)
    assert (again.state, again.replaces) == ("queued", f"{ROOM}:{again.id}")
    assert "how many tables" in again.text and again.choices
    send(house)
    house.say("900", f"{ref} ok")
    assert due(house) == 1
    assert (card(house).kind, card(house).choices) == ("card-closed", [])
    assert "Approved by Cara" in card(house).text
    send(house)
    assert due(house) == 0


def test_a_card_that_has_not_left_yet_is_changed_where_it_waits(house: House) -> None:
    ref = waiting(house)
    assert due(house) == 1
    house.say("900", f"{ref} no: we have chairs", name="Cara")
    assert due(house) == 0
    assert (card(house).state, card(house).replaces) == ("queued", "")
    assert "Declined by Cara: we have chairs" in card(house).text


def test_an_entry_that_waits_again_gets_a_new_card(house: House) -> None:
    ref = waiting(house)
    due(house)
    send(house)
    house.say("900", f"{ref} ok", name="Cara")
    due(house)
    send(house)
    house.say("900", f"{ref} hold")
    assert due(house) == 1
    assert [row.kind for row in house.sent(ROOM)] == ["card-closed", "card"]


def test_whoever_is_in_the_room_may_decide_there_and_nowhere_else(house: House) -> None:
    ref = waiting(house)
    assert "Only a curator" in house.say("555", "", choice=f"queue:{ref} ok")
    house.keep(replace(house.telegram("555", "", name="Ben", choice=f"queue:{ref} ok"), thread=ROOM))
    house.work()
    assert (house.entries()[-1].status, house.entries()[-1].approved_by) == ("open", "Ben")
