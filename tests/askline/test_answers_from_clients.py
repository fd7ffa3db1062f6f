"""Monday's letter goes out by SMTP, and is answered by way of Dovecot: above, below and between its lines, from six mail programs."""

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import select

from askline.demo.post import Letter
from askline.once import poll
from askline.options import moment
from askline.wiring import Installation, open_installation
from askline.worker import Worker
from db.models import Address, Delivery, Entry, Pledge
from nlp.pipeline import Reader
from tests.askline.mail_clients import CLIENTS, STYLES, Words, answer
from tests.askline.test_main_job import Town
from tests.digest import stored
from tests.standins.dovecot import Dovecot, need_dovecot
from tests.standins.smtp import SmtpSink

WORDS = Words("LS-0042: 5 chairs this Friday; LS-0051 no", {"LS-0042": "5 chairs this Friday", "LS-0051": "no, sorry"})
MONDAY = "2026-11-30T08:00"
EVERY = [(client, style) for client in CLIENTS for style in STYLES]


def at(home: Path, now: str) -> Installation:
    """The installation at this time, reading by rules alone, as these words need no more."""
    installation = open_installation(home, moment(now))
    installation.__dict__["reader"] = Reader("leeds", encoder=False)
    return installation


def address(client: str, style: str) -> str:
    return f"{client}.{style}@build.example.com"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Everybody has had Monday's letter and has answered it."""
    need_dovecot()
    folder = tmp_path_factory.mktemp("answers")
    with Dovecot(folder) as mailbox, SmtpSink() as smtp:
        town = Town(mailbox, smtp, folder / "home")
        installation = at(town.askline.home, MONDAY)
        start = moment("2026-11-27T09:00")
        chairs = [{"count": 200, "what": "chairs"}]
        laptops = [{"count": 12, "what": "laptops"}]
        stored.entry(installation.database, "LS-0042", now=start, quantity=chairs, public_text="Chairs for lunch clubs")
        stored.entry(installation.database, "LS-0051", now=start, quantity=laptops, public_text="Laptops for learners")
        for client, style in EVERY:
            stored.reader(installation.database, address(client, style), now=start)
        Worker(installation).drain()
        letters = {
            to: Letter(to, message_from_bytes(content, policy=policy.default)) for _, to, content in smtp.letters
        }
        mailbox.fill([answer(letters[address(client, style)], client, style, WORDS) for client, style in EVERY])
        installation.close()
        later = at(town.askline.home, "2026-11-30T09:00")
        assert poll(later) == (len(EVERY), [])
        Worker(later).drain()
        yield later
        later.close()


@pytest.mark.dovecot
@pytest.mark.parametrize(("client", "style"), EVERY, ids=[f"{client}-{style}" for client, style in EVERY])
def test_five_chairs_are_booked_and_the_laptops_are_not(answered: Installation, client: str, style: str) -> None:
    with answered.database.session() as session:
        contact = session.scalar(select(Address.contact_id).where(Address.address == address(client, style)))
        pledges = session.execute(
            select(Entry.ref, Pledge.quantity, Pledge.by_date).join(Pledge.entry).where(Pledge.contact_id == contact)
        ).all()
        echo = session.scalars(
            select(Delivery.text).where(Delivery.address == address(client, style), Delivery.kind == "reply")
        ).all()
    assert [tuple(row) for row in pledges] == [("LS-0042", 5.0, date(2026, 12, 4))]
    assert len(echo) == 1 and "LS-0042: 5 chairs" in echo[0]
