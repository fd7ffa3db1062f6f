"""Messages go out within Block Kit's limits, and each refusal says whether trying again helps."""

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bots.channel import CheckError
from bots.slack import Slack
from bots.slack_blocks import after_tap, buttons, messages
from bots.slack_events import EVENTS, SCOPES
from bots.slack_interactions import COMMANDS, SHORTCUT
from intake.messages import Choice, Enclosure, SendError
from tests.bots.keeping import Kept, Running
from tests.bots.slack.conftest import reply
from tests.standins.slack import SECRET, SlackStandIn
from tests.standins.slack_methods import check_blocks


def test_markup_in_people_s_words_is_shown_and_pings_nobody(slack: SlackStandIn, channel: Slack) -> None:
    channel.send(reply("<!channel> Bob & <@U2> @here https://example.org/a?b=1&c=2."))
    text = slack.sent()[0]["blocks"][0]["text"]
    assert text["text"] == ("&lt;!channel&gt; Bob &amp; &lt;@U2&gt; @here <https://example.org/a?b=1&amp;c=2>.")
    assert text["verbatim"] is True
    assert slack.sent()[0]["text"] == text["text"]


def test_a_person_s_address_opens_a_chat_with_them(slack: SlackStandIn, channel: Slack) -> None:
    channel.send(reply("Write to Sam (slack://user?team=T1&id=U7)."))
    assert "(<slack://user?team=T1&amp;id=U7>)." in slack.sent()[0]["text"]


def test_a_long_message_goes_out_in_sections_that_end_on_lines(slack: SlackStandIn, channel: Slack) -> None:
    lines = [f"{number}. chairs & tables <for> a lunch club" for number in range(2000)]
    channel.send(reply("\n".join(lines), choices=(Choice("Yes", "yes"),)))
    sections = [block for message in slack.sent() for block in message["blocks"] if block["type"] == "section"]
    shown = "\n".join(section["text"]["text"] for section in sections)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split("\n") == lines
    assert len(slack.sent()) > 1
    assert [message["blocks"][-1]["type"] for message in slack.sent()][-1] == "actions"


def test_many_choices_come_in_blocks_of_five_buttons() -> None:
    blocks = buttons([Choice(f"Ward {number} " + "x" * 80, f"ward:{number}") for number in range(12)])
    assert [len(block["elements"]) for block in blocks] == [5, 5, 2]
    check_blocks(blocks)


def test_everything_that_can_be_said_passes_slack_s_own_limits() -> None:
    for text in ("&" * 20_000, "x" * 100_000, "🪑" * 5_000, "a\n" * 9_000, "https://example.org/ " * 900):
        for message in messages(text, [Choice("Yes", "yes")] * 2):
            assert len(message.text) <= 40_000
            check_blocks([block for block in message.blocks if block["type"] == "section"])


def test_a_tap_leaves_the_buttons_about_other_references() -> None:
    blocks = messages("Two needs", [Choice("42", "pledge:LS-0042"), Choice("51", "pledge:LS-0051")])[0].blocks
    left = after_tap(blocks, blocks[-1]["elements"][0])
    assert [block["type"] for block in left] == ["section", "context", "actions"]
    assert [button["value"] for button in left[-1]["elements"]] == ["pledge:LS-0051"]


def test_replies_stay_in_their_thread(slack: SlackStandIn, channel: Slack) -> None:
    channel.send(reply("in the thread", thread="C1:1.1"))
    assert slack.sent()[0]["thread_ts"] == "1.1"


def test_without_a_thread_the_person_gets_a_direct_message(slack: SlackStandIn, channel: Slack) -> None:
    assert channel.send(reply("hello", thread="", address="T1:U7")).startswith("D7:")


def test_enclosed_files_follow_the_words(slack: SlackStandIn, channel: Slack) -> None:
    channel.send(reply("Here it is.", thread="", enclosures=(Enclosure("held.json", "application/json", b'{"a": 1}'),)))
    assert slack.files["F1"] == {
        "name": "held.json",
        "length": 8,
        "content": b'{"a": 1}',
        "channel": "D1",
        "thread_ts": None,
    }


@pytest.mark.parametrize(
    ("refused", "permanent"),
    [
        ("channel_not_found", True),
        ("is_archived", True),
        ("user_disabled", True),
        ("not_in_channel", True),
        ("internal_error", False),
        ("fatal_error", False),
    ],
)
def test_each_refusal_says_whether_to_try_again(
    slack: SlackStandIn, channel: Slack, refused: str, permanent: bool
) -> None:
    slack.refusals["D1"] = refused
    with pytest.raises(SendError, match=refused) as refusal:
        channel.send(reply("hello"))
    assert refusal.value.permanent is permanent


