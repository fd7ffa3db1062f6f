"""An aiohttp server in a thread of its own, for as long as a `with` block lasts."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from threading import Event, Thread
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.standins.ports import free_port
from tests.waiting import PATIENCE

Result = TypeVar("Result")


class ServerThread:
    """Serves `application()` on 127.0.0.1. `port` is known after the first `start` and stays over `stop` and `start`."""

    def __init__(self) -> None:
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._runner: web.AppRunner | None = None

    def application(self) -> web.Application:
        """The routes; made anew at each start."""
        raise NotImplementedError

    @property
    def base_url(self) -> str:
        """Where the server is, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to serve; returns when connections are taken."""
        ready = Event()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._serve, args=(self._loop, ready), daemon=True)
        self._thread.start()
        if not ready.wait(PATIENCE):
            raise TimeoutError("the stand-in did not start")

    def stop(self) -> None:
        """Close the port and every connection, as a server that went down does."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop = None

    def on_loop(self, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Run a coroutine where the server runs, and wait for it."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work(), self._loop).result(2 * PATIENCE)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self, loop: asyncio.AbstractEventLoop, ready: Event) -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._open())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(self._shut())
        loop.close()

    async def _open(self) -> None:
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.port = self.port or free_port()
        listening.bind(("127.0.0.1", self.port))
        await web.SockSite(self._runner, listening).start()

    async def _shut(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        if self._runner is not None:
            await self._runner.cleanup()
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
