"""The tables come from empty and from every earlier version, and are what the models say."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db.migrations import HEAD
from db.models import Base
from db.session import Database
from db.upgrading import MIGRATIONS, NewerDatabaseError
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
# What can be put in at each version, to see that it is still there at the newest.
SAMPLES = {
    "0001": (
        "INSERT INTO contact (id, name, organisation, created_at) VALUES (1, 'Asha', 'Lunch Club', '2026-11-23 08:00:00')",
        "INSERT INTO counter (name, value) VALUES ('LS', 41)",
    ),
    "0002": (
        "INSERT INTO contact (id, name, organisation, created_at) VALUES (1, 'Asha', 'Lunch Club', '2026-11-23 08:00:00')",
        "INSERT INTO counter (name, value) VALUES ('LS', 41)",
    ),
    "0003": (
        "INSERT INTO contact (id, name, organisation, created_at) VALUES (1, 'Asha', 'Lunch Club', '2026-11-23 08:00:00')",
        "INSERT INTO counter (name, value) VALUES ('LS', 41)",
    ),
    "0004": (
        "INSERT INTO contact (id, name, organisation, created_at) VALUES (1, 'Asha', 'Lunch Club', '2026-11-23 08:00:00')",
        "INSERT INTO counter (name, value) VALUES ('LS', 41)",
    ),
    "0005": (
        "INSERT INTO contact (id, name, organisation, created_at) VALUES (1, 'Asha', 'Lunch Club', '2026-11-23 08:00:00')",
        "INSERT INTO counter (name, value) VALUES ('LS', 41)",
    ),
}
KEPT = ("SELECT name FROM contact", "SELECT value FROM counter")


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new 100% ours.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.dispose()


def test_the_newest_version_is_the_one_that_the_code_names() -> None:
    assert revisions()[-1] == HEAD
    assert list(SAMPLES) == revisions()


def test_an_empty_database_gets_every_table(empty: Database) -> None:
    assert empty.version() == ""
    empty.upgrade()
    assert empty.version() == HEAD
    with empty.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_tables_are_what_the_models_say(empty: Database) -> None:
    empty.upgrade()
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        for table in Base.metadata.sorted_tables:
            found = {index["name"]: index["column_names"] for index in inspect(connection).get_indexes(table.name)}
            wanted = {index.name: [column.name for column in index.columns] for index in table.indexes}
            assert wanted.items() <= found.items()


@pytest.mark.parametrize("version", revisions())
def test_an_earlier_version_is_brought_up_to_date_with_its_rows(empty: Database, version: str) -> None:
    empty.upgrade(version)
    assert empty.version() == version
    with empty.transaction() as session:
        for statement in SAMPLES[version]:
            session.execute(text(statement))
    empty.upgrade()
    assert empty.version() == HEAD
    with empty.session() as session:
        assert [session.scalar(text(query)) for query in KEPT] == ["Asha", 41]


def test_four_processes_that_upgrade_at_once_all_succeed(empty: Database, empty_url: str) -> None:
    program = f"from db.session import Database; store = Database({empty_url!r}); store.upgrade(); store.dispose()"
    processes = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    errors = [process.communicate(timeout=PATIENCE)[1] for process in processes]
    assert errors == [""] * 4
    assert [process.returncode for process in processes] == [0] * 4
    assert empty.version() == HEAD


def test_a_failed_migration_leaves_nothing_behind(empty: Database) -> None:
    with empty.transaction() as session:
        session.execute(text("CREATE TABLE delivery (id INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        empty.upgrade()
    assert empty.version() == ""
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["delivery"]


def test_a_database_of_a_newer_askline_is_refused_and_left_alone(empty: Database) -> None:
    empty.upgrade()
    with empty.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match="9999"):
        empty.upgrade()
    assert empty.version() == "9999"
