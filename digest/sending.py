"""Freezes an issue and writes its letters into the outbox. Each step can be cut off anywhere and done again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from jinja2 import TemplateError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import events, issue_files, outbox, subscribers
from db.issues import locked
from db.models import Delivery, DigestIssue
from db.session import Database
from digest import load
from digest.calendar import today
from digest.compose import Composed, Composer, alike, leaves_at, wants_now
from digest.entries import Candidate
from digest.issue_inputs import issue_words, kept_candidates, last_send_at
from digest.proposals import propose
from digest.readers import Reader, active_readers
from digest.render import File
from digest.settings import DigestSettings
from digest.telling import tell_of_failures

BATCH = 100
BROKEN = (TemplateError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
WRITTEN = ("sending", "sent")
"""States of an issue that letters may be stored for: on its way, or gone and a letter of it is made once more."""
SENDABLE = ("draft", "previewed", "approved")
log = structlog.get_logger()


def freeze(database: Database, issue_id: int, *, settings: DigestSettings, now: datetime) -> bool:
    """Fixes which entries the issue holds (see `issue_inputs.kept_candidates`). True when letters are to be written."""
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state == "sending":
            return True
        if issue.state not in SENDABLE:
            return False
        issue.send_at = min(issue.send_at, now)
        issue.entries = [candidate.ref for candidate in kept_candidates(session, issue, settings)]
        issue.state = "sending"
        events.record(
            session,
            kind="issue-frozen",
            who="digest",
            detail={"issue": issue.id, "entries": len(issue.entries)},
            now=now,
        )
    return True


def write_letters(database: Database, issue_id: int, *, settings: DigestSettings, now: datetime) -> int:
    """Stores the letter of every reader who has none of this issue yet, then closes the issue. How many were stored.

    A letter that cannot be made is put on record, curators are told, and the others go.
    """
    with database.transaction() as session:
        subscribers.wake(session, settings.place, today(now))
    with database.session() as session:
        issue = session.get_one(DigestIssue, issue_id)
        found = kept_candidates(session, issue, settings)
        since = last_send_at(session, issue)
        composer = composer_for(session, issue, found, settings, now)
        send_at = issue.send_at
        done = set(session.scalars(select(Delivery.subscriber_id).where(Delivery.issue_id == issue_id)))
        waiting = sorted(active_readers(session, settings.place, before=issue.issue_date, since=since), key=alike)
    stored = 0
    batch: list[tuple[Reader, Composed]] = []
    failed: list[tuple[int, str]] = []
    for reader in waiting:
        if reader.id in done or reader.paused or not wants_now(reader, send_at):
            continue
        try:
            composed = composer.letter(reader) or composer.sign_of_life(reader, now)
        except BROKEN as error:
            log.error("digest letter failed", issue=issue_id, subscriber=reader.id, error=type(error).__name__)
            failed.append((reader.id, type(error).__name__))
            continue
        if composed is not None:
            batch.append((reader, composed))
        if len(batch) == BATCH:
            stored += store(database, issue_id, batch, settings, now)
            batch = []
    stored += store(database, issue_id, batch, settings, now)
    _close(database, issue_id, found, failed, settings, now)
    return stored


def composer_for(
    session: Session, issue: DigestIssue, found: Sequence[Candidate], settings: DigestSettings, now: datetime
) -> Composer:
    """What composes the letters of this issue, with `found` in it, as they are written at `now`."""
    since = last_send_at(session, issue)
    came = load.outcomes(session, settings.place, since=since, until=issue.send_at)
    return Composer(found, issue_words(session, issue, now), settings, outcomes=came, leading=issue.leading)


def store(
    database: Database,
    issue_id: int,
    batch: Sequence[tuple[Reader, Composed]],
    settings: DigestSettings,
    now: datetime,
) -> int:
    """Stores these letters in one transaction; how many were new.

    The issue's row is held meanwhile, so that two processes take turns and neither repeats the other.
    """
    if not batch:
        return 0
    stored = 0
    kept: dict[File, int] = {}
    with database.transaction() as session:
        if locked(session, issue_id).state not in WRITTEN:
            return 0
        for reader, composed in batch:
            delivery = outbox.enqueue(
                session,
                dedupe_key=f"digest:{issue_id}:subscriber:{reader.id}",
                kind=composed.kind,
                channel=reader.channel,
                address=reader.address,
                thread=reader.thread,
                subject=composed.rendered.subject,
                text=composed.rendered.text,
                html=composed.rendered.html,
                choices=[{"label": label, "value": value} for label, value in composed.rendered.choices],
                headers=composed.rendered.headers,
                enclosures=enclosed(session, issue_id, composed.rendered.files, now, kept),
                about={"kind": "digest", "issue": issue_id, "numbers": composed.numbers},
                contact_id=reader.contact_id,
                subscriber_id=reader.id,
                issue_id=issue_id,
                not_before=leaves_at(reader, now, settings),
                now=now,
            )
            stored += delivery is not None
    return stored


def enclosed(
    session: Session, issue_id: int, files: Iterable[File], now: datetime, kept: dict[File, int]
) -> list[dict[str, Any]]:
    """Files of a letter as a delivery holds them: each kept once for the issue and named here. `kept` remembers which are."""
    parts = []
    for file in files:
        if file not in kept:
            kept[file] = issue_files.keep(session, issue_id, file.content, now=now)
        part = {"name": file.name, "content_type": file.content_type, "content_id": file.content_id}
        parts.append({**part, "file": kept[file]})
    return parts


def _close(
    database: Database,
    issue_id: int,
    held: Sequence[Candidate],
    failed: Sequence[tuple[int, str]],
    settings: DigestSettings,
    now: datetime,
) -> None:
    with database.transaction() as session:
        issue = locked(session, issue_id)
        if issue.state != "sending":
            return
        letters = session.scalar(
            select(func.count()).select_from(Delivery).where(Delivery.issue_id == issue_id, Delivery.kind == "digest")
        )
        _propose(session, issue, held, settings, now)
        issue.state = "sent"
        issue.sent_at = now
        for subscriber, error in failed:
            detail = {"issue": issue_id, "subscriber": subscriber, "error": error}
            events.record(session, kind="letter-failed", who="digest", detail=detail, now=now)
        if failed:
            tell_of_failures(session, issue, failed, settings, now)
        events.record(session, kind="issue-sent", who="digest", detail={"issue": issue_id, "letters": letters}, now=now)
    log.info("digest issue sent", issue=issue_id, letters=letters)


def _propose(
    session: Session, issue: DigestIssue, held: Sequence[Candidate], settings: DigestSettings, now: datetime
) -> None:
    """Proposes what fits. A fault in that is put on record and does not keep the issue from being closed."""
    try:
        with session.begin_nested():
            propose(session, issue, held, settings=settings, now=now)
    except BROKEN as error:
        log.error("digest proposals failed", issue=issue.id, error=type(error).__name__)
