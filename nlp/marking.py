"""What a labelled message teaches the tuned encoder about its words (`nlp.marks`)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from nlp.clauses import cut_clauses
from nlp.dates import read_dates
from nlp.name_evidence import find_candidates
from nlp.numbers import figures
from nlp.places import load_place
from nlp.weigh_names import is_in_doubt

THING_NEAR = 25
EVERYWHERE = ("private", "named")
"""What does not hold of any word of which nothing else is said. Of the other kinds nothing is known then."""
Lesson = tuple[str, int, int, bool | None]


def lessons(message: dict[str, Any]) -> Iterator[Lesson]:
    """(kind, start, end, whether it holds) of what a labelled message says of its words; None where labellers differ."""
    yield from _figures(message["text"], message["quantity"])
    yield from _days(message)
    yield from _names(message)
    for piece in message["personal"]:
        for match in re.finditer(re.escape(piece), message["text"]):
            yield "private", match.start(), match.end(), True


def _figures(text: str, quantity: list[dict[str, Any]]) -> Iterator[Lesson]:
    """Each figure, and whether it is among the quantities; of figures alike the one before the thing, and no other teaches."""
    found = [(start, end, count) for start, end, count in figures(text)]
    counted: set[int] = set()
    for one in quantity:
        alike = [index for index, (_, _, count) in enumerate(found) if count == one["count"] and index not in counted]
        thing = str(one["what"]).casefold()
        near = [index for index in alike if thing in text[found[index][1] :][: len(thing) + THING_NEAR].casefold()]
        counted.update((near or alike)[:1])
    right = {found[index][2] for index in counted}
    for index, (start, end, count) in enumerate(found):
        if index in counted or count not in right:
            yield "counted", start, end, index in counted


def _days(message: dict[str, Any]) -> Iterator[Lesson]:
    """Each day to come that the text names, and whether it is the day of need."""
    text, received = message["text"], date.fromisoformat(message["received"])
    for one in read_dates(text, received, cut_clauses(text)).mentions:
        if one.day >= received:
            yield "due", one.start, one.end, one.day.isoformat() == message["needed_by"]


def _names(message: dict[str, Any]) -> Iterator[Lesson]:
    """The sender's organisation wherever it stands; where none is labelled, nothing of those that some labellers leave out."""
    text = message["text"]
    if message["organisation"]:
        for match in re.finditer(re.escape(message["organisation"]), text, re.I):
            yield "named", match.start(), match.end(), True
        return
    for one in find_candidates(text, load_place(message["place"]).every_name):
        if is_in_doubt(one):
            yield "named", one.start, one.start + len(one.text), None
