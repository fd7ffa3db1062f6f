"""How long to wait before trying a server again: longer each time, and never quite the same."""

import random


class Backoff:
    """Doubling waits in seconds with jitter: between half of each wait and the whole of it, up to `longest`."""

    def __init__(self, first: float = 1.0, longest: float = 300.0):
        self.first = first
        self.longest = longest
        self._failures = 0

    def next(self) -> float:
        """The seconds to wait after one more failure."""
        wait = min(self.longest, self.first * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return wait * random.uniform(0.5, 1.0)

    def reset(self) -> None:
        """Starts again with the first wait: something worked."""
        self._failures = 0
