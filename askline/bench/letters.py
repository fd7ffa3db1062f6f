"""How many letters of an issue are composed and stored a second, and how many are sent, beside smtplib sending prebuilt bytes."""

import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from askline.bench.figures import Figure
from askline.bench.servers import smtp_sink
from askline.bench.texts import texts
from askline.outgoing import outgoing

if TYPE_CHECKING:
    from db.session import Database
    from intake.messages import Outgoing

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """An issue for 1,000 subscribers over 300 open entries, on SQLite; each subscriber has its own themes and wards."""
    from db.session import Database

    database = Database(f"sqlite:///{folder / 'letters.db'}")
    database.upgrade()
    readers = int(1000 * scale)
    _fill(database, readers, 300)
    start = time.perf_counter()
    stored = _send_issue(database)
    composed = stored / (time.perf_counter() - start)
    letters = _letters(database, min(stored, 500))
    bare = _bare_builds(letters)
    yield Figure(
        "letters chosen, composed and stored",
        composed,
        "/s",
        bare,
        "the standard library building MIME only",
        "≥ 300 /s",
    )
    with smtp_sink() as (port, why):
        if not port:
            yield Figure("letters sent", None, "/s", note=why)
            return
        sent, prebuilt = _sent(letters, port), _prebuilt(letters, port)
        yield Figure("letters sent to aiosmtpd on loopback", sent, "/s", prebuilt, "smtplib sending prebuilt bytes", "")
    database.dispose()


def _fill(database: "Database", readers: int, entries: int) -> None:
    from db.models import Contact, Entry, Subscriber
    from nlp.places import load_place
    from nlp.taxonomy import THEMES

    themes, wards = list(THEMES), list(load_place("leeds").wards)
    before = MONDAY - timedelta(days=4)
    with database.transaction() as session:
        for number, text in enumerate(texts(entries), 1):
            chosen = [themes[number % len(themes)], themes[number * 7 % len(themes)]]
            session.add(
                Entry(
                    ref=f"LS-{number:04}", place="leeds", kind="ask", status="open", text=text, public_text=text,
                    themes=sorted(set(chosen)), support=["goods"], wards=[wards[number % len(wards)]], ward_certain=True,
                    quantity=[{"count": number % 40 + 1, "what": "things"}], created_at=before, approved_at=before,
                )
            )  # fmt: skip
        for number in range(readers):
            contact = Contact(created_at=before)
            session.add(contact)
            session.flush()
            mine = sorted({themes[(number * step + step) % len(themes)] for step in range(1, number % 5 + 1)})
            session.add(
                Subscriber(
                    contact_id=contact.id, place="leeds", channel="email", address=f"reader{number}@example.com",
                    themes=mine, wards=wards[number % 33 : number % 33 + number % 7], status="active", created_at=before,
                    confirmed_at=before,
                )
            )  # fmt: skip


def _send_issue(database: "Database") -> int:
    from sqlalchemy import func, select

    from db.models import Delivery
    from digest import issue
    from digest.settings import DigestSettings

    settings = DigestSettings(address="asks@askline.example.org")
    issue.send(database, MONDAY.date(), settings=settings, now=MONDAY)
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.kind == "digest")) or 0


def _letters(database: "Database", count: int) -> "list[Outgoing]":
    from sqlalchemy import select

    from db.models import Delivery

    with database.session() as session:
        rows = session.scalars(select(Delivery).where(Delivery.kind == "digest").order_by(Delivery.id))
        return [outgoing(row) for row in islice(rows, count)]


def _bare_builds(letters: "list[Outgoing]") -> float:
    """The same words set as MIME by the standard library, with nothing chosen, composed or stored."""
    from email.message import EmailMessage

    start = time.perf_counter()
    for letter in letters:
        message = EmailMessage()
        message["To"], message["Subject"] = letter.address, letter.subject
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        message.as_bytes()
    return len(letters) / (time.perf_counter() - start)


def _sent(letters: "list[Outgoing]", port: int) -> float:
    from bots.mail_server import MailServer
    from bots.smtp import SmtpSender

    server = MailServer("127.0.0.1", port, security="none")
    sender = SmtpSender(server, address="asks@askline.example.org", from_name="Askline")
    start = time.perf_counter()
    for letter in letters:
        sender.send(letter)
    rate = len(letters) / (time.perf_counter() - start)
    sender.close()
    return rate


def _prebuilt(letters: "list[Outgoing]", port: int) -> float:
    from bots.letter_out import compose

    built = [
        (letter.address, compose(letter, from_name="Askline", address="asks@askline.example.org", date=MONDAY))
        for letter in letters
    ]
    with smtplib.SMTP("127.0.0.1", port) as client:
        start = time.perf_counter()
        for address, content in built:
            client.sendmail("asks@askline.example.org", [address], content)
        return len(built) / (time.perf_counter() - start)
