"""Servers on loopback for measuring. They are those that the tests use, so a checkout with the test packages is needed."""

from collections.abc import Iterator
from contextlib import contextmanager

NEEDS_CHECKOUT = "needs a checkout and the test packages: run `make test` once"


@contextmanager
def throwaway_postgres() -> Iterator[tuple[str, str]]:
    """The address of a PostgreSQL server that goes away afterwards, or "" and the reason why there is none."""
    try:
        from tests.standins.postgres import Postgres, Unavailable
    except ImportError:
        yield "", NEEDS_CHECKOUT
        return
    try:
        server = Postgres.start()
    except Unavailable as error:
        yield "", str(error)
        return
    try:
        yield server.new_database(), ""
    finally:
        server.stop()
