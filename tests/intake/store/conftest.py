"""A house that takes messages in on a real store, with the real reader (its rules, not its encoder)."""

import pytest

from db.session import Database
from nlp.pipeline import Reader
from tests.intake.store.house import House


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader("leeds", encoder=False)


@pytest.fixture
def house(database: Database, reader: Reader) -> House:
    return House(database, reader)
