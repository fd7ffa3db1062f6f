"""Does what is due: handles the inbox, starts what the calendar asks for, sends the outbox. `run` loops it; `work --once` drains it."""

import os
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from askline.outgoing import outgoing
from askline.settling import Settling
from askline.wiring import Installation
from intake.messages import SendError, SendLater

if TYPE_CHECKING:
    from db.models import Delivery

log = structlog.get_logger()
BATCH = 20
RENEWED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Done:
    """How many messages were handled, letters started by the calendar, and messages sent, not sent or put off, in one pass."""

    handled: int = 0
    started: int = 0
    sent: int = 0
    failed: int = 0
    later: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(
            self.handled + other.handled,
            self.started + other.started,
            self.sent + other.sent,
            self.failed + other.failed,
            self.later + other.later,
        )

    def __bool__(self) -> bool:
        return bool(self.handled or self.started or self.sent or self.failed or self.later)


class Worker:
    """One worker of an installation. Any number may run at once; rows say who does what."""

    def __init__(self, installation: Installation):
        self.installation = installation
        self.clock = installation.clock
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:6]}"

    def drain(self) -> Done:
        """Everything that is due now, and what follows from it, until nothing is left."""
        total = Done()
        while done := self.handle_inbox() + self.start_due() + self.send_outbox():
            total += done
        return total

    def handle_inbox(self, limit: int = 1_000_000) -> Done:
        """Handle waiting messages, oldest first and in order for each sender."""
        from intake import receive

        handled = 0
        installation = self.installation
        while handled < limit:
            claimed = self._claim(min(BATCH, limit - handled))
            if not claimed:
                break
            for message_id in claimed:
                why = receive.handle(
                    installation.database,
                    message_id,
                    reader=installation.reader,
                    settings=installation.intake,
                    now=self.clock(),
                )
                log.info("message.handled", message=message_id, why=why)
                handled += 1
        if handled:
            self._show_cards()
        return Done(handled=handled)

    def _show_cards(self) -> int:
        """What is new in the queue goes to the curators' rooms, and a card whose entry was decided says so."""
        from intake.store import cards
        from intake.store.faults import passed_over

        with passed_over("cards"):
            return cards.due(self.installation.database, settings=self.installation.intake, now=self.clock())

    def _claim(self, limit: int) -> list[int]:
        """One commit for several messages, of as many people: each person's next message waits until this one is handled."""
        from db import inbox
        from intake.store import given_up

        now = self.clock()
        with self.installation.database.transaction() as session:
            for message_id in given_up.messages(session, self.installation.intake, now):
                log.error("message.given-up", message=message_id)
            return inbox.claim(session, worker=self.name, now=now, limit=limit)

    def start_due(self) -> Done:
        """Write what the calendar asks for into the outbox: nudges, reminders, the morning letter, the weekly issue."""
        import digest.issue
        from intake.store import follow_up, queue
        from intake.store.faults import passed_over

        house, now, started = self.installation, self.clock(), 0
        intake, letters = (
            house.intake,
            house.digest,
        )  # a fault in the settings is nobody's letter: it is not passed over
        with passed_over("follow-up"):
            started += follow_up.due(house.database, settings=intake, now=now)
        with passed_over("queue"):
            started += queue.morning_letter(house.database, settings=intake, now=now)
        started += self._show_cards()
        with passed_over("issue"):
            started += digest.issue.due(house.database, settings=letters, now=now)
        return Done(started=started)

    def send_outbox(self, limit: int = BATCH) -> Done:
        """Send up to `limit` messages on the channels that are turned on; the claim is committed before anything is sent."""
        from db import outbox
        from intake.store import given_up

        channels, now = self.installation.channels, self.clock()
        with self.installation.database.transaction() as session:
            for delivery_id in given_up.deliveries(session, self.installation.intake, now):
                log.error("delivery.given-up", delivery=delivery_id)
            rows = outbox.claim(session, worker=self.name, now=now, limit=limit, channels=tuple(channels))
        done, claimed_at = Done(), now
        if not rows:
            return done
        with Settling(self.installation.database) as settling:
            for row in rows:
                if self.clock() - claimed_at > RENEWED_AFTER:
                    settling.caught_up()
                    if not self._renewed(row.id):
                        continue
                done += self._send(row, settling)
        return done

    def _renewed(self, delivery_id: int) -> bool:
        """Whether this worker's claim still holds: where letters leave slowly, another may have taken it over by now."""
        from db import outbox

        with self.installation.database.transaction() as session:
            return outbox.renew(session, delivery_id, worker=self.name, now=self.clock())

    def _send(self, row: "Delivery", settling: Settling) -> Done:
        from db import outbox
        from intake.store import unsent

        database, delivery_id = self.installation.database, row.id
        try:
            external_id = self.installation.channels[row.channel].send(outgoing(row))
        except SendLater as later:
            with database.transaction() as session:
                outbox.postpone(session, delivery_id, until=self.clock() + timedelta(seconds=later.seconds))
            return Done(later=1)
        except Exception as failure:
            # A fault in a channel must not hold up the letters behind it, so any error counts as one that may pass.
            error = failure if isinstance(failure, SendError) else SendError(type(failure).__name__, permanent=False)
            now = self.clock()
            retry_at = now + timedelta(seconds=error.retry_after) if error.retry_after else None
            with database.transaction() as session:
                outbox.settle_failed(
                    session, delivery_id, now=now, error=str(error), permanent=error.permanent, retry_at=retry_at
                )
                unsent.given_up(session, delivery_id, error, self.installation.intake, now)
            log.warning(
                "delivery.failed", delivery=delivery_id, permanent=error.permanent, error=type(failure).__name__
            )
            return Done(failed=1)
        settling.sent(delivery_id, at=self.clock(), external_id=external_id)
        log.info("delivery.sent", delivery=delivery_id)
        return Done(sent=1)
