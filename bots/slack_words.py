"""Slack's own way to write words, times and files, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bots.render import plain
from intake.messages import Attachment

_ANGLED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class SlackBot:
    """Who the bot is: its user, its bot id and its workspace."""

    user: str
    bot: str
    team: str


def readable(text: str, bot_user: str) -> str:
    """Slack's text as people see it: links, names and entities in plain characters, the bot's own name left out."""

    def shown(found: re.Match[str]) -> str:
        target, label = found.group(1), found.group(2) or ""
        if target.startswith("@"):
            return "" if target[1:] == bot_user else f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        address = re.sub("^(mailto|tel):", "", target)
        return address if not label or label in address or address in label else f"{label} ({address})"

    words = _ANGLED.sub(shown, text)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain(re.sub(r"(?m)^[ \t]+|[ \t]+$", "", words).strip())


def time_of(stamp: Any) -> datetime | None:
    """Slack's seconds with a fraction as a time in UTC; None when they are none."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def file_of(file: Mapping[str, Any]) -> Attachment:
    size = file.get("size")
    return Attachment(
        name=plain(str(file.get("name") or "file")),
        content_type=plain(str(file.get("mimetype") or "application/octet-stream")),
        size=size if isinstance(size, int) else 0,
        reference=str(file.get("url_private") or ""),
    )
