"""What a channel needs around it in a test: somewhere to keep messages, and a thread to run in."""

from dataclasses import dataclass, field
from threading import Event, Thread

from bots.channel import Channel
from intake.messages import Incoming
from tests.waiting import PATIENCE, wait_until


@dataclass
class Kept:
    """Stands for the store: keeps each message once, by external id. Raises the errors in `failures` first."""

    messages: list[Incoming] = field(default_factory=list)
    again: list[Incoming] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def __call__(self, incoming: Incoming) -> bool:
        if self.failures:
            raise self.failures.pop(0)
        seen = any(message.external_id == incoming.external_id for message in self.messages)
        (self.again if seen else self.messages).append(incoming)
        return not seen

    def wait(self, count: int) -> list[Incoming]:
        """The messages kept, once there are `count`."""
        wait_until(lambda: len(self.messages) >= count, what=f"keeping {count} messages")
        return self.messages


class Running:
    """A channel that runs in a thread until `stop`; what it raised is in `error`."""

    def __init__(self, channel: Channel, kept: Kept):
        self.channel, self.kept = channel, kept
        self.error: Exception | None = None
        self._stop = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.channel.run(self.kept, self._stop)
        except Exception as error:
            self.error = error

    def stop(self) -> None:
        """End it and wait for its end."""
        self._stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the channel did not stop"

    def join(self) -> None:
        """Wait until it ended by itself."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the channel did not end"
