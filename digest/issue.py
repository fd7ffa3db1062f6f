"""The life of a weekly issue: prepared, shown to the curators, approved or held, sent. Everything that is due is asked
of the rows.

A state is draft, previewed, approved, held, sending (frozen, letters being stored), sent, or missed (too late to go by
itself).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import issues
from db.entries import next_number
from db.issues import locked
from db.models import DigestIssue, Entry, Subscriber
from db.session import Database
from digest import curator_wording
from digest.calendar import last_issue_date, next_issue_date, preview_time, send_time
from digest.sending import freeze, write_letters
from digest.settings import DigestSettings
from digest.telling import give_up, remind, show

ANSWERABLE = timedelta(hours=1)


def due(database: Database, *, settings: DigestSettings, now: datetime) -> int:
    """Does all that the calendar asks for at `now`: the preview of the next issue, the letters of the last. How many
    messages were stored.

    Call it as often as you like and from as many processes: what was done is not done again, what was missed is made up
    for.
    """
    return _last(database, settings, now) + _next(database, settings, now)


def prepare(database: Database, *, settings: DigestSettings, now: datetime, issue_date: date | None = None) -> int:
    """The id of the issue of this day (default: the next one), made now when there is none."""
    day = issue_date or next_issue_date(now, settings)
    with database.transaction() as session:
        issue = _find(session, settings.place, day) or _new(session, settings, day, now)
        return issue.id


def approve(
    database: Database,
    issue_date: date | None = None,
    *,
    settings: DigestSettings,
    who: str,
    now: datetime,
    opening: str = "",
) -> str:
    """A curator's yes, with opening words when given. Says in a sentence what follows from it.

    The issue goes at its hour with what is approved by then; when its hour has passed, it goes late, at the next look.
    """
    return _decide(database, issue_date, "approved", settings=settings, who=who, now=now, opening=opening)


def hold(
    database: Database, issue_date: date | None = None, *, settings: DigestSettings, who: str, now: datetime
) -> str:
    """A curator's no for now: the issue does not go until it is approved. Says so in a sentence."""
    return _decide(database, issue_date, "held", settings=settings, who=who, now=now)


def arrange(
    database: Database,
    issue_date: date | None = None,
    *,
    settings: DigestSettings,
    who: str,
    now: datetime,
    opening: str = "",
    first: Sequence[str] = (),
    leave_out: Mapping[str, str] | None = None,
    put_back: Sequence[str] = (),
    add: Sequence[str] = (),
) -> str:
    """What a curator changes in an issue, see `db.issues.arrange`. Says in a sentence what came of it.

    LookupError, in words, when a reference is none of this place.
    """
    issue_id = current(database, settings, now, issue_date)
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state not in issues.UNDECIDED:
            return curator_wording.already_sent(issue.number, issue.issue_date)
        named = [*first, *(leave_out or {}), *put_back, *add]
        known = set(session.scalars(select(Entry.ref).where(Entry.place == settings.place, Entry.ref.in_(named))))
        if unknown := [ref for ref in named if ref not in known]:
            raise LookupError(curator_wording.no_such_entries(unknown))
        issues.arrange(
            session,
            issue,
            who=who,
            now=now,
            opening=opening,
            first=first,
            leave_out=leave_out,
            put_back=put_back,
            add=add,
        )
        return curator_wording.arranged(issue.number, issue.issue_date)


def send(
    database: Database, issue_date: date | None = None, *, settings: DigestSettings, now: datetime, force: bool = True
) -> str:
    """Stores the letters of the issue that is up, and says what came of it.

    With `force` it does so whatever the hour, and held or not.
    """
    issue_id = current(database, settings, now, issue_date)
    with database.transaction() as session:
        issue = locked(session, issue_id)
        number, day = issue.number, issue.issue_date
        if issue.state == "sent":
            return curator_wording.already_sent(number, day)
        if not force and (issue.state == "held" or now < issue.send_at):
            return curator_wording.not_due(number, day)
        if issue.state in ("held", "missed"):
            issue.state = "approved"
            issue.approved_at = now
    freeze(database, issue_id, settings=settings, now=now)
    return curator_wording.stored(number, day, write_letters(database, issue_id, settings=settings, now=now))


def last_sent(database: Database, *, settings: DigestSettings, day: date | None) -> int:
    """The issue of this day, or the last one whose letters were written. LookupError, in words, when there is none."""
    query = select(DigestIssue.id).where(
        DigestIssue.place == settings.place, DigestIssue.state.in_(("sending", "sent"))
    )
    if day is not None:
        query = query.where(DigestIssue.issue_date == day)
    with database.session() as session:
        found = session.scalar(query.order_by(DigestIssue.issue_date.desc()).limit(1))
    if found is None:
        raise LookupError(curator_wording.no_such_issue(day.isoformat()) if day else curator_wording.NONE_SENT)
    return found


