"""What ended its worker too often: it is left alone, and the curators are told once."""

from datetime import datetime

from sqlalchemy.orm import Session

from db import inbox, outbox
from intake import wording_curating
from intake.settings import IntakeSettings
from intake.store import post

KEY = "given-up"


def messages(session: Session, settings: IntakeSettings, now: datetime) -> list[int]:
    """Messages that no worker survived are stuck from now on. Their ids."""
    ids = inbox.give_up(session, now=now)
    for message_id in ids:
        post.to_curators(
            session,
            settings,
            key=f"{KEY}:message:{message_id}:{now:%Y-%m-%d}",
            subject=wording_curating.STUCK_SUBJECT,
            text=wording_curating.stuck(message_id, inbox.WORKER_DIED),
            now=now,
        )
    return ids


def deliveries(session: Session, settings: IntakeSettings, now: datetime) -> list[int]:
    """Deliveries that no worker survived have failed from now on. Their ids. Nobody is told of a word about another."""
    found = outbox.give_up(session, now=now)
    for delivery_id, dedupe_key in found:
        if not dedupe_key.startswith(KEY):
            post.to_curators(
                session,
                settings,
                key=f"{KEY}:delivery:{delivery_id}:{now:%Y-%m-%d}",
                subject=wording_curating.UNSENT_SUBJECT,
                text=wording_curating.unsent(delivery_id),
                now=now,
            )
    return [delivery_id for delivery_id, _ in found]
