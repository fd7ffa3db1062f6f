"""When the store cannot take a message its channel hears of it, so that nothing is acknowledged that is not kept."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from db import session as store
from db.session import Database
from intake.messages import Incoming
from intake.receive import keep
from tests.intake.store.house import START

MESSAGE = Incoming("telegram", "update:1", START, sender="101", text="We need 10 chairs")


def test_a_locked_store_is_an_error_for_the_channel(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    database = Database(sqlite_url)
    other = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        keep(database, MESSAGE)
    other.execute("COMMIT")
    other.close()
    assert keep(database, MESSAGE)
    database.dispose()


def test_a_full_disk_is_an_error_for_the_channel(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(OperationalError, match="full"):
        keep(database, Incoming("email", "mail:1", START, raw=b"x" * 1_000_000))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert keep(database, Incoming("email", "mail:1", START, raw=b"x" * 1_000_000))
    database.dispose()


def test_a_server_that_is_gone_is_an_error_for_the_channel(tmp_path: Path) -> None:
    database = Database(f"postgresql://askline@/askline?host={tmp_path}&connect_timeout=2")
    with pytest.raises(OperationalError):
        keep(database, MESSAGE)
    database.dispose()
