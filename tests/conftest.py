"""What tests of every folder share: stores on both databases, golden files and times."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from db.session import Database
from tests import postgres
from tests.lanes import cannot_run

GOLDEN = Path(__file__).parent / "golden"
LONDON = ZoneInfo("Europe/London")

# Whoever runs the tests may have an installation of their own, and a proxy that knows nothing of this machine's servers.
for name in list(os.environ):
    if name.lower().endswith("_proxy") or (name.startswith("ASKLINE_") and not name.startswith("ASKLINE_TEST_")):
        del os.environ[name]

# A run says the same each time and on any machine, however busy. `--hypothesis-profile=default` tries other examples.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """The program's own set-up of logs, made by a test before, would write to a stream that is closed by now."""
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server where databases can be made."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        cannot_run("no PostgreSQL driver: pip install 'askline[pg]'")
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database with the newest tables, to copy."""
    name = f"askline_template_{uuid4().hex[:8]}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(_in(postgres_server, name))
    database.upgrade()
    database.dispose()
    yield name
    _administer(postgres_server, f"DROP DATABASE {name}")


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this test alone, with the newest tables and no rows."""
    name = f"askline_{uuid4().hex[:12]}"
    _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield _in(postgres_server, name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def postgres_module_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The same for all tests of one file, which empty it themselves."""
    name = f"askline_{uuid4().hex[:12]}"
    _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield _in(postgres_server, name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_copies(postgres_server: str, postgres_template: str) -> Iterator[Callable[[str], str]]:
    """Makes PostgreSQL databases of this test alone, with the newest tables and no rows: their addresses by name."""
    made: list[str] = []

    def copy(name: str) -> str:
        made.append(f"askline_{name}_{uuid4().hex[:8]}")
        _administer(postgres_server, f"CREATE DATABASE {made[-1]} TEMPLATE {postgres_template}")
        return _in(postgres_server, made[-1])

    yield copy
    for name in made:
        _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this test alone, without tables."""
    name = f"askline_{uuid4().hex[:12]}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    yield _in(postgres_server, name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest tables, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of this test alone, with the newest tables and no rows."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'askline.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty store with the newest tables, on each of the two databases in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty store with the newest tables, on each of the two databases in turn."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(path, text)` compares a text with tests/golden/<path>; `pytest --accept` writes the file anew."""

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.exists():
            pytest.fail(f"{file} is missing: look at the result, then write it with pytest --accept", pytrace=False)
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """`at("2026-11-23 08:00")` is that moment on London's clocks, as an aware UTC time; an offset in the text is heeded."""

    def moment(text: str) -> datetime:
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=LONDON)).astimezone(UTC)

    return moment


def _in(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(
        make_url(server).set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(statement)
