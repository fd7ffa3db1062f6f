"""What Slack delivers when people do something, as it comes: bodies of slash commands, taps, shortcuts and forms."""

import json
from collections.abc import Mapping
from typing import Any

Payload = dict[str, Any]


def command(name: str, text: str, *, user: str, channel: str, team: str, trigger: str, answer_url: str) -> Payload:
    """A slash command."""
    said = {"command": name, "text": text, "user_id": user, "user_name": "sam", "channel_id": channel}
    return {
        **said,
        "team_id": team,
        "trigger_id": trigger,
        "api_app_id": "A1",
        "token": "v",
        "response_url": answer_url,
    }


def tap(
    message: Mapping[str, Any], value: str, *, user: str, channel: str, team: str, trigger: str, at: str
) -> Payload:
    """A tap on the button of a message that has this value."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    button = next(button for row in rows for button in row if button["value"] == value)
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "sam", "name": "sam", "team_id": team},
        "team": {"id": team, "domain": "example"},
        "channel": {"id": channel, "name": "directmessage" if channel[0] == "D" else "general"},
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel},
        "message": json.loads(json.dumps(message)),
        "trigger_id": trigger,
        "actions": [{**button, "action_ts": at}],
    }


def shortcut(
    text: str, *, user: str, author: str, channel: str, team: str, trigger: str, stamps: tuple[str, str]
) -> Payload:
    """The shortcut "make this an ask" on somebody's message."""
    written, chosen = stamps
    return {
        "type": "message_action",
        "callback_id": "make_ask",
        "trigger_id": trigger,
        "user": {"id": user, "name": "sam"},
        "team": {"id": team, "domain": "example"},
        "channel": {"id": channel, "name": "general"},
        "message_ts": written,
        "message": {"type": "message", "user": author, "text": text, "ts": written},
        "action_ts": chosen,
    }


def submission(view: Mapping[str, Any], changed: Mapping[str, str], *, user: str, team: str) -> Payload:
    """A modal that is sent with what stands in it, but for the fields that were `changed`."""
    values = {
        block["block_id"]: {block["element"]["action_id"]: _filled(block["element"], changed.get(block["block_id"]))}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    return {
        "type": "view_submission",
        "user": {"id": user, "name": "sam", "team_id": team},
        "team": {"id": team, "domain": "example"},
        "view": {**json.loads(json.dumps(view)), "state": {"values": values}},
    }


def _filled(element: Mapping[str, Any], changed: str | None) -> dict[str, Any]:
    """What a field of a modal comes back with."""
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": (changed if changed is not None else element.get("initial_value")) or None}
    if kind == "datepicker":
        return {"type": kind, "selected_date": changed or element.get("initial_date")}
    chosen = next(
        (option for option in element["options"] if option["value"] == changed), element.get("initial_option")
    )
    return {"type": kind, "selected_option": chosen}
