"""From a Telegram message to its reply, over HTTP, through the whole service: poll, keep, handle, send."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askline.bench.figures import Figure
from askline.bench.servers import NEEDS_CHECKOUT
from askline.bench.texts import texts

if TYPE_CHECKING:
    from tests.standins.telegram import TelegramStandIn

PEOPLE = 50


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
        crowd = _crowd(server)
        service.stop.set()
        thread.join()
        service.installation.close()
    for name, value, beside in percentiles(answered, echoed):
        aim = "150" if name.startswith("99th") else ""
        yield Figure(f"Telegram message to reply, {name}", value, "ms", beside, "a bare echo by the same library", aim)
    yield Figure(f"{PEOPLE} people at once: messages answered", crowd[0], "/s")
    yield Figure(f"{PEOPLE} people at once: answered out of order", crowd[1], "people", aim="0")


def _crowd(server: "TelegramStandIn") -> tuple[float, float]:
    """Fifty people who each write three times without waiting: messages answered in a second, and how many heard answers in
    another order than theirs.
    """
    words = ("we need 3 lamps in Armley", "make it 4", "make it 5")
    people = range(500_000, 500_000 + PEOPLE)
    start = time.perf_counter()
    for text in words:
        for person in people:
            server.say(person, text)
    while sum(len(server.sent(person)) for person in people) < len(words) * PEOPLE:
        time.sleep(0.05)
        if time.perf_counter() - start > 120:
            raise TimeoutError("not all were answered within 120 s")
    took = time.perf_counter() - start
    heard = [" ".join(message["text"] for message in server.sent(person)) for person in people]
    places = [[text.find(f"{number} lamps") for number in (3, 4, 5)] for text in heard]
    return len(words) * PEOPLE / took, sum(found != sorted(found) or -1 in found for found in places)


def percentiles(answered: list[float], echoed: list[float]) -> Iterator[tuple[str, float, float]]:
    yield "median", statistics.median(answered), statistics.median(echoed)
    yield "99th percentile", statistics.quantiles(answered, n=100)[98], statistics.quantiles(echoed, n=100)[98]


def _waits(server: "TelegramStandIn", messages: list[str], first_chat: int) -> list[float]:
    return waits(messages, first_chat, server.say, lambda chat: bool(server.sent(chat)))


def waits(
    messages: list[str], first: int, say: Callable[[int, str], object], answered: Callable[[int], bool]
) -> list[float]:
    """Milliseconds from each message, by a person of its own, to the first reply to that person; the first five warm up."""
    found = []
    for person, text in enumerate(messages, first):
        start = time.perf_counter()
        say(person, text)
        while not answered(person):
            time.sleep(0.001)
            if time.perf_counter() - start > 30:
                raise TimeoutError("no reply within 30 s")
        found.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return found[5:]


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
    found = _waits(server, texts(count), 1)
    stop.set()
    thread.join()
    return found
