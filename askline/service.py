"""`askline run`: the channels, the worker and the calendar of one installation in one process, until it is told to stop.

What its threads import is imported here: two threads that load one library at the same time can leave it half made for good.
"""

import signal
import threading
from collections.abc import Callable

import structlog

from askline.failures import sentence_for
from askline.schedule import build
from askline.wiring import Installation
from askline.worker import Worker
from bots.channel import CheckError
from db import inbox, outbox, retention  # noqa: F401
from db.locks import schedule_holder
from digest import issue  # noqa: F401
from intake import receive
from intake.messages import Incoming
from intake.store import cards, faults, follow_up, given_up, queue, unsent  # noqa: F401

log = structlog.get_logger()
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 60.0
SCHEDULE_PAUSE = 5.0


class Service:
    """Runs an installation. Each channel has a thread; one thread handles the inbox and one sends the outbox."""

    def __init__(self, installation: Installation):
        self.installation = installation
        self.clock = installation.clock
        self.stop = threading.Event()
        self.came_in = threading.Event()
        self.goes_out = threading.Event()

    def run(self) -> None:
        """Work until `stop` is set. The schedule belongs to one process; another takes it over when this one ends."""
        installation = self.installation
        installation.reader.read("warm up", self.clock().date())
        _ = installation.database, installation.intake, installation.digest  # shared, so made before there are threads
        threads = [
            threading.Thread(target=self._channel, args=(name,), name=f"channel-{name}")
            for name in installation.channels
        ]
        threads += [
            threading.Thread(target=self._repeat, args=(self._handle, self.came_in), name="inbox"),
            threading.Thread(target=self._repeat, args=(self._send, self.goes_out), name="outbox"),
            threading.Thread(target=self._keep_schedule, name="schedule"),
        ]
        for thread in threads:
            thread.start()
        while not self.stop.wait(IDLE_SECONDS):
            pass
        for thread in threads:
            thread.join(timeout=20)

    def stop_on_signals(self) -> None:
        """Stop cleanly on Ctrl-C and on the termination signal."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())

    def _keep(self, incoming: Incoming) -> bool:
        try:
            new = receive.keep(self.installation.database, incoming)
        except Exception as error:
            # The channel keeps its message and brings it again; somebody has to free the disk or start the database.
            log.error("message.not_stored", reason=sentence_for(error) or type(error).__name__)
            raise
        self.came_in.set()
        return new

    def _channel(self, name: str) -> None:
        self._repeat_until_stopped(lambda: self.installation.channels[name].run(self._keep, self.stop), name)

    def _repeat_until_stopped(self, run: Callable[[], None], name: str) -> None:
        """A channel looks after its own connection; should it fail all the same, it starts again after a pause."""
        pause = 1.0
        while not self.stop.is_set():
            try:
                run()
                return
            except Exception as error:
                sentence = str(error) if isinstance(error, CheckError) else type(error).__name__
                log.error("channel.failed", channel=name, error=sentence, again_in=pause)
                self.stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _repeat(self, work: Callable[[], bool], wake: threading.Event) -> None:
        """Do `work` again and again; when there was none, or it failed, rest until woken."""
        pause = IDLE_SECONDS
        while not self.stop.is_set():
            wake.clear()
            try:
                busy, pause = work(), IDLE_SECONDS
            except Exception as error:
                log.error("worker.failed", error=type(error).__name__, again_in=pause)
                self.stop.wait(pause)
                busy, pause = False, min(pause * 2, LONGEST_PAUSE)
            if not busy:
                wake.wait(IDLE_SECONDS)

    def _handle(self) -> bool:
        done = Worker(self.installation).handle_inbox(limit=20)
        if done:
            self.goes_out.set()
        return bool(done)

    def _send(self) -> bool:
        return bool(Worker(self.installation).send_outbox())

    def _start_due(self) -> None:
        if Worker(self.installation).start_due():
            self.goes_out.set()

    def _age_out(self) -> None:
        kept = self.installation.settings.retention
        with self.installation.database.transaction() as session:
            retention.age_out(session, self.clock(), message_days=kept.message_days, contact_months=kept.contact_months)

    def _keep_schedule(self) -> None:
        while not self.stop.is_set():
            try:
                with schedule_holder(self.installation.database, self.installation.home) as mine:
                    if mine:
                        self._run_schedule()
            except Exception as error:
                # A store that is away for a minute must not cost the letters of every Monday after it.
                log.error("schedule.failed", error=type(error).__name__)
            self.stop.wait(SCHEDULE_PAUSE)

    def _run_schedule(self) -> None:
        scheduler = build(self.installation.settings, self._start_due, self._age_out)
        scheduler.start()
        try:
            self._start_due()
            self.stop.wait()
        finally:
            scheduler.shutdown(wait=True)
