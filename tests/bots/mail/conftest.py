"""What the mail tests share: servers, letters, and a store that remembers what it was given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.standins.dovecot import Dovecot, need_dovecot
from tests.standins.pymap import Pymap


@pytest.fixture(scope="module")
def pymap_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pymap]:
    with Pymap(tmp_path_factory.mktemp("pymap")) as server:
        yield server


@pytest.fixture
def server(pymap_server: Pymap) -> Pymap:
    """An IMAP server in memory with an empty inbox."""
    pymap_server.empty()
    return pymap_server


@pytest.fixture(scope="module")
def dovecot_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    need_dovecot()
    folder: Path = tmp_path_factory.mktemp("dovecot")
    with Dovecot(folder) as server:
        yield server


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Dovecot:
    """Dovecot with an empty inbox."""
    dovecot_server.empty()
    return dovecot_server
