"""A worker process that sends the outbox and kills itself at one commit: python -m tests.intake.store.killed_sender POINT URL FOLDER NOW.

Letters are written into a local Maildir. The first commit is the claim, each later one settles a letter that was sent.
"""

import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from askline.worker import Worker
from bots.maildir import LocalMaildir
from tests.intake.store.killed_worker import SETTINGS, Mortal


def send(point: str, url: str, folder: Path, now: datetime) -> int:
    """Send what waits; how many letters that were."""
    mail = LocalMaildir(folder / "in", folder / "out", "asks@askline.example.org", clock=lambda: now)
    database = Mortal(url, point)
    parts = {"database": database, "channels": {"email": mail}, "intake": SETTINGS, "clock": lambda: now}
    installation: Any = SimpleNamespace(**parts)
    sent = Worker(installation).send_outbox().sent
    database.dispose()
    return sent


if __name__ == "__main__":
    send(sys.argv[1], sys.argv[2], Path(sys.argv[3]), datetime.fromisoformat(sys.argv[4]))
