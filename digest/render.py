"""Sets a letter as plain text and HTML that say the same, or as a chat message with buttons."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from mjml import mjml2html

from digest import reader_wording, wording
from digest.entries import Selection, SubscriberView
from digest.letter import TEXT_WIDTH, IssueWords, LetterWords, LineWords, TableWords, letter_words
from digest.settings import DigestSettings
from digest.wording import Labels

REPLY_ADDRESS = "{{reply_address}}"
"""Stands in text, HTML and headers for the address that answers come back to; whatever sends the letter puts it in."""
MAP_ID = "map@askline"
"""The Content-ID of the map, which the page shows as `cid:…`."""
WORDS_IN_CHAT = 22
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a letter; with `content_id` a picture that its page shows."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be stored. `choices` are (label, value) pairs for chat; `headers` and `files` are for e-mail."""

    subject: str
    text: str
    html: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()


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


def as_html(words: LetterWords) -> str:
    """The letter as one HTML page, styles included."""
    return page().render(
        letter=words, reply_address=REPLY_ADDRESS, came_heading=wording.CAME, numbers=_numbers(words.tables)
    )


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
    blocks += [_table_as_text(table) for table in words.tables]
    blocks += [_fold(block) for block in words.closing]
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
    asked_for = reader_wording.interests(reader, labels)
    subject = reader_wording.nothing_subject(settings.place_name)
    body = reader_wording.nothing_fitted(asked_for)
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
        footer=reader_wording.footer(asked_for, settings),
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
    return _environment().from_string(mjml2html(_source("letter.mjml")))


@lru_cache(maxsize=16)
def _numbers(tables: tuple[TableWords, ...]) -> Markup:
    """The tables as HTML, set once for all who get the same."""
    return Markup(_environment().from_string(_source("numbers.html")).render(tables=tables, map_id=MAP_ID))


def _source(name: str) -> str:
    return resources.files("digest").joinpath(f"templates/{name}").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _line_as_text(line: LineWords) -> str:
    entry = line.entry
    head = f"{line.number}. {entry.headline}{' [new]' if line.new else ''}"
    answers = [f"   Reply “{line.answer}”"] if line.answer else []
    answers += (
        [f"   {line.telegram_link[:1].upper()}{line.telegram_link[1:]}: {line.telegram}"] if line.telegram else []
    )
    return "\n".join([head, entry.folded, *answers])


@lru_cache(maxsize=16)
def _table_as_text(table: TableWords) -> str:
    """A line for each row: "Armley: 3 unmet, 1 part met, 4 in 4 weeks"."""
    rows = [f"{table.heading.upper()}\n{'-' * len(table.heading)}"]
    for cells, note in zip(table.rows, table.notes, strict=False):
        numbers = ", ".join(
            f"{column.lower()} {cell}" for column, cell in zip(table.columns[1:], cells[1:], strict=True)
        )
        words = f"- {cells[0]}: {numbers}{f'. {note}' if note else ''}"
        rows.append(textwrap.fill(words, TEXT_WIDTH, subsequent_indent="  "))
    return "\n" + "\n".join(rows)


def _fold(text: str) -> str:
    return textwrap.fill(text, TEXT_WIDTH, break_on_hyphens=False, break_long_words=False)
