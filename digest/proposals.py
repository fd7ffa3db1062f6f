"""Tells both sides of an ask and an offer that fit each other, once, with the issue that both are in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import contacts, events, outbox
from db.models import DigestIssue, Entry, Event
from digest import proposal_wording
from digest.compose import labels_for
from digest.entries import Candidate
from digest.matching import Fit, Meant, fits
from digest.settings import DigestSettings
from digest.wording import Labels

PROPOSED = "proposed"


def propose(
    session: Session, issue: DigestIssue, candidates: Sequence[Candidate], *, settings: DigestSettings, now: datetime
) -> int:
    """Finds the fits among the issue's entries and stores a message to each side. How many were stored.

    Each pair is in the ledger as soon as it was proposed, and is never proposed again: a no need not be said twice.
    """
    asks = _meant(session, [one for one in candidates if one.kind == "ask" and not one.promised])
    offers = _meant(session, [one for one in candidates if one.kind == "offer" and not one.promised])
    found = fits(asks, offers, done=_done(session))
    for fit in found:
        detail = {"offer": fit.offer, "issue": issue.id, "score": fit.score}
        events.record(session, kind=PROPOSED, who="digest", ref=fit.ask, detail=detail, now=now)
    known = {one.candidate.ref: one for one in (*asks, *offers)}
    labels = labels_for(settings)
    return sum(
        _tell(session, issue, known[ref], [known[other].candidate for other in others], labels, settings, now)
        for ref, others in _by_entry(found).items()
    )


def _by_entry(found: Iterable[Fit]) -> dict[str, list[str]]:
    """For each entry of either side the entries that fit it, best first."""
    sides: dict[str, list[str]] = {}
    for fit in found:
        sides.setdefault(fit.ask, []).append(fit.offer)
        sides.setdefault(fit.offer, []).append(fit.ask)
    return sides


def _meant(session: Session, candidates: Sequence[Candidate]) -> list[Meant]:
    """Those that have a vector and somebody to tell."""
    by_ref = {candidate.ref: candidate for candidate in candidates}
    query = select(Entry.ref, Entry.vector, Entry.contact_id).where(
        Entry.vector.is_not(None), Entry.contact_id.is_not(None), Entry.status.in_(("open", "part-met"))
    )
    found = [
        Meant(by_ref[ref], numpy.frombuffer(vector, numpy.float32), contact_id)
        for ref, vector, contact_id in session.execute(query.order_by(Entry.id))
        if ref in by_ref and vector is not None and contact_id is not None
    ]
    length = max((len(one.vector) for one in found), default=0)
    return [one for one in found if len(one.vector) == length]


def _done(session: Session) -> set[tuple[str, str]]:
    rows = session.execute(select(Event.ref, Event.detail).where(Event.kind == PROPOSED))
    return {(ref, str(detail.get("offer", ""))) for ref, detail in rows}


def _tell(
    session: Session,
    issue: DigestIssue,
    entry: Meant,
    others: Sequence[Candidate],
    labels: Labels,
    settings: DigestSettings,
    now: datetime,
) -> bool:
    """The words to one side. False when it cannot be reached or said stop."""
    address = contacts.best_address(session, entry.contact_id)
    if address is None:
        return False
    stored = outbox.enqueue(
        session,
        dedupe_key=f"proposal:{issue.id}:{entry.candidate.ref}",
        kind="notice",
        channel=address.channel,
        address=address.address,
        thread="" if address.channel == "email" else address.thread,
        subject=proposal_wording.subject(entry.candidate, others),
        text=proposal_wording.text(entry.candidate, others, issue.issue_date, labels, settings.service),
        headers={"Auto-Submitted": "auto-generated"},
        about={
            "kind": "digest",
            "issue": issue.id,
            "numbers": {str(number): other.ref for number, other in enumerate(others, 1)},
            "proposed_for": entry.candidate.ref,
        },
        contact_id=entry.contact_id,
        now=now,
    )
    return stored is not None
