"""Turns a selection into a letter, as plain text and HTML that say the same, or into a chat message with buttons."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from mjml import mjml2html

from digest import wording
from digest.entries import Candidate, Line, Section, Selection, SubscriberView
from digest.settings import DigestSettings
from digest.wording import Labels

REPLY_ADDRESS = "{{reply_address}}"
"""Stands in text, HTML and headers for the address that answers come back to; whatever sends the letter puts it in."""
WORDS_IN_LETTER = 60
WORDS_IN_CHAT = 22
MOST_CHOICES = 8
TEXT_WIDTH = 72


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be stored. `choices` are (label, value) pairs for chat; `headers` are for e-mail."""

    subject: str
    text: str
    html: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What a letter says of its issue. `late`: it goes out well after its hour."""

    number: int
    issue_date: date
    opening: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry in words: `place` is where and by when, `details` what else is known.

    `folded` holds it all for plain text, with the reference in the block, as people answer below any line.
    """

    ref: str
    headline: str
    words: str
    place: str
    details: str
    folded: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """One numbered line of a letter. An empty `answer` asks for none."""

    number: int
    new: bool
    answer: str
    link: str
    entry: EntryWords


@dataclass(frozen=True, slots=True)
class SectionWords:
    heading: str
    lines: tuple[LineWords, ...]


@dataclass(frozen=True, slots=True)
class LetterWords:
    """All that a letter says, before it is set as text or HTML."""

    service: str
    subject: str
    preheader: str
    title: str
    dateline: str
    notes: tuple[str, ...]
    opening: str
    summary: str
    how: str
    sections: tuple[SectionWords, ...]
    footer: tuple[str, ...]
    stop: str
    came: tuple[str, ...] = ()


def letter(
    selection: Selection,
    reader: SubscriberView,
    issue: IssueWords,
    *,
    settings: DigestSettings,
    labels: Labels,
    frequency: str = "weekly",
    notes: Sequence[str] = (),
) -> Rendered:
    """The e-mail for one reader. `notes` are put above everything else."""
    words = letter_words(selection, reader, issue, settings=settings, labels=labels, frequency=frequency, notes=notes)
    return Rendered(words.subject, as_text(words), as_html(words), headers=headers(settings))


def letter_words(
    selection: Selection,
    reader: SubscriberView,
    issue: IssueWords,
    *,
    settings: DigestSettings,
    labels: Labels,
    frequency: str = "weekly",
    notes: Sequence[str] = (),
) -> LetterWords:
    """What the letter says to this reader."""
    lines = selection.lines
    late = [wording.late_words(issue.issue_date, settings.hour, settings.minute)] if issue.late else []
    asked_for = wording.interests(reader, labels)
    return LetterWords(
        service=settings.service,
        subject=wording.subject(lines, settings.place_name, late=issue.late),
        preheader=wording.preheader([wording.headline(line.candidate, labels) for line in lines]),
        title=wording.title(reader.audience, settings.place_name),
        dateline=f"{wording.long_date(issue.issue_date)} {issue.issue_date.year}, issue {issue.number}",
        notes=(*notes, *late),
        opening=wording.whole(issue.opening),
        summary=wording.summary(lines, selection.cut),
        how=wording.how(lines),
        sections=tuple(
            _section(section, issue.issue_date, labels, settings, frequency) for section in selection.sections
        ),
        footer=wording.footer(asked_for, settings),
        stop=wording.STOP,
        came=tuple(wording.outcome(outcome, labels) for outcome in selection.outcomes),
    )


def as_html(words: LetterWords) -> str:
    """The letter as one HTML page, styles included."""
    return page().render(letter=words, reply_address=REPLY_ADDRESS, came_heading=wording.CAME)


def as_text(words: LetterWords) -> str:
    """The letter as plain text, folded so that it can be quoted without breaking."""
    blocks = [f"{words.title.upper()}\n{words.dateline}, from {words.service}"]
    blocks += [_fold(block) for block in (*words.notes, words.opening, words.summary, words.how) if block]
    for section in words.sections:
        blocks.append(f"\n{section.heading.upper()}\n{'-' * len(section.heading)}")
        blocks += [_line_as_text(line) for line in section.lines]
    if words.came:
        blocks.append(f"\n{wording.CAME.upper()}\n{'-' * len(wording.CAME)}")
        blocks += [textwrap.fill(line, TEXT_WIDTH, subsequent_indent="  ", initial_indent="- ") for line in words.came]
    blocks.append("-" * 3)
    blocks += [_fold(block) for block in (*words.footer, words.stop) if block]
    return "\n\n".join(blocks) + "\n"


