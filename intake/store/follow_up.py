"""What is due without a message: a word to who fell silent, "did it come?", and reminders of promises."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db import contacts, events, outbox, subscribers
from db.models import Entry, Pledge
from db.session import Database
from intake import wording, wording_came, wording_follow_up, wording_offers, wording_pledges
from intake.settings import IntakeSettings
from intake.store import post, silence, unused
from intake.store.faults import passed_over
from intake.store.steps import BEFORE, LONDON, ONE_DAY, due_day, steps

UNDER_WAY = ("pledged", "accepted")
WANTED = ("open", "part-met", "met", "waiting")
"""States of an entry whose pledges are followed: of one that was taken back, nobody is asked any more."""
OFFER = "offer"
"""Of an offer, who made the pledge gets the help, and whose entry it is gives it."""
EVENING = 20
MOST_AT_ONCE = 200


def due(database: Database, *, settings: IntakeSettings, now: datetime) -> int:
    """Store all that is due at `now` (UTC), by day only, and return how many messages that were. Doing it again stores nothing.

    The day after a promise was due those who asked are asked whether it came; a promise without any date after
    `settings.undated_days`. Suppliers are reminded three days before and one day after; four days after it is a curator's.
    Who never said yes or no to a promise is asked for that first, and nobody is asked whether it came.
    """
    local = now.astimezone(LONDON)
    if not settings.morning_hour <= local.hour < EVENING:
        return 0
    with database.transaction() as session:
        subscribers.wake(session, settings.place, local.date())
    stored = silence.nudge(database, settings=settings, now=now)
    with database.session() as session:
        ids = _due_pledges(session, settings, now, local.date())
    for pledge_id in ids:
        with passed_over("follow-up", pledge=pledge_id), database.transaction() as session:
            stored += _follow(session, pledge_id, settings, now, local.date())
    return stored + unused.chase(database, settings=settings, now=now)


def _due_pledges(session: Session, settings: IntakeSettings, now: datetime, today: date) -> list[int]:
    """Pledges under way that have a step to take: whose day is near or past, or that have none and are old."""
    day = func.coalesce(Pledge.by_date, Entry.needed_by)
    undated = (day.is_(None)) & (Pledge.created_at <= now - timedelta(days=settings.undated_days))
    unanswered = (Pledge.status == "pledged") & Pledge.reminded_at.is_(None) & (Pledge.created_at <= now - ONE_DAY / 2)
    rows = session.execute(
        select(Pledge, Entry)
        .join(Pledge.entry)
        .where(
            Pledge.status.in_(UNDER_WAY),
            Entry.place == settings.place,
            Entry.status.in_(WANTED),
            or_(day <= today + BEFORE, undated, unanswered),
        )
        .order_by(Pledge.id)
    )
    found = (pledge.id for pledge, entry in rows if _steps(pledge, entry, settings, today))
    return [pledge_id for _, pledge_id in zip(range(MOST_AT_ONCE), found, strict=False)]


def _steps(pledge: Pledge, entry: Entry, settings: IntakeSettings, today: date) -> list[str]:
    askable = entry.contact_id is not None
    return steps(pledge, entry.needed_by, askable=askable, undated_days=settings.undated_days, today=today)


def _follow(session: Session, pledge_id: int, settings: IntakeSettings, now: datetime, today: date) -> int:
    """Take the steps of one pledge, in one transaction with the marks that say so."""
    pledge = session.get(Pledge, pledge_id, with_for_update=True, populate_existing=True)
    if pledge is None or pledge.status not in UNDER_WAY:
        return 0
    entry, stored = pledge.entry, 0
    taken = _steps(pledge, entry, settings, today)
    day = due_day(pledge, entry.needed_by)
    for step in taken:
        if step == "ask":
            stored += _ask(session, pledge, entry, day, now)
        elif step == "welcome":
            stored += _ask_again(session, pledge, entry, now)
        elif step == "unanswered":
            stored += _unanswered(session, pledge, entry, day, settings, now)
        else:
            stored += _remind(session, step, pledge, entry, day or today, settings, now)
        events.record(
            session, kind=f"follow-up-{step}", who="worker", ref=entry.ref, detail={"pledge": pledge.id}, now=now
        )
    if {"ask", "welcome"} & set(taken):
        pledge.asked_at = now
    if set(taken) - {"ask", "welcome"}:
        pledge.reminded_at = now
    return stored


def _what(pledge: Pledge, entry: Entry) -> str:
    what = pledge.what or (str(entry.quantity[0]["what"]) if entry.quantity else "")
    return wording.amount(pledge.quantity, what) if pledge.quantity else what


def _ask(session: Session, pledge: Pledge, entry: Entry, day: date | None, now: datetime) -> int:
    """ "Did it come?", to those who asked."""
    choices = (
        (wording_came.CAME_ALL, f"came:all:{pledge.id}"),
        (wording_came.CAME_NONE, f"came:none:{pledge.id}"),
        (wording_came.CAME_NOT_YET, f"came:later:{pledge.id}"),
    )
    return _to(
        session,
        pledge.contact_id if entry.kind == OFFER else entry.contact_id,
        key=f"came:{pledge.id}:{day or 'undated'}",
        subject=wording_follow_up.CAME_SUBJECT.format(ref=entry.ref),
        text=wording_came.came_question(entry.ref, _what(pledge, entry)),
        choices=choices,
        about={"kind": "came", "pledge": pledge.id, "ref": entry.ref},
        now=now,
    )


def _ask_again(session: Session, pledge: Pledge, entry: Entry, now: datetime) -> int:
    """ "Is that welcome?" once more, to those who asked; "can they have it?" to those who offer."""
    taking = entry.kind == OFFER
    words = (
        wording_offers.wanted_again(entry.ref, pledge.organisation, _what(pledge, entry))
        if taking
        else wording_follow_up.welcome_again(entry.ref, pledge.organisation, _what(pledge, entry), pledge.by_words)
    )
    yes, no = (wording_offers.YES, wording_offers.NO) if taking else (wording_pledges.ACCEPT, wording_pledges.REFUSE)
    return _to(
        session,
        entry.contact_id,
        key=f"welcome:{pledge.id}",
        subject=(wording_offers.WANTED_SUBJECT if taking else wording_pledges.PLEDGED_SUBJECT).format(ref=entry.ref),
        text=words,
        choices=((yes, f"accept:{pledge.id}"), (no, f"refuse:{pledge.id}")),
        about={"kind": "pledged", "pledge": pledge.id, "ref": entry.ref},
        now=now,
    )


def _unanswered(
    session: Session, pledge: Pledge, entry: Entry, day: date | None, settings: IntakeSettings, now: datetime
) -> int:
    """Those who asked never said yes or no: a curator is told, and the supplier, so that it does not set out."""
    what, written = _what(pledge, entry), wording.day(day, now.astimezone(LONDON).date()) if day else ""
    told = post.to_curators(
        session,
        settings,
        key=f"unanswered:{pledge.id}",
        subject=wording_follow_up.UNANSWERED_SUBJECT.format(ref=entry.ref),
        text=wording_follow_up.unanswered(entry.ref, pledge.id, what, written),
        now=now,
    )
    return told + _to(
        session,
        pledge.contact_id,
        key=f"not-answered:{pledge.id}",
        subject=wording_follow_up.REMIND_SUBJECT.format(ref=entry.ref),
        text=(wording_offers if entry.kind == OFFER else wording_follow_up).not_answered(entry.ref, what),
        about={"kind": "reminded", "pledge": pledge.id, "ref": entry.ref},
        now=now,
    )


def _remind(
    session: Session, step: str, pledge: Pledge, entry: Entry, day: date, settings: IntakeSettings, now: datetime
) -> int:
    what, written = _what(pledge, entry), wording.day(day, now.astimezone(LONDON).date())
    if step == "curator":
        return post.to_curators(
            session,
            settings,
            key=f"overdue:{pledge.id}:{day}",
            subject=wording_follow_up.OVERDUE_SUBJECT.format(ref=entry.ref),
            text=wording_follow_up.overdue(entry.ref, pledge.id, what, written),
            now=now,
        )
    words = wording_follow_up.remind_before if step == "before" else wording_follow_up.remind_after
    return _to(
        session,
        entry.contact_id if entry.kind == OFFER else pledge.contact_id,
        key=f"remind:{pledge.id}:{step}:{day}",
        subject=wording_follow_up.REMIND_SUBJECT.format(ref=entry.ref),
        text=words(entry.ref, what, written),
        about={"kind": "reminded", "pledge": pledge.id, "ref": entry.ref},
        now=now,
    )


def _to(
    session: Session,
    contact_id: int | None,
    *,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    about: dict[str, object],
    choices: Iterable[tuple[str, str]] = (),
) -> int:
    """One message to a contact where it was last seen; nothing when it cannot be reached."""
    address = contacts.best_address(session, contact_id) if contact_id is not None else None
    if address is None:
        return 0
    row = outbox.enqueue(
        session,
        dedupe_key=key,
        kind="question",
        channel=address.channel,
        address=address.address,
        thread="" if address.channel == "email" else address.thread,
        subject=subject,
        text=text,
        choices=[{"label": label, "value": value} for label, value in choices],
        about=about,
        contact_id=contact_id,
        now=now,
    )
    return int(row is not None)
