"""What curators make of an issue: decided and arranged, by a reply or by the command line alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import events
from db.models import DigestIssue

UNDECIDED = ("draft", "previewed", "approved", "held", "missed")


def locked(session: Session, issue_id: int) -> DigestIssue:
    """The issue, which no other process can change until this transaction ends. sqlalchemy.exc.NoResultFound when none."""
    return session.execute(
        select(DigestIssue)
        .where(DigestIssue.id == issue_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def decide(session: Session, issue: DigestIssue, state: str, *, who: str, now: datetime) -> None:
    """A curator's yes ("approved") or no for now ("held"). With a yes the list closes: what is approved later must be added."""
    issue.state = state
    issue.approved_at = now if state == "approved" else None
    issue.approved_by = who if state == "approved" else ""
    events.record(session, kind=f"issue-{state}", who=who, detail={"issue": issue.id}, now=now)


def arrange(
    session: Session,
    issue: DigestIssue,
    *,
    who: str,
    now: datetime,
    opening: str = "",
    first: Sequence[str] = (),
    leave_out: Mapping[str, str] | None = None,
    put_back: Sequence[str] = (),
    add: Sequence[str] = (),
) -> None:
    """Other opening words, refs that come first, refs that stay out (with the reason, which may be empty) or come back, and
    refs that go although they were approved after the list closed.
    """
    wanted = {*first, *put_back, *add}
    issue.opening = opening or issue.opening
    issue.leading = list(dict.fromkeys((*first, *issue.leading)))
    issue.left_out = {ref: why for ref, why in {**issue.left_out, **(leave_out or {})}.items() if ref not in wanted}
    issue.added = list(dict.fromkeys((*issue.added, *add)))
    detail = {
        "issue": issue.id,
        "opening": bool(opening),
        "first": list(first),
        "left_out": sorted(leave_out or {}),
        "put_back": list(put_back),
        "added": list(add),
    }
    events.record(session, kind="issue-changed", who=who, detail=detail, now=now)
