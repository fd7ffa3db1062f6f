"""Loopback ports for stand-ins, and waiting until something answers on one."""

import socket
import time
from collections.abc import Callable


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], *, seconds: float = 15.0, what: str = "it") -> None:
    """Returns when `ready` says so; raises TimeoutError naming `what` when that takes too long."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} was not so within {seconds} seconds")
        time.sleep(0.02)


def greets(port: int) -> bool:
    """Whether a server on `port` says anything."""
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as probe:
            probe.settimeout(2)
            return bool(probe.recv(100))
    except OSError:
        return False
