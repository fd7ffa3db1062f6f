"""Text and choices in the sizes a wire takes: parts that end on lines, labels that fit, rows of buttons, numbers."""

import re
from collections.abc import Callable, Iterable, Sequence

from intake.messages import Choice

_NOT_SENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLEDGE = re.compile(r"pledge:([A-Z]+-\d+)")
_CARD = re.compile(r"queue:[A-Z]+-\d+ ")
TICK = "✓"


def plain(text: str) -> str:
    """The text without what no wire and no database takes: control characters go, lone surrogates become U+FFFD."""
    return _NOT_SENDABLE.sub(lambda found: "\ufffd" if found.group() >= "\ud800" else "", text.replace("\r\n", "\n"))


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int, measure: Callable[[str], int] = len) -> list[str]:
    """Parts of at most `limit` by `measure`, cut at an empty line, else a line, else a space, else anywhere.

    `measure` must never be smaller than the number of characters. Blank text gives no part; white space at a cut goes.
    """
    parts: list[str] = []
    start, end = 0, len(text)
    while start < end:
        window = text[start : start + limit]
        size = _fitting_prefix(window, limit, measure)
        if start + size < end:
            size = _cut(window[:size], text[start + size : start + size + 1])
        part = window[:size].strip("\n").rstrip()
        if part.strip():
            parts.append(part)
        start += size
        if text[start : start + 1] in (" ", "\n"):
            start += 1
    return parts


def _fitting_prefix(window: str, limit: int, measure: Callable[[str], int]) -> int:
    """How many characters of `window` fit; at least one, so that cutting always ends."""
    if measure(window) <= limit:
        return len(window)
    low, high = 1, len(window)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(window[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(window: str, following: str) -> int:
    """Where to end a part: after the last empty line or line in its second half, else after the last space."""
    if following == "\n":
        return len(window)
    for mark in ("\n\n", "\n", " "):
        found = window.rfind(mark, len(window) // 2)
        if found > 0:
            return found
    return len(window)


def fitting(label: str, limit: int) -> str:
    """The label in at most `limit` characters on one line, with "…" where it was cut."""
    line = " ".join(plain(label).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def button_rows(choices: Sequence[Choice], *, width: int = 30, most: int = 3) -> list[list[Choice]]:
    """Choices in rows that stay readable on a phone: at most `most` in a row and `width` characters of labels."""
    rows: list[list[Choice]] = []
    for choice in choices:
        row = rows[-1] if rows else []
        if row and len(row) < most and sum(len(each.label) for each in (*row, choice)) <= width:
            row.append(choice)
        else:
            rows.append([choice])
    return rows


def on_card(value: str) -> bool:
    """Whether a button stands on a card of the queue: such a message is sent anew when something was decided, not at the tap."""
    return _CARD.match(value) is not None


def still_open(values: Iterable[str], tapped: str) -> list[str]:
    """The values of a message's buttons that stay after a tap: after a pledge, the pledges on other references.

    All other choices are answers to one question, and one answer is enough.
    """
    pledged = _PLEDGE.match(tapped)
    if pledged is None:
        return []
    return [value for value in values if (other := _PLEDGE.match(value)) and other.group(1) != pledged.group(1)]


def numbered(choices: Sequence[Choice], *, first: int = 1) -> str:
    """Choices to be answered by number, on one line when short: `[1] Yes  [2] No`; else one a line. Empty for none."""
    items = [f"[{number}] {fitting(choice.label, 200)}" for number, choice in enumerate(choices, first)]
    line = "  ".join(items)
    return line if len(line) <= 72 else "\n".join(items)
