"""Messages come in over real HTTP, are kept before they are confirmed, and nothing on the wire stops the next."""

import time
from typing import Any

import pytest
import structlog

from bots.channel import CheckError
from bots.telegram import Telegram
from intake.messages import Incoming, SendError
from tests.bots.keeping import Kept, Running
from tests.bots.telegram.conftest import reply
from tests.standins.telegram import TelegramStandIn
from tests.waiting import wait_until


def test_a_message_is_kept_and_a_reply_reaches_its_chat(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "we need 10 chairs")
    incoming = running.kept.wait(1)[0]
    assert (incoming.text, incoming.sender, incoming.sender_name, incoming.thread) == (
        "we need 10 chairs",
        "7",
        "Sam",
        "7",
    )
    assert incoming.external_id == "update:1"
    assert running.channel.send(reply("Which ward?", thread=int(incoming.thread))) == "7:2"
    assert telegram.sent()[0]["text"] == "Which ward?"


def test_an_update_is_confirmed_only_after_it_was_kept(telegram: TelegramStandIn, running: Running) -> None:
    running.kept.failures = [OSError("disk full"), OSError("disk full")]
    telegram.say(7, "first")
    telegram.say(7, "second")
    assert [message.text for message in running.kept.wait(2)] == ["first", "second"]
    assert running.kept.again == []


def test_after_a_kill_between_keeping_and_confirming_the_same_update_comes_again(telegram: TelegramStandIn) -> None:
    telegram.say(7, "we need 10 chairs")
    store = Kept()
    killed = Telegram(telegram.token, base_url=telegram.base_url)

    def keep_and_die(incoming: Incoming) -> bool:
        store(incoming)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed.poll_once(keep_and_die)
    killed.close()
    started_again = Telegram(telegram.token, base_url=telegram.base_url)
    assert started_again.poll_once(store) == 0
    assert [message.text for message in store.again] == ["we need 10 chairs"]
    assert telegram.updates == []
    started_again.close()


def test_poll_once_takes_everything_that_waits_and_returns(
    telegram: TelegramStandIn, channel: Telegram, kept: Kept
) -> None:
    for number in range(250):
        telegram.say(7, f"message {number}")
    assert channel.poll_once(kept) == 250
    assert [message.text for message in kept.messages] == [f"message {number}" for number in range(250)]
    assert telegram.updates == []
    assert channel.poll_once(kept) == 0


def test_stopping_confirms_what_was_kept(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "last words")
    running.kept.wait(1)
    running.stop()
    assert telegram.updates == []
    assert telegram.confirmed == 2


def test_unknown_and_malformed_updates_are_stepped_over(telegram: TelegramStandIn, running: Running) -> None:
    telegram.push(
        {"poll_answer": {"poll_id": "1", "option_ids": [0], "user": {"id": 7, "is_bot": False, "first_name": "S"}}}
    )
    telegram.push({"something_new": {"words": "from next year"}})
    telegram.push({"message": {"nonsense": True}})
    telegram.push({"message": "not an object"})
    telegram.push({"callback_query": {"id": 5}})
    telegram.say(7, "still here")
    assert running.kept.wait(1)[0].text == "still here"


def test_something_without_a_number_does_not_stop_the_next_message(telegram: TelegramStandIn, running: Running) -> None:
    telegram.push_raw("not an update")
    telegram.push_raw({"message": {}})
    telegram.say(7, "behind them")
    assert running.kept.wait(1)[0].text == "behind them"
    before = telegram.polls
    time.sleep(0.5)
    assert telegram.polls - before < 20, "it asks again and again without a pause"


def test_a_message_of_100_kilobytes_is_kept_whole(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "chairs " * 15_000)
    assert len(running.kept.wait(1)[0].text) > 100_000


def test_lone_surrogates_and_control_characters_never_reach_the_store(
    telegram: TelegramStandIn, running: Running
) -> None:
    telegram.say(7, "ten \ud83d chairs\x00", name="S\udc00m")
    incoming = running.kept.wait(1)[0]
    assert (incoming.text, incoming.sender_name) == ("ten \ufffd chairs", "S\ufffdm")


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 500},
        {"code": 502, "body": "<html>Bad Gateway</html>"},
        {"code": 200, "body": "<html>not the Bot API</html>"},
        {"code": 200, "body": "[]"},
        {"drop": True},
        {"code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}},
        {"code": 404, "description": "Not Found"},
    ],
    ids=lambda fault: str(fault.get("body", fault.get("code", "dropped"))),
)
def test_polling_goes_on_after_a_fault(telegram: TelegramStandIn, running: Running, fault: dict[str, Any]) -> None:
    telegram.fault(times=2, method="getUpdates", **fault)
    telegram.say(7, "after the fault")
    assert running.kept.wait(1)[0].text == "after the fault"


