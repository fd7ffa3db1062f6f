"""The newest words of replies from many programs and in many languages: one file a reply, its words below it."""

from pathlib import Path

import pytest

from intake.mail.reply_text import newest

REPLIES = sorted((Path(__file__).parent / "replies").glob("*.txt"))


def read(path: Path) -> tuple[str, str, list[tuple[str, str]]]:
    """A fixture's letter text, its newest words, and its answers as (words of the quoted line, answer)."""
    text, _, below = path.read_text(encoding="utf-8").partition("\n=== newest ===\n")
    words, _, answers = below.partition("=== answers ===\n")
    pairs = [tuple(line.split(" => ", 1)) for line in answers.splitlines() if line]
    return text, words, [(pair[0], pair[1]) for pair in pairs]


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_the_newest_words_are_found_exactly(path: Path) -> None:
    text, words, _ = read(path)

    assert newest(text).text.split() == words.split()


@pytest.mark.parametrize("path", [one for one in REPLIES if read(one)[2]], ids=lambda path: path.stem)
def test_each_answer_is_tied_to_the_quoted_line_above_it(path: Path) -> None:
    text, _, pairs = read(path)

    answers = newest(text).answers
    for quoted, words in pairs:
        assert any(quoted in one.quoted and words == one.words for one in answers), (quoted, answers)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_line_ends_make_no_difference(path: Path, end: str) -> None:
    text, words, _ = read(path)

    assert newest(text.replace("\n", end)).text.split() == words.split()
