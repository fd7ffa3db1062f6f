"""What each Slack Web API method answers, and what it refuses."""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standins.slack import SlackStandIn

Parameters = Mapping[str, Any]


class Refused(Exception):
    """An answer with ok false; the text is Slack's name for the error."""


def answer(server: "SlackStandIn", method: str, parameters: Parameters) -> dict[str, Any]:
    """The answer to one call by the bot; raises Refused."""
    if method not in METHODS:
        raise Refused("unknown_method")
    return {"ok": True, **METHODS[method](server, parameters)}


def check_blocks(blocks: Any) -> None:
    """Refuses blocks that Slack refuses: too many, too long, or two buttons of one name."""
    if not isinstance(blocks, list) or len(blocks) > 50:
        raise Refused("invalid_blocks")
    names: list[str] = []
    for block in blocks:
        if block["type"] == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
            raise Refused("invalid_blocks")
        if block["type"] == "actions":
            if not 1 <= len(block["elements"]) <= 25:
                raise Refused("invalid_blocks")
            names += [element["action_id"] for element in block["elements"]]
            for element in block["elements"]:
                if not 1 <= len(element["text"]["text"]) <= 75 or len(element["value"]) > 2000:
                    raise Refused("invalid_blocks")
    if len(set(names)) != len(names):
        raise Refused("invalid_blocks")


def _where(server: "SlackStandIn", parameters: Parameters) -> str:
    """The channel of a call: a user's id stands for the direct messages with that user."""
    channel = str(parameters.get("channel") or parameters.get("channel_id") or "")
    if channel in server.refusals:
        raise Refused(server.refusals[channel])
    if channel[:1] == "U":
        return f"D{channel[1:]}"
    if channel[:1] not in ("C", "D", "G"):
        raise Refused("channel_not_found")
    return channel


def _content(parameters: Parameters) -> dict[str, Any]:
    blocks = parameters.get("blocks")
    blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
    if blocks:
        check_blocks(blocks)
    text = str(parameters.get("text") or "")
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > 40_000:
        raise Refused("msg_too_long")
    return {"text": text, "blocks": blocks or []}


def _post(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    channel, content = _where(server, parameters), _content(parameters)
    stamp = server.next_stamp()
    message = {"type": "message", "ts": stamp, "user": server.bot_user, "bot_id": server.bot_id, **content}
    if thread := parameters.get("thread_ts"):
        message["thread_ts"] = thread
    server.messages[channel, stamp] = message
    return {"channel": channel, "ts": stamp, "message": message}


def _update(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    channel, stamp = _where(server, parameters), str(parameters.get("ts"))
    if (channel, stamp) not in server.messages:
        raise Refused("message_not_found")
    server.messages[channel, stamp].update(_content(parameters))
    return {"channel": channel, "ts": stamp, "text": parameters.get("text", "")}


def _replies(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    """A thread's first message, with who took part in it."""
    channel, stamp = str(parameters["channel"]), str(parameters["ts"])
    root = server.messages.get((channel, stamp)) or server.roots.get((channel, stamp))
    if root is None:
        raise Refused("thread_not_found")
    answers = [message for (place, _), message in server.messages.items() if place == channel]
    users = {str(message["user"]) for message in answers if message.get("thread_ts") == stamp}
    return {"messages": [{**root, "reply_users": sorted(users)}], "has_more": False}


def _history(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    """What was said last in a channel; a bot that was not invited sees none."""
    channel = _where(server, parameters)
    return {"messages": [message for (place, _), message in server.messages.items() if place == channel][-1:]}


def _open(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    user = str(parameters.get("users"))
    if user in server.refusals:
        raise Refused(server.refusals[user])
    return {"channel": {"id": f"D{user[1:]}"}}


def _upload_address(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    number = f"F{len(server.files) + 1}"
    server.files[number] = {"name": parameters["filename"], "length": int(parameters["length"])}
    return {"upload_url": f"http://127.0.0.1:{server.port}/upload/{number}", "file_id": number}


def _upload_done(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    files = parameters["files"]
    files = json.loads(files) if isinstance(files, str) else files
    where = {"channel": _where(server, parameters), "thread_ts": parameters.get("thread_ts")}
    for file in files:
        if len(server.files[file["id"]].get("content", b"")) != server.files[file["id"]]["length"]:
            raise Refused("file_not_found")
        server.files[file["id"]].update(where)
    return {"files": [{"id": file["id"], "title": file.get("title", "")} for file in files]}


def _views_open(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    """A modal opens once, and only for a trigger that is no older than three seconds."""
    given_at = server.triggers.pop(str(parameters.get("trigger_id")), None)
    if given_at is None:
        raise Refused("invalid_trigger_id")
    if time.monotonic() - given_at > 3:
        raise Refused("expired_trigger_id")
    view = _view(parameters, "modal")
    number = f"V{len(server.views) + 1}"
    server.views[number] = {**view, "id": number, "hash": f"h{number}"}
    return {"view": server.views[number]}


def _views_publish(server: "SlackStandIn", parameters: Parameters) -> dict[str, Any]:
    user, view = str(parameters.get("user_id")), _view(parameters, "home")
    server.homes[user] = view
    return {"view": {**view, "id": f"VH{user}"}}


def _view(parameters: Parameters, kind: str) -> dict[str, Any]:
    """The view of a call, looked at as Slack does."""
    view = parameters.get("view")
    view = json.loads(view) if isinstance(view, str) else view
    if not isinstance(view, dict) or view.get("type") != kind or not 1 <= len(view.get("blocks") or ()) <= 100:
        raise Refused("invalid_arguments")
    if kind == "modal":
        if not 1 <= len(view["title"]["text"]) <= 24 or len(view.get("private_metadata", "")) > 3000:
            raise Refused("invalid_arguments")
        if not 1 <= len(view["submit"]["text"]) <= 24:
            raise Refused("invalid_arguments")
    for block in view["blocks"]:
        if block["type"] == "input":
            check_input(block)
    check_blocks([block for block in view["blocks"] if block["type"] != "input"])
    return view


def check_input(block: Mapping[str, Any]) -> None:
    """Refuses a field that Slack refuses."""
    element = block["element"]
    options = element.get("options", [])
    if not 1 <= len(block["label"]["text"]) <= 2000 or len(options) > 100:
        raise Refused("invalid_arguments")
    if element["type"] == "static_select" and not options:
        raise Refused("invalid_arguments")
    if any(len(option["text"]["text"]) > 75 or len(option["value"]) > 150 for option in options):
        raise Refused("invalid_arguments")
    if (chosen := element.get("initial_option")) and chosen not in options:
        raise Refused("invalid_arguments")
    if element["type"] == "plain_text_input" and len(element.get("initial_value", "")) > element.get(
        "max_length", 3000
    ):
        raise Refused("invalid_arguments")


METHODS: dict[str, Callable[["SlackStandIn", Parameters], dict[str, Any]]] = {
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.replies": _replies,
    "conversations.history": _history,
    "conversations.open": _open,
    "views.open": _views_open,
    "views.publish": _views_publish,
    "files.getUploadURLExternal": _upload_address,
    "files.completeUploadExternal": _upload_done,
}
