"""Every sentence that a curator, or whoever types `askline digest`, reads about an issue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from digest.entries import Line
from digest.settings import DigestSettings
from digest.wording import clock, joined, long_date, totals

CHANNELS = {"email": "by e-mail", "telegram": "by Telegram", "slack": "by Slack", "terminal": "in the terminal"}
LEFT_OUT = {
    "waiting": "still without a curator's yes",
    "curator": "held back by a curator",
    "promised": "all of it promised, not yet brought",
    "overdue": "the day it was needed by is long past",
    "length": "more than fit one preview",
}
STATES = {
    "draft": "being drafted",
    "previewed": "shown to the curators",
    "approved": "approved",
    "held": "held back",
    "sending": "being sent",
    "sent": "sent",
    "missed": "missed its hour",
}
SEND_LATE = "Nothing is lost: what it held comes in the next issue. Reply “send” to send it late all the same."


def preview_subject(number: int, issue_date: date, lines: Sequence[Line]) -> str:
    return f"Preview of issue {number}, {long_date(issue_date)}: {totals(lines)}"


def preview_title(place_name: str) -> str:
    return f"Preview: what {place_name} would get"


def preview_letters(reached: Mapping[str, int], nothing: int) -> list[str]:
    """How many letters there would be, by channel."""
    total = sum(reached.values())
    by_channel = joined([f"{many} {CHANNELS.get(channel, channel)}" for channel, many in sorted(reached.items())])
    first = f"{_many(total, 'letter')} would go out" + (f": {by_channel}." if total else ".")
    if nothing:
        first += f" {_many(nothing, 'reader')} would get nothing: nothing fits, or it is not their week."
    return [first]


def preview_when(send_at: datetime, state: str, when_nobody_answers: str) -> str:
    """What happens next. `send_at` is in local time."""
    hour = f"{long_date(send_at.date())} at {clock(send_at.hour, send_at.minute)}"
    if state == "approved":
        return f"It is approved and goes on {hour}. Reply “hold” to hold it back."
    if state in ("held", "missed"):
        return "It does not go by itself. Reply “send” to send it."
    rule = "it goes all the same" if when_nobody_answers == "send" else "it is held back until somebody does"
    return (
        f"Reply “send” to approve it, or “hold” to hold it back. It is due on {hour}. If nobody answers, {rule}. "
        "Only entries with a curator’s yes are ever in it. To put words at the top, reply “opening: …”."
    )


def preview_left_out(refs: Sequence[str], reason: str, most: int) -> str:
    more = f" and {len(refs) - most} more" if len(refs) > most else ""
    return f"Left out, {LEFT_OUT[reason]}: {', '.join(refs[:most])}{more}."


def preview_unreachable(addresses: Sequence[str], most: int) -> str:
    more = f" and {len(addresses) - most} more" if len(addresses) > most else ""
    return f"Addresses that get nothing: {', '.join(addresses[:most])}{more}."


def preview_footer(settings: DigestSettings) -> str:
    return f"You get this preview because you are a curator of {settings.service} in {settings.place_name}."


def masked(address: str) -> str:
    """An address that its owner's curator recognises and nobody else can use."""
    name, at, domain = address.partition("@")
    return f"{name[:2]}…{at}{domain}"


def already_sent(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} has been sent already. Nothing was changed."


def no_such_issue(named: str) -> str:
    return f"There is no issue {named!r}: `askline digest list` shows them; name one by its number or day, or say next."


def not_due(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} is held back or not due yet. Nothing was sent."


def stored(number: int, day: date, letters: int) -> str:
    return f"Issue {number} of {long_date(day)}: {_many(letters, 'letter')} ready to go."


def decided(state: str, number: int, day: date, *, late: bool) -> str:
    """What a curator's decision leads to."""
    name = f"Issue {number} of {long_date(day)}"
    if state == "held":
        return f"{name} is held back. It goes when somebody approves it."
    return f"{name} is approved. It goes {'now, late' if late else 'at its hour'}."


def missed(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} did not go: the service was off at its hour and for too long after."


def issue_line(number: int, day: date, state: str, entries: int) -> str:
    held = f", {_many(entries, 'entry', 'entries')}" if state in ("sending", "sent") else ""
    return f"{number}  {day.isoformat()}  {STATES.get(state, state)}{held}"


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"
