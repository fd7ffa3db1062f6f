"""Says how an issue stands: as it would go, in a list of all, and why a reader gets what it gets."""

from datetime import date, datetime

from sqlalchemy import select

from db.models import DigestIssue
from db.session import Database
from digest import curator_wording
from digest.issue import current
from digest.preview import Preview, preview_of
from digest.reasons import explanation
from digest.settings import DigestSettings


def preview(database: Database, *, settings: DigestSettings, now: datetime, issue_date: date | None = None) -> Preview:
    """The issue of this day (default: the one that is up now) as it would go. Makes the issue when there is none;
    sends nothing.
    """
    issue_id = current(database, settings, now, issue_date)
    with database.session() as session:
        return preview_of(session, session.get_one(DigestIssue, issue_id), settings=settings, now=now)


def preview_text(database: Database, *, settings: DigestSettings, now: datetime, issue_date: date | None = None) -> str:
    """The same as plain text."""
    return preview(database, settings=settings, now=now, issue_date=issue_date).text


def listing(database: Database, *, place: str, limit: int = 20) -> str:
    """A line for each issue, newest first; empty when there is none."""
    with database.session() as session:
        issues = session.scalars(
            select(DigestIssue).where(DigestIssue.place == place).order_by(DigestIssue.issue_date.desc()).limit(limit)
        )
        return "\n".join(
            curator_wording.issue_line(issue.number, issue.issue_date, issue.state, len(issue.entries))
            for issue in issues
        )


def why(database: Database, named: str, subscriber: str, *, settings: DigestSettings, now: datetime) -> str:
    """Why each line is in this reader's letter. `named` is the issue's number or day, "next" the one that is up; `subscriber`
    the reader's number or address. LookupError, in words, when there is no such issue or reader.
    """
    with database.session() as session:
        if named == "next":
            issue = session.get_one(DigestIssue, current(database, settings, now, None))
        else:
            query = select(DigestIssue).where(DigestIssue.place == settings.place)
            rows = session.scalars(query).all()
            found = [row for row in rows if named in (str(row.number), row.issue_date.isoformat())]
            if not found:
                raise LookupError(curator_wording.no_such_issue(named))
            issue = found[0]
        return explanation(session, issue, subscriber, settings=settings, now=now)
