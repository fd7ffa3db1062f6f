"""The main job: a charity's letter becomes a line in Monday's digest, and a supplier's reply to it becomes a pledge."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from askline.demo.post import Letter, quoted
from askline.once import work_once
from askline.options import moment
from tests.askline.commands import Askline
from tests.standins.dovecot import Dovecot, need_dovecot
from tests.standins.pymap import Pymap
from tests.standins.smtp import SmtpSink

CHARITY, SUPPLIER, CURATOR = "dee@lunch.example.org", "marta@build.example.com", "curator@example.org"
ASK = "We are Millersfield Lunch Club in Harehills and we need 10 chairs before Christmas. Yes, you may use our name."


class Town:
    """A mailbox server, a mail server and an installation that uses both; and the people who write to it."""

    def __init__(self, mailbox, smtp: SmtpSink, home: Path):
        self.mailbox, self.smtp, self.askline = mailbox, smtp, Askline(home)
        self.read = 0
        home.mkdir()
        (home / "config.toml").write_text(
            f'''[email]
kind = "imap"
address = "asks@example.org"
[imap]
host = "127.0.0.1"
port = {mailbox.port}
security = "none"
user = "{mailbox.user}"
password = "{mailbox.password}"
[smtp]
host = "127.0.0.1"
port = {smtp.port}
security = "none"
[curators]
email = ["{CURATOR}"]
''',
            encoding="utf-8",
        )

    def write(self, sender: str, subject: str, text: str, *, answers: Letter | None = None) -> None:
        """A letter into the mailbox."""
        message = EmailMessage(policy=policy.SMTP)
        message["From"] = sender
        message["To"] = str(answers.message["Reply-To"]) if answers else "asks@example.org"
        message["Subject"] = subject
        message["Message-ID"] = f"<{abs(hash((sender, subject, text)))}@people.example.org>"
        if answers:
            message["In-Reply-To"] = str(answers.message["Message-ID"])
        message.set_content(text)
        self.mailbox.deliver(message.as_bytes())

    def work(self, now: str) -> list[Letter]:
        """Do what is due at `now`; the letters that came of it."""
        said, _ = work_once(self.askline.home, moment(now))
        assert "not sent" not in said, said
        letters = [
            Letter(to, message_from_bytes(content, policy=policy.default))
            for _, to, content in self.smtp.letters[self.read :]
        ]
        self.read = len(self.smtp.letters)
        return letters

    def letter_to(self, receiver: str, now: str) -> Letter:
        """The last letter to `receiver` of those that work at `now` sends."""
        letters = self.work(now)
        found = [letter for letter in letters if letter.to == receiver]
        assert found, [letter.to for letter in letters]
        return found[-1]


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def town(request, tmp_path):
    if request.param == "dovecot":
        need_dovecot()
    mailbox = Dovecot if request.param == "dovecot" else Pymap
    with mailbox(tmp_path) as server, SmtpSink() as smtp:
        yield Town(server, smtp, tmp_path / "home")


def test_a_letter_becomes_a_line_in_the_digest_and_its_answer_a_pledge(town):
    town.write(
        SUPPLIER, "Subscribe", "Please subscribe us to the weekly digest, all themes and all wards. We are a supplier."
    )
    answer = town.letter_to(SUPPLIER, "2026-11-10T09:00")
    if "?" in answer.text:
        town.write(SUPPLIER, "Re: Subscribe", "Yes", answers=answer)
        town.work("2026-11-10T09:05")
    town.write(CHARITY, "chairs", ASK)
    receipt = town.letter_to(CHARITY, "2026-11-10T10:00")
    if "LS-0001" not in receipt.text:
        town.write(CHARITY, "Re: chairs", "Yes, Millersfield Lunch Club", answers=receipt)
        receipt = town.letter_to(CHARITY, "2026-11-10T10:05")
    assert "LS-0001" in receipt.text

    queue = town.letter_to(CURATOR, "2026-11-11T08:01")
    assert "LS-0001" in queue.text
    town.write(CURATOR, "Re: queue", "ok 1", answers=queue)
    town.work("2026-11-11T08:30")

    digest = town.letter_to(SUPPLIER, "2026-11-16T08:00")
    assert "10 chairs" in digest.text
    assert "Gipton & Harehills" in digest.text
    assert "List-Unsubscribe" in digest.message

    body = quoted(digest, "Marta", {"LS-0001": "5 chairs this Friday"})
    town.write(SUPPLIER, "Re: digest", body, answers=digest)
    letters = town.work("2026-11-16T09:12")
    echo = next(letter for letter in letters if letter.to == SUPPLIER)
    notice = next(letter for letter in letters if letter.to == CHARITY)
    assert "5" in echo.text
    assert "LS-0001" in echo.text
    assert "5" in notice.text
    assert "LS-0001" in notice.text
    assert SUPPLIER not in notice.text, "contact details are shared only after both said yes"

    pledges = town.askline("export", "pledges").splitlines()
    assert pledges[1].startswith("LS-0001,5,pledged,no,2026-11-20")


def test_the_same_letter_fetched_twice_makes_one_entry(town):
    town.write(CHARITY, "chairs", ASK)
    town.write(CHARITY, "chairs", ASK)
    town.work("2026-11-10T10:00")
    town.work("2026-11-10T10:05")
    receipts = [content for _, to, content in town.smtp.letters if to == CHARITY]
    assert len(receipts) == 1


def test_nothing_reaches_a_subscriber_without_a_curators_yes(town):
    town.write(
        SUPPLIER, "Subscribe", "Please subscribe us to the weekly digest, all themes and all wards. We are a supplier."
    )
    answer = town.letter_to(SUPPLIER, "2026-11-10T09:00")
    town.write(SUPPLIER, "Re: Subscribe", "Yes", answers=answer)
    town.write(CHARITY, "chairs", ASK)
    town.work("2026-11-10T10:00")
    letters = town.work("2026-11-16T08:00")
    assert not [letter for letter in letters if letter.to == SUPPLIER]
