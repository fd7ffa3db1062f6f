"""Servers on loopback for measuring. They are those that the tests use, so a checkout with the test packages is needed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NEEDS_CHECKOUT = "needs a checkout and the test packages: run `make test` once"


@contextmanager
def throwaway_postgres() -> Iterator[tuple[str, str]]:
    """The address of a PostgreSQL server that goes away afterwards, or "" and the reason why there is none."""
    try:
        from _pytest.outcomes import OutcomeException

        from tests import postgres
    except ImportError:
        yield "", NEEDS_CHECKOUT
        return
    try:
        with postgres.server() as url:
            yield url, ""
    except OutcomeException as error:  # how the tests say that no server can run here
        yield "", str(error)


@contextmanager
def smtp_sink() -> Iterator[tuple[int, str]]:
    """The port of an SMTP server in a process of its own, or 0 and the reason why there is none."""
    yield from _in_a_process(
        "import sys\nfrom tests.standins.smtp import SmtpSink\n"
        "with SmtpSink() as sink:\n    print(sink.port, flush=True)\n    sys.stdin.read()"
    )


@contextmanager
def dovecot(folder: Path) -> Iterator[tuple[Any, str]]:
    """The tests' Dovecot with an empty mailbox, or None and the reason why it cannot run."""
    try:
        from tests.standins.dovecot import Dovecot, dovecot_missing
    except ImportError:
        yield None, NEEDS_CHECKOUT
        return
    if why := dovecot_missing():
        yield None, why
        return
    with Dovecot(folder) as server:
        yield server, ""


def _in_a_process(program: str) -> Iterator[tuple[int, str]]:
    """Run a server that prints its port and ends when its input does."""
    try:
        import tests.standins
    except ImportError:
        yield 0, NEEDS_CHECKOUT
        return
    root = Path(tests.standins.__file__).parents[2]
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdin and process.stdout
        yield int(process.stdout.readline()), ""
        process.stdin.close()
