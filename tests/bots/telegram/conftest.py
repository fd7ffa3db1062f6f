"""A Telegram stand-in and a channel that talks to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bots.telegram import Telegram
from intake.messages import Outgoing
from tests.bots.keeping import Kept, Running
from tests.standins.telegram import TelegramStandIn


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    """The server."""
    with TelegramStandIn() as server:
        yield server


@pytest.fixture
def channel(telegram: TelegramStandIn) -> Iterator[Telegram]:
    """A channel that waits only a moment between tries."""
    bot = Telegram(telegram.token, base_url=telegram.base_url, poll_seconds=5, first_wait=0.05)
    yield bot
    bot.close()


@pytest.fixture
def kept() -> Kept:
    """The store."""
    return Kept()


@pytest.fixture
def running(channel: Telegram, kept: Kept) -> Iterator[Running]:
    """The channel, taking messages in."""
    run = Running(channel, kept)
    yield run
    run.stop()


def reply(text: str, thread: int = 7, *, dedupe_key: str = "reply:1", **more: Any) -> Outgoing:
    """A message to send."""
    address = str(abs(thread))
    return Outgoing(channel="telegram", address=address, text=text, thread=str(thread), dedupe_key=dedupe_key, **more)
