"""One running service with a Telegram and a Slack, for tests that play what people do there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from askline.service import Service
from askline.wiring import open_installation
from tests.standins.slack import SlackStandIn
from tests.standins.telegram import TelegramStandIn
from tests.waiting import PATIENCE, wait_until

ROOM = -1009
CHANNEL = "C9"
CURATOR = 900


class Town:
    """The service, and what people in its chats can do and see."""

    def __init__(self, home: Path, telegram: TelegramStandIn, slack: SlackStandIn):
        self.home, self.telegram, self.slack = home, telegram, slack
        self.service = Service(open_installation(home))

    @property
    def database(self) -> Any:
        return self.service.installation.database

    def hears(self, chat: int, part: str) -> dict[str, Any]:
        """The first message in this Telegram chat that holds these words, as it now stands; waits for it."""
        return found(lambda: [one for one in self.telegram.sent(chat) if part in one.get("text", "")], part)

    def reads(self, channel: str, part: str) -> dict[str, Any]:
        """The same in Slack."""
        return found(
            lambda: [
                message
                for (place, _), message in list(self.slack.messages.items())
                if place == channel and part in str(message)
            ],
            part,
        )

    def asks(self, person: int, text: str, name: str) -> str:
        """Somebody asks in Telegram and is done with it; the reference."""
        self.telegram.say(person, text)
        self.hears(person, "understood")
        self.telegram.say(person, f"yes, we are {name}")
        words = self.hears(person, "LS-0")["text"]
        return str(words[words.index("LS-0") :][:7])


def found(look: Callable[[], list[dict[str, Any]]], part: str) -> dict[str, Any]:
    """The first that `look` finds, once it finds one."""
    wait_until(look, what=f"a message with {part!r}")
    return look()[0]


@contextmanager
def running_town(home: Path) -> Iterator[Town]:
    """A town whose service runs for as long as the block lasts."""
    with TelegramStandIn() as telegram, SlackStandIn() as slack:
        home.mkdir(parents=True, exist_ok=True)
        (home / "config.toml").write_text(
            f"""[email]
kind = "off"
[telegram]
token = "{telegram.token}"
base_url = "{telegram.base_url}"
username = "askline_test_bot"
[slack]
bot_token = "xoxb-1"
app_token = "xapp-1"
base_url = "{slack.base_url}"
[curators]
telegram = ["{CURATOR}"]
telegram_room = "{ROOM}"
slack_room = "{CHANNEL}"
""",
            encoding="utf-8",
        )
        town = Town(home, telegram, slack)
        thread = threading.Thread(target=town.service.run)
        thread.start()
        try:
            slack.wait_connected()
            yield town
        finally:
            town.service.stop.set()
            thread.join(PATIENCE)
            town.service.installation.close()
