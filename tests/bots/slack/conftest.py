"""A Slack stand-in and a channel that talks to it, in both modes."""

from collections.abc import Iterator
from typing import Any

import pytest

from bots.slack import Slack
from intake.messages import Outgoing
from tests.bots.keeping import Kept, Running
from tests.standins.slack import SECRET, SlackStandIn
from tests.waiting import wait_until


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """The server."""
    with SlackStandIn() as server:
        yield server


@pytest.fixture
def channel(slack: SlackStandIn) -> Iterator[Slack]:
    """A channel in socket mode that waits only a moment between tries."""
    bot = Slack("xoxb-1", "xapp-1", base_url=slack.base_url, first_wait=0.05)
    yield bot
    bot.close()


@pytest.fixture
def kept() -> Kept:
    """The store."""
    return Kept()


@pytest.fixture(params=["socket", "http"])
def running(request: pytest.FixtureRequest, slack: SlackStandIn, kept: Kept) -> Iterator[Running]:
    """The channel, taking messages in, once by each mode."""
    bot = Slack("xoxb-1", "xapp-1", SECRET, mode=request.param, base_url=slack.base_url, port=0, first_wait=0.05)
    run = Running(bot, kept)
    if request.param == "http":
        wait_until(lambda: bot.port)
        slack.via = f"http://127.0.0.1:{bot.port}/slack/events"
    else:
        slack.wait_connected()
    yield run
    run.stop()
    bot.close()


def reply(
    text: str, thread: str = "D1", *, address: str = "T1:U1", dedupe_key: str = "reply:1", **more: Any
) -> Outgoing:
    """A message to send."""
    return Outgoing(channel="slack", address=address, text=text, thread=thread, dedupe_key=dedupe_key, **more)
