"""Loopback ports for stand-ins, and waiting until something answers on one."""

import os
import socket
import subprocess
from random import SystemRandom

from tests.waiting import wait_until

FIRST_PORT, AFTER_PORTS, WORKERS = 12_000, 32_000, 32
_chance = SystemRandom()  # other generators are set back by libraries for tests
_given: set[int] = set()


def free_port() -> int:
    """A port that nothing listens on, given out once.

    It stays free until a server takes it, and while that server is restarted: it lies below the ports that the system
    gives to whoever asks for any, and each worker of a test run has ports of its own.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    ours = [port for port in range(FIRST_PORT + worker, AFTER_PORTS, WORKERS) if port not in _given]
    while True:
        port = _chance.choice(ours)
        ours.remove(port)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port


def wait_for_greeting(process: "subprocess.Popen[bytes]", port: int, *, what: str) -> None:
    """Returns when the server in `process` answers on `port`; RuntimeError when it has ended instead. No failure leaves it
    running.
    """

    def greeted() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"{what} ended with {process.returncode}")
        return _greets(port)

    try:
        wait_until(greeted, what=f"{what} answering")
    except Exception:
        process.kill()
        process.wait()
        raise


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as probe:
            probe.settimeout(2)
            return bool(probe.recv(100))
    except OSError:
        return False
