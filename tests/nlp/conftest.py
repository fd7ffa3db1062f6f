"""One reader for all tests of reading: it holds no state between texts."""

from datetime import date

import pytest

from nlp.pipeline import Reader

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader("leeds")


@pytest.fixture(scope="session")
def quick_reader() -> Reader:
    """Without the encoder: for tests of rules, which do not look at vectors."""
    return Reader("leeds", encoder=False)
