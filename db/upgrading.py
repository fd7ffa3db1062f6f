"""Brings tables up to date: Alembic's migrations, one process at a time, all in one transaction."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db.migrations import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x41736B01  # any number that nothing else in the same database locks
PAUSE_SECONDS = 0.05


class NewerDatabaseError(Exception):
    """The tables were made by a newer Askline than this one."""


def version(connection: Connection) -> str:
    """The version of the tables behind this connection, "" when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing up to `revision`.

    Raises NewerDatabaseError when this program does not know the version it finds.
    """
    target = HEAD if revision == "head" else revision
    with engine.connect() as connection:
        if version(connection) == target:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        _run(connection, version(connection), target)


def _run(connection: Connection, found: str, target: str) -> None:
    # Alembic takes 0.2 s to import, and most starts find nothing to do.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found and found not in known:
        raise NewerDatabaseError(f"The tables have version {found}, which this Askline is too old for: update Askline.")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def write_ahead(connection: sqlite3.Connection, seconds: float) -> None:
    """Turn on SQLite's write-ahead log; the mode stays in the file. Raises sqlite3.OperationalError after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # Two processes opening a new file at once: SQLite answers "locked" here without waiting for busy_timeout.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(PAUSE_SECONDS)
