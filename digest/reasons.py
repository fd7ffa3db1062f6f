"""Says in words why each line is in a reader's letter, and why each other entry is not."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Delivery, DigestIssue
from digest import ranking, why_wording
from digest.compose import Composer, wants_now
from digest.entries import Line, Selection
from digest.issue_inputs import issue_words, kept_candidates, last_send_at
from digest.readers import Reader, active_readers
from digest.settings import DigestSettings
from digest.wording import Labels


def in_words(line: Line, labels: Labels) -> str:
    """Why a line was chosen: "needed in 9 days; theme Digital inclusion; ward Armley"."""
    return "; ".join(why_wording.reason(code, labels) for code in line.reasons)


def explanation(
    session: Session, issue: DigestIssue, subscriber: str, *, settings: DigestSettings, now: datetime
) -> str:
    """For the person who runs the service: the letter of this reader (its number or address) line by line with the reasons.

    LookupError, in words, when there is no such active reader.
    """
    since = last_send_at(session, issue)
    readers = active_readers(session, settings.place, before=issue.issue_date, since=since)
    reader = next((one for one in readers if subscriber in (str(one.id), one.address)), None)
    if reader is None:
        raise LookupError(why_wording.no_such_reader(subscriber))
    held = set(issue.left_out)
    found = kept_candidates(session, issue, settings)
    composer = Composer(found, issue_words(session, issue, now), settings, leading=issue.leading)
    selection = composer.shown_to(reader, explain=True)
    sent = session.scalar(
        select(Delivery.about).where(Delivery.issue_id == issue.id, Delivery.subscriber_id == reader.id)
    )
    parts = [
        why_wording.title(issue.number, issue.issue_date, reader.id),
        *_standing(reader, issue, selection, sent),
        *_lines(selection, composer, reader),
        *why_wording.left_out([*selection.left_out, *((ref, "curator") for ref in sorted(held))]),
    ]
    return "\n".join(parts)


def _standing(reader: Reader, issue: DigestIssue, selection: Selection, sent: Mapping[str, object] | None) -> list[str]:
    """What stands in the way of a letter, and how the letter that went differs from what would go now."""
    words = []
    if reader.paused:
        words.append(why_wording.paused(reader.paused))
    if sent is None and not wants_now(reader, issue.send_at):
        words.append(why_wording.not_this_time(reader.frequency))
    if sent is not None:
        numbers = sent.get("numbers")
        gone = set(numbers.values() if isinstance(numbers, Mapping) else ()) - set(selection.numbers.values())
        words.append(why_wording.went(sorted(gone)))
    return words


def _lines(selection: Selection, composer: Composer, reader: Reader) -> list[str]:
    if not selection.lines:
        return [why_wording.NOTHING]
    words = []
    for section in selection.sections:
        words.append(why_wording.section(section.slug))
        for line in section.lines:
            weight = ranking.standing(line.candidate, composer.issue.issue_date)
            fit = ranking.fit(line.candidate, reader.view)
            words.append(why_wording.line(line, in_words(line, composer.labels), fit, weight))
    return words
