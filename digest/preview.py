"""What curators see before an issue goes: how many letters, what is in it, what is left out, who is out of reach."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.entries import waiting
from db.models import DigestIssue
from digest import curator_wording, load, render
from digest.calendar import LONDON
from digest.compose import Composer, alike, wants_now
from digest.entries import Selection, SubscriberView
from digest.issue_inputs import issue_words, kept_candidates, last_send_at
from digest.letter import LetterWords
from digest.readers import Reader, active_readers
from digest.settings import DigestSettings

MOST_LINES = 50
MOST_REFS = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """An issue as it would go now. `notes` are its counts in sentences, `words` the list itself, made for curators, whose
    `numbers` stand for references; `refs` are all that the issue holds.
    """

    notes: tuple[str, ...]
    words: LetterWords
    letters: int
    refs: tuple[str, ...]
    numbers: dict[str, str]

    @property
    def text(self) -> str:
        return render.as_text(self.words)

    @property
    def html(self) -> str:
        return render.as_html(self.words)

    @property
    def short(self) -> str:
        """The counts alone, for chat."""
        return "\n\n".join([self.words.subject, *self.notes])


def preview_of(session: Session, issue: DigestIssue, *, settings: DigestSettings, now: datetime) -> Preview:
    """The preview of this issue from what is approved now. Reads only."""
    words = replace(issue_words(session, issue, now), late=False, counts=None)
    since = last_send_at(session, issue)
    composer = Composer(kept_candidates(session, issue, settings), words, settings, leading=issue.leading)
    readers = active_readers(session, settings.place, before=issue.issue_date, since=since)
    reached = _reached(readers, composer, issue)
    view = SubscriberView(audience="curator", since=since)
    selection = composer.selection(view, limit=MOST_LINES, explain=True)
    held = tuple(candidate.ref for candidate in composer.pool.candidates)
    notes = (
        *curator_wording.preview_letters(reached, sum(not reader.paused for reader in readers) - reached.total()),
        *curator_wording.preview_counts(_counts(composer, view)),
        _when(issue, settings),
        *curator_wording.preview_changes(issue.shown, held if issue.previewed_at else ()),
        *_left_out(selection, issue, [entry.ref for entry in waiting(session, settings.place)]),
        *_late(session, issue, settings, held),
        *_unreachable(readers),
    )
    letter = render.letter_words(selection, view, words, settings=settings, labels=composer.labels, notes=notes)
    sections = tuple(
        replace(section, lines=tuple(replace(line, answer="", link="") for line in section.lines))
        for section in letter.sections
    )
    letter = replace(
        letter,
        subject=curator_wording.preview_subject(issue.number, issue.issue_date, selection.lines),
        title=curator_wording.preview_title(settings.place_name),
        sections=sections,
        how="",
        footer=(curator_wording.preview_footer(settings),),
        stop="",
    )
    return Preview(notes, letter, reached.total(), held, selection.numbers)


def _counts(composer: Composer, view: SubscriberView) -> dict[str, int]:
    """How many entries the issue holds in each section."""
    everything = composer.selection(view, limit=len(composer.pool.candidates) or 1)
    return {section.slug: len(section.lines) for section in everything.sections}


def _late(session: Session, issue: DigestIssue, settings: DigestSettings, held: Sequence[str]) -> list[str]:
    """What was approved after the list closed, and what a curator added that may not go yet."""
    everything = load.candidates(session, settings.place, approved_until=datetime.max.replace(tzinfo=UTC))
    known = {candidate.ref for candidate in everything}
    late = [ref for ref in known if ref not in held and ref not in issue.left_out]
    return curator_wording.preview_late(sorted(late), [ref for ref in issue.added if ref not in known], MOST_REFS)


def _reached(readers: Sequence[Reader], composer: Composer, issue: DigestIssue) -> Counter[str]:
    """How many readers would get a letter, by channel."""
    fits: dict[tuple[object, ...], bool] = {}
    reached: Counter[str] = Counter()
    for reader in readers:
        if reader.paused or not wants_now(reader, issue.send_at):
            continue
        key = alike(reader)
        if key not in fits:
            fits[key] = bool(composer.shown_to(reader).sections)
        reached[reader.channel] += fits[key]
    return +reached


def _when(issue: DigestIssue, settings: DigestSettings) -> str:
    approved = issue.approved_at is not None and issue.state == "approved"
    return curator_wording.preview_when(
        issue.send_at.astimezone(LONDON), "approved" if approved else issue.state, settings.when_nobody_answers
    )


def _left_out(selection: Selection, issue: DigestIssue, waiting_refs: Sequence[str]) -> list[str]:
    notes = []
    if waiting_refs:
        notes.append(curator_wording.preview_left_out(waiting_refs, "waiting", MOST_REFS))
    if issue.left_out:
        held = [f"{ref} ({why})" if why else ref for ref, why in sorted(issue.left_out.items())]
        notes.append(curator_wording.preview_left_out(held, "curator", MOST_REFS))
    for reason in ("promised", "overdue", "length"):
        refs = [ref for ref, why in selection.left_out if why == reason]
        if refs:
            notes.append(curator_wording.preview_left_out(refs, reason, MOST_REFS))
    return notes


def _unreachable(readers: Sequence[Reader]) -> list[str]:
    paused = [
        f"{reader.channel} {curator_wording.masked(reader.address)} ({reader.paused})"
        for reader in readers
        if reader.paused
    ]
    return [curator_wording.preview_unreachable(paused, MOST_REFS)] if paused else []
