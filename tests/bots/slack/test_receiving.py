"""Messages come in by Socket Mode and by signed HTTP alike, and are acknowledged only once they are kept."""

import socket
import time
from copy import deepcopy
from threading import Thread
from typing import Any

import pytest
import structlog

from bots.channel import CheckError
from bots.post_server import LONGEST_BODY
from bots.slack import Slack
from intake.messages import Choice, Field, Form
from tests.bots.keeping import Kept, Running
from tests.bots.slack.conftest import reply
from tests.standins.slack import SECRET, THREE_SECONDS, SlackStandIn
from tests.waiting import PATIENCE, wait_until


def test_a_message_is_kept_acknowledged_and_answered(slack: SlackStandIn, running: Running) -> None:
    assert slack.say("we need 10 chairs &amp; a <https://example.org|table>")
    incoming = running.kept.messages[0]
    assert incoming.text == "we need 10 chairs & a table (https://example.org)"
    assert (incoming.sender, incoming.thread) == ("T1:U1", "D1")
    assert running.channel.send(reply("Which ward?")).startswith("D1:")
    assert slack.sent()[0]["text"] == "Which ward?"


def test_what_could_not_be_kept_is_not_acknowledged(slack: SlackStandIn, running: Running) -> None:
    running.kept.failures = [OSError("disk full")]
    event = slack.event("we need 10 chairs")
    if slack.via:
        assert slack.post("events_api", event) == 500
    else:
        slack.patience = THREE_SECONDS
        assert not slack.deliver("events_api", event)
    assert slack.deliver("events_api", event)
    assert [message.text for message in running.kept.messages] == ["we need 10 chairs"]


