"""Messages that Telegram posts to a webhook: only genuine ones count, and each is acknowledged once it is kept."""

from collections.abc import Iterator

import pytest

from bots.channel import CheckError
from bots.telegram import Telegram
from tests.bots.keeping import Kept, Running
from tests.bots.telegram.conftest import reply
from tests.standins.telegram import TelegramStandIn
from tests.waiting import wait_until

URL = "https://askline.example.org/telegram"


@pytest.fixture
def hooked(telegram: TelegramStandIn, kept: Kept) -> Iterator[Running]:
    """The channel with its webhook set."""
    bot = Telegram(
        telegram.token,
        base_url=telegram.base_url,
        mode="webhook",
        webhook_url=URL,
        port=0,
        first_wait=0.01,
        commands=[("ask", "Ask")],
    )
    telegram.fault(502, method="setWebhook")
    run = Running(bot, kept)
    wait_until(lambda: telegram.webhook)
    yield run
    run.stop()
    bot.close()


def via(running: Running, path: str = "/telegram") -> str:
    channel = running.channel
    assert isinstance(channel, Telegram)
    return f"http://127.0.0.1:{channel.port}{path}"


def test_a_posted_message_is_kept_and_answered(telegram: TelegramStandIn, hooked: Running) -> None:
    telegram.say(7, "we need 10 chairs")
    assert telegram.post(via(hooked)) == 200
    assert [message.text for message in hooked.kept.messages] == ["we need 10 chairs"]
    assert hooked.channel.send(reply("Which ward?")) == "7:2"
    telegram.tap(7, 2, "yes")
    assert telegram.post(via(hooked)) == 200
    assert hooked.kept.messages[1].choice == "yes"
    (call,) = telegram.called("setWebhook")[1:]
    assert (call["url"], call["max_connections"]) == (URL, "1") and len(call["secret_token"]) == 64
    wait_until(lambda: telegram.called("setMyCommands"))


def test_what_telegram_did_not_post_is_refused(telegram: TelegramStandIn, hooked: Running) -> None:
    telegram.say(7, "forged")
    assert telegram.post(via(hooked), secret="guessed") == 401
    assert telegram.post(via(hooked), secret="") == 401
    assert telegram.post(via(hooked, "/elsewhere")) == 404
    assert hooked.kept.messages == []


def test_what_could_not_be_kept_is_posted_again(telegram: TelegramStandIn, hooked: Running) -> None:
    hooked.kept.failures = [OSError("disk full")]
    telegram.say(7, "first")
    assert telegram.post(via(hooked)) == 500
    telegram.say(7, "second")
    assert telegram.post(via(hooked)) == 200
    assert [message.text for message in hooked.kept.messages] == ["first", "second"]


def test_malformed_posts_do_not_stop_the_next(telegram: TelegramStandIn, hooked: Running) -> None:
    telegram.push({"message": {"nonsense": True}})
    telegram.push({"something_new": 1})
    telegram.push_raw({"message": {"text": "without a number"}})
    telegram.push_raw("not an object")
    telegram.say(7, "chairs " * 15_000)
    assert telegram.post(via(hooked)) == 200
    assert [len(message.text) > 100_000 for message in hooked.kept.messages] == [True]


def test_a_port_that_is_taken_is_said_in_words(telegram: TelegramStandIn, hooked: Running, kept: Kept) -> None:
    port = int(via(hooked).split(":")[2].split("/")[0])
    second = Telegram(telegram.token, base_url=telegram.base_url, mode="webhook", webhook_url=URL, port=port)
    run = Running(second, kept)
    run.join()
    assert isinstance(run.error, CheckError) and "choose another telegram.port" in str(run.error)


def checked(telegram: TelegramStandIn, **more: str) -> str:
    """What `check` says, working or not."""
    channel = Telegram(telegram.token, base_url=telegram.base_url, **more)  # type: ignore[arg-type]
    try:
        return channel.check()
    except CheckError as error:
        return str(error)
    finally:
        channel.close()


def test_check_sees_a_webhook_that_does_not_fit_the_mode(telegram: TelegramStandIn) -> None:
    webhook = {"mode": "webhook", "webhook_url": URL}
    assert checked(telegram, **webhook).endswith(f"by webhook at {URL}.")
    assert "begins with https://" in checked(telegram, mode="webhook", webhook_url="http://example.org")
    telegram.fault(404, "Not Found", method="getWebhookInfo")
    assert "the bot is @askline_test_bot" in checked(telegram)
    telegram.webhook = "https://elsewhere.example.org/bot"
    assert "so polling gets none" in checked(telegram)
    assert "not to telegram.webhook_url" in checked(telegram, **webhook)
    telegram.webhook, telegram.webhook_error = URL, "SSL error {certificate verify failed}"
    assert "certificate verify failed" in checked(telegram, **webhook)


def test_check_sees_whether_the_bot_is_in_the_curators_group(telegram: TelegramStandIn) -> None:
    assert "is not in the curators' group -1009" in checked(telegram, room="-1009")
    assert "must be a number" in checked(telegram, room="Curators")
    telegram.groups[-1009] = "member"
    assert checked(telegram, room="-1009:4").endswith("It is in the curators' group -1009:4.")
    telegram.groups[-1009] = "left"
    assert "add it there" in checked(telegram, room="-1009")
    telegram.bot["can_join_groups"] = False
    assert "/setjoingroups" in checked(telegram, room="-1009")
    telegram.moved[-5] = -1005
    assert "set curators.telegram_room to -1005" in checked(telegram, room="-5")
    telegram.bot["can_read_all_group_messages"] = True
    assert "/setprivacy" in checked(telegram)
