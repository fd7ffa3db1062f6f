"""How a store is opened, read and changed."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, StatementError

from db import events
from db import session as store
from db.migrations import HEAD
from db.models import Address, Event
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        events.record(session, kind="approved", who="curator:1", now=NOW)
        session.flush()
        raise ZeroDivisionError
    with database.session() as session:
        assert session.scalars(select(Event)).all() == []


def test_rows_stay_readable_after_their_transaction(database: Database) -> None:
    with database.transaction() as session:
        event = Event(at=NOW, kind="approved", who="curator:1")
        session.add(event)
    assert (event.kind, event.detail, event.why) == ("approved", {}, "")


def test_a_change_in_a_session_that_only_reads_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), database.session() as session:
        events.record(session, kind="approved", who="curator:1", now=NOW)
    with pytest.raises(RuntimeError, match="transaction"), database.session() as session:
        session.add(Event(at=NOW, kind="approved", who="curator:1"))
    with database.transaction() as session:
        assert session.scalars(select(Event)).all() == []


def test_times_come_back_aware_and_in_utc_whatever_zone_they_were_in(database: Database) -> None:
    with database.transaction() as session:
        events.record(session, kind="approved", who="curator:1", now=NOW.astimezone(timezone(timedelta(hours=5))))
    with database.session() as session:
        at = session.scalars(select(Event.at)).one()
    assert (at, at.tzinfo) == (NOW, UTC)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.transaction() as session:
        events.record(session, kind="approved", who="curator:1", now=datetime(2026, 11, 23, 8))  # noqa: DTZ001


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Address(contact_id=999, channel="email", address="a@example.org"))


def test_sqlite_writes_ahead_and_loses_nothing_that_was_committed(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.session() as session:
        values = [
            session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    database.dispose()
    assert values == ["wal", 2, 1, 30_000]


def test_a_transaction_on_sqlite_has_the_write_lock_from_its_start(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0)
    with database.transaction() as session:
        session.execute(select(Event.id))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()
    database.dispose()


def test_reading_on_sqlite_does_not_wait_for_a_writer(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction() as writing:
        events.record(writing, kind="approved", who="curator:1", now=NOW)
        writing.flush()
        with database.session() as reading:
            assert reading.scalars(select(Event)).all() == []
    database.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_may_be_written_in_three_ways(postgres_url: str, scheme: str) -> None:
    database = Database(f"{scheme}://{postgres_url.partition('://')[2]}")
    assert (database.dialect, database.version()) == ("postgresql", HEAD)
    database.dispose()


def test_the_last_day_comes_back_from_a_server_east_of_greenwich(postgres_url: str) -> None:
    database, last = Database(postgres_url), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    with database.transaction() as session:
        session.execute(
            text(f"ALTER DATABASE \"{postgres_url.split('/')[3].split('?')[0]}\" SET timezone = 'Pacific/Auckland'")
        )
        events.record(session, kind="approved", who="curator:1", now=last)
    database.dispose()
    with database.session() as session:
        assert session.scalars(select(Event.at)).one() == last
    database.dispose()


def test_a_text_that_is_no_address_of_a_database_is_refused() -> None:
    with pytest.raises(ArgumentError):
        Database("askline.db")


def test_a_server_that_is_down_is_said_at_first_use() -> None:
    database = Database("postgresql://askline@127.0.0.1:1/askline")
    with pytest.raises(OperationalError, match="refused"):
        database.upgrade()
    database.dispose()


@pytest.mark.parametrize("asked_after", [0, 60], ids=["idle", "just used"])
def test_a_connection_that_the_server_cut_is_replaced(
    postgres_url: str, asked_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ASKED_AFTER_SECONDS", asked_after)
    database, other = Database(postgres_url), Database(postgres_url)
    assert database.version() == HEAD
    cut = text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE pid != pg_backend_pid() AND datname = current_database()"
    )
    with other.transaction() as session:
        assert session.scalars(cut).all() == [True]
    assert database.version() == HEAD
    database.dispose()
    other.dispose()


def test_a_connection_that_is_asked_before_use_still_keeps_a_transaction_whole(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ASKED_AFTER_SECONDS", 0)
    database = Database(postgres_url)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), database.transaction() as session:
            events.record(session, kind="approved", who="curator:1", now=NOW)
            raise ZeroDivisionError
    with database.session() as session:
        assert session.scalars(select(Event)).all() == []
    database.dispose()