def chat(selection: Selection, issue: IssueWords, *, settings: DigestSettings, labels: Labels) -> Rendered:
    """The same for Telegram and Slack: a short text, and a button for each of the first lines that can be pledged."""
    lines = selection.lines
    blocks = [wording.subject(lines, settings.place_name, late=issue.late)]
    if issue.late:
        blocks.append(wording.late_words(issue.issue_date, settings.hour, settings.minute))
    blocks += [wording.whole(issue.opening)] * bool(issue.opening)
    for line in lines:
        head = f"{line.number}. {wording.headline(line.candidate, labels)} ({line.candidate.ref})"
        facts = [wording.where(line.candidate, labels), wording.needed_by(line.candidate, issue.issue_date)]
        words = wording.shortened(line.candidate.public_text, WORDS_IN_CHAT)
        blocks.append(f"{head}\n{words}\n{wording.dotted(facts)}")
    if selection.cut:
        blocks.append(wording.cut_words(len(lines), selection.cut))
    blocks.append(f"{wording.how(lines)} {wording.STOP_IN_CHAT}")
    pledgeable = [line for line in lines if line.candidate.kind in ("ask", "gap")][:MOST_CHOICES]
    choices = tuple((wording.button(line, labels), f"pledge:{line.candidate.ref}") for line in pledgeable)
    return Rendered(blocks[0], "\n\n".join(blocks), choices=choices)


def sign_of_life(
    reader: SubscriberView, issue: IssueWords, *, settings: DigestSettings, labels: Labels, by_mail: bool
) -> Rendered:
    """The letter of a month in which nothing fitted this reader."""
    asked_for = wording.interests(reader, labels)
    subject = wording.nothing_subject(settings.place_name)
    body = wording.nothing_fitted(asked_for)
    if not by_mail:
        return Rendered(subject, f"{body} {wording.STOP_IN_CHAT}")
    words = LetterWords(
        service=settings.service,
        subject=subject,
        preheader=body,
        title=subject,
        dateline=f"{wording.long_date(issue.issue_date)} {issue.issue_date.year}",
        notes=(),
        opening=body,
        summary="",
        how="",
        sections=(),
        footer=wording.footer(asked_for, settings),
        stop=wording.STOP,
    )
    return Rendered(subject, as_text(words), as_html(words), headers=headers(settings))


def headers(settings: DigestSettings) -> dict[str, str]:
    """What marks the letter as a list's and as sent by a machine. Stopping is by e-mail: there is no page behind it."""
    return {
        "List-Id": f"{settings.service} {settings.place_name} <{settings.place}.digest.{settings.domain}>",
        "List-Unsubscribe": f"<mailto:{REPLY_ADDRESS}?subject=STOP>",
        "Auto-Submitted": "auto-generated",
    }


@cache
def page() -> Template:
    """The HTML template: MJML compiled once, filled for each reader with everything escaped."""
    source = resources.files("digest").joinpath("templates/letter.mjml").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(mjml2html(source))


def _section(
    section: Section, issue_date: date, labels: Labels, settings: DigestSettings, frequency: str
) -> SectionWords:
    heading = wording.heading(section.slug, settings.soon_days, frequency)
    return SectionWords(heading, tuple(_line(line, section.slug, issue_date, labels) for line in section.lines))


def _line(line: Line, slug: str, issue_date: date, labels: Labels) -> LineWords:
    words = _entry(line.candidate, line.days_open if slug in ("part", "open") else None, issue_date, labels)
    return LineWords(
        number=line.number,
        new=line.fresh and slug != "new",
        answer=wording.answer(line),
        link=wording.link_words(line),
        entry=words,
    )


@lru_cache(maxsize=8192)
def _entry(candidate: Candidate, days_open: int | None, issue_date: date, labels: Labels) -> EntryWords:
    """What a line says of its entry, the same in every letter of an issue."""
    themes = wording.listed([labels.themes.get(theme, theme) for theme in candidate.themes])
    headline = wording.headline(candidate, labels)
    waited = "" if days_open is None else wording.waited(days_open)
    words = wording.shortened(candidate.public_text, WORDS_IN_LETTER)
    place = wording.dotted([wording.where(candidate, labels), wording.needed_by(candidate, issue_date)])
    details = wording.dotted(["" if headline == themes else themes, wording.whole(candidate.organisation), waited])
    rows = [
        row
        for block in (words, wording.dotted([candidate.ref, place, details]))
        for row in textwrap.wrap(block, TEXT_WIDTH, initial_indent="   ", subsequent_indent="   ")
    ]
    return EntryWords(candidate.ref, headline, words, place, details, "\n".join(rows))


def _line_as_text(line: LineWords) -> str:
    entry = line.entry
    head = f"{line.number}. {entry.headline}{' [new]' if line.new else ''}"
    return "\n".join([head, entry.folded, *([f"   Reply “{line.answer}”"] if line.answer else [])])


def _fold(text: str) -> str:
    return textwrap.fill(text, TEXT_WIDTH, break_on_hyphens=False, break_long_words=False)
