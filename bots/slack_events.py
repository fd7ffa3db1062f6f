"""What Slack delivers as messages: translation only, with no network and no clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bots.slack_interactions import COMMANDS, command, filled, shortcut, tap
from bots.slack_views import HOME
from bots.slack_words import SlackBot, file_of, readable, time_of
from intake.messages import Incoming

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
    "mpim:history",
)
_FROM_PEOPLE = (None, "file_share", "me_message", "thread_broadcast")
"""Subtypes of a message that a person wrote; edits, deletions, joins and bots have others."""


def translate(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    """The message in what Slack delivered, or None for what nobody handles. `body` is as Bolt has parsed it."""
    if body.get("type") == "event_callback":
        return _event(body, bot, received_at)
    if body.get("command") in COMMANDS:
        return command(body, bot, received_at)
    if body.get("type") == "block_actions":
        return tap(body, bot, received_at)
    if body.get("type") == "message_action":
        return shortcut(body, bot, received_at)
    if body.get("type") == "view_submission":
        return filled(body, bot, received_at)
    return None


def ended(body: Mapping[str, Any]) -> str:
    """One sentence for the operator when Slack tells that the app may no longer work there; "" for all other deliveries."""
    kind = (body.get("event") or {}).get("type") if body.get("type") == "event_callback" else ""
    if kind == "app_uninstalled":
        return "The app was taken out of the Slack workspace: install it again to be heard there."
    if kind == "tokens_revoked":
        return "The Slack workspace has revoked the app's tokens: install it again and copy the new bot token."
    return ""


def thread_to_look_up(body: Mapping[str, Any], bot: SlackBot) -> tuple[str, str] | None:
    """Channel and thread of a reply among people that is for the bot only if the bot takes part in the thread; else None."""
    event = body.get("event") or {}
    if body.get("type") != "event_callback" or event.get("type") != "message" or _is_direct(event):
        return None
    thread = str(event.get("thread_ts") or "")
    if not thread or event.get("parent_user_id") == bot.user:
        return None
    return str(event.get("channel")), thread


def _event(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    event = body["event"]
    if event.get("type") == "app_home_opened":
        return _home(body, bot, received_at)
    user, channel = str(event.get("user") or ""), str(event.get("channel") or "")
    if event.get("type") not in ("message", "app_mention") or event.get("subtype") not in _FROM_PEOPLE:
        return None
    if not user or not channel or user == bot.user or event.get("bot_id"):
        return None
    if event["type"] == "message" and not _is_direct(event) and not _follows_up(event, bot):
        return None
    direct = event["type"] == "message" and _is_direct(event)
    thread = str(event.get("thread_ts") or "")
    place = thread if direct else thread or str(event["ts"])
    return Incoming(
        channel="slack",
        external_id=str(body.get("event_id") or f"message:{channel}:{event['ts']}"),
        received_at=received_at,
        sender=f"{body.get('team_id') or bot.team}:{user}",
        thread=f"{channel}:{place}" if place else channel,
        in_reply_to=(f"{channel}:{thread}",) if thread else (),
        text=readable(str(event.get("text") or ""), bot.user),
        sent_at=time_of(event.get("ts")),
        attachments=tuple(file_of(file) for file in event.get("files") or ()),
    )


def _home(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    """The person looks at its own page; the tab with the messages opens with the same event, and needs no answer."""
    event = body["event"]
    if event.get("tab", HOME) != HOME or not event.get("user"):
        return None
    return Incoming(
        channel="slack",
        external_id=str(body["event_id"]),
        received_at=received_at,
        sender=f"{body.get('team_id') or bot.team}:{event['user']}",
        choice=HOME,
        surface=HOME,
        sent_at=time_of(event.get("event_ts")),
    )


def _is_direct(event: Mapping[str, Any]) -> bool:
    """Whether a message is between one person and the bot."""
    kind = event.get("channel_type")
    return kind == "im" if kind else str(event.get("channel")).startswith("D")


def _follows_up(event: Mapping[str, Any], bot: SlackBot) -> bool:
    """A reply in a thread. One that names the bot comes again as a mention, so this copy is not taken."""
    named = f"<@{bot.user}" in str(event.get("text") or "")
    return bool(event.get("thread_ts")) and event["thread_ts"] != event.get("ts") and not named
