"""Remembers how far a message of several parts got, so that trying again goes on where it stopped."""

from collections import OrderedDict
from threading import Lock


class PartsSent:
    """How many parts of a message went out before a failure, by dedupe key; of the last `keep` messages, in memory."""

    def __init__(self, keep: int = 1000):
        self.keep = keep
        self._done: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def done(self, key: str) -> int:
        """How many parts of this message have been sent."""
        with self._lock:
            return self._done.get(key, 0)

    def advance(self, key: str, count: int) -> None:
        """Note that the first `count` parts went out."""
        with self._lock:
            self._done[key] = count
            self._done.move_to_end(key)
            while len(self._done) > self.keep:
                self._done.popitem(last=False)

    def forget(self, key: str) -> None:
        """The whole message went out."""
        with self._lock:
            self._done.pop(key, None)
