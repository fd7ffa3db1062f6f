"""What a letter looks like when it leaves."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.letter_out import build, compose
from intake.messages import Choice, Enclosure, Outgoing, SendError

DATE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLAIN = Outgoing(
    channel="email",
    address="sam@example.com",
    text="Ten chairs are needed in Harehills.",
    subject="This week",
    dedupe_key="digest:31:subscriber:7",
    message_id="0123456789abcdef0123456789abcdef",
    reply_token="abcdefgh234567ab",
)


def letter(**choices: object) -> EmailMessage:
    return build(replace(PLAIN, **choices), from_name="Askline Leeds", address="asks@example.org", date=DATE)  # type: ignore[arg-type]


def octets(**choices: object) -> bytes:
    return compose(replace(PLAIN, **choices), from_name="Askline Leeds", address="asks@example.org", date=DATE)  # type: ignore[arg-type]


def words(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_a_plain_letter_reads_like_this() -> None:
    assert octets().decode() == (
        "From: Askline Leeds <asks@example.org>\r\n"
        "To: sam@example.com\r\n"
        "Reply-To: Askline Leeds <asks+r.abcdefgh234567ab@example.org>\r\n"
        "Subject: This week\r\n"
        "Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
        "Message-ID: <0123456789abcdef0123456789abcdef@example.org>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "Ten chairs are needed in Harehills.\r\n"
    )


def test_the_same_letter_is_made_of_the_same_bytes() -> None:
    assert octets(html="<p>hello</p>") == octets(html="<p>hello</p>")


def test_html_comes_beside_the_words_with_pictures_and_files_in_their_places() -> None:
    message = letter(
        html='<p>Zoë</p><img src="cid:map" alt="map">',
        enclosures=(
            Enclosure("map.png", "image/png", b"\x89PNG", "map"),
            Enclosure('Übersicht "1".csv', "text/csv", b"ref,kind\n"),
        ),
    )
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/csv",
    ]
    picture, table = list(message.walk())[5:]
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<map>", "inline")
    assert picture.get_payload(decode=True) == b"\x89PNG"
    assert (table.get_filename(), table.get_content_disposition()) == ('Übersicht "1".csv', "attachment")
    assert words(message, "html").strip() == '<p>Zoë</p><img src="cid:map" alt="map">'
    assert not any(part.defects for part in message.walk())


@pytest.mark.parametrize(
    "text",
    [
        "Zoë needs 10 chairs – soon",
        "Десять стульев нужны в Лидсе",
        "ہمیں دس کرسیاں چاہییں",
        "x" * 5000,
        "ends with spaces   \nand a tab\t\n.\nFrom here\n--=_a",
        "🪑" * 500,
    ],
)
def test_words_come_through_in_lines_that_every_server_takes(text: str) -> None:
    raw = octets(text=text)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert words(letter(text=text)).replace("\r\n", "\n").rstrip() == text.rstrip()


def test_a_lone_surrogate_does_not_stop_a_letter() -> None:
    message = letter(text="ten \ud83d chairs", subject="ten \ud83d chairs", html="<p>\ud83d</p>")
    assert words(message).strip() == "ten ? chairs"
    assert message["Subject"] == "ten ? chairs"


def test_headers_are_encoded_and_folded() -> None:
    subject = "Zoë und die Stühle: " + "zehn Stühle für Harehills, " * 20
    raw = octets(subject=subject)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 80
    assert letter(subject=subject)["Subject"] == subject.strip()
    assert letter(subject="a" * 3000)["Subject"] == "a" * 3000
    assert letter(subject="=?utf-8?q?not_encoded?=")["Subject"] == "=?utf-8?q?not_encoded?="


def test_a_letter_without_a_subject_gets_one() -> None:
    assert letter(subject="")["Subject"] == "A message from Askline Leeds"
    assert letter(subject=" \r\n", in_reply_to="a@example.com")["Subject"] == "Re: your message to Askline Leeds"


@pytest.mark.parametrize(
    "evil", ["x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org\n\nwords", "x\rBcc: evil@example.org"]
)
def test_no_header_can_be_smuggled_in(evil: str) -> None:
    message = letter(
        subject=evil,
        in_reply_to=f"a@example.com {evil}",
        thread=evil,
        message_id=evil,
        headers={"List-Id": evil, evil: "x", "Bcc": "evil@example.org", "From": "evil@example.org"},
        enclosures=(Enclosure(evil, evil, b"x", evil),),
        choices=(Choice(evil, "x"),),
    )
    assert message["Bcc"] is None
    assert message["From"] == "Askline Leeds <asks@example.org>"
    for part in message.walk():
        assert part["Bcc"] is None
    named = build(PLAIN, from_name=f"Askline {evil}", address="asks@example.org")
    assert named["Bcc"] is None
    assert named["From"].addresses[0].addr_spec == "asks@example.org"


@pytest.mark.parametrize(
    "address", ["", "sam", "sam@", "@example.org", "a@b.c, d@e.f", "a@b.c\r\nBcc: e@f.g", "a\ud800@b.c"]
)
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    with pytest.raises(SendError) as refused:
        letter(address=address)
    assert refused.value.permanent


def test_an_answer_threads_and_says_that_a_robot_made_it() -> None:
    message = letter(in_reply_to="<second@example.com>", thread="first@example.com")
    assert message["In-Reply-To"] == "<second@example.com>"
    assert message["References"] == "<first@example.com> <second@example.com>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert letter(headers={"auto-submitted": "auto-replied"})["Auto-Submitted"] == "auto-replied"
    assert letter(thread="first@example.com")["In-Reply-To"] is None


def test_one_click_is_offered_only_where_there_is_an_address_for_it() -> None:
    listed = {"List-Unsubscribe": "<mailto:{{reply_address}}?subject=STOP>"}
    given = replace(PLAIN, headers=listed, reply_token="abc234")

    def made(letter: Outgoing, one_click: str) -> EmailMessage:
        octets = compose(letter, from_name="A", address="asks@example.org", date=DATE, one_click=one_click)
        return message_from_bytes(octets, policy=policy.default)  # type: ignore[return-value]

    assert made(given, "")["List-Unsubscribe"] == "<mailto:asks+r.abc234@example.org?subject=STOP>"
    assert made(given, "")["List-Unsubscribe-Post"] is None
    clicked = made(given, "https://hub.example.org/stop/{token}")
    assert clicked["List-Unsubscribe"].startswith("<https://hub.example.org/stop/abc234>, <mailto:")
    assert clicked["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made(replace(given, headers={}), "https://hub.example.org/{token}")["List-Unsubscribe-Post"] is None


def test_the_reply_address_is_put_where_it_was_left_out() -> None:
    message = letter(
        text="Write to {{reply_address}}.",
        html='<a href="mailto:{{reply_address}}">answer</a>',
        headers={"List-Unsubscribe": "<mailto:{{reply_address}}?subject=stop>"},
    )
    address = "asks+r.abcdefgh234567ab@example.org"
    assert words(message).strip() == f"Write to {address}."
    assert f"mailto:{address}" in words(message, "html")
    assert message["List-Unsubscribe"] == f"<mailto:{address}?subject=stop>"
    assert letter(reply_token="", text="{{reply_address}}").get_content().strip() == "asks@example.org"
    assert letter(reply_token="")["Reply-To"] is None


def test_choices_are_numbered_below_the_words() -> None:
    message = letter(choices=(Choice("Yes", "y"), Choice("No & never", "n")), html="<body><p>Is it right?</p></body>")
    assert words(message).splitlines()[-4:] == [
        "",
        "Answer with a number or in your own words:",
        "1. Yes",
        "2. No & never",
    ]
    assert "<ol><li>Yes</li><li>No &amp; never</li></ol></body>" in words(message, "html")


def test_without_a_key_the_message_id_still_stays_the_same() -> None:
    first, second = letter(message_id=""), letter(message_id="")
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"] != letter(message_id="", dedupe_key="another")["Message-ID"]


@given(st.text(), st.text(), st.text(max_size=80))
def test_any_words_make_a_letter_that_can_be_read_back(text: str, page: str, subject: str) -> None:
    raw = octets(text=text, html=page, subject=subject)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    message = email.message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]
    assert message["To"] == "sam@example.com"
    assert not any(part.defects for part in message.walk())