@pytest.mark.parametrize(
    ("fault", "permanent", "retry_after"),
    [
        ({"error": "token_revoked"}, True, None),
        ({"error": "account_inactive"}, True, None),
        ({"error": "invalid_auth"}, False, None),
        ({"error": "ratelimited", "status": 429, "headers": {"Retry-After": "600"}}, False, 600.0),
        ({"error": "x", "status": 503, "body": "<html>Service Unavailable</html>"}, False, None),
        ({"error": "x", "status": 200, "body": "not json"}, False, None),
        ({"drop": True}, False, None),
    ],
    ids=["revoked", "uninstalled", "auth", "long-429", "503-page", "not-json", "dropped"],
)
def test_each_fault_says_whether_to_try_again(
    slack: SlackStandIn, channel: Slack, fault: dict[str, Any], permanent: bool, retry_after: float | None
) -> None:
    slack.fault(method="chat.postMessage", **fault)
    with pytest.raises(SendError) as refusal:
        channel.send(reply("a secret need"))
    assert (refusal.value.permanent, refusal.value.retry_after) == (permanent, retry_after)
    assert "secret" not in str(refusal.value) and "html" not in str(refusal.value)
    assert channel.send(reply("hello"))


def test_a_short_pause_that_slack_asks_for_is_kept(slack: SlackStandIn, channel: Slack) -> None:
    slack.fault("ratelimited", status=429, headers={"Retry-After": "1"}, method="chat.postMessage")
    assert channel.send(reply("hello"))
    assert len(slack.called("chat.postMessage")) == 2


def test_trying_again_goes_on_with_the_part_that_failed(slack: SlackStandIn, channel: Slack) -> None:
    files = (Enclosure("held.json", "application/json", b"{}"),)
    slack.fault("internal_error", method="files.getUploadURLExternal")
    with pytest.raises(SendError):
        channel.send(reply("Here it is.", enclosures=files))
    assert channel.send(reply("Here it is.", enclosures=files)) == "D1:F1"
    assert len(slack.sent()) == 1


@pytest.mark.parametrize(("text", "address"), [("  ", "T1:U1"), ("hello", "")])
def test_what_cannot_be_sent_at_all_is_refused_for_good(channel: Slack, text: str, address: str) -> None:
    with pytest.raises(SendError) as refusal:
        channel.send(reply(text, thread="", address=address))
    assert refusal.value.permanent


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (("xoxb-wrong", "xapp-1"), "refuses slack.bot_token"),
        (("", "xapp-1"), "refuses slack.bot_token"),
        (("xoxb-1", "xapp-wrong"), "refuses slack.app_token"),
        (("xoxb-1", "xoxb-1"), "app tokens xapp-"),
    ],
)
def test_check_says_which_token_is_wrong(slack: SlackStandIn, tokens: tuple[str, str], words: str) -> None:
    channel = Slack(*tokens, base_url=slack.base_url)
    with pytest.raises(CheckError, match=words):
        channel.check()
    channel.close()


def test_check_names_missing_scopes_and_a_network_fault(slack: SlackStandIn, channel: Slack) -> None:
    away = Slack("xoxb-1", "xapp-1", base_url="http://127.0.0.1:9/api/")
    with pytest.raises(CheckError, match="cannot be reached"):
        away.check()
    slack.scopes = "chat:write,commands,im:history"
    with pytest.raises(
        CheckError, match=r"lacks the scopes app_mentions:read, channels:history, .*slack-manifest\.yaml"
    ):
        channel.check()
    slack.scopes = ",".join(SCOPES)
    whole = Slack("xoxb-1", "xapp-1", base_url=slack.base_url)
    assert whole.check() == "Slack works: workspace T1, by Socket Mode."
    unsigned = Slack("xoxb-1", mode="http", base_url=slack.base_url)
    with pytest.raises(CheckError, match="signing_secret"):
        unsigned.check()
    signed = Slack("xoxb-1", "", SECRET, mode="http", base_url=slack.base_url)
    assert "listening" in signed.check()


def test_check_sees_whether_the_bot_is_in_the_curators_channel(slack: SlackStandIn) -> None:
    channel = Slack("xoxb-1", "xapp-1", base_url=slack.base_url, room="C9")
    assert channel.check() == "Slack works: workspace T1, by Socket Mode."
    slack.refusals["C9"] = "not_in_channel"
    with pytest.raises(CheckError, match=r"not in the curators' Slack channel C9 .*invite @Askline"):
        channel.check()


@pytest.mark.parametrize("tokens", [("xoxb-wrong", "xapp-1"), ("xoxb-1", "xapp-wrong")])
def test_a_refused_token_ends_the_run_with_a_sentence(slack: SlackStandIn, kept: Kept, tokens: tuple[str, str]) -> None:
    run = Running(Slack(*tokens, base_url=slack.base_url, first_wait=0.01), kept)
    run.join()
    assert isinstance(run.error, CheckError)
    assert "copy it again" in str(run.error)


def test_the_manifest_asks_for_exactly_what_the_code_uses() -> None:
    manifest = yaml.safe_load((Path(__file__).parents[3] / "slack-manifest.yaml").read_text(encoding="utf-8"))
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    assert {command["command"] for command in manifest["features"]["slash_commands"]} == set(COMMANDS)
    shortcuts = manifest["features"]["shortcuts"]
    assert [(one["type"], one["callback_id"]) for one in shortcuts] == [("message", SHORTCUT)]
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in shortcuts)
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert len(manifest["display_information"]["description"]) <= 140
