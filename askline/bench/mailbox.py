"""A mailbox on Dovecot taken into SQLite: stored before it is flagged, then handled, with and without reading; and memory meanwhile."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askline.bench.figures import Figure
from askline.bench.handling import START, ReadBefore
from askline.bench.memory import resident_mib
from askline.bench.servers import dovecot
from askline.bench.texts import texts

if TYPE_CHECKING:
    from bots.mail_server import MailServer
    from db.session import Database
    from intake.receive import MessageReader

AT_ONCE = 50
AGAINST = "raw IMAP fetch of the same"


def letters(count: int) -> list[bytes]:
    """Ordinary letters: a few sentences as plain text and as HTML, a signature, two to a sender."""
    made = []
    for number, text in enumerate(texts(count)):
        message = EmailMessage()
        message["From"] = f"Sam Reed <sam{number // 2}@example.org>"
        message["To"] = "asks@askline.example.org"
        message["Subject"] = "A question from our group"
        message["Date"] = format_datetime(START)
        message["Message-ID"] = f"<{number}.bench@example.org>"
        message["Received"] = "from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.org; Mon, 9 Nov 2026"
        body = f"Hello,\n\n{text}\n\nMany thanks\nSam\n-- \nSam Reed, Example Lunch Club\n"
        message.set_content(body)
        message.add_alternative(
            "<html><body>" + "".join(f"<p>{line}</p>" for line in body.splitlines()) + "</body></html>", subtype="html"
        )
        made.append(message.as_bytes())
    return made


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """1,000 letters taken and handled; memory of a process that takes 10,000."""
    from bots.mail_server import MailServer
    from db.session import Database
    from nlp.pipeline import Reader

    count = int(1_000 * scale)
    name = f"letters of {count:,} in Dovecot"
    with dovecot(folder) as (server, why):
        if server is None:
            yield Figure(f"{name}: stored in SQLite, then flagged", None, "/s", note=why)
            return
        server.fill(letters(count))
        account = MailServer(server.host, server.port, server.user, server.password, "none")
        bare = _fetched(account, count)
        database = Database(f"sqlite:///{folder / 'mailbox.db'}")
        database.upgrade()
        taken = _timed(lambda: _taken(account, database, count))
        yield _figure(f"{name}: stored in SQLite, then flagged", count, bare, taken)
        reader = Reader("leeds")
        read_before = ReadBefore(reader, _words(database))
        off = _timed(lambda: _handled(database, read_before, count))
        aim = "django-helpdesk: 80 to 160 /s"
        yield _figure(f"{name}: the same and handled, reading not counted", count, bare, taken, off, aim=aim)
        _again(database)
        on = _timed(lambda: _handled(database, reader, count))
        yield _figure(f"{name}: the same and handled, reading and all", count, bare, taken, on)
        database.dispose()
        yield from _memory(folder, server, int(10_000 * scale))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of processor time."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def _figure(name: str, count: int, bare: float, *parts: tuple[float, float], aim: str = "") -> Figure:
    """A figure of work done one after the other; on a machine that does other things the processor time says more."""
    seconds, used = (sum(each) for each in zip(*parts, strict=True))
    note = f"{count / used:,.0f} /s of processor time"
    return Figure(name, count / seconds, "/s", bare, AGAINST, aim, note)


def _fetched(account: "MailServer", count: int) -> float:
    """Letters a second by a client that only fetches them."""
    from imapclient import IMAPClient

    start = time.perf_counter()
    with IMAPClient(account.host, account.port, ssl=False) as client:
        client.login(account.user, account.password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        fetched = sum(
            len(client.fetch(uids[at : at + AT_ONCE], ["BODY.PEEK[]"])) for at in range(0, len(uids), AT_ONCE)
        )
    assert fetched == count
    return count / (time.perf_counter() - start)


def _taken(account: "MailServer", database: "Database", count: int) -> None:
    """Store and flag every letter."""
    from bots.mailbox import Mailbox
    from intake import receive

    mailbox = Mailbox(account)
    new = mailbox.poll_once(lambda incoming: receive.keep(database, incoming))
    assert new == count, new


def _words(database: "Database") -> list[str]:
    """What is read of each stored letter."""
    from sqlalchemy import select

    from db.models import Message
    from intake.mail.letters import open_letter
    from intake.messages import Incoming

    with database.session() as session:
        raws = session.scalars(select(Message.raw)).all()
    return [open_letter(Incoming("email", "", START, raw=raw)).text for raw in raws]


def _handled(database: "Database", reader: "MessageReader", count: int) -> None:
    """Handle every letter, as the worker does it."""
    from db import inbox
    from intake import receive
    from intake.settings import IntakeSettings

    settings, done, now = IntakeSettings(place="leeds"), 0, START
    while True:
        now += timedelta(seconds=1)
        with database.transaction() as session:
            claimed = inbox.claim(session, worker="bench", now=now, limit=20)
        if not claimed:
            break
        for message_id in claimed:
            receive.handle(database, message_id, reader=reader, settings=settings, now=now)
            done += 1
    assert done == count, done


def _again(database: "Database") -> None:
    """The letters as they were before they were handled, and nothing that came of them."""
    from sqlalchemy import delete, update

    from db.models import Base, Message

    with database.transaction() as session:
        session.execute(
            update(Message).values(state="new", claimed_at=None, claimed_by="", attempts=0, contact_id=None)
        )
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != Message.__tablename__:
                session.execute(delete(table))


def _memory(folder: Path, server: Any, count: int) -> Iterator[Figure]:
    """What a process that takes many letters in one run holds, beside what it held early on."""
    server.empty()
    server.fill(letters(count))
    command = [sys.executable, "-m", "askline.bench.mailbox", str(folder / "many.db"), server.host, str(server.port)]
    done = subprocess.run([*command, server.user, server.password], capture_output=True, text=True, check=True)
    first, after = map(float, done.stdout.split())
    yield Figure(
        f"memory after {count:,} letters taken in one run", after, "MiB", first, "after a tenth of them", "flat"
    )


def _main(file: str, host: str, port: str, user: str, password: str) -> None:
    """Take what is in the mailbox; the memory after a tenth of it and at the end."""
    from askline.logs import configure
    from bots.mail_server import MailServer
    from bots.mailbox import Mailbox
    from db.session import Database
    from intake import receive
    from intake.messages import Incoming

    configure("error")
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    sizes: list[float] = []

    def keep(incoming: Incoming) -> bool:
        sizes.append(resident_mib())
        return receive.keep(database, incoming)

    Mailbox(MailServer(host, int(port), user, password, "none")).poll_once(keep)
    print(sizes[len(sizes) // 10], sizes[-1])


if __name__ == "__main__":
    _main(*sys.argv[1:])
