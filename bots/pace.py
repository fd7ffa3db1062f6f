"""How fast letters may go to one domain: large receivers refuse senders that come with many at once."""

import threading
import time
from collections.abc import Callable

BURST = 10.0


class Pace:
    """So many a minute for each domain, after ten at once; 0 means no limit. Any thread may ask. `clock` counts seconds."""

    def __init__(self, a_minute: float, clock: Callable[[], float] = time.monotonic):
        self.a_second = a_minute / 60.0
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, domain: str) -> float:
        """0.0 when one may go now, which is then counted; else the seconds until it may."""
        if not self.a_second:
            return 0.0
        now = self._clock()
        with self._lock:
            left, since = self._left.get(domain, (BURST, now))
            left = min(BURST, left + (now - since) * self.a_second)
            gone = left >= 1.0
            self._left[domain] = (left - 1.0 if gone else left, now)
        return 0.0 if gone else (1.0 - left) / self.a_second