def test_a_server_that_was_down_for_a_while_loses_nothing(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "before")
    running.kept.wait(1)
    telegram.stop()
    time.sleep(0.3)
    telegram.say(7, "while it was down")
    telegram.start()
    assert [message.text for message in running.kept.wait(2)] == ["before", "while it was down"]


def test_two_pollers_are_told_apart_in_words_and_neither_dies(telegram: TelegramStandIn, running: Running) -> None:
    with structlog.testing.capture_logs() as logged:
        telegram.fault(409, "Conflict: terminated by other getUpdates request", method="getUpdates", times=2)
        telegram.say(7, "after the other stopped")
        assert running.kept.wait(1)[0].text == "after the other stopped"
    problems = [line["problem"] for line in logged if line["event"] == "telegram_poll_failed"]
    assert problems[0].startswith("Another program is taking messages with the same Telegram token")


def test_a_second_poller_ends_the_first_one_s_request(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "one")
    running.kept.wait(1)
    other = Telegram(telegram.token, base_url=telegram.base_url)
    other.poll_once(Kept())
    other.close()
    telegram.say(7, "two")
    assert running.kept.wait(2)[1].text == "two"


def test_a_run_ends_soon_when_the_server_is_gone(telegram: TelegramStandIn, running: Running) -> None:
    telegram.say(7, "hello")
    running.kept.wait(1)
    telegram.stop()
    running.stop()
    assert running.error is None


def test_a_webhook_is_taken_away(telegram: TelegramStandIn, channel: Telegram, kept: Kept) -> None:
    telegram.webhook = "https://example.org/hook"
    telegram.say(7, "hello")
    run = Running(channel, kept)
    assert kept.wait(1)
    run.stop()
    assert telegram.webhook == ""


def test_a_refused_token_ends_the_run_with_a_sentence(telegram: TelegramStandIn, kept: Kept) -> None:
    channel = Telegram("1:wrong", base_url=telegram.base_url, first_wait=0.01)
    run = Running(channel, kept)
    run.join()
    channel.close()
    assert isinstance(run.error, CheckError)
    assert "BotFather" in str(run.error)


def test_the_menu_of_commands_is_set(telegram: TelegramStandIn, kept: Kept) -> None:
    channel = Telegram(telegram.token, base_url=telegram.base_url, commands=[("help", "What this is")])
    channel.check()
    channel.poll_once(kept)
    channel.poll_once(kept)
    wait_until(lambda: telegram.called("setMyCommands"))
    channel.close()
    assert [call["commands"] for call in telegram.called("setMyCommands")] == [
        '[{"command": "help", "description": "What this is"}]'
    ]


def test_check_tells_a_wrong_token_from_a_network_fault(telegram: TelegramStandIn, channel: Telegram) -> None:
    assert channel.check() == "Telegram works: the bot is @askline_test_bot."
    for token in ("", "1:wrong"):
        wrong = Telegram(token, base_url=telegram.base_url)
        with pytest.raises(CheckError, match="refuses the token"):
            wrong.check()
        wrong.close()
    away = Telegram(telegram.token, base_url="http://127.0.0.1:9")
    with pytest.raises(CheckError, match="cannot be reached"):
        away.check()
    away.close()


def test_neither_the_token_nor_words_are_in_a_log(
    telegram: TelegramStandIn, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with structlog.testing.capture_logs() as logged:
        telegram.push({"message": {"message_id": 1, "text": "a secret need"}})
        telegram.fault(502, method="sendMessage", body="<html>a secret need</html>")
        telegram.say(7, "a secret need")
        running.kept.wait(1)
        with pytest.raises(SendError):
            running.channel.send(reply("a secret need"))
    written = f"{caplog.text}{logged}"
    assert logged
    assert telegram.token not in written
    assert "secret need" not in written
