"""Files that come with letters: named so that nobody is fooled, told apart, shown to a curator and to nobody else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.attachments import LONGEST_NAME, RISKY, SAFE, kind_of, safe_name
from intake.mail.letters import open_letter
from intake.messages import Incoming
from tests.intake.mail.with_files import LETTER
from tests.intake.store.house import START


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\amina\\poster.pdf", "poster.pdf"),
        ("poster\r\nX-Evil: 1.pdf", "posterX-Evil 1.pdf"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("con.pdf", "_con.pdf"),
        ("Plakát – żółty.png", "Plakát – żółty.png"),
        ("a" * 300 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_makes_one_plain_file_name(name: str) -> None:
    safe = safe_name(name)
    assert safe and len(safe) <= LONGEST_NAME + 1
    assert Path(safe).name == safe and safe.isprintable()
    assert kind_of(name, "") in (*SAFE, *RISKY, "other")


@pytest.mark.parametrize(
    ("name", "content_type", "start", "kind"),
    [
        ("poster.pdf", "application/pdf", b"%PDF-1.7", "pdf"),
        ("hall.jpg", "image/jpeg", b"\xff\xd8", "picture"),
        ("image", "image/png", b"", "picture"),
        ("letter.docx", "application/octet-stream", b"PK\x03\x04", "document"),
        ("letter.docm", "application/octet-stream", b"PK\x03\x04", "macros"),
        ("old.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "macros"),
        ("photos.zip", "application/zip", b"PK\x03\x04", "archive"),
        ("photo.jpg", "image/jpeg", b"PK\x03\x04", "archive"),
        ("photo.jpg", "image/jpeg", b"MZ\x90", "program"),
        ("invoice.pdf.exe", "application/pdf", b"", "program"),
        ("invoice\u202efdp.exe", "application/pdf", b"", "program"),
        ("form.html", "text/html", b"", "program"),
        ("logo.svg", "image/svg+xml", b"", "program"),
        ("voice.ogg", "audio/ogg", b"", "sound"),
        ("thing.xyz", "application/octet-stream", b"", "other"),
    ],
)
def test_the_most_dangerous_witness_is_believed(name: str, content_type: str, start: bytes, kind: str) -> None:
    assert kind_of(name, content_type, start) == kind


def test_a_letters_files_are_told_apart_by_their_bytes() -> None:
    opened = open_letter(Incoming("email", "1", START, raw=LETTER))
    assert [(one.name, one.kind) for one in opened.attachments] == [("poster.pdf", "pdf"), ("hall.jpg", "program")]


def test_two_files_of_one_name_are_told_apart() -> None:
    twice = LETTER.replace(b"poster.pdf", b"hall.jpg")
    opened = open_letter(Incoming("email", "1", START, raw=twice))
    assert [(one.name, one.kind) for one in opened.attachments] == [("hall.jpg", "picture"), ("hall.jpg", "program")]
