"""From a Telegram message to its reply, over HTTP, through the whole service: poll, keep, handle, send."""

import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askline.bench.figures import Figure
from askline.bench.servers import NEEDS_CHECKOUT
from askline.bench.texts import texts

if TYPE_CHECKING:
    from tests.standins.telegram import TelegramStandIn


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Median and 99th percentile over single messages, each by a new person, beside a bare bot that echoes."""
    try:
        from tests.standins.telegram import TelegramStandIn
    except ImportError:
        yield Figure("Telegram message to reply", None, "ms", note=NEEDS_CHECKOUT)
        return
    from askline.service import Service
    from askline.wiring import open_installation

    count = max(20, int(200 * scale))
    with TelegramStandIn() as server:
        echoed = _echo(server.base_url, server, count)
    with TelegramStandIn() as server:
        config = f'[telegram]\ntoken = "{server.token}"\nbase_url = "{server.base_url}"\n'
        (folder / "config.toml").write_text(config + '[email]\nkind = "off"\n', encoding="utf-8")
        service = Service(open_installation(folder))
        thread = threading.Thread(target=service.run)
        thread.start()
        answered = _waits(server, texts(count), 1000)
        service.stop.set()
        thread.join()
        service.installation.close()
    for name, value, beside in _percentiles(answered, echoed):
        yield Figure(f"Telegram message to reply, {name}", value, "ms", beside, "a bare echo by the same library", "")


def _percentiles(answered: list[float], echoed: list[float]) -> Iterator[tuple[str, float, float]]:
    yield "median", statistics.median(answered), statistics.median(echoed)
    yield "99th percentile", statistics.quantiles(answered, n=100)[98], statistics.quantiles(echoed, n=100)[98]


def _waits(server: "TelegramStandIn", messages: list[str], first_chat: int) -> list[float]:
    """Milliseconds from each message to the first reply in its chat; the first five warm up."""
    waits = []
    for number, text in enumerate(messages):
        chat = first_chat + number
        start = time.perf_counter()
        server.say(chat, text)
        while not server.sent(chat):
            time.sleep(0.001)
            if time.perf_counter() - start > 30:
                raise TimeoutError("no reply within 30 s")
        waits.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return waits[5:]


def _echo(base_url: str, server: "TelegramStandIn", count: int) -> list[float]:
    """The same exchange with the library alone: an Application that answers with the text it got."""
    import asyncio

    from telegram.ext import Application, MessageHandler, filters

    async def echo(update: Any, context: Any) -> None:
        await update.message.reply_text(update.message.text or "-")

    async def serve(stop: threading.Event, ready: threading.Event) -> None:
        application = Application.builder().token(server.token).base_url(f"{base_url}/bot").build()
        application.add_handler(MessageHandler(filters.ALL, echo))
        async with application:
            await application.start()
            updater = application.updater
            assert updater
            await updater.start_polling(timeout=5)
            ready.set()
            await asyncio.to_thread(stop.wait)
            await updater.stop()
            await application.stop()

    stop, ready = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(serve(stop, ready)))
    thread.start()
    ready.wait(10)
    waits = _waits(server, texts(count), 1)
    stop.set()
    thread.join()
    return waits
