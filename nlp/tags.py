"""From likelihoods to tags: which are given, how sure, and by which words."""

import re
from functools import cache, lru_cache
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.features import Row, blocks
from nlp.heads import Head, Heads
from nlp.intent import phrases_in
from nlp.reading import Tag
from nlp.taxonomy import SUPPORTED, THEMED

MOST = {"themes": 3, "support": 3, "beneficiaries": 4}
RANKED = 5
MOST_EVIDENCE = 4
LEAST_WEIGHT = 0.15
"""So much must a word add to a tag's score to be told as its evidence."""
LEAST_LETTERS = 5
"""Letters of the shortest single term told as evidence, "w:" included: "of" and "we" tell nobody anything."""


def read_intent(wanted: str, row: Row, heads: Heads) -> Tag:
    """What the sender wants, by the head alone. `wanted` is the text without its background, where the evidence is looked for."""
    head = heads.fields["intent"]
    likelihoods = head.likelihoods(row)
    best = int(likelihoods.argmax())
    return Tag(head.slugs[best], round(float(likelihoods[best]), 3), _spoken(wanted, row, heads, head, best))


def read_tags(field: str, intent: str, text: str, row: Row, heads: Heads) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """(tags given, ranking of the likeliest five) of one field; none are given for intents that have none."""
    head = heads.fields[field]
    likelihoods = head.likelihoods(row)
    order = [int(index) for index in numpy.argsort(-likelihoods, kind="stable")]

    @cache
    def tag(index: int) -> Tag:
        slug = head.slugs[index]
        words = row.evidence.get((field, slug)) or _weighty(text, row, heads, head, index)
        return Tag(
            slug, round(float(likelihoods[index]), 3), tuple(word.strip(" ,;:") for word in words[:MOST_EVIDENCE])
        )

    ranking = tuple(map(tag, order[:RANKED]))
    return tuple(map(tag, given(field, intent, head.threshold, likelihoods))), ranking


def given(field: str, intent: str, threshold: float, likelihoods: NDArray[Any]) -> list[int]:
    """Which slugs are given, the likeliest first: those from the threshold on, and at least one where the field needs one."""
    if (field == "themes" and intent not in THEMED) or (field == "support" and intent not in SUPPORTED):
        return []
    order = [int(index) for index in numpy.argsort(-likelihoods, kind="stable")]
    chosen = [index for index in order if likelihoods[index] >= threshold][: MOST[field]]
    return chosen or (order[:1] if field != "beneficiaries" else [])


def _spoken(text: str, row: Row, heads: Heads, head: Head, index: int) -> tuple[str, ...]:
    """The phrases that speak for an intent, else its weightiest words."""
    weights = head.dense[blocks()["rules"], index] * row.dense[blocks()["rules"]]
    return phrases_in(text, weights) or _weighty(text, row, heads, head, index)


def _weighty(text: str, row: Row, heads: Heads, head: Head, index: int) -> tuple[str, ...]:
    """The words of the text that add most to a slug's score, as written."""
    added = row.weights * head.sparse[row.columns, index] * head.step
    found: list[str] = []
    for place in numpy.argsort(-added, kind="stable")[: 4 * MOST_EVIDENCE]:
        term = heads.vocabulary.terms[row.columns[place]]
        if added[place] < LEAST_WEIGHT or len(found) == MOST_EVIDENCE:
            break
        telling = term.startswith("w:") and (" " in term or len(term) > LEAST_LETTERS)
        if not telling or any(term[2:] in other.casefold() for other in found):
            continue
        if match := _written(term[2:]).search(text):
            found.append(match.group())
    return tuple(found)


@lru_cache(maxsize=4_096)
def _written(words: str) -> re.Pattern[str]:
    """Finds a term of the vocabulary where it stands in a text, numbers, apostrophes and gaps as they were typed."""
    escaped = re.escape(words).replace("0", r"\d+").replace("'", "['’]").replace(r"\ ", r"\W+")
    return re.compile(rf"(?<!\w){escaped}(?!\w)", re.I)
