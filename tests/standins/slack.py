"""A Slack that is as strict as the real one: Web API, Socket Mode, and signed HTTP deliveries, on loopback.

with SlackStandIn() as slack:
    channel = Slack("xoxb-1", "xapp-1", "", base_url=slack.base_url)
    slack.say("we need 10 chairs")            # acknowledged or not: True or False
    slack.tap(slack.wait_sent(1)[0], "yes")
"""

import asyncio
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import WSMsgType, web

from tests.standins import slack_payloads
from tests.standins.server import ServerThread
from tests.standins.slack_methods import Refused, answer
from tests.waiting import PATIENCE, wait_until

THREE_SECONDS = 3.0
SECRET = "signing-secret-of-the-stand-in"
SCOPES = (
    "app_mentions:read,channels:history,chat:write,commands,files:write,groups:history,im:history,im:write,mpim:history"
)


@dataclass
class Fault:
    """What the next call gets instead of its answer. `drop` closes the connection with no answer at all."""

    error: str = "internal_error"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = ""
    drop: bool = False
    body: str | None = None


class SlackStandIn(ServerThread):
    """The server and its control side. Deliveries go over the open socket, or signed to `via` when it is set.

    `patience` is how many seconds it waits for an acknowledgement; Slack's own is `THREE_SECONDS`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bot_user, self.bot_id, self.team, self.scopes = "UBOT", "B1", "T1", SCOPES
        self.via = ""
        self.patience = PATIENCE
        self.messages: dict[tuple[str, str], dict[str, Any]] = {}
        self.roots: dict[tuple[str, str], dict[str, Any]] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.refusals: dict[str, str] = {}
        self.triggers: dict[str, float] = {}
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Fault] = []
        self.connections = 0
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._number = 0

    @property
    def base_url(self) -> str:
        """The Web API's address."""
        return f"http://127.0.0.1:{self.port}/api"

    # control side

    def next_stamp(self) -> str:
        """A message's ts: always later than the one before."""
        self._number += 1
        return f"{1_772_355_600 + self._number}.000100"

    def event(
        self, text: str, *, user: str = "U1", channel: str = "D1", kind: str = "im", **more: Any
    ) -> dict[str, Any]:
        """A message event as Slack delivers it, with an id of its own. `kind` is im, channel, group or mpim."""
        stamp = self.next_stamp()
        event = {"type": "message", "channel": channel, "channel_type": kind, "user": user, "text": text, "ts": stamp}
        self.roots[channel, stamp] = dict(event)
        return self.envelope({**event, **more})

    def envelope(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Any event, as Slack wraps it."""
        self._number += 1
        return {
            "type": "event_callback",
            "token": "v",
            "team_id": self.team,
            "api_app_id": "A1",
            "event_id": f"Ev{self._number}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": self.team, "user_id": self.bot_user, "is_bot": True}],
            "event": dict(event),
        }

    def say(self, text: str, **more: Any) -> bool:
        """A person writes to the bot; True when that was acknowledged in time."""
        return self.deliver("events_api", self.event(text, **more))

    def mention(self, text: str, *, channel: str = "C1", **more: Any) -> bool:
        """A person names the bot in a channel; True when acknowledged."""
        payload = self.event(f"<@{self.bot_user}> {text}", channel=channel, kind="channel", **more)
        payload["event"]["type"] = "app_mention"
        del payload["event"]["channel_type"]
        return self.deliver("events_api", payload)

    def command(self, text: str, *, name: str = "/ask", user: str = "U1", channel: str = "C1") -> bool:
        """A person types a slash command; True when acknowledged."""
        where = {"user": user, "channel": channel, "team": self.team, "answer_url": f"{self.base_url}/none"}
        return self.deliver("slash_commands", slack_payloads.command(name, text, trigger=self.trigger(), **where))

    def tap(self, message: Mapping[str, Any], value: str, *, user: str = "U1") -> bool:
        """A person taps the button of a sent message that has this value; True when acknowledged."""
        channel = next(place for (place, stamp) in self.messages if stamp == message["ts"])
        who = {"user": user, "channel": channel, "team": self.team}
        payload = slack_payloads.tap(message, value, trigger=self.trigger(), at=self.next_stamp(), **who)
        return self.deliver("interactive", payload)

    def trigger(self) -> str:
        """A new trigger, with which one modal can be opened within three seconds."""
        number = f"{self.next_stamp()}.t"
        self.triggers[number] = time.monotonic()
        return number

    def shortcut(self, text: str, *, user: str = "U1", author: str = "U2", channel: str = "C1") -> bool:
        """A person chooses "make this an ask" on somebody's message; True when acknowledged."""
        who = {"user": user, "author": author, "channel": channel, "team": self.team}
        stamps = self.next_stamp(), self.next_stamp()
        return self.deliver("interactive", slack_payloads.shortcut(text, trigger=self.trigger(), stamps=stamps, **who))

    def submit(self, view: Mapping[str, Any], *, user: str = "U1", **changed: str) -> bool:
        """A person sends a modal, with what stands in it but for the fields that were `changed`; True when acknowledged."""
        return self.deliver("interactive", slack_payloads.submission(view, changed, user=user, team=self.team))

    def open_home(self, *, user: str = "U1", tab: str = "home") -> bool:
        """A person looks at the app's home; True when acknowledged."""
        event = {
            "type": "app_home_opened",
            "user": user,
            "channel": f"D{user[1:]}",
            "tab": tab,
            "event_ts": self.next_stamp(),
        }
        return self.deliver("events_api", self.envelope(event))

    def wait_view(self, count: int) -> dict[str, Any]:
        """The modal opened last, once there are `count`."""
        wait_until(lambda: len(self.views) >= count, what=f"opening {count} modals")
        return list(self.views.values())[-1]

    def deliver(self, kind: str, payload: Mapping[str, Any], **signing: Any) -> bool:
        """Any delivery: over HTTP when `via` is set (200 is an acknowledgement), else over the socket opened last."""
        if self.via:
            return self.post(kind, payload, **signing) == 200
        return self.on_loop(lambda: self._over_socket(kind, payload))

    def post(self, kind: str, payload: Mapping[str, Any], *, secret: str = SECRET, age: float = 0) -> int:
        """A delivery over HTTP, signed `age` seconds ago; returns the status."""
        if kind == "events_api":
            body, content_type = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
        stamp = str(int(time.time() - age))
        digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
            "Content-Type": content_type,
        }
        try:
            with urllib.request.urlopen(urllib.request.Request(self.via, body, headers), timeout=PATIENCE) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def kick(self, *, polite: bool = False) -> None:
        """Close the sockets; a polite Slack announces it first and leaves the closing to the client."""

        async def go() -> None:
            for socket in list(self._sockets):
                if polite:
                    await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
                elif (transport := transport_of(socket)) is not None:
                    transport.close()

        self.on_loop(go)

    def fault(self, error: str = "internal_error", *, times: int = 1, **more: Any) -> None:
        """The next `times` calls (of `method`, when given) fail."""
        self.faults += [Fault(error, **more) for _ in range(times)]

    def sent(self) -> list[dict[str, Any]]:
        """What the bot posted, as it now stands, oldest first."""
        return list(self.messages.values())

    def wait_sent(self, count: int) -> list[dict[str, Any]]:
        """The same, once there are `count`."""
        wait_until(lambda: len(self.messages) >= count, what=f"sending {count} messages")
        return self.sent()

    def wait_connected(self, count: int = 1) -> None:
        """Wait until sockets have been opened `count` times and one is open."""
        wait_until(lambda: self.connections >= count and self._sockets, what=f"connection {count}")

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of a method, oldest first."""
        return [parameters for name, parameters in list(self.calls) if name == method]

    # the server's own side

    def application(self) -> web.Application:
        """Web API under /api/, sockets under /link/, uploads under /upload/."""
        self._sockets, self._acks = [], {}
        application = web.Application(client_max_size=60 << 20)
        application.router.add_post("/api/{method}", self._call)
        application.router.add_get("/link/", self._link)
        application.router.add_post("/upload/{number}", self._upload)
        return application

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.headers.get("Authorization", "").removeprefix("Bearer ")
        is_json = request.content_type == "application/json"
        parameters = json.loads(await request.text() or "{}") if is_json else dict(await request.post())
        self.calls.append((method, parameters))
        fault = next((fault for fault in self.faults if fault.method in ("", method)), None)
        if fault is not None:
            self.faults.remove(fault)
            if fault.drop and request.transport is not None:
                request.transport.abort()
            text = fault.body if fault.body is not None else json.dumps({"ok": False, "error": fault.error})
            return web.Response(text=text, status=fault.status, headers=fault.headers, content_type="application/json")
        try:
            return web.json_response(self._answer(method, token, parameters), headers={"X-OAuth-Scopes": self.scopes})
        except Refused as refused:
            return web.json_response({"ok": False, "error": str(refused)})

    def _answer(self, method: str, token: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        if method == "apps.connections.open":
            if not token.startswith("xapp-"):
                raise Refused("not_allowed_token_type")
            if "wrong" in token:
                raise Refused("invalid_auth")
            self._number += 1
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link/?ticket={self._number}&app_id=A1"}
        if not token.startswith("xoxb-") or "wrong" in token:
            raise Refused("invalid_auth" if token else "not_authed")
        if method == "auth.test":
            who = {"user": "askline", "user_id": self.bot_user, "bot_id": self.bot_id}
            return {"ok": True, "team": "Example", "team_id": self.team, "url": "https://example.org/", **who}
        return answer(self, method, parameters)

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["number"]]["content"] = await request.read()
        return web.Response(text="OK")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self._sockets.append(socket)
        self.connections += 1
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                waiting = self._acks.get(json.loads(frame.data).get("envelope_id"))
                if waiting is not None and not waiting.done():
                    waiting.set_result(True)
        self._sockets.remove(socket)
        return socket

    async def _over_socket(self, kind: str, payload: Mapping[str, Any]) -> bool:
        if not self._sockets:
            return False
        self._number += 1
        number = f"envelope-{self._number}"
        waiting = self._acks[number] = asyncio.get_running_loop().create_future()
        frame = {
            "type": kind,
            "envelope_id": number,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        await self._sockets[-1].send_json(frame)
        try:
            return bool(await asyncio.wait_for(waiting, self.patience))
        except TimeoutError:
            return False
        finally:
            del self._acks[number]


def transport_of(socket: web.WebSocketResponse) -> asyncio.Transport | None:
    """The connection below a socket, to be cut without a word."""
    return socket.get_extra_info("transport") or (socket._req.transport if socket._req is not None else None)
