"""Kill -9 before and after every commit, start again: nothing lost, nothing twice."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from db.models import Delivery, Entry, Event, Message, Pledge
from db.session import Database
from tests.intake.store.killed_worker import Remembering, run

ROOT = Path(__file__).parents[3]


def story(url: str) -> str:
    """All that matters of the rows, as text: what a run that nobody killed must leave as well."""
    database = Database(url)
    with database.session() as session:
        kept = {
            "messages": [
                (row.external_id, row.state, row.why) for row in session.scalars(select(Message).order_by(Message.id))
            ],
            "entries": [
                (row.ref, row.status, row.quantity, row.version)
                for row in session.scalars(select(Entry).order_by(Entry.id))
            ],
            "pledges": [(row.status, row.quantity) for row in session.scalars(select(Pledge).order_by(Pledge.id))],
            "letters": sorted(
                (row.kind, row.about.get("kind", ""), row.address, row.text)
                for row in session.scalars(select(Delivery))
                if row.kind != "queue"
            ),
            "ledger": [(row.kind, row.ref) for row in session.scalars(select(Event).order_by(Event.id))],
        }
    database.dispose()
    return json.dumps(kept, indent=1, default=str)


def workers(lines: list[str]) -> list[int]:
    """A process for each "POINT URL", one after the other; how each ended."""
    command = [sys.executable, "-m", "tests.intake.store.killed_worker"]
    done = subprocess.run(command, cwd=ROOT, input="\n".join(lines), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [int(line) for line in done.stdout.split()]


def ending_differently(fresh: Callable[[str], str], each: int) -> list[str]:
    """Kills a worker before every so many commits, and after the last: where the one after it ends elsewhere than one whom
    nobody killed.

    What is on disk after a commit is what is on disk before the next, so every state between two commits has its turn.
    """
    whole = fresh("whole")
    commits = run(whole, "never", Remembering())
    expected = story(whole)
    assert "accepted" in expected and '"came"' in expected
    points = [*(f"before:{number}" for number in range(1, commits + 1, each)), f"after:{commits}"]
    urls = {point: fresh(point.replace(":", "_")) for point in points}
    lines = [f"{step} {url}" for point, url in urls.items() for step in (point, "never")]
    assert workers(lines) == [signal.SIGKILL, 0] * len(points)
    return [point for point, url in urls.items() if story(url) != expected]


def test_a_worker_killed_at_any_commit_loses_nothing_and_does_nothing_twice(sqlite_url: str, tmp_path: Path) -> None:
    empty = Path(sqlite_url.removeprefix("sqlite:///"))
    assert ending_differently(lambda name: f"sqlite:///{shutil.copy(empty, tmp_path / f'{name}.db')}", each=1) == []


def test_a_worker_killed_at_some_commits_on_postgresql_does_nothing_twice_either(
    postgres_copies: Callable[[str], str],
) -> None:
    assert ending_differently(postgres_copies, each=4) == []