def test_no_words_are_in_a_log(slack: SlackStandIn, running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with structlog.testing.capture_logs() as logged:
        slack.patience = THREE_SECONDS
        running.kept.failures = [OSError("INSERT … a secret need")]
        slack.say("a secret need")
        slack.deliver("events_api", slack.envelope({"type": "message", "text": "a secret need"}))
        if slack.via:
            slack.post("events_api", slack.event("a secret need"), secret="guessed")
    written = f"{caplog.text}{logged}"
    assert logged
    assert "secret need" not in written
    assert "xapp-1" not in written and "xoxb-1" not in written


def test_an_event_delivered_twice_has_the_same_id(slack: SlackStandIn, running: Running) -> None:
    event = slack.event("we need 10 chairs")
    assert slack.deliver("events_api", event)
    assert slack.deliver("events_api", event)
    assert len(running.kept.messages) == 1
    assert running.kept.again[0].external_id == event["event_id"]


def test_a_slash_command_is_answered_to_the_person_alone(slack: SlackStandIn, running: Running) -> None:
    assert slack.command("10 chairs")
    assert slack.command("")
    first, second = running.kept.messages
    assert (first.text, first.sender, first.sender_name, first.thread) == ("/ask 10 chairs", "T1:U1", "sam", "")
    assert second.text == "/ask"
    assert slack.command("LS-0042 5 chairs", name="/pledge")
    assert running.kept.messages[2].text == "/pledge LS-0042 5 chairs"
    assert first.external_id != second.external_id
    assert running.channel.send(reply("Which ward?", thread=first.thread, address=first.sender)).startswith("D1:")


def test_a_mention_opens_a_thread_and_people_answer_in_it_without_naming_the_bot(
    slack: SlackStandIn, running: Running
) -> None:
    assert slack.mention("we need 10 chairs")
    asked = running.kept.messages[0]
    assert asked.text == "we need 10 chairs"
    stamp = asked.thread.partition(":")[2]
    assert slack.say("in Harehills", channel="C1", kind="channel", thread_ts=stamp)
    assert [message.thread for message in running.kept.messages] == [asked.thread, asked.thread]


def test_after_a_restart_slack_is_asked_once_whose_thread_it_is(slack: SlackStandIn, running: Running) -> None:
    slack.roots["C1", "1.1"] = {"type": "message", "user": "U1", "text": "<@UBOT> chairs", "ts": "1.1"}
    slack.roots["C1", "2.2"] = {"type": "message", "user": "U1", "text": "lunch?", "ts": "2.2"}
    for stamp in ("1.1", "2.2", "1.1", "2.2", "9.9"):
        assert slack.say(f"answer to {stamp}", channel="C1", kind="channel", thread_ts=stamp)
    assert [message.text for message in running.kept.messages] == ["answer to 1.1", "answer to 1.1"]
    assert len(slack.called("conversations.replies")) == 3


def test_words_among_people_and_bots_are_stepped_over(slack: SlackStandIn, running: Running) -> None:
    assert slack.say("hello all", channel="C1", kind="channel")
    assert slack.say("I am a bot", bot_id="B2")
    assert slack.say("it was me", user="UBOT")
    assert slack.say("", subtype="message_changed", message={"text": "edited"})
    assert slack.say("", subtype="channel_join", channel="C1", kind="channel")
    assert slack.say("<@UBOT> comes again as a mention", channel="C1", kind="channel", thread_ts="1.1")
    assert slack.deliver("events_api", slack.envelope({"type": "team_join", "user": {"id": "U9"}}))
    assert slack.deliver("events_api", slack.envelope({"type": "message", "channel_type": "im", "user": "U1"}))
    assert slack.deliver("interactive", {"type": "view_closed", "user": {"id": "U1"}})
    assert slack.command("from another app", name="/other")
    assert running.kept.messages == []


def test_a_tap_is_kept_and_its_buttons_give_way_to_a_tick(slack: SlackStandIn, running: Running) -> None:
    running.channel.send(reply("May we share your name?", choices=(Choice("Yes", "yes"), Choice("No", "no"))))
    message = deepcopy(slack.sent()[0])  # as it stays on a screen that is not up to date
    assert slack.tap(message, "yes")
    tap = running.kept.messages[0]
    assert (tap.choice, tap.text, tap.thread, tap.in_reply_to) == ("yes", "", "D1", (f"D1:{message['ts']}",))
    wait_until(lambda: all(block["type"] != "actions" for block in slack.sent()[0]["blocks"]))
    assert slack.sent()[0]["blocks"][-1]["elements"][0]["text"] == "✓ Yes"
    assert slack.tap(message, "yes")
    assert len(running.kept.messages) == 2


def test_a_shortcut_brings_the_words_of_the_message_and_what_opens_a_form(
    slack: SlackStandIn, running: Running
) -> None:
    assert slack.shortcut("our club needs 10 chairs &amp; a table")
    asked = running.kept.messages[0]
    assert (asked.text, asked.choice, asked.sender) == ("our club needs 10 chairs & a table", "form:ask", "T1:U1")
    assert asked.thread == "" and asked.surface.startswith("form:")
    fields = (
        Field("text", "Words", "10 chairs", long=True),
        Field("ward", "Where", "b", (Choice("A", "a"), Choice("B", "b"))),
    )
    form = Form("Make this an ask", (*fields, Field("day", "When", "2026-12-25", day=True)), "Send", "filled:ask")
    words = reply("Too late", thread="", surface=asked.surface, form=form)
    assert running.channel.send(words) == "view:V1"
    assert slack.submit(slack.views["V1"], text="12 chairs")
    came = running.kept.messages[1]
    assert (came.choice, came.text, came.thread) == ("filled:ask", "12 chairs", "")
    assert came.fields == {"text": "12 chairs", "ward": "b", "day": "2026-12-25"}
    assert running.channel.send(words).startswith("D1:"), "a form opens once; then the words are sent"


def test_looking_at_the_home_page_is_a_message_and_its_answer_is_shown_there(
    slack: SlackStandIn, running: Running
) -> None:
    assert slack.open_home()
    assert slack.open_home(tab="messages")
    (looked,) = running.kept.messages
    assert (looked.choice, looked.text, looked.surface) == ("home", "", "home")
    running.channel.send(reply("Yours", thread="", surface="home", choices=(Choice("Ask", "form:ask"),)))
    assert [block["type"] for block in slack.homes["U1"]["blocks"]] == ["section", "actions"]


def test_a_workspace_that_takes_the_app_out_is_told_in_words(slack: SlackStandIn, running: Running) -> None:
    with structlog.testing.capture_logs() as logged:
        assert slack.deliver("events_api", slack.envelope({"type": "app_uninstalled"}))
        assert slack.deliver("events_api", slack.envelope({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}))
    problems = [line["problem"] for line in logged if line["event"] == "slack_app_ended"]
    assert ["install it again" in problem for problem in problems] == [True, True]


def test_a_button_on_a_card_stays_until_the_card_is_sent_anew(slack: SlackStandIn, running: Running) -> None:
    card = reply("LS-0042 · ask", thread="C9", choices=(Choice("Approve", "queue:LS-0042 ok"),))
    sent = running.channel.send(card)
    message = deepcopy(slack.sent()[0])
    assert slack.tap(message, "queue:LS-0042 ok")
    assert running.channel.send(reply("LS-0042 approved", thread="C9", replaces=sent)) == sent
    assert [block["type"] for block in slack.sent()[0]["blocks"]] == ["section"]
    assert slack.sent()[0]["text"] == "LS-0042 approved"
    assert running.channel.send(reply("again", thread="C9", replaces="C9:1.1")) == "C9:1.1"


def test_a_message_of_100_kilobytes_is_kept_whole(slack: SlackStandIn, running: Running) -> None:
    assert slack.say("chairs " * 15_000)
    assert len(running.kept.messages[0].text) > 100_000


def test_malformed_deliveries_do_not_stop_the_next_message(slack: SlackStandIn, running: Running) -> None:
    broken: list[dict[str, Any]] = [
        {"type": "event_callback", "event": {"type": "app_mention", "user": "U1", "channel": "C1"}},
        {
            "type": "event_callback",
            "event_id": "Ev",
            "event": {"type": "message", "user": "U1", "channel": "D1", "files": [1]},
        },
        {"type": "block_actions", "user": {}, "actions": []},
        {"type": "block_actions", "user": {}, "actions": [{"action_id": "choice:0", "value": "yes"}]},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "private_metadata": "of another app"}},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1"}},
        {"type": "message_action", "callback_id": "make_ask"},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "older", "value": "yes"}]},
    ]
    for payload in broken:
        assert slack.deliver("events_api" if payload["type"] == "event_callback" else "interactive", payload)
    assert slack.say("behind them")
    assert [message.text for message in running.kept.messages] == ["behind them"]


