"""Kill -9 while letters go out: what was not settled goes again after ten minutes, recognisably the same letter."""

import signal
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import select

from db import outbox
from db.models import Delivery
from db.session import Database
from tests.intake.store.house import START
from tests.intake.store.killed_sender import send

ROOT = Path(__file__).parents[3]
TO = "amina@example.org"


@pytest.fixture
def queued(database: Database) -> Database:
    with database.transaction() as session:
        about = {"kind": "reply", "channel": "email", "address": TO, "now": START}
        outbox.enqueue(session, dedupe_key="message:1:0", text="Thank you. Your ask is LS-0001.", **about)  # type: ignore[arg-type]
    return database


def killed(point: str, url: str, folder: Path) -> int:
    """How a worker ended that sends at START."""
    command = [sys.executable, "-m", "tests.intake.store.killed_sender", point, url, folder, START.isoformat()]
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode


def letters(folder: Path) -> list[str]:
    """The Message-IDs of what went out; the letters are taken away, so that a repeat is seen."""
    found = []
    for file in sorted((folder / "out" / "new").glob("*")):
        found.append(message_from_bytes(file.read_bytes())["Message-ID"])
        file.unlink()
    return found


def settled(database: Database) -> list[tuple[str, int]]:
    with database.session() as session:
        return [(row.state, row.attempts) for row in session.scalars(select(Delivery))]


def test_a_letter_that_was_sent_but_not_settled_goes_again_with_the_same_message_id(
    queued: Database, database_url: str, tmp_path: Path
) -> None:
    assert killed("before:2", database_url, tmp_path) == -signal.SIGKILL
    first = letters(tmp_path)
    assert len(first) == 1
    assert send("never", database_url, tmp_path, START + timedelta(minutes=9)) == 0
    assert send("never", database_url, tmp_path, START + timedelta(minutes=11)) == 1
    assert letters(tmp_path) == first
    assert settled(queued) == [("sent", 2)]


@pytest.mark.parametrize(("point", "sent"), [("after:1", 1), ("after:2", 0)])
def test_a_letter_that_was_claimed_only_goes_later_and_one_that_was_settled_never_again(
    queued: Database, database_url: str, tmp_path: Path, point: str, sent: int
) -> None:
    assert killed(point, database_url, tmp_path) == -signal.SIGKILL
    assert len(letters(tmp_path)) == 1 - sent
    assert send("never", database_url, tmp_path, START + timedelta(minutes=11)) == sent
    assert len(letters(tmp_path)) == sent
    assert [state for state, _ in settled(queued)] == ["sent"]
