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
        return (
            f"It is approved and goes on {hour}; its list is closed. Reply “hold” to hold it back, “leave out 4: the reason”, "
            "or “add LS-0042” for what was approved since."
        )
    if state in ("held", "missed"):
        return "It does not go by itself. Reply “send” to send it."
    rule = "it goes all the same" if when_nobody_answers == "send" else "it is held back until somebody does"
    return (
        f"Reply “send” to approve it, or “hold” to hold it back. It is due on {hour}. If nobody answers, {rule}. "
        "Only entries with a curator’s yes are ever in it. You can also reply “3 first”, “leave out 4: the reason”, "
        "“put back LS-0042”, “add LS-0042” (when it was approved late), or “opening: …” for words at the top."
    )


def preview_counts(sections: Mapping[str, int]) -> list[str]:
    """How many entries there are in each section."""
    names = {
        "soon": "needed soon", "new": "new", "part": "part met", "offers": "of what is offered", "gaps": "of what buyers lack",
        "open": "still open",
    }  # fmt: skip
    return [f"It holds {joined([f'{many} {names[slug]}' for slug, many in sections.items()])}."] if sections else []


def preview_changes(shown: Sequence[str], now: Sequence[str]) -> list[str]:
    """What is new and what is gone since the curators last saw it; nothing when they have not."""
    if not now:
        return []
    new, gone = [ref for ref in now if ref not in shown], [ref for ref in shown if ref not in now]
    if not new and not gone:
        return ["Nothing has changed since the last preview."]
    parts = [f"new {joined(new)}"] * bool(new) + [f"gone {joined(gone)}"] * bool(gone)
    return [f"Since the last preview: {'; '.join(parts)}."]


def preview_late(late: Sequence[str], not_yet: Sequence[str], most: int) -> list[str]:
    """`late` were approved after the list closed; `not_yet` were added and have no yes, or are not open."""
    words = []
    if late:
        words.append(
            f"Approved after the list closed: {_some(late, most)}. Reply “add {late[0]}” to take one in, or they wait a week."
        )
    if not_yet:
        words.append(f"Added, but without a curator’s yes or no longer open: {_some(not_yet, most)}. They do not go.")
    return words


def reminder(subject: str) -> str:
    return f"Reminder: {subject}"


def preview_left_out(refs: Sequence[str], reason: str, most: int) -> str:
    return f"Left out, {LEFT_OUT[reason]}: {_some(refs, most)}."


def preview_unreachable(addresses: Sequence[str], most: int) -> str:
    return f"Addresses that get nothing: {_some(addresses, most)}."


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


NONE_SENT = "No issue has gone out yet: `askline digest list` shows them."


def not_due(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} is held back or not due yet. Nothing was sent."


def stored(number: int, day: date, letters: int) -> str:
    return f"Issue {number} of {long_date(day)}: {_many(letters, 'letter')} ready to go."


def decided(state: str, number: int, day: date, *, late: bool) -> str:
    """What a curator's decision leads to."""
    name = f"Issue {number} of {long_date(day)}"
    if state == "held":
        return f"{name} is held back. It goes when somebody approves it."
    return f"{name} is approved and its list is closed. It goes {'now, late' if late else 'at its hour'}."


def arranged(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} is changed."


def no_such_entries(refs: Sequence[str]) -> str:
    return f"There is no entry {joined(refs)} here, so nothing was changed."


def missed(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} did not go: the service was off at its hour and for too long after."


def published(issues: int, folder: str) -> str:
    return f"{_many(issues, 'issue')} written as pages into {folder}. Begin with {folder}/index.html."


def letters_failed(number: int, many: int) -> str:
    return f"Issue {number} went out, but {_many(many, 'letter')} of it could not be made."


def who_got_none(subject: str, failed: Sequence[tuple[int, str]], most: int) -> str:
    named = _some([f"subscriber {subscriber} ({error})" for subscriber, error in failed], most)
    return (
        f"{subject} Put aside: {named}. All others got theirs. Whoever looks after the program can see why in its log; "
        "`askline digest why` shows what such a letter would hold."
    )


def sent_again(number: int, day: date, letters: int, *, dead: int, broken: int) -> str:
    said = f"Issue {number} of {long_date(day)}: {_many(letters, 'letter')} queued again."
    if dead:
        said += f" {_many(dead, 'letter')} left: the address takes no mail. `askline outbox` shows why."
    return said + (f" {_many(broken, 'letter')} still could not be made." if broken else "")


def trial_subject(subject: str) -> str:
    return f"[Test] {subject}"


def trial_stored(number: int, day: date, address: str) -> str:
    return f"A test letter of issue {number} of {long_date(day)} goes to {address}. Its numbers book nothing."


def trial_empty(number: int, day: date) -> str:
    return f"Issue {number} of {long_date(day)} has nothing for this reader, so there is no letter to look at."


def issue_line(number: int, day: date, state: str, entries: int) -> str:
    held = f", {_many(entries, 'entry', 'entries')}" if state in ("sending", "sent") else ""
    return f"{number}  {day.isoformat()}  {STATES.get(state, state)}{held}"


def _some(words: Sequence[str], most: int) -> str:
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"
