"""The weekly letter on bad days: a mail server that refuses every second one, and a clock that jumps."""

from collections import Counter
from pathlib import Path

import pytest

from askline.options import moment
from askline.wiring import open_installation
from askline.worker import Worker
from tests.askline.commands import Askline
from tests.digest import stored
from tests.standins.smtp import SmtpSink

READERS = [f"reader{number}@example.org" for number in range(6)]
UNLUCKY = READERS[::2]


class Post:
    """An installation whose letters go to one mail server."""

    def __init__(self, smtp: SmtpSink, home: Path):
        self.smtp, self.home, self.askline = smtp, home, Askline(home)
        home.mkdir()
        (home / "config.toml").write_text(
            f"""[email]
kind = "imap"
address = "asks@example.org"
[imap]
host = "127.0.0.1"
user = "asks"
password = "not asked for here"
[smtp]
host = "127.0.0.1"
port = {smtp.port}
security = "none"
""",
            encoding="utf-8",
        )
        installation = open_installation(home, moment("2026-11-27T09:00"))
        stored.entry(installation.database, "LS-0042", now=moment("2026-11-27T09:00"))
        for reader in READERS:
            stored.reader(installation.database, reader, now=moment("2026-11-27T09:00"))
        installation.close()

    def work(self, now: str) -> None:
        installation = open_installation(self.home, moment(now))
        Worker(installation).drain()
        installation.close()

    def had(self) -> Counter[str]:
        """How many letters each reader has had."""
        return Counter(to for _, to, _ in self.smtp.letters if to in READERS)


@pytest.fixture
def post(tmp_path):
    with SmtpSink() as smtp:
        yield Post(smtp, tmp_path / "home")


def test_who_was_put_off_gets_the_letter_later_and_nobody_gets_two(post):
    post.smtp.receiver_answers = dict.fromkeys(UNLUCKY, "451 4.3.2 come back later")
    post.work("2026-11-30T08:00")
    assert post.had() == Counter(set(READERS) - set(UNLUCKY))
    post.smtp.receiver_answers = {}
    post.work("2026-11-30T09:00")
    post.work("2026-11-30T10:00")
    assert post.had() == Counter(READERS)


def test_what_was_refused_for_good_is_sent_again_when_somebody_says_so(post):
    post.smtp.receiver_answers = dict.fromkeys(UNLUCKY, "554 5.7.1 this server may not send here")
    post.work("2026-11-30T08:00")
    post.smtp.receiver_answers = {}
    post.work("2026-11-30T12:00")
    assert post.had() == Counter(set(READERS) - set(UNLUCKY))
    said = post.askline("digest", "resend", "--failed", "--now", "2026-11-30T13:00")
    assert "3 letters queued again" in said and "3 sent" in said
    post.askline("digest", "resend", "--failed", "--now", "2026-11-30T14:00")
    assert post.had() == Counter(READERS)


def test_a_clock_that_jumps_back_and_ahead_sends_no_letter_twice(post):
    for now in ("2026-11-30T08:00", "2026-11-29T07:00", "2026-11-30T08:00", "2026-12-06T23:59", "2026-11-30T08:05"):
        post.work(now)
    assert post.had() == Counter(READERS)
