"""What Slack delivers as messages: translation only, with no network and no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bots.render import plain
from intake.messages import Attachment, Incoming

EVENTS = ("app_mention", "message.im", "message.mpim", "message.channels", "message.groups")
COMMANDS = ("/ask",)
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
_ANGLED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class SlackBot:
    """Who the bot is: its user, its bot id and its workspace."""

    user: str
    bot: str
    team: str


def translate(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    """The message in what Slack delivered, or None for what nobody handles. `body` is as Bolt has parsed it."""
    if body.get("type") == "event_callback":
        return _event(body, bot, received_at)
    if body.get("command") in COMMANDS:
        return _command(body, bot, received_at)
    if body.get("type") == "block_actions":
        return _tap(body, bot, received_at)
    return None


def thread_to_look_up(body: Mapping[str, Any], bot: SlackBot) -> tuple[str, str] | None:
    """Channel and thread of a reply among people that is for the bot only if the bot takes part in the thread; else None."""
    event = body.get("event") or {}
    if body.get("type") != "event_callback" or event.get("type") != "message" or _is_direct(event):
        return None
    thread = str(event.get("thread_ts") or "")
    if not thread or event.get("parent_user_id") == bot.user:
        return None
    return str(event.get("channel")), thread


def readable(text: str, bot_user: str) -> str:
    """Slack's text as people see it: links, names and entities in plain characters, the bot's own name left out."""

    def shown(found: re.Match[str]) -> str:
        target, label = found.group(1), found.group(2) or ""
        if target.startswith("@"):
            return "" if target[1:] == bot_user else f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        address = re.sub("^(mailto|tel):", "", target)
        return address if not label or label in address or address in label else f"{label} ({address})"

    words = _ANGLED.sub(shown, text)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain(re.sub(r"(?m)^[ \t]+|[ \t]+$", "", words).strip())


def _event(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    event = body["event"]
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
        external_id=str(body["event_id"]),
        received_at=received_at,
        sender=f"{body.get('team_id') or bot.team}:{user}",
        thread=f"{channel}:{place}" if place else channel,
        in_reply_to=(f"{channel}:{thread}",) if thread else (),
        text=readable(str(event.get("text") or ""), bot.user),
        sent_at=_time(event.get("ts")),
        attachments=tuple(_file(file) for file in event.get("files") or ()),
    )


def _is_direct(event: Mapping[str, Any]) -> bool:
    """Whether a message is between one person and the bot."""
    kind = event.get("channel_type")
    return kind == "im" if kind else str(event.get("channel")).startswith("D")


def _follows_up(event: Mapping[str, Any], bot: SlackBot) -> bool:
    """A reply in a thread. One that names the bot comes again as a mention, so this copy is not taken."""
    named = f"<@{bot.user}" in str(event.get("text") or "")
    return bool(event.get("thread_ts")) and event["thread_ts"] != event.get("ts") and not named


def _command(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming:
    """A slash command; the answer goes to the person alone, not to the channel where it was typed."""
    return Incoming(
        channel="slack",
        external_id=f"command:{body['trigger_id']}",
        received_at=received_at,
        sender=f"{body.get('team_id') or bot.team}:{body['user_id']}",
        sender_name=plain(str(body.get("user_name") or "")),
        text=readable(str(body.get("text") or ""), bot.user) or str(body["command"]),
    )


def _tap(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    action, user = body["actions"][0], body["user"]
    if not str(action.get("action_id")).startswith("choice:") or not action.get("value"):
        return None
    box, message = body.get("container") or {}, body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or box.get("channel_id") or "")
    stamp = str(box.get("message_ts") or message.get("ts") or "")
    thread = str(message.get("thread_ts") or box.get("thread_ts") or "")
    place = thread if channel.startswith("D") else thread or stamp
    team = (body.get("team") or {}).get("id") or user.get("team_id") or bot.team
    return Incoming(
        channel="slack",
        external_id=f"action:{action['action_ts']}:{user['id']}:{stamp}",
        received_at=received_at,
        sender=f"{team}:{user['id']}",
        sender_name=plain(str(user.get("name") or user.get("username") or "")),
        thread=f"{channel}:{place}" if place else channel,
        in_reply_to=(f"{channel}:{stamp}",) if stamp else (),
        choice=plain(str(action["value"])),
        sent_at=_time(action["action_ts"]),
    )


def _time(stamp: Any) -> datetime | None:
    """Slack's seconds with a fraction as a time in UTC; None when they are none."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _file(file: Mapping[str, Any]) -> Attachment:
    size = file.get("size")
    return Attachment(
        name=plain(str(file.get("name") or "file")),
        content_type=plain(str(file.get("mimetype") or "application/octet-stream")),
        size=size if isinstance(size, int) else 0,
        reference=str(file.get("url_private") or ""),
    )
