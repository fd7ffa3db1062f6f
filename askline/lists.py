"""What `askline inbox` and `askline outbox` print: ids, times and reasons, no words of a message and no addresses."""

from datetime import datetime
from pathlib import Path

from askline.logs import configure
from askline.options import fail
from askline.wiring import open_installation

OPEN_INBOX = ("new", "stuck", "aside")
OPEN_OUTBOX = ("queued", "sending", "failed", "bounced")
NOTHING_AGAIN = "Nothing is there to be {what} again: `askline {box} list` shows what failed, with its number."


def inbox_listing(home: Path, everything: bool) -> str:
    """Messages that are not done, or all."""
    from db import inbox

    installation = open_installation(home)
    with installation.database.session() as session:
        rows = inbox.listing(session, (*OPEN_INBOX, "done") if everything else OPEN_INBOX, limit=500)
        lines = [
            f"{row.id:>6}  {row.received_at:%Y-%m-%d %H:%M}  {row.channel:<9} {row.state:<6} {row.error or row.why}"
            for row in rows
        ]
    installation.close()
    return "\n".join(lines) or "Nothing is waiting."


def inbox_retry(home: Path, ids: list[int] | None, now: datetime) -> str:
    """Put stuck messages back and handle them."""
    from askline.worker import Worker
    from db import inbox

    installation = open_installation(home, now)
    configure("error")
    with installation.database.transaction() as session:
        count = inbox.retry(session, ids)
    if not count:
        installation.close()
        fail(NOTHING_AGAIN.format(what="handled", box="inbox"))
    handled = Worker(installation).handle_inbox().handled
    installation.close()
    return f"{count} put back, {handled} handled."


def outbox_listing(home: Path, everything: bool) -> str:
    """Messages that are not sent, or all."""
    from db import outbox

    installation = open_installation(home)
    with installation.database.session() as session:
        rows = outbox.listing(session, (*OPEN_OUTBOX, "sent", "cancelled") if everything else OPEN_OUTBOX, limit=500)
        lines = [
            f"{row.id:>6}  {row.not_before:%Y-%m-%d %H:%M}  {row.channel:<9} {row.kind:<9} {row.state:<9} {row.error}".rstrip()
            for row in rows
        ]
    installation.close()
    return "\n".join(lines) or "Nothing waits to be sent."


def outbox_retry(home: Path, ids: list[int] | None, now: datetime) -> str:
    """Put failed messages back; the next `run` or `work --once` sends them."""
    from db import outbox

    installation = open_installation(home)
    with installation.database.transaction() as session:
        count = outbox.retry(session, ids)
    installation.close()
    if not count:
        fail(NOTHING_AGAIN.format(what="sent", box="outbox"))
    return f"{count} put back; `askline work --once` sends them."
