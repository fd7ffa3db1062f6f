"""Notes what was sent while the next letter is already on its way."""

import threading
from datetime import datetime
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from db.session import Database


class Sent(NamedTuple):
    delivery_id: int
    at: datetime
    external_id: str


class Settling:
    """Settles sent deliveries in a thread of its own: one commit for all that have come together while the last one was
    written. At the end of the block all are settled; a fault in settling is raised there.

    Should the process be killed, what was sent in the last moments goes out once more, with the same Message-ID.
    """

    def __init__(self, database: "Database"):
        self.database = database
        self._waiting: SimpleQueue[Sent | threading.Event | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="settling")
        self._fault: Exception | None = None

    def __enter__(self) -> "Settling":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._waiting.put(None)
        self._thread.join()
        if self._fault is not None and error is None:
            raise self._fault

    def sent(self, delivery_id: int, *, at: datetime, external_id: str) -> None:
        """This one has gone out; `external_id` is what the channel calls it."""
        self._waiting.put(Sent(delivery_id, at, external_id))

    def caught_up(self) -> None:
        """Waits until all that was sent is settled. Raises what went wrong in settling it."""
        settled = threading.Event()
        self._waiting.put(settled)
        while not settled.wait(0.1):
            if not self._thread.is_alive():
                break
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            goes_on = True
            while goes_on:
                together = [self._waiting.get()]
                while not self._waiting.empty():
                    together.append(self._waiting.get())
                self._settle([one for one in together if isinstance(one, Sent)])
                for one in together:
                    if isinstance(one, threading.Event):
                        one.set()
                goes_on = None not in together
        except Exception as fault:  # raised in the thread that waits for this one
            self._fault = fault

    def _settle(self, together: list[Sent]) -> None:
        from db import outbox

        if not together:
            return
        with self.database.transaction() as session:
            for one in together:
                outbox.settle_sent(session, one.delivery_id, now=one.at, external_id=one.external_id)
