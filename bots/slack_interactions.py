"""What people do in Slack besides writing: slash commands, taps, shortcuts and forms, as messages."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from bots.render import plain
from bots.slack_views import OPENS_FORM, filled_in
from bots.slack_words import SlackBot, file_of, readable, time_of
from intake.messages import Incoming

COMMANDS = ("/ask", "/pledge", "/review")
SHORTCUT = "make_ask"
"""The one shortcut on a message."""


def command(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming:
    """A slash command; the answer goes to the person alone, not to the channel where it was typed."""
    name, words = str(body["command"]), readable(str(body.get("text") or ""), bot.user)
    return Incoming(
        channel="slack",
        external_id=f"command:{_once(body)}",
        received_at=received_at,
        sender=f"{body.get('team_id') or bot.team}:{body['user_id']}",
        sender_name=plain(str(body.get("user_name") or "")),
        text=f"{name} {words}".strip(),
        surface=_opens_form(body),
    )


def tap(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming | None:
    action, user = body["actions"][0], body["user"]
    if not str(action.get("action_id")).startswith("choice:") or not action.get("value"):
        return None
    box, message = body.get("container") or {}, body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or box.get("channel_id") or "")
    stamp = str(box.get("message_ts") or message.get("ts") or "")
    thread = str(message.get("thread_ts") or box.get("thread_ts") or "")
    place = thread if channel.startswith("D") else thread or stamp
    return Incoming(
        channel="slack",
        external_id=f"action:{action.get('action_ts') or _once(body)}:{user['id']}:{stamp}",
        received_at=received_at,
        sender=_person(body, bot),
        sender_name=_name(user),
        thread=f"{channel}:{place}" if place else channel,
        in_reply_to=(f"{channel}:{stamp}",) if stamp else (),
        choice=plain(str(action["value"])),
        sent_at=time_of(action.get("action_ts")),
        surface=_opens_form(body),
    )


def shortcut(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming:
    """A shortcut on somebody's message: its words, for the person who chose it, who gets the answer alone."""
    message = body.get("message") or {}
    return Incoming(
        channel="slack",
        external_id=f"shortcut:{_once(body)}",
        received_at=received_at,
        sender=_person(body, bot),
        sender_name=_name(body["user"]),
        text=readable(str(message.get("text") or ""), bot.user),
        choice="form:ask",
        sent_at=time_of(body.get("action_ts")),
        attachments=tuple(file_of(file) for file in message.get("files") or ()),
        surface=_opens_form(body),
    )


def filled(body: Mapping[str, Any], bot: SlackBot, received_at: datetime) -> Incoming:
    """A form that came back; its words are the text."""
    view = body["view"]
    value, thread, fields = filled_in(view)
    return Incoming(
        channel="slack",
        external_id=f"view:{view.get('id', '')}:{view.get('hash') or _once(body)}",
        received_at=received_at,
        sender=_person(body, bot),
        sender_name=_name(body["user"]),
        thread=thread,
        text=fields.get("text", ""),
        choice=value,
        fields=fields,
    )


def _once(body: Mapping[str, Any]) -> str:
    """What tells one slash command, shortcut or form from the next, for Slack gives them no number."""
    known = [str(body.get(name) or "") for name in ("trigger_id", "action_ts", "response_url")]
    return sha256("\n".join(known).encode(errors="replace")).hexdigest()[:32] if any(known) else uuid4().hex


def _opens_form(body: Mapping[str, Any]) -> str:
    trigger = body.get("trigger_id")
    return f"{OPENS_FORM}{trigger}" if trigger else ""


def _person(body: Mapping[str, Any], bot: SlackBot) -> str:
    user = body["user"]
    team = (body.get("team") or {}).get("id") or user.get("team_id") or bot.team
    return f"{team}:{user['id']}"


def _name(user: Mapping[str, Any]) -> str:
    return plain(str(user.get("name") or user.get("username") or ""))
