"""Every sentence that a letter says, in plain English. What it says of an entry comes from its public text."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from digest.entries import Candidate, Line, kinds_in
from nlp.taxonomy import CITY_WIDE

HEADINGS = {
    "part": "Part met: what is still open",
    "offers": "Offered by local groups and firms",
    "gaps": "What buyers cannot find nearby",
    "open": "Still open",
}
CAME = "What came of it"
NOUNS = {
    "ask": ("need", "needs"),
    "offer": ("offer", "offers"),
    "capacity": ("local supplier", "local suppliers"),
    "gap": ("gap", "gaps"),
}
NEUTRAL = (
    "A pledge is a gift of goodwill. It earns no marks in any tender, "
    "and is no part of a contract unless the buyer says so in writing."
)
NO_NAMES = "No names or contact details of people are in this letter. You are put in touch when both sides say yes."
STOP = "To stop these letters, reply STOP."
STOP_IN_CHAT = "To stop, write STOP."


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What people read in place of slugs and codes. Equal only to itself, so that it can be part of a key."""

    place_name: str
    wards: Mapping[str, str]
    themes: Mapping[str, str]
    support: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def heading(slug: str, soon_days: int, frequency: str) -> str:
    """The heading of a section."""
    if slug == "soon":
        return f"Needed in the next {soon_days} days"
    if slug == "new":
        return "New this week" if frequency == "weekly" else "New since your last letter"
    return HEADINGS[slug]


def title(audience: str, place_name: str) -> str:
    return {"vcse": f"Offers and gaps in {place_name}", "curator": f"Everything open in {place_name}"}.get(
        audience, f"Needs in {place_name}"
    )


