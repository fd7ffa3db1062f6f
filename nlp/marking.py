"""What a labelled message teaches the tuned encoder about its words (`nlp.marks`)."""

import re
from collections.abc import Iterator
from typing import Any

from nlp.numbers import figures

THING_NEAR = 25


def lessons(message: dict[str, Any]) -> Iterator[tuple[str, int, int, bool]]:
    """(kind, start, end, whether it holds) of what a labelled message says of its words; all else in it is not private."""
    yield from _figures(message["text"], message["quantity"])
    for piece in message["personal"]:
        for match in re.finditer(re.escape(piece), message["text"]):
            yield "private", match.start(), match.end(), True


def _figures(text: str, quantity: list[dict[str, Any]]) -> Iterator[tuple[str, int, int, bool]]:
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
