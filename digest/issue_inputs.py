"""What an issue is made of: its candidates, its words, and since when things are new in it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import DigestIssue
from digest import load
from digest.calendar import LATE_AFTER, WEEK
from digest.counts import counted
from digest.entries import Candidate
from digest.letter import IssueWords
from digest.settings import DigestSettings


def kept_candidates(session: Session, issue: DigestIssue, settings: DigestSettings) -> list[Candidate]:
    """What goes with the issue: when it is frozen, what it held then and is still open; else all that is open, was approved
    in time, and is not held back by a curator.

    In time is before the issue was approved, or before its hour while it is not; a curator may add what came later.
    """
    frozen = issue.entries if issue.state in ("sending", "sent") else None
    if frozen is not None:
        return load.candidates(session, settings.place, approved_until=issue.send_at, refs=frozen, added=issue.added)
    until = closes_at(issue)
    found = load.candidates(session, settings.place, approved_until=until, added=issue.added)
    return [candidate for candidate in found if candidate.ref not in issue.left_out]


def closes_at(issue: DigestIssue) -> datetime:
    """When the list of the issue closes: with its approval, at its hour at the latest."""
    if issue.state == "approved" and issue.approved_at is not None:
        return min(issue.approved_at, issue.send_at)
    return issue.send_at


def issue_words(session: Session, issue: DigestIssue, now: datetime) -> IssueWords:
    """What the letters say of the issue when they are written at `now`."""
    return IssueWords(
        issue.number,
        issue.issue_date,
        issue.opening,
        late=now - issue.send_at > LATE_AFTER,
        counts=counted(load.needs(session, issue.place, until=closes_at(issue)), issue.issue_date),
    )


def last_send_at(session: Session, issue: DigestIssue) -> datetime:
    """When the issue before this one was due; a week before this one when there was none."""
    last = session.scalar(
        select(func.max(DigestIssue.send_at)).where(
            DigestIssue.place == issue.place, DigestIssue.state == "sent", DigestIssue.issue_date < issue.issue_date
        )
    )
    return last or issue.send_at - WEEK
