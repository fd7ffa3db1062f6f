"""Letters of an issue besides the weekly sending: those that failed once more, and one to look at before the others go."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import outbox, subscribers
from db.issues import locked
from db.models import Address, Delivery, DigestIssue, Event
from db.session import Database
from digest import curator_wording
from digest.compose import Composed
from digest.entries import SubscriberView
from digest.issue_inputs import kept_candidates, last_send_at
from digest.readers import Reader, active_readers
from digest.sending import BROKEN, composer_for, enclosed, store
from digest.settings import DigestSettings

LETTERS = ("digest", "sign")


def resend(database: Database, issue_id: int, *, settings: DigestSettings, now: datetime) -> str:
    """Queues the letters of this issue that could not be sent once more, and makes those that could not be made. In words, how
    many. Letters to addresses that take no mail stay where they are; nobody gets a second one.
    """
    with database.transaction() as session:
        issue = locked(session, issue_id)
        number, day, state = issue.number, issue.issue_date, issue.state
        failed = _failed(session, issue_id)
        dead = [delivery_id for delivery_id, paused in failed if paused]
        again = outbox.retry(session, [delivery_id for delivery_id, paused in failed if not paused])
    made, broken = _made_anew(database, issue_id, settings, now) if state == "sent" else (0, 0)
    return curator_wording.sent_again(number, day, again + made, dead=len(dead), broken=broken)


def _failed(session: Session, issue_id: int) -> list[tuple[int, bool]]:
    """The failed letters of the issue, each with whether its address takes no mail."""
    rows = session.execute(
        select(Delivery.id, Address.paused_at)
        .outerjoin(Address, (Address.channel == Delivery.channel) & (Address.address == Delivery.address))
        .where(Delivery.issue_id == issue_id, Delivery.kind.in_(LETTERS), Delivery.state == "failed")
    )
    return [(delivery_id, paused_at is not None) for delivery_id, paused_at in rows]


def _made_anew(database: Database, issue_id: int, settings: DigestSettings, now: datetime) -> tuple[int, int]:
    """Makes the letters that could not be made when the issue went out; how many were stored, and how many still cannot."""
    with database.session() as session:
        issue = session.get_one(DigestIssue, issue_id)
        told = session.scalars(select(Event.detail).where(Event.kind == "letter-failed"))
        without = {detail["subscriber"] for detail in told if detail.get("issue") == issue_id}
        without -= set(session.scalars(select(Delivery.subscriber_id).where(Delivery.issue_id == issue_id)))
        if not without:
            return 0, 0
        composer = composer_for(session, issue, kept_candidates(session, issue, settings), settings, now)
        since = last_send_at(session, issue)
        readers = active_readers(session, settings.place, before=issue.issue_date, since=since)
    batch: list[tuple[Reader, Composed]] = []
    broken = 0
    for reader in readers:
        if reader.id not in without or reader.paused:
            continue
        try:
            composed = composer.letter(reader)
        except BROKEN:
            broken += 1
            continue
        if composed is not None:
            batch.append((reader, composed))
    return store(database, issue_id, batch, settings, now), broken


def sample_letter(
    database: Database,
    issue_id: int,
    *,
    channel: str,
    address: str,
    audience: str,
    settings: DigestSettings,
    now: datetime,
) -> str:
    """Stores the letter of this issue for one address, as it would be now, marked as a test; a subscriber's has that one's
    wishes. In words, what was done. It counts as no letter of the issue, and its numbers book nothing.
    """
    with database.transaction() as session:
        issue = session.get_one(DigestIssue, issue_id)
        composer = composer_for(session, issue, kept_candidates(session, issue, settings), settings, now)
        reader = _reader(session, issue, channel, address, audience, settings)
        composed = composer.letter(reader)
        if composed is None:
            return curator_wording.trial_empty(issue.number, issue.issue_date)
        outbox.enqueue(
            session,
            dedupe_key=f"digest-test:{issue_id}:{channel}:{address}:{now.isoformat()}",
            kind="preview",
            channel=channel,
            address=address,
            thread=reader.thread,
            subject=curator_wording.trial_subject(composed.rendered.subject),
            text=composed.rendered.text,
            html=composed.rendered.html,
            headers=composed.rendered.headers,
            enclosures=enclosed(session, issue_id, composed.rendered.files, now, {}),
            now=now,
        )
        return curator_wording.trial_stored(issue.number, issue.issue_date, address)


def _reader(
    session: Session, issue: DigestIssue, channel: str, address: str, audience: str, settings: DigestSettings
) -> Reader:
    """The subscriber at this address; for anybody else one who wants all that this audience can get."""
    since = last_send_at(session, issue)
    row = subscribers.find(session, channel, address, settings.place)
    if row is not None and not audience:
        for reader in active_readers(session, settings.place, before=issue.issue_date, since=since):
            if reader.id == row.id:
                return reader
    view = SubscriberView(audience=audience or "supplier", since=since)
    return Reader(id=0, contact_id=0, channel=channel, address=address, thread="", frequency="weekly", view=view)
