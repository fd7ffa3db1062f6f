"""Words and choices as Block Kit, within its limits, and what becomes of buttons after a tap."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.render import TICK, fitting, plain, split_text, still_open
from intake.messages import Choice

LONGEST_SECTION = 3000
LONGEST_LABEL = 75
LONGEST_VALUE = 2000
MOST_BUTTONS_IN_BLOCK = 5
MOST_BUTTONS = 100
SECTIONS_IN_MESSAGE = 10
"""With its fallback text a message stays under Slack's 40,000 characters."""

Block = dict[str, Any]
_LINK = re.compile(r"(?:https?|slack)://[^\s<>|]*[^\s<>|.,;:!?)\]]")


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message to post. `text` is what notifications and screen readers get."""

    text: str
    blocks: list[Block]


def escape(text: str) -> str:
    """The text so that Slack shows it as it is: no pings, no links of its own making."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(text: str) -> str:
    """Escaped text in which web addresses can be followed."""
    return _LINK.sub(lambda found: f"<{found.group()}>", escape(text))


def messages(text: str, choices: Sequence[Choice]) -> list[SlackMessage]:
    """The messages that carry a text, the last with its choices as buttons. Blank text gives none."""
    parts = [mrkdwn(part) for part in split_text(plain(text), LONGEST_SECTION, lambda part: len(mrkdwn(part)))]
    found = [parts[start : start + SECTIONS_IN_MESSAGE] for start in range(0, len(parts), SECTIONS_IN_MESSAGE)]
    made = [SlackMessage("\n".join(each), [_section(part) for part in each]) for each in found]
    if made:
        made[-1].blocks.extend(buttons(choices))
    return made


def buttons(choices: Sequence[Choice]) -> list[Block]:
    """Choices as blocks of at most five buttons."""
    elements = [
        {
            "type": "button",
            "action_id": f"choice:{number}",
            "text": {
                "type": "plain_text",
                "text": fitting(choice.label, LONGEST_LABEL) or choice.value,
                "emoji": False,
            },
            "value": choice.value,
        }
        for number, choice in enumerate(choices[:MOST_BUTTONS])
        if 0 < len(choice.value) <= LONGEST_VALUE
    ]
    rows = [elements[start : start + MOST_BUTTONS_IN_BLOCK] for start in range(0, len(elements), MOST_BUTTONS_IN_BLOCK)]
    return [{"type": "actions", "block_id": f"choices:{number}", "elements": row} for number, row in enumerate(rows)]


def after_tap(blocks: Sequence[Mapping[str, Any]], action: Mapping[str, Any]) -> list[Block]:
    """The message's blocks with the tapped button's label ticked below them, and only the buttons that stay."""
    rows = [block.get("elements") or [] for block in blocks if block.get("type") == "actions"]
    values = [str(element.get("value") or "") for row in rows for element in row]
    staying = set(still_open(values, str(action.get("value") or "")))
    kept = [dict(block) for block in blocks if block.get("type") != "actions"]
    label = str((action.get("text") or {}).get("text") or "")
    ticked = [{"type": "context", "elements": [_words(f"{TICK} {escape(label)}")]}] if label else []
    left = [
        {**block, "elements": row}
        for block in blocks
        if block.get("type") == "actions"
        and (row := [element for element in block.get("elements") or [] if element.get("value") in staying])
    ]
    return [*kept, *ticked, *left]


def _section(text: str) -> Block:
    return {"type": "section", "text": _words(text)}


def _words(text: str) -> dict[str, Any]:
    """Text whose escapes Slack follows, but in which it looks for no names or addresses itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
