"""What `askline digest why` says."""

from collections.abc import Sequence
from datetime import date

from digest.entries import Line
from digest.ranking import Standing
from digest.wording import Labels, long_date
from nlp.taxonomy import CITY_WIDE

NOTHING = "Nothing fits this reader, so no letter goes."
SECTIONS = {
    "soon": "Needed soon",
    "new": "New",
    "part": "Part met",
    "offers": "Offers and local suppliers",
    "gaps": "Gaps",
    "open": "Still open",
}
LEFT_OUT = {
    "audience": "not of the kinds that this audience gets",
    "themes": "none of the reader's themes",
    "support": "none of the reader's kinds of help",
    "wards": "none of the reader's wards",
    "promised": "all of it is promised already",
    "overdue": "the day it was needed by is long past",
    "length": "the letter is full; its turn comes in the next weeks",
    "curator": "held back by a curator",
}


def title(number: int, day: date, reader: int) -> str:
    return f"Issue {number} of {long_date(day)} {day.year} for subscriber {reader}"


def no_such_reader(subscriber: str) -> str:
    return f"There is no active subscriber {subscriber!r}: `askline export subscribers` lists them."


def paused(reason: str) -> str:
    return f"Nothing reaches this reader: {reason}."


def not_this_time(frequency: str) -> str:
    return f"This reader gets letters {frequency}, and had one too recently for this issue."


def went(gone: Sequence[str]) -> str:
    words = "The letter has been made. What follows is chosen again from what is open now."
    return words + (f" It also held {', '.join(gone)}." if gone else "")


def section(slug: str) -> str:
    return f"\n{SECTIONS[slug]}"


def line(chosen: Line, why: str, fit: float, weight: Standing) -> str:
    """One line of the letter with its reasons, and the points that put it where it stands."""
    points = f"fit {fit:.1f}, need {weight.need:.1f}, deadline {weight.deadline:.1f}, waiting {weight.waiting:.1f}"
    return f"{chosen.number:>3}. {chosen.candidate.ref}: {why} [points: {points}]"


def left_out(entries: Sequence[tuple[str, str]]) -> list[str]:
    """A line for each reason, with the references."""
    found: dict[str, list[str]] = {}
    for ref, reason in entries:
        found.setdefault(reason, []).append(ref)
    lines = [f"  {ref}: {LEFT_OUT[reason]}" for reason in LEFT_OUT for ref in found.get(reason, ())]
    return ["\nLeft out", *lines] if lines else []


def reason(code: str, labels: Labels) -> str:
    """One reason of a line in words."""
    name, _, value = code.partition(":")
    words = {
        "soon": f"needed in {value} days",
        "open": f"open for {value} days",
        "waited": f"waiting for {value} days",
        "new": "new since the last letter",
        "part-met": "part met",
        "capacity": "a local supplier",
        "offer": "an offer",
        "gap": "a gap",
        "theme": f"theme {labels.themes.get(value, value)}",
        "support": f"help of the kind {labels.support.get(value, value)}",
        "ward": f"ward {labels.wards.get(value, value)}",
        "need": f"its ward's deprivation decile is {value} (1 is the most deprived tenth of England)",
        CITY_WIDE: f"for all of {labels.place_name}",
        "ward-not-said": "its ward is not given",
        "all": "the reader asked for all",
        "curator": "put first by a curator",
        "turn": "its turn to come first this week",
    }
    return words.get(name, name)
