"""Bad input: stored, answered or put aside with a reason, and the next letter is handled."""

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.askline.commands import Askline

ASK = "We are Millersfield Lunch Club in Harehills and need 10 chairs before Christmas. Yes, use our name."


def headed(number: str, body: bytes, *, head: str = "") -> bytes:
    return (
        f"From: {number}@example.org\r\nSubject: chairs\r\nMessage-ID: <{number}@example.org>\r\n{head}\r\n".encode()
        + body
    )


def many_attachments() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "many@example.org", "files", "<many@example.org>"
    message.set_content(ASK)
    for number in range(2000):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    return message.as_bytes()


STRANGE = {
    "ten megabytes": headed("big", (ASK + "\r\n").encode() + b"chairs chairs chairs \r\n" * 480_000),
    "no text": headed("nothing", b""),
    "unknown charset": headed("charset", b"caf\xe9 chairs", head="Content-Type: text/plain; charset=x-martian\r\n"),
    "a lone surrogate": headed("surrogate", "chairs \ud800".encode("utf-8", "surrogatepass")),
    "nul characters": headed("nul", b"10 chairs\x00\x00 please"),
    "two thousand attachments": many_attachments(),
    "a date in the future": headed("future", ASK.encode(), head="Date: Mon, 01 Jan 2199 00:00:00 +0000\r\n"),
    "no sender": b"Subject: chairs\r\n\r\nwe need chairs",
    "not a letter at all": bytes(range(256)) * 40,
    "an empty file": b"",
}


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> tuple[Askline, str]:
    """All strange letters at once, and a plain one behind them."""
    home: Path = tmp_path_factory.mktemp("strange") / "home"
    incoming = home / "mail" / "in"
    incoming.mkdir(parents=True)
    for number, content in enumerate(STRANGE.values()):
        letter = incoming / f"{number:02}.eml"
        letter.write_bytes(content)
        os.utime(letter, (0, 0))  # an empty file that is new is left alone for a while
    (incoming / "99.eml").write_bytes(headed("plain", ASK.encode()))
    askline = Askline(home)
    return askline, askline("work", "--once", "--now", "2026-11-10T09:00")


def test_every_letter_is_stored_and_the_one_behind_them_is_answered(worked):
    askline, said = worked
    assert said.startswith(f"{len(STRANGE) + 1} new, {len(STRANGE) + 1} handled")
    letters = [path.read_text() for path in (askline.home / "mail" / "out" / "new").glob("*.eml")]
    assert any("To: plain@example.org" in letter for letter in letters)


def test_nothing_is_stuck_without_a_reason(worked):
    askline, _ = worked
    listing = askline("inbox", "list", "--all").splitlines()
    assert len(listing) == len(STRANGE) + 1
    assert not [line for line in listing if " new " in line]
    assert all(len(line.split(maxsplit=5)) == 6 for line in listing), listing


def test_the_same_letters_again_change_nothing(worked):
    askline, _ = worked
    for number, content in enumerate(STRANGE.values()):
        (askline.home / "mail" / "in" / f"again-{number:02}.eml").write_bytes(content)
    assert askline("work", "--once", "--now", "2026-11-10T09:05").startswith("0 new, 0 handled, 0 sent")
