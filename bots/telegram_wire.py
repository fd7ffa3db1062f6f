"""The connection to Telegram: one asyncio loop in a thread of its own, used from any thread."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from threading import Event, Lock, Thread
from typing import Any, TypeVar

import structlog
from telegram import Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bots.telegram_errors import Crowded, LongWait, seconds_to_wait

LONGEST_PAUSE = 5.0
"""The longest pause, in seconds, that a sender sits through when Telegram asks for one: meanwhile everybody waits."""
ROOM_AGAIN = 3.0
"""A group takes twenty messages a minute, so after so many seconds there is room for another."""
STOP_EVERY = 0.2
"""How often, in seconds, a held request looks whether it should stop."""

log = structlog.get_logger()
Result = TypeVar("Result")


class Stopped(Exception):
    """The work was given up because the program is ending."""


class Wire:
    """Bot calls from synchronous code. The loop starts with the first call, and again with the first after `close`."""

    def __init__(self, token: str, server: str):
        self.token = token
        self.server = server.rstrip("/").removesuffix("/bot")
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._bot: ExtBot[int] | None = None
        self._requests: tuple[HTTPXRequest, ...] = ()
        # At level INFO httpx writes every address that it opens, and ours hold the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def call(self, make: Callable[["ExtBot[int]"], Coroutine[Any, Any, Result]], stop: Event | None = None) -> Result:
        """Run what `make` returns on the loop and wait for it. Raises as that does, and Stopped at `stop` or `close`."""
        future = self._submit(make)
        while True:
            try:
                return future.result(timeout=STOP_EVERY if stop else None)
            except CancelledError:
                raise Stopped from None
            except TimeoutError:
                if future.done():
                    raise
                if stop and stop.is_set():
                    future.cancel()
                    raise Stopped from None

    def spawn(self, make: Callable[["ExtBot[int]"], Coroutine[Any, Any, object]], what: str) -> None:
        """The same without waiting; a failure is logged under `what` and otherwise does not matter."""

        def note(future: "Future[object]") -> None:
            if not future.cancelled() and (error := future.exception()) is not None:
                log.info("telegram_side_call_failed", what=what, error=type(error).__name__)

        self._submit(make).add_done_callback(note)

    def close(self) -> None:
        """End the loop and give its connections back; calls still under way are cancelled."""
        with self._lock:
            loop, thread, self._loop = self._loop, self._thread, None
            if loop is not None and thread is not None:
                loop.call_soon_threadsafe(loop.stop)
                thread.join()

    def _submit(self, make: Callable[["ExtBot[int]"], Coroutine[Any, Any, Result]]) -> "Future[Result]":
        with self._lock:
            if self._loop is None:
                self._start()
            assert self._loop is not None and self._bot is not None
            return asyncio.run_coroutine_threadsafe(make(self._bot), self._loop)

    def _start(self) -> None:
        """Make the bot and set its loop going. Raises InvalidToken when the token is empty."""
        loop = asyncio.new_event_loop()
        sending = QuietRequest(32, read_timeout=20, write_timeout=20, connect_timeout=10, pool_timeout=10)
        polling = PollingRequest(2, read_timeout=10, write_timeout=10, connect_timeout=10, pool_timeout=10)
        try:
            self._bot = ExtBot(
                self.token,
                base_url=f"{self.server}/bot",
                base_file_url=f"{self.server}/file/bot",
                request=sending,
                get_updates_request=polling,
                rate_limiter=PatientLimiter(max_retries=2),
            )
        except TelegramError:
            loop.close()
            raise
        self._requests = (sending, polling)
        self._loop = loop
        self._thread = Thread(target=self._serve, args=(loop,), name="telegram-wire", daemon=True)
        self._thread.start()

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            loop.run_until_complete(self._wind_down())
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    async def _wind_down(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for request in self._requests:
            await request.shutdown()


class PatientLimiter(AIORateLimiter):
    """Keeps Telegram's limits and waits when asked to; a pause longer than `LONGEST_PAUSE` goes back to the outbox.

    So does a message to a group that has had its twenty a minute: nobody else's reply is to wait behind it.
    """

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        chat = str(data.get("chat_id") or "")
        if chat.startswith("-") and not self._get_group_limiter(int(chat)).has_capacity():
            raise Crowded(ROOM_AGAIN)

        async def once(*inner: Any, **named: Any) -> Any:
            try:
                return await callback(*inner, **named)
            except RetryAfter as error:
                if (seconds := seconds_to_wait(error)) > LONGEST_PAUSE:
                    raise LongWait(seconds) from error
                raise

        return await super().process_request(once, args, kwargs, endpoint, data, rate_limit_args)


class QuietRequest(HTTPXRequest):
    """Requests that never write a server's answer to the log: it may hold people's words."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises TelegramError when it is none."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise TelegramError("The answer is not JSON") from error
        if not isinstance(answer, dict):
            raise TelegramError("The answer is not a JSON object")
        return answer


class PollingRequest(QuietRequest):
    """Reads updates so that a malformed one does not stop those behind it: a bare number is left to step over."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; updates that cannot be understood keep only their `update_id`, those without one go."""
        answer = QuietRequest.parse_json_payload(payload)
        if isinstance(updates := answer.get("result"), list):
            answer["result"] = [read for update in updates if (read := sound(update)) is not None]
        return answer


def sound(update: Any) -> dict[str, Any] | None:
    """The update when the library can read it, its number alone when it cannot, None when it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int):
        log.warning("telegram_update_without_number")
        return None
    try:
        Update.de_json(dict(update), None)
    except Exception as error:  # whatever a malformed update does to the library, the next must be read
        log.warning("telegram_update_malformed", update=number, error=type(error).__name__)
        return {"update_id": number}
    return update if isinstance(update, dict) else None
