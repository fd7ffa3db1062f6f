"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds to wait for what will come. Only a test that fails waits so long; a busy machine needs a good part of it."""


def wait_until(ready: Callable[[], object], *, seconds: float = PATIENCE, what: str = "it") -> None:
    """Returns when `ready` says so; raises TimeoutError naming `what` when that takes too long."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} was not so within {seconds} seconds")
        time.sleep(0.01)
