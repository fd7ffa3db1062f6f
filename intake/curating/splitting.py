"""One entry that holds several needs, split by a curator into entries of their own: "3 split: 3 fridges | 20 coats"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from intake.effects import OpenEntry
from intake.facts import EntryFacts
from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses

MOST_PARTS = 12
_LEAD = re.compile(r"^(in|into|as|to)\b\s*:?\s*", re.IGNORECASE)
_BARS = re.compile(r"\s*(?:\||\s/\s)\s*")
_WORDS = re.compile(r"\s*(?:,\s*and\b|\band\b|\+|&|,)\s*", re.IGNORECASE)


def parts_of(words: str) -> tuple[str, ...]:
    """The parts in the order they were written: cut at "|" or "/" where there is one, else at "and" and commas."""
    words = _LEAD.sub("", words.strip(' "“”'))
    cut = _BARS.split(words) if _BARS.search(words) else _WORDS.split(words)
    return tuple(part.strip(' "“”.') for part in cut if part.strip(' "“”.'))[:MOST_PARTS]


def first_changes(entry: EntryFacts, part: str) -> dict[str, Any]:
    """What the first part makes of the entry itself."""
    return {"public_text": part, "quantity": _amounts(part), "evidence": _evidence(entry.evidence, part)}


def others(entry: EntryFacts, parts: Sequence[str], slot: int) -> list[OpenEntry]:
    """The other parts, each an entry of the same sender with the same place, day and headings, waiting like the first."""
    return [
        OpenEntry(
            slot=number,
            kind=entry.kind,
            text=entry.text,
            public_text=part,
            themes=entry.themes,
            support=entry.support,
            beneficiaries=entry.beneficiaries,
            wards=entry.wards,
            ward_certain=entry.ward_certain,
            quantity=_amounts(part),
            needed_by=entry.needed_by,
            needed_words=entry.needed_words,
            organisation=entry.organisation,
            share_organisation=entry.share_organisation,
            confidence=entry.confidence,
            evidence=_evidence(entry.evidence, part),
            personal=entry.personal,
            split_from=entry.ref,
        )
        for number, part in enumerate(parts, slot)
    ]


def _amounts(part: str) -> tuple[tuple[float, str], ...]:
    return tuple((one.count, one.what) for one in read_amounts(part, cut_clauses(part), ()) if not one.people)


def _evidence(evidence: Mapping[str, tuple[str, ...]], part: str) -> dict[str, tuple[str, ...]]:
    """The words that still stand in this part."""
    left = {name: tuple(words for words in found if words.lower() in part.lower()) for name, found in evidence.items()}
    return {name: words for name, words in left.items() if words}
