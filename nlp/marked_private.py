"""Private words that no rule finds and the tuned encoder marks: nicknames, health told in passing."""

import re
from collections.abc import Iterator

from nlp.encoder import ordinary_words
from nlp.folding import fold
from nlp.groups import KIND
from nlp.marks import Marks
from nlp.name_spans import FUNCTION
from nlp.name_words import NOT_NAMES, is_first_name, public_names
from nlp.names import starts_sentence
from nlp.reading import PersonalSpan

LEAST_ODDS = -2.0
"""From these log-odds on a word is hidden. In doubt it is: a word too many costs a curator's glance, a word too few somebody's trust."""
NOT_PRIVATE = FUNCTION | NOT_NAMES
"""What says nothing of anybody at either end of marked words: "Ring" before a name."""
SMALL = 4
STREET = re.compile(r" (?:st|street|rd|road|lane|ave|avenue)$", re.I)
SENTENCE_ENDS = re.compile(r"(?<=\w\w)[.!?]\s")
GROUP, GROUP_AFTER = re.compile(rf"\b{KIND}\b"), re.compile(rf" (?:(?:&|and) )?{KIND}\b")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
Spans = list[tuple[int, int]]


def marked_private(text: str, marks: Marks, taken: Spans, places: frozenset[str]) -> Iterator[PersonalSpan]:
    """Runs of marked words outside the spans already `taken`. Names of places and of the famous stay, and so do
    lone small words and words that only lead to a name."""
    if marks.most("private") <= LEAST_ODDS:
        return
    taken = [*taken, *(match.span() for match in public_names().finditer(text))]
    for run in _runs(text, marks, taken):
        while run and _leads(text, *run[0]):
            run.pop(0)
        while run and fold(text[run[-1][0] : run[-1][1]]) in NOT_PRIVATE:
            run.pop()
        if run:
            start, end = run[0][0], run[-1][1]
            if not (
                _is_a_place(text, start, end, places) or _is_a_group(text, start, end) or _says_nothing(text[start:end])
            ):
                yield PersonalSpan(start, end, _kind(text[start:end]), text[start:end])


def _runs(text: str, marks: Marks, taken: Spans) -> Iterator[Spans]:
    """The marked words outside the spans `taken`, those together that follow each other within a sentence."""
    run: Spans = []
    for match in WORD.finditer(text):
        if _overlaps(match.span(), taken) or not _is_marked(match, marks):
            yield run
            run = []
        elif run and SENTENCE_ENDS.search(text, run[-1][1] - 2, match.start()):
            yield run
            run = [match.span()]
        else:
            run.append(match.span())
    yield run


def _leads(text: str, start: int, end: int) -> bool:
    """Whether a word says nothing of anybody: "the", "Ring", and any word of the language whose capital opens a sentence."""
    word = fold(text[start:end])
    opens = starts_sentence(text, start) or text[:start].endswith("\n")
    return word in NOT_PRIVATE or (
        opens and text[start].isupper() and word in ordinary_words() and not is_first_name(word)
    )


def _is_a_group(text: str, start: int, end: int) -> bool:
    """Whether the words are called as groups are, or lie before such a word: "Tyneline" of "Tyneline IT"."""
    called = GROUP.search(text, start, end) is not None and not is_first_name(text[start:end].split()[0])
    return called or GROUP_AFTER.match(text, end) is not None


def _is_marked(match: re.Match[str], marks: Marks) -> bool:
    odds = marks.of("private", *match.span())
    return odds is not None and odds > LEAST_ODDS


def _overlaps(span: tuple[int, int], others: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_a_place(text: str, start: int, end: int, places: frozenset[str]) -> bool:
    """Whether the words are the name of a place, or a part of one: "Clara Vale"."""
    if fold(text[start:end]) in places:
        return True
    before, after = re.search(r"(\w+) $", text[:start]), re.match(r" (\w+)", text[end:])
    wider = [text[before.start(1) : end] if before else "", text[start : end + after.end()] if after else ""]
    return any(fold(words) in places for words in wider if words)


def _says_nothing(words: str) -> bool:
    """Digits, which the rules know better; a street without a number, one small word, or what runs over lines."""
    digits = any(mark.isdigit() for mark in words)
    small = words.isalpha() and words.islower() and len(words) <= SMALL and not is_first_name(words)
    return digits or small or "\n" in words or STREET.search(words) is not None


def _kind(words: str) -> str:
    """What a run of words is: capitals and first names are a name; small words tell of somebody's health."""
    names = [word for word in words.split() if word[:1].isupper() or is_first_name(word)]
    return "name" if len(names) * 2 >= len(words.split()) else "health"
