"""A Bot API server that is as strict as Telegram: for tests and benchmarks, on loopback.

with TelegramStandIn() as telegram:
    channel = Telegram(telegram.token, base_url=telegram.base_url)
    telegram.say(7, "we need 10 chairs")
    telegram.wait_sent(1)[0]["text"]
    telegram.tap(7, telegram.sent()[0]["message_id"], "yes")
"""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.standins.server import ServerThread
from tests.standins.telegram_methods import Refusal, answer
from tests.waiting import PATIENCE, wait_until

TOKEN = "123456:" + "A" * 35
BOT = {
    "id": 123456,
    "is_bot": True,
    "first_name": "Askline",
    "username": "askline_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


@dataclass
class Fault:
    """What the next call gets instead of its answer. `drop` closes the connection with no answer at all."""

    code: int = 500
    description: str = "Internal Server Error"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    method: str = ""
    drop: bool = False
    body: str | None = None


class TelegramStandIn(ServerThread):
    """The server and its control side. All of its state outlives `stop` and `start`."""

    def __init__(self, token: str = TOKEN):
        super().__init__()
        self.token = token
        self.bot = dict(BOT)
        self.webhook, self.secret, self.webhook_error = "", "", ""
        self.groups: dict[int, str] = {}
        self.updates: list[dict[str, Any]] = []
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.queries: set[str] = set()
        self.moved: dict[int, int] = {}
        self.blocked: set[int] = set()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Fault] = []
        self.polls = 0
        self.confirmed = 0
        self._next_update = 1
        self._next_message = 1
        self._holder = 0
        self._news: asyncio.Event | None = None

    # control side

    def say(self, chat: int, text: str, *, sender: int | None = None, name: str = "Sam", **more: Any) -> int:
        """A person writes; returns the update's number. A negative chat is a group. `more` are message fields."""
        message = self.make_message(chat, person(sender or chat, name), text, **more)
        return self.push({"message": message})

    def tap(self, chat: int, message_id: int, data: str, *, sender: int | None = None) -> int:
        """A person taps a button; returns the update's number."""
        number = str(self._next_update)
        self.queries.add(number)
        shown = {key: value for key, value in self.messages[chat, message_id].items() if key != "_sent"}
        query = {"id": number, "from": person(sender or chat), "chat_instance": "1", "message": shown, "data": data}
        return self.push({"callback_query": query})

    def edit(self, chat: int, message_id: int, text: str) -> int:
        """A person changes a message; returns the update's number."""
        message = self.messages[chat, message_id]
        message.update(text=text, edit_date=int(time.time()))
        return self.push({"edited_message": dict(message)})

    def push(self, update: Mapping[str, Any]) -> int:
        """Any update at all; returns its number."""
        number = int(update.get("update_id", self._next_update))
        self._next_update = max(self._next_update, number) + 1
        self.updates.append({"update_id": number, **update})
        self.wake()
        return number

    def push_raw(self, update: Any) -> None:
        """Something that is no sound update, put in line as it is."""
        self.updates.append(update)
        self.wake()

    def post(self, via: str, *, secret: str | None = None) -> int:
        """Post the updates that wait to the webhook, which listens at `via`, one by one until one is refused; the last status."""
        status = 200
        while self.updates and status == 200:
            headers = {"Content-Type": "application/json"}
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret if secret is None else secret
            body = json.dumps(self.updates[0]).encode()
            try:
                with urllib.request.urlopen(urllib.request.Request(via, body, headers), timeout=PATIENCE) as answer:
                    status = int(answer.status)
            except urllib.error.HTTPError as error:
                with error:
                    status = error.code
            if status == 200:
                del self.updates[0]
        return status

    def fault(
        self, code: int = 500, description: str = "Internal Server Error", *, times: int = 1, **more: Any
    ) -> None:
        """The next `times` calls (of `method`, when given) fail."""
        self.faults += [Fault(code, description, **more) for _ in range(times)]

    def sent(self, chat: int | None = None) -> list[dict[str, Any]]:
        """What the bot sent, as it now stands, oldest first."""
        mine = [message for message in self.messages.values() if message.get("_sent")]
        return [message for message in mine if chat is None or message["chat"]["id"] == chat]

    def wait_sent(self, count: int) -> list[dict[str, Any]]:
        """The same, once there are `count`."""
        wait_until(lambda: len(self.sent()) >= count, what=f"sending {count} messages")
        return self.sent()

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of a method, oldest first."""
        return [parameters for name, parameters in list(self.calls) if name.lower() == method.lower()]

    # the server's own side

    def make_message(self, chat: int, sender: Mapping[str, Any], text: str | None, **more: Any) -> dict[str, Any]:
        """A message in a chat, as both sides see it."""
        number = self._next_message
        self._next_message += 1
        about = {"id": chat, "type": "private", "first_name": "Sam"} if chat > 0 else group(chat)
        message: dict[str, Any] = {"message_id": number, "date": int(time.time()), "chat": about, "from": dict(sender)}
        if text is not None:
            message["text"] = text
            if text.startswith("/") and "entities" not in more:
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        message.update(more)
        self.messages[chat, number] = message
        return {key: value for key, value in message.items() if key != "_sent"}

    def wake(self) -> None:
        """Let a held poll look again."""
        if self._loop is not None and self._news is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    def application(self) -> web.Application:
        """The Bot API under /bot<token>/<method>, and files."""
        self._news = asyncio.Event()
        application = web.Application(client_max_size=60 << 20)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        return application

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, parameters = request.match_info["method"], await parameters_of(request)
        self.calls.append((method, parameters))
        fault = next((fault for fault in self.faults if fault.method.lower() in ("", method.lower())), None)
        if fault is not None:
            self.faults.remove(fault)
            return self._fail(request, fault)
        if request.match_info["token"] != self.token:
            return refused(Refusal(401, "Unauthorized"))
        try:
            if method.lower() == "getupdates":
                return accepted(await self._poll(parameters))
            return accepted(answer(self, method.lower(), parameters))
        except Refusal as refusal:
            return refused(refusal)

    async def _poll(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Updates from the offset on, held while there are none. A newer poll ends this one with 409."""
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        self.polls += 1
        self._holder += 1
        holder, offset = self._holder, int(parameters.get("offset", 0) or 0)
        if offset:
            self.confirmed = max(self.confirmed, offset)
            self.updates = [update for update in self.updates if number_of(update) >= offset]
        self.wake()
        until = time.monotonic() + float(parameters.get("timeout", 0) or 0)
        assert self._news is not None
        while not self.updates and (left := until - time.monotonic()) > 0:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                break
            if self._holder != holder:
                words = (
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                raise Refusal(409, words)
        return self.updates[: int(parameters.get("limit", 100) or 100)]

    def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.drop and request.transport is not None:
            request.transport.abort()
        if fault.body is not None:
            return web.Response(text=fault.body, status=fault.code)
        return refused(Refusal(fault.code, fault.description, fault.parameters))


def number_of(update: Any) -> float:
    """The number of an update; one without a number never goes away by itself."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else float("inf")


def person(number: int, name: str = "Sam") -> dict[str, Any]:
    """A person as Telegram describes one."""
    return {"id": number, "is_bot": False, "first_name": name, "language_code": "en"}


def group(number: int) -> dict[str, Any]:
    """A group as Telegram describes one."""
    return {"id": number, "type": "supergroup", "title": "Curators"}


async def parameters_of(request: web.Request) -> dict[str, Any]:
    """Parameters from the address, a form, a multipart form or JSON; values that are JSON are read."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        found.update(json.loads(await request.text() or "{}"))
    elif request.method == "POST":
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                found[key] = {"file": value.filename, "size": len(value.file.read())}
            else:
                found[key] = value
    return found


def accepted(result: Any) -> web.Response:
    """A good answer."""
    return web.json_response({"ok": True, "result": result})


def refused(refusal: Refusal) -> web.Response:
    """A bad answer, with its parameters where it has any."""
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = dict(refusal.parameters)
    return web.json_response(body, status=refusal.code)
