"""The database of one installation: how it is opened, and the two kinds of session."""

import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from db import upgrading

BUSY_SECONDS = 30
ASKED_AFTER_SECONDS = 2
POSTGRES_DRIVER = "postgresql+psycopg"


class Database:
    """SQLite or PostgreSQL at an address such as `sqlite:////path/askline.db` or `postgresql://user@host/askline`.

    Safe to share between threads; a process that forks opens its own. Raises sqlalchemy.exc.ArgumentError for an
    address that is none, ModuleNotFoundError when psycopg is not installed, and OperationalError at first use when
    the server is down.
    """

    def __init__(self, url: str):
        address = make_url(url)
        if address.drivername in {"postgresql", "postgres"}:
            address = address.set(drivername=POSTGRES_DRIVER)
        self.dialect: str = address.get_backend_name()
        self.engine = _sqlite(address) if self.dialect == "sqlite" else _postgres(address)
        self._writing = self.engine.execution_options(begin="IMMEDIATE")
        self._reading = self.engine if self.dialect == "sqlite" else _postgres_to_read(address)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that only reads. The database refuses to write in it (sqlalchemy.exc.DBAPIError), and a change left
        unwritten raises RuntimeError.

        On SQLite it sees one state of the store, on PostgreSQL each statement sees what was committed before it.
        """
        with Session(self._reading, autoflush=False) as session:
            yield session
            if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
                raise RuntimeError("something was changed in a session that only reads: use transaction()")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed once, at the end, or not at all when anything is raised. Keep it short.

        On SQLite it holds the only write lock from its first statement on, and waits up to 30 seconds to get it.
        """
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def upgrade(self, revision: str = "head") -> None:
        """Bring the tables up to date. Any number of processes may do so at once. Raises NewerDatabaseError."""
        upgrading.upgrade(self._writing, revision)

    def version(self) -> str:
        """The version of the tables, "" when there are none."""
        with self.engine.connect() as connection:
            return upgrading.version(connection)

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self._reading.dispose()


def _postgres(url: URL, **options: Any) -> Engine:
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 10, "application_name": "askline", "options": "-c timezone=UTC"},
        **options,
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _replace_if_lost)
    return engine


def _postgres_to_read(url: URL) -> Engine:
    # Connections of their own, as beginning and ending a transaction costs two questions to the server, and the rollback
    # that ends one makes psycopg forget the statements that it has prepared.
    engine = _postgres(url, isolation_level="AUTOCOMMIT")
    event.listen(engine, "connect", _refuse_to_write)
    return engine


def _refuse_to_write(connection: Any, _record: object) -> None:
    connection.execute("SET default_transaction_read_only = on")


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _replace_if_lost(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Ask a connection whether its server is still there, before it is used again. InvalidatePoolError when it is not.

    One used a moment ago is not asked, as asking is a third of what a message costs: it is lost only if its socket has
    something to say that nobody asked for.
    """
    used = record.info.get("used")
    if used is None:
        return
    try:
        if time.monotonic() - used > ASKED_AFTER_SECONDS or _speaks(connection):
            by_itself, connection.autocommit = connection.autocommit, True
            connection.execute("SELECT 1")
            connection.autocommit = by_itself
    except Exception as error:
        raise InvalidatePoolError("the server has ended this connection") from error


def _speaks(connection: Any) -> bool:
    sockets = select.poll()
    sockets.register(connection.fileno(), select.POLLIN)
    return bool(sockets.poll(0))


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 would begin a transaction by itself, late and without the write lock
    for setting in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}")
    upgrading.write_ahead(connection, BUSY_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin", "DEFERRED")
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        driver.execute(f"PRAGMA query_only={'OFF' if begin == 'IMMEDIATE' else 'ON'}")
        driver.execute(f"BEGIN {begin}")  # straight to the driver, as it happens five times for each message
    except sqlite3.Error as error:
        raise OperationalError(f"BEGIN {begin}", None, error) from error
