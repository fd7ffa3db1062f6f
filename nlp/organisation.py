"""Who asks or offers, as written in the text: the run of words on which the evidence weighs most, when it weighs enough.

The weights of the evidence are in data/organisation.json; `nlp.weigh_names` learns them from labelled messages.
"""

import json
import math
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from nlp.folding import fold
from nlp.marks import NOTHING_MARKED, Marks
from nlp.name_evidence import Candidate, find_candidates
from nlp.name_spans import tokens_of

WEIGHTS = Path(__file__).parent / "data" / "organisation.json"
LEAST_LIKELY = 0.35


def read_organisation(text: str, places: frozenset[str] = frozenset(), marks: Marks = NOTHING_MARKED) -> str:
    """The sender's organisation as written; "" when the text names none. `places` are folded place names, which alone are none."""
    candidates = list(find_candidates(text, places, marks))
    likely = likelihoods(candidates, _weights())
    best = max(likely, key=lambda name: likely[name], default="")
    if not best or likely[best] < LEAST_LIKELY:
        return ""
    first = next(one for one in candidates if plain_name(one.text) == best)
    return _with_article(text, first)


def plain_name(name: str) -> str:
    """The name folded and without "the", for comparing."""
    return fold(name).removeprefix("the ")


def likelihoods(candidates: Iterable[Candidate], weights: dict[str, float]) -> dict[str, float]:
    """How likely each name (folded) is the sender's; what is left of one is that the text names nobody."""
    odds: dict[str, float] = {}
    for one in candidates:
        weight = sum(weights.get(kind, 0.0) for kind in one.evidence)
        name = plain_name(one.text)
        odds[name] = odds.get(name, 0.0) + math.exp(min(weight, 50.0))
    whole = 1.0 + sum(odds.values())
    return {name: value / whole for name, value in odds.items()}


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return found


def _with_article(text: str, name: Candidate) -> str:
    """ "The Landing" and "The Wednesday Boat" keep their article, "the Gipton Street Pantry" does without."""
    article = re.search(r"(?:^|(?<=\W))The $", text[: name.start])
    if article is None or any(token.kind for token in tokens_of(name.text)):
        return name.text
    return f"The {name.text}"
