"""Whatever bytes arrive, a letter is read: bytes of the strange letters changed, cut, doubled and mixed, and pure noise."""

import base64
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askline.mail_score import replies
from intake.mail.absence import absence_in
from intake.mail.letters import mail_jsonl
from intake.mail.reply_text import newest

REPLIES = [reply.text for reply in replies(Path(__file__).parent / "replies")]
LETTERS = [path.read_bytes() for path in sorted((Path(__file__).parent / "letters").glob("*.eml"))]
LETTERS = [raw for raw in LETTERS if len(raw) < 20_000]
SPICE = [
    b"\r",
    b"\n",
    b"\n\n",
    b"--x",
    b"--x--\n",
    b"=?utf-8?b?",
    b"?=",
    b"\xff\xfe",
    b"=",
    b";",
    b'"',
    b"\x00",
    b"> ",
    b"Content-Type: ",
]


def assert_read(raw: bytes) -> None:
    got = mail_jsonl(json.dumps({"id": 7, "raw_base64": base64.b64encode(raw).decode()}))

    assert got["id"] == 7 and "error" not in got
    json.dumps(got, ensure_ascii=False).encode("utf-8")


def changed(raw: bytes, chance: random.Random) -> bytes:
    out = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                out[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[place : place + chance.randint(1, 60)]
            case 2:
                out[place:place] = chance.choice(SPICE)
            case 3:
                out[place:place] = out[place : place + chance.randint(1, 200)]
            case _:
                other = chance.choice(LETTERS)
                start = chance.randrange(len(other) + 1)
                out[place:place] = other[start : start + chance.randint(1, 300)]
    return bytes(out)


@pytest.mark.parametrize("seed", range(8))
def test_changed_letters_are_read(seed: int) -> None:
    chance = random.Random(seed)
    for raw in LETTERS:
        assert_read(changed(raw, chance))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=2000))
def test_noise_is_read(raw: bytes) -> None:
    assert_read(raw)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [*SPICE, b"From: ", b"Subject: ", b"multipart/mixed; boundary=x", b"a@b.c", b"text/html", b"<div>"]
        )
    )
)
def test_mixed_pieces_are_read(pieces: list[bytes]) -> None:
    assert_read(b"".join(pieces))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=600))
def test_newest_words_of_any_text_come_from_it(text: str) -> None:
    words = newest(text).text.replace("\xa0", " ").split()

    assert all(word in text.replace("\xa0", " ") for word in words)


@pytest.mark.parametrize("seed", range(4))
def test_lines_of_replies_in_any_order_are_read(seed: int) -> None:
    chance = random.Random(seed)
    for text in REPLIES:
        lines = f"{text}\n{chance.choice(REPLIES)}".split("\n")
        chance.shuffle(lines)
        mixed = "\n".join(lines[: chance.randint(1, len(lines))])

        assert isinstance(newest(mixed).text, str)
        absence_in(mixed)


HEAD = b"From: a@example.org\nTo: ask@example.com\nSubject: chairs\nMIME-Version: 1.0\n"
PNG = b"--x\nContent-Type: image/png; name=a.png\n\nxxxx\n"
HEAVY = {
    "comments in an address": b"To: " + b"(" * 50_000 + b"\n" + HEAD + b"\nchairs",
    "2,000 attachments": HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nchairs\n" + PNG * 2000 + b"--x--",
    "letters in letters": HEAD + b"Content-Type: message/rfc822\n\n" * 2000 + b"chairs",
    "empty lines": HEAD + b"\n" + b"\n" * 1_000_000 + b"chairs",
    "one long line": HEAD + b"\n" + b"chairs " * 200_000,
    "phone adverts": HEAD + b"\nchairs\n" + b"Sent from my iPhone\n" * 20_000,
    "open comments": HEAD + b"Content-Type: text/html\n\nchairs" + b"<!--" * 200_000,
    "open quotations": HEAD + b"Content-Type: text/html\n\nchairs" + b"<blockquote>" * 20_000,
    "8,000 signatures": HEAD + b"Content-Type: text/html\n\nchairs" + b"<div class=gmail_signature>x</div>" * 8_000,
    "uuencode begun again and again": HEAD + b"\nchairs\n" + b"begin 644 a\n" * 50_000,
    "endless fields": HEAD + b"X-A: b\n" * 200_000 + b"\nchairs",
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_letters_are_read(name: str) -> None:
    assert_read(HEAVY[name])
