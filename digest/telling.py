"""Writes to the curators about an issue: its preview, and that it missed its hour."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db import contacts, events, outbox
from db.issues import locked
from db.models import DigestIssue
from db.session import Database
from digest import curator_wording
from digest.preview import MOST_REFS, Preview, preview_of
from digest.settings import DigestSettings

CHOICES = (("Send it", "issue:approve"), ("Hold it back", "issue:hold"))


def show(database: Database, issue_id: int, settings: DigestSettings, now: datetime) -> int:
    """Stores the preview for every curator, once."""
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state != "draft":
            return 0
        shown = preview_of(session, issue, settings=settings, now=now)
        stored = _tell(session, issue, settings, now, "preview", shown.words.subject, shown)
        issue.state = "previewed"
        issue.previewed_at = now
        issue.shown = list(shown.refs)
        detail = {"issue": issue.id, "letters": shown.letters, "curators": stored}
        events.record(session, kind="issue-previewed", who="digest", detail=detail, now=now)
    return stored


def remind(database: Database, issue_id: int, settings: DigestSettings, now: datetime) -> int:
    """Shows the issue once more to the curators, as none of them has answered, with what has changed meanwhile."""
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state != "previewed":
            return 0
        shown = preview_of(session, issue, settings=settings, now=now)
        subject = curator_wording.reminder(shown.words.subject)
        shown = replace(shown, words=replace(shown.words, subject=subject))
        stored = _tell(session, issue, settings, now, f"reminder:{now:%Y-%m-%d}", subject, shown)
        issue.reminded_at = now
        issue.shown = list(shown.refs)
        detail = {"issue": issue.id, "letters": shown.letters, "curators": stored}
        events.record(session, kind="issue-reminded", who="digest", detail=detail, now=now)
    return stored


def give_up(database: Database, issue_id: int, settings: DigestSettings, now: datetime) -> int:
    """Marks an issue that is too late to go by itself, and tells the curators."""
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state not in ("draft", "previewed", "approved"):
            return 0
        issue.state = "missed"
        events.record(session, kind="issue-missed", who="digest", detail={"issue": issue.id}, now=now)
        subject = curator_wording.missed(issue.number, issue.issue_date)
        return _tell(session, issue, settings, now, "missed", subject, f"{subject} {curator_wording.SEND_LATE}")


def tell_of_failures(
    session: Session, issue: DigestIssue, failed: Sequence[tuple[int, str]], settings: DigestSettings, now: datetime
) -> int:
    """Tells the curators whose letter could not be made (number of the subscriber and kind of error); the others went."""
    subject = curator_wording.letters_failed(issue.number, len(failed))
    return _tell(
        session, issue, settings, now, "failed", subject, curator_wording.who_got_none(subject, failed, MOST_REFS)
    )


def _tell(
    session: Session,
    issue: DigestIssue,
    settings: DigestSettings,
    now: datetime,
    key: str,
    subject: str,
    said: Preview | str,
) -> int:
    stored = 0
    shown = said if isinstance(said, Preview) else None
    for channel, address in [(channel, one) for channel, many in settings.curators.items() for one in many]:
        by_mail = channel == "email"
        known = contacts.find_address(session, channel, address)
        delivery = outbox.enqueue(
            session,
            dedupe_key=f"{key}:{issue.id}:{channel}:{address}",
            kind="preview",
            channel=channel,
            address=address,
            thread=known.thread if known and not by_mail else "",
            subject=subject,
            text=said if isinstance(said, str) else said.text if by_mail else said.short,
            html=shown.html if shown and by_mail else "",
            choices=[]
            if by_mail or key == "failed"
            else [{"label": label, "value": value} for label, value in CHOICES],
            headers={"Auto-Submitted": "auto-generated"},
            about={"kind": "preview", "issue": issue.id, "numbers": shown.numbers if shown else {}},
            issue_id=issue.id,
            now=now,
        )
        stored += delivery is not None
    return stored
