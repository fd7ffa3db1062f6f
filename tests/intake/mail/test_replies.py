"""The newest words of replies from many programs and in many languages: one file a reply, its words below it."""

from pathlib import Path

import pytest

from askline.mail_score import Reply, is_tied, replies
from intake.mail.reply_text import newest

REPLIES = replies(Path(__file__).parent / "replies")


def test_the_replies_are_there() -> None:
    assert len(REPLIES) > 400
    assert len({reply.language for reply in REPLIES}) > 40


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: f"{reply.language}-{reply.name}")
def test_the_newest_words_are_found_exactly(reply: Reply) -> None:
    assert newest(reply.text).text.split() == reply.words.split()


@pytest.mark.parametrize("reply", [one for one in REPLIES if one.answers], ids=lambda reply: reply.name)
def test_each_answer_is_tied_to_the_quoted_line_above_it(reply: Reply) -> None:
    answers = newest(reply.text).answers
    for quoted, words in reply.answers:
        assert is_tied(answers, quoted, words), (quoted, answers)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    different = [
        reply.name for reply in REPLIES if newest(reply.text.replace("\n", end)).text.split() != reply.words.split()
    ]

    assert different == []
