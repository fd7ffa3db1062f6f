"""What makes two copies of a letter one letter."""

from hypothesis import given
from hypothesis import strategies as st

from bots.letter_key import external_id

LETTER = b"From: anna@example.org\r\nMessage-ID: <one@example.org>\r\n\r\nTen chairs\r\n"


def test_it_is_the_message_id_and_a_hash_of_the_words() -> None:
    message_id, _, words = external_id(LETTER).partition(":")
    assert message_id == "one@example.org"
    assert len(words) == 16


def test_the_way_a_copy_took_does_not_count() -> None:
    assert external_id(b"Delivered-To: a@example.org\r\nReceived: by b\r\n" + LETTER) == external_id(LETTER)


def test_line_ends_do_not_count() -> None:
    assert external_id(LETTER.replace(b"\r\n", b"\n")) == external_id(LETTER)
    assert external_id(LETTER + b"\r\n\r\n") == external_id(LETTER)
    assert external_id(b"From anna Mon Nov 23 08:00:00 2026\n" + LETTER) == external_id(LETTER)


def test_the_same_message_id_with_other_words_is_another_letter() -> None:
    assert external_id(LETTER.replace(b"Ten", b"Two")) != external_id(LETTER)


def test_a_letter_without_a_message_id_is_known_by_all_of_it() -> None:
    nameless = LETTER.replace(b"Message-ID: <one@example.org>\r\n", b"")
    assert external_id(nameless).startswith("sha256:")
    assert external_id(nameless) != external_id(nameless.replace(b"anna", b"bela"))


def test_a_folded_or_oddly_written_message_id_is_found() -> None:
    for line in (
        b"message-id:\r\n <one@example.org>",
        b"MESSAGE-ID : one@example.org",
        b"Message-Id: <one@exam\x00ple.org>",
    ):
        assert external_id(LETTER.replace(b"Message-ID: <one@example.org>", line)) == external_id(LETTER)


def test_a_message_id_in_the_words_is_not_the_letters_own() -> None:
    assert external_id(b"From: a@example.org\n\nMessage-ID: <x@example.org>\n").startswith("sha256:")


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    key = external_id(raw)
    assert key == external_id(raw)
    assert key.isprintable()
    assert len(key) < 300
