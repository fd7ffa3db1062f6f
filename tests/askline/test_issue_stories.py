"""An issue by letter alone: a buyer subscribes in words, a curator arranges the issue by reply, all buyers get the same list."""

import csv
from datetime import timedelta
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path

import pytest

from askline.demo.post import Letter
from askline.once import poll
from askline.options import moment
from askline.worker import Worker
from tests.askline.test_answers_from_clients import at
from tests.askline.test_main_job import CURATOR, Town
from tests.digest import stored
from tests.digest.samples import GIPTON
from tests.standins.pymap import Pymap
from tests.standins.smtp import SmtpSink

BUYER, OTHER, SUPPLIER = "pat@council.example.org", "lee@hospital.example.org", "marta@build.example.com"
START = moment("2026-11-25T12:00")


class Week(Town):
    """A town whose reader goes by rules alone, as these words need no more."""

    def work(self, now: str) -> list[Letter]:
        installation = at(self.askline.home, now)
        _, problems = poll(installation)
        assert not problems, problems
        Worker(installation).drain()
        installation.close()
        came = self.smtp.letters[self.read :]
        self.read = len(self.smtp.letters)
        return [Letter(to, message_from_bytes(content, policy=policy.default)) for _, to, content in came]


@pytest.fixture
def week(tmp_path: Path):
    with Pymap(tmp_path) as mailbox, SmtpSink() as smtp:
        week = Week(mailbox, smtp, tmp_path / "home")
        database = at(week.askline.home, "2026-11-25T12:00").database
        stored.entry(database, "LS-0001", now=START, public_text="Ten chairs for a lunch club", support=["goods"])
        stored.entry(database, "LS-0002", now=START, public_text="Twelve tablets", themes=["digital"], wards=[GIPTON])
        stored.entry(database, "LS-0003", now=START, public_text="A van for a day", themes=["transport"])
        stored.entry(database, "LS-0004", now=START, status="waiting", public_text="Not read by anybody yet")
        for address, audience in ((OTHER, "procurement"), (SUPPLIER, "supplier"), ("gone@example.org", "supplier")):
            stored.reader(database, address, now=START + timedelta(days=1), audience=audience)
        stored.pause(database, "gone@example.org", "mail came back", now=START)
        database.dispose()
        yield week


def words(letter: Letter) -> str:
    return " ".join(letter.text.split())


def files(letter: Letter) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_payload(decode=True) for part in letter.message.iter_attachments()}


def test_a_curator_arranges_the_issue_by_one_reply_and_buyers_get_the_same_list(week: Week) -> None:
    week.write(BUYER, "Subscribe", "Please subscribe our procurement team: weekly, digital and work-skills.")
    answer = week.letter_to(BUYER, "2026-11-25T13:00")
    week.write(BUYER, "Re: Subscribe", "Yes", answers=answer)
    week.work("2026-11-25T13:05")

    preview = week.letter_to(CURATOR, "2026-11-26T09:00")
    assert "Preview of issue 1" in preview.message["Subject"]
    assert "3 letters would go out: 3 by e-mail." in words(preview)
    assert "still without a curator's yes: LS-0004" in words(preview)
    assert "Addresses that get nothing: email go…@example.org (mail came back)." in words(preview)

    reply = "LS-0003 first, leave out LS-0001: they have some now; send\nopening: Schools close on 18 December."
    week.write(CURATOR, "Re: preview", reply, answers=preview)
    echo = words(week.letter_to(CURATOR, "2026-11-26T10:00"))
    assert "LS-0003 comes first in the letter. LS-0001 stays out of this issue: they have some now." in echo
    assert "The issue goes out at its time. Its list is closed now" in echo

    letters = {letter.to: letter for letter in week.work("2026-11-30T08:00") if letter.message["List-Id"]}
    assert letters.keys() == {BUYER, OTHER, SUPPLIER}
    supplier = words(letters[SUPPLIER])
    assert "Schools close on 18 December." in supplier
    assert supplier.index("A van for a day") < supplier.index("Twelve tablets")
    assert "chairs for a lunch club" not in supplier
    assert "Not read by anybody" not in "".join(words(letter) for letter in letters.values())
    mine, theirs = words(letters[BUYER]), words(letters[OTHER])
    assert "Advice: Mission: Break down barriers to opportunity" in mine
    assert "A van for a day" not in mine
    assert "A van for a day" in theirs
    assert files(letters[BUYER]) == files(letters[OTHER])
    table = list(csv.DictReader(StringIO(files(letters[BUYER])["askline-leeds-2026-11-30.csv"].decode("utf-8-sig"))))
    assert [row["ref"] for row in table] == ["LS-0002", "LS-0003"]
    assert letters[BUYER].message["Date"] == letters[OTHER].message["Date"]


def test_when_nobody_answers_only_what_was_approved_goes_and_the_curator_was_reminded(week: Week) -> None:
    week.work("2026-11-26T09:00")
    reminder = week.letter_to(CURATOR, "2026-11-27T10:00")
    assert reminder.message["Subject"].startswith("Reminder: Preview of issue 1")
    assert "If nobody answers, it goes all the same. Only entries with a curator’s yes are ever in it." in words(
        reminder
    )
    letters = [letter for letter in week.work("2026-11-30T08:00") if letter.message["List-Id"]]
    assert {letter.to for letter in letters} == {OTHER, SUPPLIER}
    for letter in letters:
        assert "LS-0004" not in letter.text