def long_date(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def clock(hour: int, minute: int) -> str:
    """ "8 am", "5:30 pm"."""
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {'am' if hour < 12 else 'pm'}"


def count(number: float) -> str:
    """A count as people write it: 10, 1,200, 2.5."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def plain_number(number: float) -> str:
    """A count as a spreadsheet reads it: 10, 1200, 2.5."""
    return count(number).replace(",", "")


def amount(number: float, what: str) -> str:
    """ "10 chairs", or "£500"."""
    return f"£{count(number)}" if what == "£" else f"{count(number)} {what}".strip()


def joined(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def listed(words: Sequence[str]) -> str:
    """ "a; b": for names that hold "and" themselves."""
    return "; ".join(words)


def dotted(words: Sequence[str]) -> str:
    """ "a · b", without the empty ones."""
    return " · ".join(word for word in words if word)


def shortened(text: str, words: int) -> str:
    """The first words of a text on one line, with "…" where it was cut. Long unbroken strings count as several words."""
    parts = re.findall(r"\S{1,60}", whole(text))
    if len(parts) <= words:
        return " ".join(parts)
    return " ".join(parts[:words]).rstrip(",;:-–—.") + "…"


def whole(text: str) -> str:
    """A text on one line, with nothing in it that could be taken for one of our own marks."""
    return " ".join(text.replace("{{", "{ {").split())


def headline(candidate: Candidate, labels: Labels) -> str:
    """The need in a few words: how many of what is still open; when nothing is counted, the kind of help or the theme."""
    kinds = [labels.support.get(kind, kind) for kind in candidate.support]
    uncounted = listed(kinds or [labels.themes.get(theme, theme) for theme in candidate.themes]) or "Help"
    open_quantity = candidate.open_quantity
    if candidate.quantity is None or open_quantity is None or not (candidate.what or open_quantity > 1):
        return uncounted
    full = amount(candidate.quantity, candidate.what or "needed")
    if open_quantity >= candidate.quantity:
        return full
    return f"{amount(open_quantity, '£' if candidate.what == '£' else '')} of {full} still open"


def whole_need(candidate: Candidate, labels: Labels) -> str:
    """The need as it was asked, in a few words, whatever has been promised since."""
    return headline(replace(candidate, open_quantity=candidate.quantity), labels)


def where(candidate: Candidate, labels: Labels) -> str:
    if not candidate.wards:
        return f"{labels.place_name} (ward not given)"
    if CITY_WIDE in candidate.wards:
        return f"All of {labels.place_name}"
    return ", ".join(labels.wards.get(ward, ward) for ward in candidate.wards)


def ward_name(ward: str, labels: Labels) -> str:
    """What a ward, "city-wide" or no ward is called in a table."""
    if ward == CITY_WIDE:
        return f"All of {labels.place_name}"
    return labels.wards.get(ward, ward) if ward else "Ward not given"


def needed(candidate: Candidate, issue_date: date) -> str:
    """ "Friday 25 December (in 25 days)"; the sender's own words when there is no day; empty when nothing was said."""
    if candidate.needed_by is None:
        return candidate.needed_words
    days = (candidate.needed_by - issue_date).days
    day = long_date(candidate.needed_by)
    if candidate.needed_by.year != issue_date.year:
        day += f" {candidate.needed_by.year}"
    if days < 0:
        return f"{day} (the day has passed: ask first)"
    return f"{day} ({('today', 'tomorrow')[days] if days < 2 else f'in {days} days'})"


def needed_on(candidate: Candidate) -> str:
    """ "by Friday 25 December 2026", whenever it is read; the sender's own words when there is no day."""
    if candidate.needed_by is None:
        return f"needed: {whole(candidate.needed_words)}" if candidate.needed_words else ""
    return f"by {long_date(candidate.needed_by)} {candidate.needed_by.year}"


def needed_by(candidate: Candidate, issue_date: date) -> str:
    """ "by Friday 25 December (in 25 days)", or "needed: before half term"."""
    words = needed(candidate, issue_date)
    return words and (f"by {words}" if candidate.needed_by else f"needed: {whole(words)}")


def waited(days: int) -> str:
    if days < 14:
        return f"open for {days} days" if days != 1 else "open for 1 day"
    return f"open for {days // 7} weeks"


def answer(line: Line) -> str:
    """The words to reply with for this line."""
    candidate, number = line.candidate, line.number
    if candidate.kind == "offer":
        return f"we would like number {number}"
    if candidate.kind == "capacity":
        return f"we would like to talk to number {number}"
    if candidate.kind == "gap":
        return f"we can supply number {number}"
    if candidate.open_quantity is None or candidate.open_quantity < 2:
        return f"yes to number {number}"
    half = float(candidate.open_quantity // 2)
    return f"{amount(half, '£' if candidate.what == '£' else '')} of number {number}"


def link_words(line: Line) -> str:
    """What the e-mail link of this line says."""
    return f"{'ask' if line.candidate.kind in ('offer', 'capacity') else 'write'} about {line.candidate.ref}"


def totals(lines: Sequence[Line]) -> str:
    """ "12 needs and 1 gap"."""
    return joined([f"{many} {NOUNS[kind][many != 1]}" for kind, many in sorted(kinds_in(lines).items())]) or "nothing"


def subject(lines: Sequence[Line], place_name: str, *, late: bool) -> str:
    fresh = sum(line.fresh for line in lines)
    soon = sum(line.reasons[0].startswith("soon:") for line in lines)
    extra = [f"{fresh} new"] * bool(fresh and fresh < len(lines)) + [f"{soon} needed soon"] * bool(soon)
    return ("Late: " if late else "") + ", ".join([f"{place_name} this week: {totals(lines)}", *extra])


def preheader(headlines: Sequence[str]) -> str:
    """What mail programs show beside the subject: the first lines of the letter."""
    return "; ".join(headlines[:4])


def summary(lines: Sequence[Line], cut: int) -> str:
    """How much there is, and what did not fit."""
    if not lines:
        return "Nothing is open."
    fresh = sum(line.fresh for line in lines)
    words = totals(lines)
    if fresh:
        words += (
            ", all new"
            if fresh == len(lines) > 1
            else f", {fresh} of them new"
            if len(lines) > 1
            else ", and it is new"
        )
    return " ".join([f"{words}.", *([cut_words(len(lines), cut)] if cut else [])])


def telegram_words(line: Line) -> str:
    """The words of the link that opens an answer in Telegram."""
    return f"answer number {line.number} in Telegram"


def how(lines: Sequence[Line]) -> str:
    """How to answer, with an example from the letter itself; empty when there is nothing to answer."""
    if not lines:
        return ""
    example = next((line for line in lines if line.candidate.kind == "ask"), lines[0])
    part = " Part of it is welcome too." if example.candidate.kind == "ask" else ""
    return f"To answer, just reply in your own words, for example “{answer(example)}”.{part}"


def button(line: Line, labels: Labels) -> str:
    """The words on a button, short enough for a phone."""
    return textwrap.shorten(f"Help with {line.number}: {headline(line.candidate, labels)}", 36, placeholder="…")


def late_words(due_on: date, hour: int, minute: int) -> str:
    clock = f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {'am' if hour < 12 else 'pm'}"
    return (
        f"This letter is late. It was due on {long_date(due_on)} at {clock}, and lists what had been approved by then."
    )


def cut_words(shown: int, cut: int) -> str:
    return f"{shown} of the {shown + cut} that fit you are shown. The others take their turn in the next weeks."
