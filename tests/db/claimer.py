"""A process for the tests: claims everything in an outbox, 20 rows at a time, and prints the ids.

`python claimer.py URL` waits for a line on its input first, so that several start together.
"""

import sys
from datetime import UTC, datetime

from db import outbox
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def claim_all(database: Database, name: str) -> list[int]:
    """Claim until nothing is left; the ids in the order they were claimed."""
    claimed: list[int] = []
    while True:
        with database.transaction() as session:
            rows = [row.id for row in outbox.claim(session, worker=name, now=NOW, limit=20)]
        if not rows:
            return claimed
        claimed += rows


if __name__ == "__main__":
    store = Database(sys.argv[1])
    store.version()
    print("ready", flush=True)
    sys.stdin.readline()
    print(*claim_all(store, "process"), flush=True)
    store.dispose()
