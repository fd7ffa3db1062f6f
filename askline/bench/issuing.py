"""One issue in a process of its own: `python -m askline.bench.issuing HOME` prints its rates and its memory as JSON."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from askline.bench.letters import MONDAY
from askline.bench.memory import resident_mib

if TYPE_CHECKING:
    from db.session import Database
    from digest.compose import Composer
    from digest.readers import Reader
    from digest.settings import DigestSettings

SAMPLE = 500


def main(home: Path) -> None:
    """Letters a second of processor time chosen, composed (choosing included) and stored (all of it), and stored by the clock,
    beside the bare building of MIME.
    """
    from askline.logs import configure
    from db.session import Database
    from digest.settings import DigestSettings

    configure("error")
    database = Database(f"sqlite:///{home / 'askline.db'}")
    settings = DigestSettings(address="asks@askline.example.org")
    before = resident_mib()
    composer, readers = _prepared(database, settings)
    start = time.process_time()
    chosen = sum(bool(composer.shown_to(reader).sections) for reader in readers)
    choosing = time.process_time() - start
    start = time.process_time()
    composed = sum(composer.letter(reader) is not None for reader in readers)
    composing = time.process_time() - start
    del composer, readers
    start, clock = time.process_time(), time.perf_counter()
    letters = _stored(database, settings)
    storing, waited = time.process_time() - start, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(
        json.dumps(
            {
                "rates": [chosen / choosing, composed / composing, letters / storing, letters / waited],
                "bare": _bare(database),
                "before": before,
                "peak": peak,
            }
        )
    )
    database.dispose()


def _prepared(database: "Database", settings: "DigestSettings") -> "tuple[Composer, list[Reader]]":
    from db.models import DigestIssue
    from digest import issue
    from digest.compose import Composer, alike
    from digest.issue_inputs import issue_words, kept_candidates, last_send_at
    from digest.readers import active_readers

    issue_id = issue.prepare(database, settings=settings, now=MONDAY, issue_date=MONDAY.date())
    with database.session() as session:
        row = session.get_one(DigestIssue, issue_id)
        found = kept_candidates(session, row, settings)
        words = issue_words(session, row, MONDAY)
        readers = active_readers(session, settings.place, before=row.issue_date, since=last_send_at(session, row))
    return Composer(found, words, settings), sorted(readers, key=alike)


def _stored(database: "Database", settings: "DigestSettings") -> int:
    """Sends the issue into the outbox. How many letters are there."""
    from sqlalchemy import func, select

    from db.models import Delivery
    from digest import issue

    issue.send(database, MONDAY.date(), settings=settings, now=MONDAY)
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.kind == "digest")) or 0


def _bare(database: "Database") -> float:
    """The same words set as MIME by the standard library, with nothing chosen, composed or stored: letters a second
    of processor time.
    """
    from email.message import EmailMessage

    from sqlalchemy import select

    from db.models import Delivery

    with database.session() as session:
        rows: list[Delivery] = list(session.scalars(select(Delivery).order_by(Delivery.id).limit(SAMPLE)))
    start = time.process_time()
    for row in rows:
        message = EmailMessage()
        message["To"], message["Subject"] = row.address, row.subject
        message.set_content(row.text)
        message.add_alternative(row.html, subtype="html")
        message.as_bytes()
    return len(rows) / (time.process_time() - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