def _find(session: Session, place: str, day: date) -> DigestIssue | None:
    return session.scalar(select(DigestIssue).where(DigestIssue.place == place, DigestIssue.issue_date == day))


def _new(session: Session, settings: DigestSettings, day: date, now: datetime) -> DigestIssue:
    with session.begin_nested() as step:
        number = next_number(session, f"issue:{settings.place}")  # others who want one wait here until we are done
        made_meanwhile = _find(session, settings.place, day)
        if made_meanwhile is not None:
            step.rollback()
            return made_meanwhile
        issue = DigestIssue(
            place=settings.place,
            number=number,
            issue_date=day,
            send_at=send_time(day, settings),
            created_at=now,
            state="draft",
            entries=[],
            left_out={},
        )
        session.add(issue)
        session.flush()
    return issue


def current(database: Database, settings: DigestSettings, now: datetime, day: date | None) -> int:
    """The issue meant when none is named: the last one while it is still to be sent, else the next."""
    if day is None:
        with database.session() as session:
            last = _find(session, settings.place, last_issue_date(now, settings))
            if last is not None and last.state != "sent":
                return last.id
    return prepare(database, settings=settings, now=now, issue_date=day)


def _decide(
    database: Database,
    day: date | None,
    state: str,
    *,
    settings: DigestSettings,
    who: str,
    now: datetime,
    opening: str = "",
) -> str:
    issue_id = current(database, settings, now, day)
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state in ("sending", "sent"):
            return curator_wording.already_sent(issue.number, issue.issue_date)
        issue.opening = opening or issue.opening
        issues.decide(session, issue, state, who=who, now=now)
        late = now >= issue.send_at
        return curator_wording.decided(state, issue.number, issue.issue_date, late=late)


def _next(database: Database, settings: DigestSettings, now: datetime) -> int:
    day = next_issue_date(now, settings)
    if now < preview_time(day, settings):
        return 0
    with database.session() as session:
        issue = _find(session, settings.place, day)
    if issue is not None and issue.state != "draft":
        return remind(database, issue.id, settings, now) if _to_remind(issue, settings, now) else 0
    return show(database, prepare(database, settings=settings, now=now, issue_date=day), settings, now)


def _to_remind(issue: DigestIssue, settings: DigestSettings, now: datetime) -> bool:
    """Whether nobody has answered the preview, it was shown before the hour of the reminder, and that has come; not in the
    last hour, when it would come too late to answer.
    """
    at = issue.send_at - timedelta(hours=settings.reminder_hours)
    shown_at = issue.previewed_at
    return (
        issue.state == "previewed"
        and settings.reminder_hours > 0
        and issue.reminded_at is None
        and shown_at is not None
        and shown_at < at <= now < issue.send_at - ANSWERABLE
    )


def _last(database: Database, settings: DigestSettings, now: datetime) -> int:
    day = last_issue_date(now, settings)
    send_at = send_time(day, settings)
    with database.session() as session:
        issue = _find(session, settings.place, day)
        if issue is None and not _anyone_before(session, settings.place, send_at):
            return 0
        state = issue.state if issue else "draft"
        answered_at = issue.approved_at if issue else None
        shown_at = issue.previewed_at if issue else None
        reminded_at = issue.reminded_at if issue else None
    if state in ("sent", "held", "missed"):
        return 0
    issue_id = prepare(database, settings=settings, now=now, issue_date=day)
    if state in ("draft", "previewed") and settings.when_nobody_answers == "hold":
        if state == "draft":
            return show(database, issue_id, settings, now)
        waits = shown_at is not None and shown_at < send_at and now >= send_at + ANSWERABLE
        asked = reminded_at is not None and reminded_at >= send_at
        return remind(database, issue_id, settings, now) if waits and not asked else 0
    asked_for_late = answered_at is not None and answered_at >= send_at
    if state != "sending" and not asked_for_late and now - send_at > timedelta(hours=settings.grace_hours):
        return give_up(database, issue_id, settings, now)
    if not freeze(database, issue_id, settings=settings, now=now):
        return 0
    return write_letters(database, issue_id, settings=settings, now=now)


def _anyone_before(session: Session, place: str, send_at: datetime) -> bool:
    """Whether anyone was subscribed at that hour: a fresh installation has missed no issue."""
    first = session.scalar(select(func.min(Subscriber.confirmed_at)).where(Subscriber.place == place))
    return first is not None and first <= send_at
