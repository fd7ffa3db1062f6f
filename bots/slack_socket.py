"""Socket Mode: one connection to Slack, made again within a moment when it is lost."""

import os
import socket
import time
from contextlib import suppress
from threading import Event

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bots.backoff import Backoff
from bots.slack_app import quiet_logger, silent_logger
from bots.slack_errors import FAULTS, REFUSED_TOKEN, check_error, code_of, short

LOOK_EVERY = 0.25
"""How often, in seconds, the connection is looked at."""
PING_EVERY = 3.0
"""After four pings in seconds without an answer a silent connection counts as lost."""

log = structlog.get_logger()


class SocketLine:
    """The connection of one app. `first_wait` is the pause in seconds after a first failure, doubling up to a minute."""

    def __init__(self, app: App, app_token: str, server: str, *, first_wait: float = 1.0):
        self._server = server
        self._backoff = Backoff(first=first_wait, longest=60 * first_wait)
        web = WebClient(token=app_token, base_url=server, timeout=10, logger=silent_logger())
        # One worker keeps the order in which people wrote; we reconnect ourselves, with pauses.
        self._handler = SocketModeHandler(
            app,
            app_token,
            web_client=web,
            logger=quiet_logger(),
            ping_interval=PING_EVERY,
            concurrency=1,
            auto_reconnect_enabled=False,
        )

    def listen(self, stop: Event) -> None:
        """Stay connected until `stop`. Raises CheckError when the app token is refused."""
        while not stop.is_set():
            if self._connected():
                self._backoff.reset()
                stop.wait(LOOK_EVERY)
                continue
            try:
                self._connect()
                problem = "" if self._connected() else "the connection was not taken"
            except FAULTS as error:
                if code_of(error) in REFUSED_TOKEN | {"not_allowed_token_type", "missing_scope"}:
                    raise check_error(error, token="slack.app_token", server=self._server) from error
                problem = short(error)
            if problem:
                wait = self._backoff.next()
                log.warning("slack_not_connected", problem=problem, again_in=round(wait, 1))
                stop.wait(wait)

    def listen_once(self, quiet: float, longest: float, heard: "list[float]") -> None:
        """Connect and stay for `quiet` seconds after the last entry in `heard`, at most `longest`. Raises CheckError."""
        try:
            self._connect()
        except FAULTS as error:
            raise check_error(error, token="slack.app_token", server=self._server) from error
        began = time.monotonic()
        while (now := time.monotonic()) < began + longest and now < max([began, *heard[-1:]]) + quiet:
            time.sleep(0.05)

    def close(self) -> None:
        """End the connection and its threads."""
        session = self._handler.client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)  # wakes the reading thread, which the library waits for
        self._handler.close()

    def _connect(self) -> None:
        self._handler.client.connect_to_new_endpoint()

    def _connected(self) -> bool:
        """Whether the line is up. The library notices a hang-up only after five pings, reading nothing all the while."""
        session = self._handler.client.current_session
        wire = session.sock if session is not None else None
        if session is not None and wire is not None and _hung_up(wire):
            session.disconnect()
        return bool(self._handler.client.is_connected())


def _hung_up(wire: socket.socket) -> bool:
    """Whether the other side closed the connection and all that it sent has been read."""
    try:
        # A second handle on the connection, for a TLS socket does not allow to look without taking.
        with socket.socket(fileno=os.dup(wire.fileno())) as handle:
            return handle.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