def test_lone_surrogates_never_reach_the_store(slack: SlackStandIn, running: Running) -> None:
    assert slack.say("ten \ud83d chairs\x00")
    assert running.kept.messages[0].text == "ten \ufffd chairs"


@pytest.mark.parametrize("polite", [True, False])
def test_a_lost_connection_is_made_again(slack: SlackStandIn, channel: Slack, kept: Kept, polite: bool) -> None:
    run = Running(channel, kept)
    slack.wait_connected()
    slack.kick(polite=polite)
    slack.wait_connected(2)
    slack.patience = THREE_SECONDS
    wait_until(lambda: slack.say("after the hang-up"))
    assert kept.messages[-1].text == "after the hang-up"
    run.stop()


def test_a_server_that_was_down_is_found_again(slack: SlackStandIn, channel: Slack, kept: Kept) -> None:
    slack.fault(method="auth.test", drop=True)
    slack.fault(method="apps.connections.open", status=500, body="<html>")
    run = Running(channel, kept)
    slack.wait_connected()
    slack.stop()
    time.sleep(0.5)
    slack.start()
    slack.wait_connected(2)
    slack.patience = THREE_SECONDS
    wait_until(lambda: slack.say("back again"))
    run.stop()
    assert run.error is None


def test_the_order_in_which_people_wrote_is_kept(slack: SlackStandIn, channel: Slack, kept: Kept) -> None:
    run = Running(channel, kept)
    slack.wait_connected()
    for number in range(50):
        assert slack.say(f"message {number}")
    assert [message.text for message in kept.messages] == [f"message {number}" for number in range(50)]
    run.stop()


def test_poll_once_takes_what_is_delivered_and_returns(slack: SlackStandIn, channel: Slack, kept: Kept) -> None:
    event, taken = slack.event("quickly"), 0
    slack.patience = THREE_SECONDS
    sender = Thread(target=wait_until, args=(lambda: slack.deliver("events_api", event),))
    sender.start()
    while sender.is_alive():  # a busy machine may need more than the two seconds of one poll
        taken += channel.poll_once(kept)
    assert taken == 1
    assert Slack("xoxb-1", "", SECRET, mode="http", base_url=slack.base_url).poll_once(kept) == 0


@pytest.fixture
def listening(slack: SlackStandIn, kept: Kept) -> Any:
    """The channel by signed HTTP only."""
    bot = Slack("xoxb-1", "", SECRET, mode="http", base_url=slack.base_url, port=0)
    run = Running(bot, kept)
    wait_until(lambda: bot.port)
    slack.via = f"http://127.0.0.1:{bot.port}/slack/events"
    yield run
    run.stop()
    bot.close()


def test_a_forged_signature_or_an_old_one_is_refused(slack: SlackStandIn, listening: Running) -> None:
    assert slack.post("events_api", slack.event("forged"), secret="guessed") == 401
    assert slack.post("events_api", slack.event("old"), age=400) == 401
    assert slack.post("slash_commands", {"command": "/ask", "text": "forged"}, secret="guessed") == 401
    assert slack.post("events_api", slack.event("true")) == 200
    assert [message.text for message in listening.kept.messages] == ["true"]


def test_the_listening_server_answers_slack_s_challenge_and_nothing_else(
    slack: SlackStandIn, listening: Running
) -> None:
    assert slack.post("events_api", {"type": "url_verification", "challenge": "c", "token": "v"}) == 200
    slack.via = slack.via.replace("/slack/events", "/elsewhere")
    assert slack.post("events_api", slack.event("elsewhere")) == 404


def test_a_request_without_end_is_refused(slack: SlackStandIn, listening: Running) -> None:
    host, port = slack.via.split("/")[2].split(":")
    for length, status in ((str(LONGEST_BODY + 1), b"413"), ("many", b"411"), ("-1", b"413")):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as wire:
            wire.sendall(f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
            assert status in wire.recv(100)


def test_a_port_that_is_taken_is_said_in_words(slack: SlackStandIn, listening: Running, kept: Kept) -> None:
    port = int(slack.via.split(":")[2].split("/")[0])
    second = Slack("xoxb-1", "", SECRET, mode="http", base_url=slack.base_url, port=port)
    run = Running(second, kept)
    run.join()
    assert isinstance(run.error, CheckError)
    assert "choose another slack.port" in str(run.error)
