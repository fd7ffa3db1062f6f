"""Needs that a supplier's words describe without their number or reference: "the chairs", "2 laptops and the room in Wortley"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from intake.conversation.mentioned import clauses, pieces
from intake.conversation.promises import ALL, COMMIT, HALF, REFUSAL, Promise, understood
from intake.conversation.short_words import lead
from intake.conversation.things import stem
from intake.facts import EntryFacts

STRONG = 3
"""A need whose thing and one more word of it are said is meant, whatever else the words could be for."""
_DULL = frozenset(
    "about also anyone been before being club come could does each everyone find first fits from give good group "
    "happy have help here into just keep know like look love make many more need needs next only other please "
    "really shape some somebody someone something space sure take team than thank thanks that their them then there "
    "these they thing this those time towards want week weekly well what when which will with work would year your "
    "letter january february march april june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


def scores(words: str, entries: Mapping[str, EntryFacts]) -> dict[str, int]:
    """How much of each need the words say: a word of its text counts once, a word of the thing itself two more."""
    said = _stems(words)
    found = {}
    for ref, entry in entries.items():
        thing = _stems(entry.what)
        name = entry.organisation if entry.share_organisation else ""
        score = len(said & (_stems(f"{entry.public_text} {name}") | thing)) + 2 * len(said & thing)
        if score and not entry.mine:
            found[ref] = score
    return found


def best(words: str, entries: Mapping[str, EntryFacts]) -> list[str]:
    """The needs that the words describe most; several when they tie, none when no word fits."""
    found = scores(words, entries)
    most = max(found.values(), default=0)
    return [ref for ref, score in found.items() if score == most]


def several(text: str, entries: Mapping[str, EntryFacts], today: date) -> list[Promise]:
    """What each part of the text says of the need that it describes, where the text speaks of two or more; else nothing.

    "We could do the laptops and half the chairs" is two promises. Every part must fit one need only, and a need is
    promised only where its sentence gives something. A day that a sentence names once counts for all of it.
    """
    found: dict[str, Promise] = {}
    for sentence in clauses(text):
        for ref, promise in _of_sentence(sentence, entries, today):
            found.setdefault(ref, promise)
    return list(found.values()) if len(found) > 1 else []


def _of_sentence(sentence: str, entries: Mapping[str, EntryFacts], today: date) -> list[tuple[str, Promise]]:
    gathered: dict[str, list[str]] = {}
    before, current = "", ""
    for piece in pieces(sentence):
        meant = best(piece, entries)
        if len(meant) > 1 and REFUSAL.search(piece.lower()):
            gathered |= {ref: [piece] for ref in meant}
            continue
        current = meant[0] if len(meant) == 1 else current
        if current:
            gathered.setdefault(current, [] if gathered else [before]).append(piece)
        else:
            before = f"{before} {piece}".strip()
    whole = understood("", sentence, today)
    gives = COMMIT.search(sentence.lower()) is not None
    promised = []
    for ref, parts in gathered.items():
        promise = understood(ref, ", ".join(filter(None, parts)), today)
        if len(gathered) > 1 and not promise.by_words:
            promise = replace(promise, by_date=whole.by_date, by_words=whole.by_words)
        if not promise.yes or gives or promise.count is not None or _takes_on(promise.words):
            promised.append((ref, promise))
    return promised


def _takes_on(words: str) -> bool:
    said = words.lower()
    return bool(ALL.search(said) or HALF.search(said)) or lead(words)[0] == "yes"


def _stems(words: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in _DULL}


def entries_of(refs: Sequence[str], entries: Mapping[str, EntryFacts]) -> dict[str, EntryFacts]:
    """The entries with these references, in that order."""
    return {ref: entries[ref] for ref in refs if ref in entries}
