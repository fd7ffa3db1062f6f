"""An answer written below any line of a letter is understood as meant for that line's entry."""

import re
from dataclasses import replace

import pytest

from digest import render
from digest.entries import SubscriberView
from digest.letter import IssueWords
from intake.conversation.promises import promises
from intake.mail.reply_text import newest
from tests.digest.samples import LABELS, LAST, MONDAY, SETTINGS, selection

LETTER = render.letter(
    selection(), SubscriberView(since=LAST), IssueWords(31, MONDAY), settings=SETTINGS, labels=LABELS
).text.splitlines()


def lines_of_entries() -> list[tuple[int, str]]:
    """Position of each line that belongs to an entry, with that entry's reference."""
    found = []
    number = ""
    for position, line in enumerate(LETTER):
        head = re.match(r"(\d+)\. ", line)
        number = head[1] if head else number
        if head or line.startswith("   "):
            found.append((position, selection().numbers[number]))
    return found


@pytest.mark.parametrize("quote", ["> ", "| "])
@pytest.mark.parametrize(("position", "ref"), lines_of_entries())
def test_an_answer_below_any_line_is_for_its_entry(position: int, ref: str, quote: str) -> None:
    reply = ["On Mon, 30 Nov 2026 at 08:00, Askline <askline@example.org> wrote:"]
    for at, line in enumerate(LETTER):
        reply.append(f"{quote}{line}")
        reply += ["", "we can bring 4 by Friday", ""] * (at == position)
    words = newest("\n".join(reply))
    found = promises(words.text, words.answers, selection().numbers, ["LS"], MONDAY)
    assert [(promise.ref, promise.count, promise.yes) for promise in found] == [(ref, 4.0, True)]


@pytest.mark.parametrize("audience", ["supplier", "procurement", "vcse"])
def test_the_words_that_the_letter_proposes_are_understood(audience: str) -> None:
    chosen = selection(audience)
    view = SubscriberView(audience)
    words = render.letter_words(chosen, view, IssueWords(31, MONDAY), settings=SETTINGS, labels=LABELS)
    for section in words.sections:
        for line in section.lines:
            found = promises(line.answer, (), chosen.numbers, ["LS"], MONDAY)
            assert [(promise.ref, promise.yes) for promise in found] == [(line.entry.ref, True)]


@pytest.mark.parametrize("words", ["Nothing this week, sorry", "Thanks, we will see what we can do"])
def test_words_below_the_whole_letter_are_for_no_entry(words: str) -> None:
    reply = newest("\n".join(["Askline wrote:", *(f"> {line}" for line in LETTER), "", words]))
    assert promises(reply.text, reply.answers, selection().numbers, ["LS"], MONDAY) == []


def test_two_answers_in_one_wrapped_entry_are_both_for_it() -> None:
    lines = ["Askline wrote:"]
    for line in LETTER:
        lines.append(f"> {line}")
        lines += ["", "5 chairs this Friday", ""] * ("1. 10 chairs" in line or "chairs are breaking" in line)
    reply = newest("\n".join(lines))
    found = promises(reply.text, reply.answers, selection().numbers, ["LS"], MONDAY)
    assert [(promise.ref, promise.count) for promise in found] == [("LS-0042", 5.0)]


def test_a_line_leads_to_a_pledge_in_telegram_when_there_is_a_bot():
    settings = replace(SETTINGS, telegram="askline_leeds_bot")
    chosen, view, words = selection(), SubscriberView(since=LAST), IssueWords(31, MONDAY)
    letter = render.letter(chosen, view, words, settings=settings, labels=LABELS)
    asks = [line for line in chosen.lines if line.candidate.kind in ("ask", "gap")]
    links = [f"https://t.me/askline_leeds_bot?start=pledge_{line.candidate.ref}" for line in asks]
    assert links and all(link in letter.text and f'href="{link}"' in letter.html for link in links)
    assert letter.text.count("https://t.me/") == letter.html.count("https://t.me/") == len(links)
    assert all(len(link.partition("start=")[2]) <= 64 for link in links)
    assert "t.me" not in "\n".join(LETTER)


def test_in_chat_every_line_that_can_be_pledged_has_its_button():
    chosen = selection()
    chat = render.chat(chosen, IssueWords(31, MONDAY), settings=SETTINGS, labels=LABELS)
    pledgeable = [line.candidate.ref for line in chosen.lines if line.candidate.kind in ("ask", "gap")]
    assert [value for _, value in chat.choices] == [f"pledge:{ref}" for ref in pledgeable]
