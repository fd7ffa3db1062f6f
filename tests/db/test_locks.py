"""One process holds the schedule; when it ends, however it ends, another takes over."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.locks import schedule_holder
from db.session import Database
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, pathlib
from db.locks import schedule_holder
from db.session import Database
with schedule_holder(Database(sys.argv[1]), pathlib.Path(sys.argv[2])) as mine:
    print(mine, flush=True)
    sys.stdin.readline()
"""


def holder(url: str, home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLDER, url, str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def says(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def comes_free(database: Database, home: Path) -> bool:
    """Whether the schedule can be had soon: the operating system and the server take a moment to notice."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with schedule_holder(database, home) as mine:
            if mine:
                return True
        time.sleep(0.05)
    return False


def test_only_one_of_two_holders_in_one_process_gets_the_schedule(database: Database, tmp_path: Path) -> None:
    with schedule_holder(database, tmp_path) as first, schedule_holder(database, tmp_path) as second:
        assert (first, second) == (True, False)
    with schedule_holder(database, tmp_path) as again:
        assert again


@pytest.mark.parametrize("end", ["clean", "kill -9"])
def test_another_process_takes_over_when_the_holder_ends(
    database: Database, database_url: str, tmp_path: Path, end: str
) -> None:
    first, second = holder(database_url, tmp_path), None
    try:
        assert says(first) == "True"
        second = holder(database_url, tmp_path)
        assert says(second) == "False"
        with schedule_holder(database, tmp_path) as mine:
            assert not mine
        if end == "clean":
            first.communicate("\n", timeout=PATIENCE)
            assert first.returncode == 0
        else:
            first.kill()
        assert comes_free(database, tmp_path)
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.communicate(timeout=PATIENCE)


def test_a_holder_whose_work_fails_lets_go(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), schedule_holder(database, tmp_path) as mine:
        assert mine
        raise ZeroDivisionError
    assert comes_free(database, tmp_path)
