"""Letters of an issue from the outbox to a mail server, by two workers, beside smtplib sending the same bytes prebuilt.

`python -m askline.bench.sending HOME` is one worker: it waits for a line, sends all that is due, and prints when it began and
ended and how many letters it sent.
"""

import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from askline.bench.figures import Figure
from askline.bench.servers import smtp_sink

WORKERS = 2
SENT = 1_000
ADDRESS = "asks@askline.example.org"
CONFIG = """[email]
kind = "imap"
address = "{address}"
[imap]
host = "127.0.0.1"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
a_minute = 0
"""


def measure(home: Path) -> Iterator[Figure]:
    """What waits in the outbox of `home`, up to a thousand letters, claimed, sent and settled."""
    name = f"letters sent to aiosmtpd on loopback by {WORKERS} workers"
    with smtp_sink() as (port, why):
        if not port:
            yield Figure(name, None, "/s", note=why)
            return
        (home / "config.toml").write_text(CONFIG.format(address=ADDRESS, port=port), encoding="utf-8")
        letters = _built(home)
        prebuilt = _prebuilt(letters, port)
        sent = _by_workers(home)
        again = _prebuilt(letters, port)
    yield Figure(name, sent, "/s", (prebuilt + again) / 2, "smtplib sending prebuilt bytes", "≥ 70 % of it")


def _built(home: Path) -> list[tuple[str, bytes]]:
    """Receiver and bytes of the first letters; the others are taken out of the queue."""
    from sqlalchemy import select, update

    from askline.outgoing import outgoing
    from askline.wiring import open_installation
    from bots.letter_out import compose
    from db import issue_files
    from db.models import Delivery

    installation = open_installation(home)
    with installation.database.transaction() as session:
        rows = session.scalars(
            select(Delivery).where(Delivery.state == "queued").order_by(Delivery.id).limit(SENT)
        ).all()
        issue_files.put_back(session, rows)
        now = datetime.now().astimezone()
        letters = [
            (row.address, compose(outgoing(row), from_name="Askline", address=ADDRESS, date=now)) for row in rows
        ]
        session.execute(update(Delivery).where(Delivery.id > rows[-1].id).values(state="cancelled"))
    installation.close()
    return letters


def _prebuilt(letters: list[tuple[str, bytes]], port: int) -> float:
    with smtplib.SMTP("127.0.0.1", port) as client:
        start = time.perf_counter()
        for address, content in letters:
            client.sendmail(ADDRESS, [address], content)
        return len(letters) / (time.perf_counter() - start)


def _by_workers(home: Path) -> float:
    """Letters a second over all workers, from when the first begins to when the last ends."""
    command = [sys.executable, "-m", "askline.bench.sending", str(home)]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(WORKERS)
        ]
        for worker in workers:
            assert worker.stdout
            worker.stdout.readline()
        answers = []
        for worker in workers:
            assert worker.stdin
            worker.stdin.write("go\n")
            worker.stdin.flush()
        for worker in workers:
            assert worker.stdout
            answers.append([float(part) for part in worker.stdout.readline().split()])
    began, ended, sent = zip(*answers, strict=True)
    rate: float = sum(sent) / (max(ended) - min(began))
    return rate


def _main(home: Path) -> None:
    import intake.store.given_up
    import intake.store.unsent  # noqa: F401 - a service that runs has loaded what it sends with
    from askline.logs import configure
    from askline.wiring import open_installation
    from askline.worker import Worker

    configure("error")
    installation = open_installation(home)
    worker = Worker(installation)
    assert installation.channels["email"]
    print("ready", flush=True)
    sys.stdin.readline()
    began, sent = time.time(), 0
    while done := worker.send_outbox():
        sent += done.sent
    print(began, time.time(), sent, flush=True)
    installation.close()


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
