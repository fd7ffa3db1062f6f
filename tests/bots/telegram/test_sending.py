"""Messages go out in the sizes Telegram takes, and each refusal says whether trying again helps."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any

import pytest

from bots.telegram import Telegram
from intake.messages import Choice, Enclosure, Outgoing, SendError
from tests.bots.keeping import Running
from tests.bots.telegram.conftest import reply
from tests.standins.telegram import TelegramStandIn, person
from tests.waiting import PATIENCE, wait_until

YES_NO = (Choice("Yes", "yes"), Choice("No", "no"))


def test_a_long_message_goes_out_in_parts_that_end_on_lines(telegram: TelegramStandIn, channel: Telegram) -> None:
    lines = [f"{number}. ten chairs for a lunch club 🪑" for number in range(400)]
    channel.send(reply("\n".join(lines), choices=YES_NO))
    parts = telegram.sent()
    assert len(parts) > 3
    assert "\n".join(part["text"] for part in parts).split("\n") == lines
    assert [("reply_markup" in part) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_names_with_markup_arrive_as_they_are_written(telegram: TelegramStandIn, channel: Telegram) -> None:
    words = "<b>Bob</b> & *Co* [x](http://example.org) _said_ `no`"
    channel.send(reply(words))
    assert telegram.sent()[0]["text"] == words
    assert "parse_mode" not in telegram.called("sendMessage")[0]


def test_a_person_s_address_opens_a_chat_with_them(telegram: TelegramStandIn, channel: Telegram) -> None:
    channel.send(reply("🪑 Write to Sam (tg://user?id=70)."))
    (entity,) = json.loads(telegram.called("sendMessage")[0]["entities"])
    assert (entity["type"], entity["offset"], entity["length"], entity["user"]["id"]) == ("text_mention", 17, 15, 70)


def test_choices_are_buttons_in_short_rows(telegram: TelegramStandIn, channel: Telegram) -> None:
    channel.send(
        reply("Which?", choices=(*YES_NO, Choice("Gipton & Harehills", "ward:E05011399"), Choice("x" * 200, "long")))
    )
    rows = telegram.sent()[0]["reply_markup"]["inline_keyboard"]
    assert [[button["callback_data"] for button in row] for row in rows] == [["yes", "no", "ward:E05011399"], ["long"]]
    assert len(rows[1][0]["text"]) == 60


def test_a_choice_too_long_for_a_button_is_a_numbered_line(telegram: TelegramStandIn, channel: Telegram) -> None:
    channel.send(reply("Which?", choices=(Choice("Yes", "yes"), Choice("The long one", "v" * 65))))
    message = telegram.sent()[0]
    assert message["text"] == "Which?\n\n[1] The long one"
    assert len(message["reply_markup"]["inline_keyboard"]) == 1


def test_enclosed_files_follow_the_words(telegram: TelegramStandIn, channel: Telegram) -> None:
    files = (
        Enclosure("held.json", "application/json", b"{}"),
        Enclosure("chart.png", "image/png", b"x", content_id="chart"),
    )
    assert channel.send(reply("Here it is.", enclosures=files)) == "7:2"
    assert [message.get("document", {}).get("file_name") for message in telegram.sent()] == [None, "held.json"]


def test_without_a_thread_the_person_s_own_chat_is_used(telegram: TelegramStandIn, channel: Telegram) -> None:
    assert channel.send(Outgoing(channel="telegram", address="9", text="hello", dedupe_key="k")) == "9:1"


@pytest.mark.parametrize("address", ["", "Ada", "12x"])
def test_an_address_that_is_no_number_is_refused_for_good(channel: Telegram, address: str) -> None:
    with pytest.raises(SendError) as refusal:
        channel.send(Outgoing(channel="telegram", address=address, text="hello", dedupe_key="k"))
    assert refusal.value.permanent


def test_a_message_without_words_is_refused_for_good(channel: Telegram) -> None:
    with pytest.raises(SendError) as refusal:
        channel.send(reply("  \n\x00"))
    assert refusal.value.permanent


def test_a_person_who_blocked_the_bot_is_a_permanent_failure(telegram: TelegramStandIn, channel: Telegram) -> None:
    telegram.blocked.add(7)
    with pytest.raises(SendError, match="blocked") as refusal:
        channel.send(reply("hello"))
    assert refusal.value.permanent


@pytest.mark.parametrize(
    ("fault", "permanent", "retry_after"),
    [
        ({"code": 400, "description": "Bad Request: chat not found"}, True, None),
        ({"code": 403, "description": "Forbidden: bot was kicked from the supergroup chat"}, True, None),
        ({"code": 500}, False, None),
        ({"code": 502, "body": "<html>Bad Gateway</html>"}, False, None),
        ({"code": 401, "description": "Unauthorized"}, False, None),
        ({"drop": True}, False, None),
        ({"code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 600}}, False, 600.0),
    ],
    ids=["no-chat", "kicked", "500", "502-page", "token", "dropped", "long-429"],
)
def test_each_refusal_says_whether_to_try_again(
    telegram: TelegramStandIn, channel: Telegram, fault: dict[str, Any], permanent: bool, retry_after: float | None
) -> None:
    telegram.fault(method="sendMessage", **fault)
    with pytest.raises(SendError) as refusal:
        channel.send(reply("hello"))
    assert (refusal.value.permanent, refusal.value.retry_after) == (permanent, retry_after)
    assert telegram.token not in str(refusal.value)
    assert channel.send(reply("hello"))


def test_a_short_pause_that_telegram_asks_for_is_kept(telegram: TelegramStandIn, channel: Telegram) -> None:
    telegram.fault(429, "Too Many Requests: retry after 1", method="sendMessage", parameters={"retry_after": 1})
    assert channel.send(reply("hello")) == "7:1"
    assert len(telegram.called("sendMessage")) == 2


def test_a_group_that_became_a_supergroup_gets_its_messages_at_its_new_number(
    telegram: TelegramStandIn, channel: Telegram
) -> None:
    telegram.moved[-5] = -1005
    assert channel.send(reply("one", thread=-5)) == "-1005:1"
    assert channel.send(reply("two", thread=-5)) == "-1005:2"
    assert [call["chat_id"] for call in telegram.called("sendMessage")] == ["-5", "-1005", "-1005"]


def test_trying_again_goes_on_with_the_part_that_failed(telegram: TelegramStandIn, channel: Telegram) -> None:
    text = ("a" * 3000 + "\n") * 3
    telegram.fault(method="sendDocument")
    files = (Enclosure("held.json", "application/json", b"{}"),)
    with pytest.raises(SendError):
        channel.send(reply(text, dedupe_key="long", enclosures=files))
    assert len(telegram.sent()) == 3
    channel.send(reply(text, dedupe_key="long", enclosures=files))
    assert len(telegram.sent()) == 4


def test_many_threads_send_at_once_while_messages_come_in(telegram: TelegramStandIn, running: Running) -> None:
    threads = [Thread(target=running.channel.send, args=(reply("hello", thread=number),)) for number in range(20, 40)]
    for thread in threads:
        thread.start()
    telegram.say(7, "meanwhile")
    for thread in threads:
        thread.join(PATIENCE)
    assert running.kept.wait(1)
    assert {message["chat"]["id"] for message in telegram.sent()} == set(range(20, 40))


def test_a_closed_channel_can_send_again(telegram: TelegramStandIn, channel: Telegram) -> None:
    channel.send(reply("one"))
    channel.close()
    channel.close()
    assert channel.send(reply("two")) == "7:2"


def test_closing_while_a_message_is_being_sent_lets_it_wait(telegram: TelegramStandIn, channel: Telegram) -> None:
    telegram.fault(429, "Too Many Requests: retry after 5", method="sendMessage", parameters={"retry_after": 5})
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(channel.send, reply("hello"))
        wait_until(lambda: telegram.called("sendMessage"))
        channel.close()
        with pytest.raises(SendError) as refusal:
            sending.result(PATIENCE)
    assert not refusal.value.permanent


def test_a_tap_is_kept_answered_and_ticked_and_its_buttons_go(telegram: TelegramStandIn, running: Running) -> None:
    running.channel.send(reply("May we share your name?", choices=YES_NO))
    telegram.tap(7, 1, "yes")
    tap = running.kept.wait(1)[0]
    assert (tap.choice, tap.text, tap.thread, tap.in_reply_to) == ("yes", "", "7", ("7:1",))
    wait_until(lambda: "reply_markup" not in telegram.messages[7, 1])
    assert telegram.messages[7, 1]["text"] == "May we share your name?\n\n✓ Yes"
    wait_until(lambda: not telegram.queries)


def test_a_tap_on_a_message_that_is_gone_is_still_kept(telegram: TelegramStandIn, running: Running) -> None:
    telegram.queries.add("99")
    gone = {"message_id": 50, "chat": {"id": 7, "type": "private", "first_name": "Sam"}, "date": 0}
    query = {"id": "99", "from": person(7), "chat_instance": "1", "message": gone, "data": "yes"}
    telegram.push({"callback_query": query})
    telegram.push({"callback_query": {**query, "data": "value:from-an-older-version"}})
    assert [tap.choice for tap in running.kept.wait(2)] == ["yes", "value:from-an-older-version"]


def test_a_pledge_button_leaves_the_buttons_of_other_lines(telegram: TelegramStandIn, running: Running) -> None:
    choices = (Choice("LS-0042", "pledge:LS-0042"), Choice("LS-0051", "pledge:LS-0051"))
    running.channel.send(reply("Two needs", choices=choices))
    telegram.tap(7, 1, "pledge:LS-0042")
    running.kept.wait(1)
    wait_until(lambda: "✓" in telegram.messages[7, 1]["text"])
    rows = telegram.messages[7, 1]["reply_markup"]["inline_keyboard"]
    assert json.loads(json.dumps(rows))[0][0]["callback_data"] == "pledge:LS-0051"
