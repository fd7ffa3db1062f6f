"""What people do in Telegram and Slack, played through a running service on SQLite."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Address, Entry, Event
from digest import issue
from tests.askline.chats import CHANNEL, CURATOR, ROOM, Town, running_town
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One service for all of these tests; each of them has people of its own."""
    with running_town(tmp_path_factory.mktemp("town") / "home") as town:
        yield town


def buttons(message: dict[str, Any]) -> list[str]:
    """The values of a message's buttons, in Telegram or Slack."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    blocks = [block["elements"] for block in message.get("blocks", []) if block["type"] == "actions"]
    return [button.get("callback_data") or button.get("value") for row in (*rows, *blocks) for button in row]


def entry(town: Town, ref: str) -> Entry:
    with town.database.session() as session:
        found = session.scalars(select(Entry).where(Entry.ref == ref)).one()
        session.expunge(found)
        return found


def approvals(town: Town, ref: str) -> list[str]:
    """Who approved it, as often as that was done."""
    with town.database.session() as session:
        changes = session.scalars(select(Event).where(Event.ref == ref, Event.kind == "entry-changed")).all()
        return [change.who for change in changes if change.detail.get("status") == ["waiting", "open"]]


def test_a_card_in_both_rooms_is_decided_once_and_then_says_by_whom(town: Town) -> None:
    ref = town.asks(1, "we need 10 chairs for our lunch club in Harehills before Christmas", "Millersfield Lunch Club")
    card = town.hears(ROOM, ref)
    same = town.reads(CHANNEL, ref)
    assert "Gipton & Harehills" in card["text"] and "“Harehills”" in card["text"]
    assert buttons(card) == buttons(same) == [f"queue:{ref} {wish}" for wish in ("ok", "edit", "ask", "no")]
    town.telegram.tap(ROOM, card["message_id"], f"queue:{ref} ok", sender=CURATOR)
    town.reads(CHANNEL, "Approved by Sam")
    assert "✓ Approved by Sam." in town.hears(ROOM, "“we need 10 chairs")["text"]
    assert not buttons(town.hears(ROOM, ref)) and not buttons(town.reads(CHANNEL, ref))
    town.hears(1, "It goes into our next letter")
    town.slack.tap({**same, "blocks": _with_old_buttons(ref)}, f"queue:{ref} no", user="U5")
    town.reads(CHANNEL, f"{ref}: already approved by Sam.")
    assert len(approvals(town, ref)) == 1


def _with_old_buttons(ref: str) -> list[dict[str, Any]]:
    """A card as it stays on a screen that was not brought up to date."""
    button = {"type": "button", "action_id": "choice:3", "value": f"queue:{ref} no", "text": {"text": "Decline"}}
    return [{"type": "actions", "elements": [button]}]


def test_a_slack_curator_changes_a_card_in_a_form(town: Town) -> None:
    ref = town.asks(2, "we need 6 laptops for our homework club in Otley", "Otley Homework Club")
    card = town.reads(CHANNEL, ref)
    before = len(town.slack.views)
    assert town.slack.tap(card, f"queue:{ref} edit", user="U6")
    view = town.slack.wait_view(before + 1)
    shown = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert "6 laptops" in shown["text"]["initial_value"]
    assert shown["quantity"]["initial_value"] == "6"
    assert buttons(town.reads(CHANNEL, ref)), "the buttons stay until something was decided"
    assert town.slack.submit(view, user="U6", quantity="4", theme="work-skills")
    wait_until(lambda: "✓ Approved by" in str(town.reads(CHANNEL, f"{ref} ·")))
    changed = entry(town, ref)
    assert (changed.quantity[0]["count"], changed.status, changed.themes) == (4, "open", ["work-skills"])
    town.hears(2, "the amount is now 4 laptops")


def test_a_telegram_curator_asks_back_and_declines_in_words(town: Town) -> None:
    ref = town.asks(3, "we need 5 tables for our cafe in Armley", "Armley Cafe")
    card = town.hears(ROOM, ref)
    town.telegram.tap(ROOM, card["message_id"], f"queue:{ref} ask", sender=CURATOR)
    question = town.hears(ROOM, f"What shall I ask about {ref}?")
    town.telegram.say(
        ROOM, "how wide is your door", sender=CURATOR, reply_to_message={**question, "from": town.telegram.bot}
    )
    town.hears(3, "How wide is your door?")
    wait_until(lambda: "Asked back: how wide is your door" in town.hears(ROOM, f"{ref} ·")["text"])
    town.telegram.say(
        ROOM,
        "no: they have tables already",
        sender=CURATOR,
        reply_to_message={**town.hears(ROOM, f"{ref} ·"), "from": town.telegram.bot},
    )
    town.hears(3, "they have tables already")
    wait_until(lambda: "✓ Declined" in town.hears(ROOM, f"{ref} ·")["text"])
    assert entry(town, ref).approved_by


def test_two_curators_at_once_decide_one_card_once(town: Town) -> None:
    ref = town.asks(4, "we need 3 cots for our toddler group in Beeston", "Beeston Tots")
    card, same = town.hears(ROOM, ref), town.reads(CHANNEL, ref)
    town.telegram.tap(ROOM, card["message_id"], f"queue:{ref} ok", sender=CURATOR)
    town.slack.tap(same, f"queue:{ref} ok", user="U7")
    wait_until(
        lambda: any(f"{ref}: already approved by" in str(one) for one in (*town.telegram.sent(), *town.slack.sent()))
    )
    assert len(approvals(town, ref)) == 1


def test_who_is_no_curator_decides_nothing(town: Town) -> None:
    town.telegram.say(50, "/review")
    assert not buttons(town.hears(50, "Only a curator can decide that"))
    town.slack.command("", name="/review", user="U50")
    assert not buttons(town.reads("D50", "Only a curator can decide that"))


def test_a_curator_asks_for_the_queue_and_gets_cards_with_buttons(town: Town) -> None:
    ref = town.asks(5, "we need 20 coats for our clothes bank in Seacroft", "Seacroft Clothes Bank")
    town.telegram.say(CURATOR, "/review")
    card = town.hears(CURATOR, f"{ref} ·")
    assert f"queue:{ref} ok" in buttons(card)
    town.hears(CURATOR, "Answer in one letter")
    town.telegram.tap(CURATOR, card["message_id"], f"queue:{ref} ok")
    wait_until(lambda: "✓ Approved" in town.hears(CURATOR, f"{ref} ·")["text"])
    assert not buttons(town.hears(CURATOR, f"{ref} ·"))


def test_a_message_of_a_colleague_becomes_an_ask_in_a_form(town: Town) -> None:
    before = len(town.slack.views)
    assert town.slack.shortcut("our food bank in Holbeck needs 30 food boxes by 18 December", user="U20")
    view = town.slack.wait_view(before + 1)
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert fields["amount"]["initial_value"] == "30 food boxes"
    assert fields["needed_by"]["initial_date"].endswith("-12-18")
    assert fields["ward"]["initial_option"]["text"]["text"] == "Beeston & Holbeck"
    assert town.slack.submit(view, user="U20", organisation="Holbeck Food Bank", share="yes", amount="25 food boxes")
    town.reads("D20", "25 food boxes")
    words = str(town.reads("D20", "LS-0"))
    kept = entry(town, words[words.index("LS-0") :][:7])
    assert (kept.quantity[0]["count"], kept.organisation, kept.share_organisation) == (25, "Holbeck Food Bank", True)


def test_a_form_that_comes_too_late_gives_way_to_words(town: Town) -> None:
    town.slack.fault("expired_trigger_id", method="views.open")
    assert town.slack.shortcut("we need a fridge in Armley", user="U21")
    town.reads("D21", "I could not open the form")


def test_the_home_page_lists_what_is_one_s_own(town: Town) -> None:
    assert town.slack.open_home(user="U22")
    wait_until(lambda: "There is nothing here yet" in str(town.slack.homes.get("U22")))
    assert town.slack.command("we need 12 mugs in Kirkstall, we are Kirkstall Club, you may name us", user="U22")
    town.reads("D22", "12 mugs")
    town.slack.say("yes", user="U22", channel="D22")
    town.reads("D22", "LS-0")
    assert town.slack.open_home(user="U22")
    wait_until(lambda: "12 mugs" in str(town.slack.homes["U22"]))
    assert town.slack.open_home(user="U22", tab="messages")


def test_a_link_from_the_letter_opens_a_pledge_in_telegram(town: Town) -> None:
    ref = town.asks(6, "we need 8 desks for our job club in Bramley", "Bramley Job Club")
    town.telegram.tap(ROOM, town.hears(ROOM, ref)["message_id"], f"queue:{ref} ok", sender=CURATOR)
    town.hears(6, "It goes into our next letter")
    town.telegram.say(7, f"/start pledge_{ref}")
    assert "8" in town.hears(7, "How many")["text"]
    town.telegram.say(7, "5")
    town.hears(7, ref)
    town.hears(6, "5 desks")


def test_the_weekly_letter_in_slack_has_a_pledge_button_on_each_line(town: Town) -> None:
    ref = town.asks(61, "we need 16 easels for our art club in Armley", "Armley Art Club")
    town.telegram.tap(ROOM, town.hears(ROOM, ref)["message_id"], f"queue:{ref} ok", sender=CURATOR)
    town.hears(61, "It goes into our next letter")
    town.slack.say("please subscribe me to the weekly letter, arts only", user="U30", channel="D30")
    town.slack.tap(town.reads("D30", "Is that right?"), "subscribe:yes", user="U30")
    town.reads("D30", "You are on the list")
    house = town.service.installation
    issue.send(town.database, settings=house.digest, now=house.clock())
    letter = town.reads("D30", "16 easels")
    assert f"pledge:{ref}" in buttons(letter)
    town.slack.tap(letter, f"pledge:{ref}", user="U30")
    town.reads("D30", "How many")
    town.slack.say("6", user="U30", channel="D30")
    town.hears(61, "6 easels")
    town.slack.say("undo", user="U30", channel="D30")
    town.hears(61, "taken back")


def test_who_blocked_the_bot_gets_nothing_more_until_they_write_again(town: Town) -> None:
    ref = town.asks(60, "we need 2 ovens for our kitchen in Armley", "Armley Kitchen")
    town.telegram.blocked.add(60)
    town.telegram.tap(ROOM, town.hears(ROOM, ref)["message_id"], f"queue:{ref} ok", sender=CURATOR)
    wait_until(lambda: paused(town, "60"))
    town.telegram.blocked.discard(60)
    town.telegram.say(60, "what have I asked for?")
    assert "2 ovens" in town.hears(60, "This is what you have")["text"]
    assert not paused(town, "60")


def paused(town: Town, address: str) -> bool:
    with town.database.session() as session:
        return session.scalar(select(Address.paused_at).where(Address.address == address)) is not None


def test_a_group_that_became_a_supergroup_gets_its_answers_there(town: Town) -> None:
    town.telegram.moved[-70] = -1070
    town.telegram.say(-70, "/ask 7 lamps for our library in Armley", sender=70)
    town.hears(-1070, "7 lamps")
    town.telegram.say(-1070, "is anybody here?", sender=71)
    answer = town.hears(-1070, "7 lamps")
    town.telegram.say(-1070, "no, it is 8", sender=70, reply_to_message={**answer, "from": town.telegram.bot})
    town.hears(-1070, " 8")
    assert not [one for one in town.telegram.sent(-1070) if "anybody" in one["text"]]


def test_fifty_people_at_once_are_each_answered_in_their_order(town: Town) -> None:
    people = range(200, 250)
    for words in ("we need 3 lamps in Armley", "make it 4", "make it 5"):
        for person in people:
            town.telegram.say(person, words)
    for person in people:
        wait_until(
            lambda person=person: (
                "5 lamps" in town.telegram.sent(person)[-1:][0]["text"] if town.telegram.sent(person) else False
            )
        )
        said = " ".join(one["text"] for one in town.telegram.sent(person))
        assert said.index("3 lamps") < said.index("4 lamps") < said.index("5 lamps")


def test_a_pledge_by_a_slash_command_in_slack(town: Town) -> None:
    ref = town.asks(8, "we need 9 bikes for our cycle club in Armley", "Armley Cycles")
    town.telegram.tap(ROOM, town.hears(ROOM, ref)["message_id"], f"queue:{ref} ok", sender=CURATOR)
    town.hears(8, "It goes into our next letter")
    assert town.slack.command(f"{ref} 4 bikes", name="/pledge", user="U23")
    town.reads("D23", "4 bikes")
    town.hears(8, "4 bikes")
