"""From a Slack message to its reply, over Socket Mode, through the whole service: event, keep, acknowledge, handle, post."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askline.bench.figures import Figure
from askline.bench.servers import NEEDS_CHECKOUT
from askline.bench.telegram import percentiles, waits
from askline.bench.texts import texts

if TYPE_CHECKING:
    from tests.standins.slack import SlackStandIn

CONFIG = '[slack]\nbot_token = "xoxb-1"\napp_token = "xapp-1"\nbase_url = "{url}"\n[email]\nkind = "off"\n'


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Median and 99th percentile over single messages, each by a new person, beside a bare Bolt app that echoes."""
    try:
        from tests.standins.slack import SlackStandIn
    except ImportError:
        yield Figure("Slack message to reply", None, "ms", note=NEEDS_CHECKOUT)
        return
    from askline.service import Service
    from askline.wiring import open_installation

    count = max(20, int(200 * scale))
    with SlackStandIn() as server:
        echoed = _echo(server, count)
    with SlackStandIn() as server:
        (folder / "config.toml").write_text(CONFIG.format(url=server.base_url), encoding="utf-8")
        service = Service(open_installation(folder))
        thread = threading.Thread(target=service.run)
        thread.start()
        server.wait_connected()
        answered = _waits(server, count)
        service.stop.set()
        thread.join()
        service.installation.close()
    for name, value, beside in percentiles(answered, echoed):
        aim = "150" if name.startswith("99th") else ""
        yield Figure(f"Slack message to reply, {name}", value, "ms", beside, "a bare echo by Bolt", aim)


def _waits(server: "SlackStandIn", count: int) -> list[float]:
    """Milliseconds from each message to the first reply to its person."""

    def say(person: int, text: str) -> None:
        server.say(text, user=f"U{person}", channel=f"D{person}")

    def answered(person: int) -> bool:
        return any(place == f"D{person}" for place, _ in list(server.messages)[-5:])

    return waits(texts(count), 1000, say, answered)


def _echo(server: "SlackStandIn", count: int) -> list[float]:
    """The same exchange with the library alone: an app that answers with the text it got."""
    from slack_bolt import App
    from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
    from slack_sdk import WebClient

    app = App(client=WebClient(token="xoxb-1", base_url=f"{server.base_url}/"))

    @app.event("message")
    def echo(event: dict[str, Any], say: Any) -> None:
        say(event.get("text") or "-")

    web = WebClient(token="xapp-1", base_url=f"{server.base_url}/")
    handler = SocketModeHandler(app, "xapp-1", web_client=web)
    handler.connect()
    server.wait_connected()
    time.sleep(0.2)
    found = _waits(server, count)
    handler.close()
    return found
