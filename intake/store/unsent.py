"""Messages that could not be sent: a dead address is paused like one whose letter came back, and the curators are told why."""

from datetime import datetime

from sqlalchemy.orm import Session

from db import contacts, events
from db.models import Delivery
from intake import wording_curating, wording_mail
from intake.messages import SendError
from intake.settings import IntakeSettings
from intake.store import post
from intake.store.dead_address import dead

KEY = "unsent"


def given_up(session: Session, delivery_id: int, error: SendError, settings: IntakeSettings, now: datetime) -> None:
    """What follows when a message has failed for good; nothing while it is still to be tried again.

    One note a day for each reason, and none about a note of this kind.
    """
    delivery = session.get_one(Delivery, delivery_id)
    if delivery.state != "failed" or delivery.dedupe_key.startswith(KEY):
        return
    address = contacts.find_address(session, delivery.channel, delivery.address)
    if error.gone and address is not None:
        detail = {"delivery": delivery.id, "permanent": True, "contact": address.contact_id}
        events.record(session, kind="bounced", who="mail", detail=detail, now=now)
        dead(session, address, settings, now, why=str(error))
        return
    post.to_curators(
        session,
        settings,
        key=f"{KEY}:{now:%Y-%m-%d}:{str(error)[:60]}",
        subject=wording_curating.UNSENT_SUBJECT,
        text=wording_mail.refused(delivery.id, str(error)),
        now=now,
    )
