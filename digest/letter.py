"""All that a letter says to one reader, before it is set as text or HTML."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from digest import buyers_wording, reader_wording, wording
from digest.counts import Counts
from digest.entries import Candidate, Line, Section, Selection, SubscriberView
from digest.settings import DigestSettings
from digest.social_value import social_value
from digest.wording import Labels

WORDS_IN_LETTER = 60
TEXT_WIDTH = 72


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What a letter says of its issue. `late`: it goes out well after its hour. `counts` are the needs of the place; with
    `map_size`, width and height in CSS pixels, a map of them goes along.
    """

    number: int
    issue_date: date
    opening: str = ""
    late: bool = False
    counts: Counts | None = None
    map_size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry in words: `place` is where and by when, `details` what else is known, `advice`
    what buyers are told beside it.

    `folded` holds it all for plain text, with the reference in the block, as people answer below any line.
    """

    ref: str
    headline: str
    words: str
    place: str
    details: str
    advice: str
    folded: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """One numbered line of a letter. An empty `answer` asks for none; `telegram` is a link that opens the answer there, or ""."""

    number: int
    new: bool
    answer: str
    link: str
    entry: EntryWords
    telegram: str = ""
    telegram_link: str = ""


@dataclass(frozen=True, slots=True)
class SectionWords:
    heading: str
    lines: tuple[LineWords, ...]


@dataclass(frozen=True, slots=True)
class TableWords:
    """Numbers under a heading: `columns` name the cells of each row, whose first is its name with a `note` below it."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    picture: tuple[int, int] | None = None
    about_picture: str = ""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """All that a letter says. `came` is what became of earlier needs, `closing` what is said below the numbers."""

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
    tables: tuple[TableWords, ...] = ()
    closing: tuple[str, ...] = ()


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
    asked_for = reader_wording.interests(reader, labels)
    buyer = reader.audience == "procurement"
    overview = [buyers_wording.overview(issue.counts, settings.place_name)] if buyer and issue.counts else []
    return LetterWords(
        service=settings.service,
        subject=wording.subject(lines, settings.place_name, late=issue.late),
        preheader=wording.preheader([wording.headline(line.candidate, labels) for line in lines]),
        title=wording.title(reader.audience, settings.place_name),
        dateline=f"{wording.long_date(issue.issue_date)} {issue.issue_date.year}, issue {issue.number}",
        notes=(*notes, *late),
        opening=wording.whole(issue.opening),
        summary=" ".join([wording.summary(lines, selection.cut), *overview]),
        how=wording.how(lines),
        sections=tuple(
            _section(section, reader.audience, issue.issue_date, labels, settings, frequency)
            for section in selection.sections
        ),
        footer=reader_wording.footer(asked_for, settings),
        stop=wording.STOP,
        came=tuple(reader_wording.outcome(outcome, labels) for outcome in selection.outcomes),
        tables=_tables(reader.audience, issue.counts, issue.map_size, labels),
        closing=buyers_wording.closing(social_value().checked_on) if buyer else (),
    )


@lru_cache(maxsize=16)
def _tables(
    audience: str, counts: Counts | None, map_size: tuple[int, int] | None, labels: Labels
) -> tuple[TableWords, ...]:
    """Buyers read counts over time by theme and ward; others how many needs are open in each ward; charities no counts."""
    if counts is None or audience == "vcse" or not counts.wards:
        return ()
    buyer = audience == "procurement"
    picture = map_size if counts.open_by_ward else None
    by_ward = TableWords(
        buyers_wording.WARDS_HEADING,
        ("Ward", *(buyers_wording.COLUMNS if buyer else buyers_wording.SHORT_COLUMNS)),
        tuple(
            buyers_wording.row(row, wording.ward_name(row.key, labels), short=not buyer)
            for row in counts.wards
            if buyer or row.open
        ),
        ("",) * len(counts.wards),
        picture,
        buyers_wording.about_map(counts, labels) if picture else "",
    )
    if not buyer:
        return (by_ward,) if by_ward.rows else ()
    missions = [buyers_wording.mission(social_value().missions([row.key])) for row in counts.themes]
    by_theme = TableWords(
        buyers_wording.THEMES_HEADING,
        ("Theme", *buyers_wording.COLUMNS),
        tuple(buyers_wording.row(row, labels.themes.get(row.key, row.key)) for row in counts.themes),
        tuple(missions),
    )
    return by_theme, by_ward


def _section(
    section: Section, audience: str, issue_date: date, labels: Labels, settings: DigestSettings, frequency: str
) -> SectionWords:
    heading = wording.heading(section.slug, settings.soon_days, frequency)
    buyer = audience == "procurement"
    words = (_line(line, section.slug, buyer, issue_date, labels, settings.telegram) for line in section.lines)
    return SectionWords(heading, tuple(words))


def _line(line: Line, slug: str, buyer: bool, issue_date: date, labels: Labels, bot: str) -> LineWords:
    days_open = line.days_open if slug in ("part", "open") else None
    words = _entry(line.candidate, days_open, buyer, issue_date, labels)
    return LineWords(
        number=line.number,
        new=line.fresh and slug != "new",
        answer=wording.answer(line),
        link=wording.link_words(line),
        entry=words,
        telegram=_telegram(line, bot),
        telegram_link=wording.telegram_words(line),
    )


def _telegram(line: Line, bot: str) -> str:
    """The address that opens a pledge on this line in Telegram; "" when there is no bot, or nothing to pledge.

    What follows `start=` may be 64 characters of letters, digits, "_" and "-" (https://core.telegram.org/bots/features#deep-linking).
    """
    if not bot or line.candidate.kind not in ("ask", "gap"):
        return ""
    return f"https://t.me/{bot}?start=pledge_{line.candidate.ref}"


@lru_cache(maxsize=8192)
def _entry(candidate: Candidate, days_open: int | None, buyer: bool, issue_date: date, labels: Labels) -> EntryWords:
    """What a line says of its entry, the same in every letter of an issue."""
    themes = wording.listed([labels.themes.get(theme, theme) for theme in candidate.themes])
    headline = wording.headline(candidate, labels)
    waited = "" if days_open is None else wording.waited(days_open)
    words = wording.shortened(candidate.public_text, WORDS_IN_LETTER)
    place = wording.dotted([wording.where(candidate, labels), wording.needed_by(candidate, issue_date)])
    details = wording.dotted(["" if headline == themes else themes, wording.whole(candidate.organisation), waited])
    advice = buyers_wording.advice(candidate, social_value()) if buyer else ""
    rows = [
        row
        for block in (words, wording.dotted([candidate.ref, place, details]), advice)
        for row in textwrap.wrap(block, TEXT_WIDTH, initial_indent="   ", subsequent_indent="   ")
    ]
    return EntryWords(candidate.ref, headline, words, place, details, advice, "\n".join(rows))
