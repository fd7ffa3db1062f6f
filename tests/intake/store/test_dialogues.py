"""The golden dialogues through the whole store, on both databases: people get the same words as from the conversation alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.session import Database
from nlp.pipeline import Reader
from tests.intake.store.stored_dialogue import StoredScript, emptied, heard

FOLDER = Path(__file__).parents[2] / "golden" / "dialogues"
FILES = [
    file
    for file in sorted(FOLDER.glob("*.txt"))
    if not any(word in file.read_text() for word in ("@ similar", "* SendCode"))
]
"""What is alike is found by the store itself, and a code is never the same twice: these have tests of their own."""


@pytest.fixture(scope="module")
def trained() -> Reader:
    return Reader("leeds")


def _store(url: str) -> Iterator[Database]:
    """One database for all dialogues, emptied before each."""
    database = Database(url)
    database.upgrade()
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from _store(f"sqlite:///{tmp_path_factory.mktemp('dialogues') / 'askline.db'}")


@pytest.fixture(scope="module")
def on_postgres(postgres_module_url: str) -> Iterator[Database]:
    yield from _store(postgres_module_url)


def _plays(file: Path, store: Database, reader: Reader) -> None:
    emptied(store)
    golden = file.read_text()
    assert heard(StoredScript(reader, database=store).play(golden)) == heard(golden).rstrip("\n")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_dialogue_goes_through_sqlite_as_written(file: Path, on_sqlite: Database, trained: Reader) -> None:
    _plays(file, on_sqlite, trained)


@pytest.mark.parametrize("file", FILES[::2], ids=[file.stem for file in FILES[::2]])
def test_every_second_dialogue_goes_through_postgres_as_written(
    file: Path, on_postgres: Database, trained: Reader
) -> None:
    _plays(file, on_postgres, trained)
