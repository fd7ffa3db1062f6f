"""What was understood from a text, and where in it the words stand that were the evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.reading import Reading
from nlp.taxonomy import CITY_WIDE

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was understood (intent, theme, ward …), its `value`, how sure the reader is (0 to 1), and the words' places."""

    what: str
    value: str
    confidence: float
    spans: Spans


def findings(reading: Reading) -> tuple[Finding, ...]:
    """Everything that was understood, in the order in which a person asks: what, where, how many, when, who, what is hidden."""
    return tuple(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    yield Finding("intent", reading.intent.slug, reading.intent.confidence, _places(text, reading.intent.evidence))
    for what, tags in (
        ("theme", reading.themes),
        ("support", reading.support),
        ("who gains", reading.beneficiaries),
    ):
        for tag in tags:
            yield Finding(what, tag.slug, tag.confidence, _places(text, tag.evidence))
    if reading.city_wide:
        yield Finding("ward", CITY_WIDE, 1.0, ())
    for ward in reading.wards:
        yield Finding(
            "ward" if reading.ward_certain else "ward?", ward.name, ward.confidence, _places(text, ward.evidence)
        )
    for one in reading.quantity:
        words = one.evidence or f"{one.count:g} {one.what}"
        yield Finding("how many", f"{one.count:g} {one.what}", reading.sure["quantity"], _places(text, (words,)))
    if reading.needed_by or reading.needed_words:
        day = reading.needed_by.isoformat() if reading.needed_by else reading.needed_words
        yield Finding("needed by", day, reading.sure["needed_by"], _places(text, (reading.needed_evidence,)))
    if reading.organisation:
        yield Finding(
            "organisation", reading.organisation, reading.sure["organisation"], _places(text, (reading.organisation,))
        )
    for span in reading.personal:
        yield Finding("hidden", span.kind, reading.sure[span.kind], ((span.start, span.end),))


def _places(text: str, words: tuple[str, ...]) -> Spans:
    """Where the words stand first in the text, whatever their case."""
    found = []
    for one in words:
        match = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.I) if one.strip() else None
        if match:
            found.append(match.span())
    return tuple(sorted(found))
