"""From likelihoods to tags: which are given, how sure, and by which words."""

from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.features import Row
from nlp.heads import Head, Heads
from nlp.reading import Tag
from nlp.taxonomy import SUPPORTED, THEMED

MOST = {"themes": 3, "support": 3, "beneficiaries": 4}
RANKED = 5
MOST_EVIDENCE = 4
LEAST = 1e-4


def read_tags(field: str, intent: str, row: Row, heads: Heads) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """(tags given, ranking of the likeliest five) of one field; nothing for intents that have none."""
    head = heads.fields[field]
    likelihoods = leaned(head.likelihoods(row), row.leaning[field])
    order = [int(index) for index in numpy.argsort(-likelihoods, kind="stable")]
    ranking = tuple(_tag(field, head, index, float(likelihoods[index]), row) for index in order[:RANKED])
    if (field == "themes" and intent not in THEMED) or (field == "support" and intent not in SUPPORTED):
        return (), ranking
    given = [index for index in order if likelihoods[index] >= head.thresholds[index]][: MOST[field]]
    if not given and field != "beneficiaries":
        given = order[:1]
    return tuple(_tag(field, head, index, float(likelihoods[index]), row) for index in given), ranking


def leaned(likelihoods: NDArray[Any], leaning: NDArray[Any]) -> NDArray[Any]:
    """The likelihoods after adding `leaning` to their log-odds."""
    kept = numpy.clip(likelihoods, LEAST, 1 - LEAST)
    return numpy.asarray(1 / (1 + numpy.exp(-(numpy.log(kept / (1 - kept)) + leaning))))


def _tag(field: str, head: Head, index: int, likelihood: float, row: Row) -> Tag:
    slug = head.slugs[index]
    return Tag(slug, round(likelihood, 3), row.evidence.get((field, slug), ())[:MOST_EVIDENCE])
