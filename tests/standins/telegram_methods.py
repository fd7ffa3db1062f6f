"""What each Bot API method answers, and what it refuses."""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standins.telegram import TelegramStandIn

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


class Refusal(Exception):
    """An answer with ok false."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, Any] | None = None):
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def answer(server: "TelegramStandIn", method: str, parameters: Mapping[str, Any]) -> Any:
    """The result of one call; raises Refusal. Method names are in lower case."""
    if method not in METHODS:
        raise Refusal(404, "Not Found: method not found")
    return METHODS[method](server, parameters)


def _me(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    return server.bot


def _yes(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    return True


def _webhook(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    url = str(parameters.get("url", ""))
    if url and not url.startswith("https://"):
        raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    server.webhook, server.secret = url, str(parameters.get("secret_token", ""))
    return True


def _webhook_info(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    info = {"url": server.webhook, "has_custom_certificate": False, "pending_update_count": len(server.updates)}
    failed = {"last_error_date": int(time.time()), "last_error_message": server.webhook_error}
    return {**info, **failed} if server.webhook_error else info


def _chat_member(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    chat = _chat(server, parameters)
    if chat not in server.groups:
        raise Refusal(400, "Bad Request: chat not found")
    return {"status": server.groups[chat], "user": server.bot}


def _chat(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> int:
    """The chat a message goes to. Refuses one that blocked the bot, has moved, or does not exist."""
    chat = int(parameters.get("chat_id", 0) or 0)
    if chat in server.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    if chat in server.moved:
        moved = {"migrate_to_chat_id": server.moved[chat]}
        raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
    if not chat:
        raise Refusal(400, "Bad Request: chat not found")
    return chat


def _markup(parameters: Mapping[str, Any]) -> Any:
    """The inline keyboard of a call, looked at as Telegram does."""
    markup = parameters.get("reply_markup")
    markup = json.loads(markup) if isinstance(markup, str) else markup
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup if markup and markup.get("inline_keyboard") else None


def _text(parameters: Mapping[str, Any]) -> str:
    text = str(parameters.get("text", ""))
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _send_message(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    chat, text, markup = _chat(server, parameters), _text(parameters), _markup(parameters)
    more = {"reply_markup": markup} if markup else {}
    if topic := parameters.get("message_thread_id"):
        more["message_thread_id"] = int(topic)
    return server.make_message(chat, server.bot, text, _sent=True, **more)


def _send_document(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    chat, file = _chat(server, parameters), parameters.get("document")
    if not isinstance(file, dict):
        raise Refusal(400, "Bad Request: there is no document in the request")
    about = {"file_id": "file", "file_unique_id": "file", "file_name": file["file"], "file_size": file["size"]}
    return server.make_message(chat, server.bot, None, _sent=True, document=about)


def _edit(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    """Change text, keyboard or both; without a keyboard in the call, the old one goes."""
    message = server.messages.get((_chat(server, parameters), int(parameters.get("message_id", 0) or 0)))
    if message is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    text = _text(parameters) if "text" in parameters else message.get("text")
    markup = _markup(parameters)
    if (text, markup) == (message.get("text"), message.get("reply_markup")):
        raise Refusal(400, NOT_MODIFIED)
    message.update(text=text, edit_date=int(time.time()), reply_markup=markup)
    if markup is None:
        del message["reply_markup"]
    return {key: value for key, value in message.items() if key != "_sent"}


def _delete(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    if server.messages.pop((_chat(server, parameters), int(parameters.get("message_id", 0) or 0)), None) is None:
        raise Refusal(400, "Bad Request: message to delete not found")
    return True


def _answer_query(server: "TelegramStandIn", parameters: Mapping[str, Any]) -> Any:
    number = str(parameters.get("callback_query_id", ""))
    if number not in server.queries:
        raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    server.queries.remove(number)
    return True


METHODS: dict[str, Callable[["TelegramStandIn", Mapping[str, Any]], Any]] = {
    "getme": _me,
    "setwebhook": _webhook,
    "deletewebhook": lambda server, parameters: _webhook(server, {}),
    "getwebhookinfo": _webhook_info,
    "getchatmember": _chat_member,
    "setmycommands": _yes,
    "setchatmenubutton": _yes,
    "sendchataction": _yes,
    "sendmessage": _send_message,
    "senddocument": _send_document,
    "editmessagetext": _edit,
    "editmessagereplymarkup": _edit,
    "deletemessage": _delete,
    "answercallbackquery": _answer_query,
}
