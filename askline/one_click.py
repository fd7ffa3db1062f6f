"""`askline mail unsubscribe`: what a web address of the operator's calls when somebody clicks "unsubscribe" (RFC 8058)."""

from datetime import datetime
from pathlib import Path

from askline.logs import configure
from askline.options import fail
from askline.wiring import open_installation

UNKNOWN = "No letter has this token: nothing was changed."
STOPPED = "All letters to that address end here."


def stop(home: Path, token: str, now: datetime) -> str:
    """Do what STOP by whoever got the letter with this token does. Doing it twice changes nothing more."""
    from askline.worker import Worker
    from db import outbox
    from intake.messages import Incoming
    from intake.receive import keep

    installation = open_installation(home, now)
    configure("error")
    try:
        with installation.database.session() as session:
            delivery = outbox.by_token(session, token.strip())
            found = (delivery.channel, delivery.address) if delivery else None
        if found is None:
            fail(UNKNOWN)
        channel, address = found
        keep(
            installation.database,
            Incoming(channel, f"one-click:{token.strip().lower()}", now, sender=address, text="STOP"),
        )
        Worker(installation).handle_inbox()
    finally:
        installation.close()
    return STOPPED
