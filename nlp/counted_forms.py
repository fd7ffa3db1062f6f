"""Counts that do not stand before their thing: "laptops x 12", "5 of the 10 laptops", "seats for 45", "six of them"."""

import re
from collections.abc import Iterator

from nlp.counting import STOP, thing
from nlp.numbers import NUMBER, value
from nlp.ranking import SERVING, TOLD, WANTED
from nlp.reading import Quantity

Found = tuple[int, int, int, Quantity]

TIMES = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3})(?: |(?<=s))[xX×] ?(?P<count>\d+)\b(?! ?\d| (?:days|weeks|nights)|\w)"
)
SOME_OF = re.compile(
    rf"(?<![\w-])(?P<count>{NUMBER}) of the (?:{NUMBER}|\d+) (?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){{0,3}})", re.I
)
NUMBER_LAST = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*s(?: we havent)?)(?: \((?:x ?)?(?P<count>\d{1,4})\)|, (?P<count2>\d{1,4}) of\b)"
)
WHAT = r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3})"
BETWEEN = re.compile(rf"\bbetween (?:about )?(?:{NUMBER}) and (?P<count>{NUMBER}) {WHAT}", re.I)
TIMES_FIRST = re.compile(rf"(?<![\w)])[x×] ?(?P<count>\d{{1,4}}) {WHAT}")
LENGTH_OF = re.compile(r"(?<![\w£.])(?P<count>\d{1,5}) ?(?:m|kg|ft|cm|litres?|l) of (?P<what>[a-z]+)\b", re.I)
PEOPLE_SEATED = re.compile(
    rf"\b(?:(?:seats?|space|room|places|enough|big enough) for|seat|fits?|hold) (?:about |around |up to |some )?(?P<count>{NUMBER})"
    r"(?= ?(?:$|[.,;:!?)]|or so\b|needed|wanted))",
    re.I,
)
OF_THEM = re.compile(
    rf"\b(?:(?:can|could|will|'ll|’ll|would|need|want|do|have|take|give|lend|spare) |(?P<what>[a-z][\w'’-]*s), )(?P<count>{NUMBER}) of "
    r"(?P<them>them|those|these)\b",
    re.I,
)


def in_other_forms(text: str) -> Iterator[Found]:
    """(start, end, order, quantity) of each count that stands after, among or without its thing."""
    yield from _some_of(text)
    yield from _times(text)
    for pattern in (BETWEEN, TIMES_FIRST, LENGTH_OF):
        for match in pattern.finditer(text):
            count, what = value(match["count"]), thing(match["what"])
            if count and what:
                yield (
                    match.start(),
                    match.start("what") + len(what),
                    WANTED,
                    Quantity(count, what, match.group().strip()),
                )
    for match in PEOPLE_SEATED.finditer(text):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), SERVING, Quantity(count, "people", match.group(), people=True)
    for match in OF_THEM.finditer(text):
        count = value(match["count"])
        if count:
            yield *match.span(), WANTED, Quantity(count, match["what"] or match["them"], match.group())


def _some_of(text: str) -> Iterator[Found]:
    """ "5 of the 10 laptops" is five laptops, "portaloos (10)" and "slow cookers, 30 of" are ten and thirty."""
    for match in SOME_OF.finditer(text):
        count, what = value(match["count"]), thing(match["what"])
        if count and what and not TOLD.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.start("what") + len(what), WANTED, Quantity(count, what, match.group().strip())
    for match in NUMBER_LAST.finditer(text):
        count = value(match["count"] or match["count2"])
        if count:
            yield *match.span(), WANTED, Quantity(count, match["what"], match.group())


def _times(text: str) -> Iterator[Found]:
    for match in TIMES.finditer(text):
        words = match["what"].split()
        if words and words[-1].casefold() in STOP:
            continue
        while words and words[0].casefold() in STOP:
            words = words[1:]
        start = match.end("what") - len(" ".join(words))
        if words and "quid" not in words and not re.search(r"(?:£\d+|quid) an? $", text[:start], re.I):
            yield (
                start,
                match.end(),
                WANTED,
                Quantity(float(match["count"]), " ".join(words[-3:]), text[start : match.end()]),
            )
