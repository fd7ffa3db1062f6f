"""The people of the demo's week and what they write, from week.toml and the raw letters beside it."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from askline.options import LONDON

HERE = Path(__file__).parent
MONDAY = datetime(2026, 11, 9, tzinfo=LONDON)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Written:
    """One message of the week: when, by whom, by which channel, and what the sender says when asked back."""

    at: datetime
    channel: str
    sender: str
    name: str
    subject: str
    text: str
    raw: bytes
    if_asked: tuple[str, ...]


def load_week() -> list[Written]:
    """The messages of the week in the order of their times (aware, Europe/London)."""
    table = tomllib.loads((HERE / "week.toml").read_text(encoding="utf-8"))
    return sorted((_written(message) for message in table["message"]), key=lambda written: written.at)


def on(day_and_time: str, *, weeks: int = 0) -> datetime:
    """ "fri 08:45" in the demo's week, or so many weeks later."""
    day, time = day_and_time.split()
    hour, minute = map(int, time.split(":"))
    return MONDAY + timedelta(weeks=weeks, days=DAYS.index(day), hours=hour, minutes=minute)


def _written(message: dict) -> Written:
    raw = (HERE / message["raw"]).read_bytes() if "raw" in message else b""
    return Written(
        at=on(message["at"]),
        channel=message.get("channel", "email"),
        sender=message.get("from", ""),
        name=message.get("name", message.get("from", "")),
        subject=message.get("subject", ""),
        text=message.get("text", "").strip(),
        raw=raw,
        if_asked=tuple(message.get("if_asked", ())),
    )
