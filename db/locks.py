"""One holder of the schedule among any number of processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from db.session import Database

SCHEDULE_LOCK = 0x41736B02  # any number that nothing else in the same database locks


@contextmanager
def schedule_holder(database: Database, home: Path) -> Iterator[bool]:
    """True inside when this process now holds the schedule, False when another does; it never waits.

    PostgreSQL: an advisory lock on a connection of its own, for every machine that uses the database. SQLite: a lock of
    the operating system on `home/schedule.lock`. Both go when the holder ends, however it ends.
    """
    holder = _in_postgres(database) if database.dialect == "postgresql" else _in_file(home / "schedule.lock")
    with holder as mine:
        yield mine


@contextmanager
def _in_postgres(database: Database) -> Iterator[bool]:
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connection:
        mine = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": SCHEDULE_LOCK}))
        try:
            yield mine
        finally:
            # Closed for good: given back to the pool, the connection would keep the lock.
            connection.detach()


@contextmanager
def _in_file(path: Path) -> Iterator[bool]:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
