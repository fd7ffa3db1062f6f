"""Slack: messages by Socket Mode or signed HTTP, replies with buttons."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import Any, Literal

import structlog
from slack_sdk import WebClient

from bots.backoff import Backoff
from bots.channel import CheckError, Keep
from bots.render import on_card
from bots.slack_app import build_app, silent_logger
from bots.slack_blocks import after_tap
from bots.slack_errors import FAULTS, REFUSED_TOKEN, PatientRetries, check_error, code_of, short
from bots.slack_events import SCOPES, ended, thread_to_look_up, translate
from bots.slack_http import slack_server
from bots.slack_sender import SlackSender
from bots.slack_socket import SocketLine
from bots.slack_threads import NOT_TO_BE_SEEN, Threads
from bots.slack_words import SlackBot
from intake.messages import Outgoing

SERVER = "https://slack.com/api/"
QUIET = 2.0
"""How long `poll_once` listens after the last message, in seconds."""
LONGEST_LISTENING = 30.0
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)

log = structlog.get_logger()


class Slack:
    """The Slack channel. In mode "socket" it needs `app_token`, in mode "http" `signing_secret`, `host` and `port`.

    `room` is the curators' channel. `first_wait` is the pause in seconds after a first failure; `clock` says when a message was taken in.
    """

    name = "slack"

    def __init__(
        self,
        bot_token: str,
        app_token: str = "",
        signing_secret: str = "",
        *,
        mode: Literal["socket", "http"] = "socket",
        base_url: str | None = None,
        host: str = "127.0.0.1",
        port: int = 3000,
        room: str = "",
        first_wait: float = 1.0,
        clock: Callable[[], datetime] | None = None,
    ):
        self.mode = mode
        self.host, self.port, self.room = host, port, room
        self._app_token, self._signing_secret = app_token, signing_secret
        self._server = (base_url or SERVER).rstrip("/") + "/"
        self._first_wait = first_wait
        self._clock = clock or (lambda: datetime.now(UTC))
        self._web = self._client(bot_token, timeout=20)
        self._threads = Threads(self._client(bot_token, timeout=2))
        self._bot: SlackBot | None = None
        self._lacking: list[str] = []
        self._sender = SlackSender(self._web, self._threads)
        self._afterwards = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack-afterwards")

    def run(self, keep: Keep, stop: Event) -> None:
        """Take messages in until `stop`; each is acknowledged once it is kept. Raises CheckError for refused tokens."""
        bot = self._meet_patiently(stop)
        if bot is None:
            return
        app = build_app(self._web, bot, signing_secret=self._signing_secret, take=partial(self._take, keep, bot))
        if self.mode == "http":
            try:
                server = slack_server(self.host, self.port, app)
            except OSError as error:
                words = f"Slack mode http cannot listen on {self.host}:{self.port} ({short(error)}): choose another slack.port."
                raise CheckError(words) from error
            self.port = server.port
            server.serve_until(stop)
        else:
            line = SocketLine(app, self._app_token, self._server, first_wait=self._first_wait)
            try:
                line.listen(stop)
            finally:
                line.close()

    def poll_once(self, keep: Keep) -> int:
        """In socket mode, take what Slack delivers within about two seconds; return how many messages were new."""
        if self.mode == "http":
            return 0
        new: list[float] = []

        def count(body: Mapping[str, Any]) -> None:
            if self._take(keep, bot, body):
                new.append(time.monotonic())

        bot = self._meet_or_explain()
        app = build_app(self._web, bot, signing_secret=self._signing_secret, take=count)
        line = SocketLine(app, self._app_token, self._server)
        try:
            line.listen_once(QUIET, LONGEST_LISTENING, new)
        finally:
            line.close()
        return len(new)

    def send(self, outgoing: Outgoing) -> str:
        """Post one message; see `SlackSender.send`."""
        return self._sender.send(outgoing)

    def check(self) -> str:
        """Try the tokens, the scopes and, in socket mode, whether a connection would be given. Raises CheckError."""
        bot = self._meet_or_explain()
        if self._lacking:
            words = "bring the app up to date with slack-manifest.yaml and install it again"
            raise CheckError(f"The Slack app lacks the scopes {', '.join(self._lacking)}: {words}.")
        self._see_room()
        if self.mode == "http":
            if not self._signing_secret:
                raise CheckError(
                    "Slack mode http needs slack.signing_secret: copy it from the app's Basic Information page."
                )
            return f"Slack works: workspace {bot.team}, listening for signed requests on {self.host}:{self.port}."
        try:
            self._client(self._app_token, timeout=10).apps_connections_open(app_token=self._app_token)
        except FAULTS as error:
            raise check_error(error, token="slack.app_token", server=self._server) from error
        return f"Slack works: workspace {bot.team}, by Socket Mode."

    def _see_room(self) -> None:
        """Raises CheckError when the bot is not in the curators' channel."""
        try:
            if self.room:
                self._web.conversations_history(channel=self.room, limit=1)
        except FAULTS as error:
            if code_of(error) in NOT_TO_BE_SEEN:
                words = f"Askline is not in the curators' Slack channel {self.room} ({code_of(error)})"
                raise CheckError(f"{words}: type /invite @Askline there, or correct curators.slack_room.") from error

    def close(self) -> None:
        """Finish what is still to be tidied after taps. Sending goes on to work."""
        self._afterwards.shutdown(wait=True)

    def _client(self, token: str, *, timeout: int) -> WebClient:
        return WebClient(
            token=token,
            base_url=self._server,
            timeout=timeout,
            retry_handlers=[PatientRetries(max_retry_count=2)],
            logger=silent_logger(),
        )

    def _meet(self) -> SlackBot:
        """Who the bot is, asked once; the answer's headers say what it may do. Raises as the client does."""
        if self._bot is None:
            answer = self._web.auth_test()
            headers = {name.lower(): value for name, value in answer.headers.items()}
            granted = headers.get("x-oauth-scopes")
            self._lacking = sorted(set(SCOPES) - {scope.strip() for scope in granted.split(",")}) if granted else []
            self._bot = SlackBot(str(answer["user_id"]), str(answer.get("bot_id") or ""), str(answer["team_id"]))
        return self._bot

    def _meet_or_explain(self) -> SlackBot:
        try:
            return self._meet()
        except FAULTS as error:
            raise check_error(error, token="slack.bot_token", server=self._server) from error

    def _meet_patiently(self, stop: Event) -> SlackBot | None:
        """The same, for as long as Slack is out of reach; None when `stop` came first."""
        backoff = Backoff(first=self._first_wait, longest=60 * self._first_wait)
        while not stop.is_set():
            try:
                return self._meet()
            except FAULTS as error:
                problem = check_error(error, token="slack.bot_token", server=self._server)
                if code_of(error) in REFUSED_TOKEN | {"not_allowed_token_type"}:
                    raise problem from error
                wait = backoff.next()
                log.warning("slack_not_reached", problem=str(problem), again_in=round(wait, 1))
                stop.wait(wait)
        return None

    def _take(self, keep: Keep, bot: SlackBot, body: Mapping[str, Any]) -> bool:
        """Keep the message in one delivery; True when it was new. What raises here is delivered again."""
        delivery = str(body.get("event_id") or body.get("trigger_id") or "")
        try:
            incoming = translate(body, bot, self._clock())
        except MALFORMED as error:
            log.warning("slack_delivery_malformed", delivery=delivery, error=type(error).__name__)
            return False
        if incoming is None and (problem := ended(body)):
            log.error("slack_app_ended", problem=problem)
            return False
        if incoming is None:
            log.info("slack_delivery_stepped_over", delivery=delivery)
            return False
        unknown = thread_to_look_up(body, bot)
        if unknown is not None and not self._threads.ours(*unknown, bot):
            return False
        new = keep(incoming)
        channel, _, thread = incoming.thread.partition(":")
        if thread:
            self._threads.note(channel, thread)
        if incoming.choice and body.get("message") and not on_card(incoming.choice):
            self._afterwards.submit(self._settle_tap, body)
        return new

    def _settle_tap(self, body: Mapping[str, Any]) -> None:
        """Take the used buttons away and tick the chosen one."""
        message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id")
        if not message.get("blocks") or not channel:
            return
        left = after_tap(message["blocks"], body["actions"][0])
        try:
            self._web.chat_update(channel=channel, ts=message["ts"], text=str(message.get("text") or ""), blocks=left)
        except FAULTS as error:
            log.info("slack_side_call_failed", what="chat.update", error=short(error))
