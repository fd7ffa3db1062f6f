"""Strange letters: one file an oddity, named for it; `expected.toml` says what must become of each."""

import base64
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from askline.mail_score import is_tied
from intake.mail.letters import mail_jsonl, open_letter
from intake.messages import Incoming

LETTERS = Path(__file__).parent / "letters"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((LETTERS / "expected.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def parsed(name: str) -> dict[str, Any]:
    raw = (LETTERS / f"{name}.eml").read_bytes()
    return mail_jsonl(json.dumps({"id": name, "raw_base64": base64.b64encode(raw).decode()}))


def opened(name: str) -> Incoming:
    raw = (LETTERS / f"{name}.eml").read_bytes()
    incoming = Incoming(channel="email", external_id=name, received_at=NOW, raw=raw)
    return open_letter(incoming, own_addresses=("ask@example.com",))


def test_every_letter_has_an_expectation() -> None:
    assert {path.stem for path in LETTERS.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_becomes_of_the_letter(name: str) -> None:
    want, got = EXPECTED[name], parsed(name)

    if "text" in want:
        assert got["text"].split() == want["text"].split()
    if "text_holds" in want:
        assert want["text_holds"] in got["text"]
    for key, field in (("subject", "subject"), ("sender", "from"), ("auto", "auto"), ("attachments", "attachments")):
        if key in want:
            assert got[field] == want[key]
    if "count" in want:
        assert len(got["attachments"]) == want["count"]
    if "bounce_recipient" in want:
        assert got["bounce"] == {"recipient": want["bounce_recipient"], "permanent": want["bounce_permanent"]}
    else:
        assert got["bounce"] is None


def test_the_same_letters_opened_for_the_conversation() -> None:
    for name, want in EXPECTED.items():
        got = opened(name)

        assert got.external_id == name
        assert "name" not in want or got.sender_name == want["name"], name
        assert "token" not in want or got.to_token == want["token"], name
        for quoted, words in want.get("answers", {}).items():
            assert is_tied(got.answers, quoted, words), (name, quoted, got.answers)
        assert got.automatic in ("", "reply", "bounce")
        assert got.sent_at is None or got.sent_at.tzinfo is UTC


@pytest.mark.parametrize("name", ["date_in_the_future", "date_nonsense"])
def test_a_date_that_cannot_be_is_no_date(name: str) -> None:
    assert opened(name).sent_at is None


@pytest.mark.parametrize(
    "line", ["", "nonsense", "[]", '{"id": 1}', '{"id": 1, "raw_base64": 5}', '{"id": 1, "raw_base64": "é"}']
)
def test_a_bad_line_is_answered_with_its_error(line: str) -> None:
    assert "error" in mail_jsonl(line)


def test_a_bounce_that_the_library_chokes_on_is_still_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    raw = b"From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; boundary=x\nSubject: failure notice\n\n--x\n\n--x--"

    got = mail_jsonl(json.dumps({"id": 1, "raw_base64": base64.b64encode(raw).decode()}))

    assert got["bounce"] == {"recipient": "", "permanent": True}
    assert capsys.readouterr().out == ""
