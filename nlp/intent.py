"""Phrases by which people say what they want, as features for the trained head; `nlp.ruled` decides the plainest alone."""

import re
from functools import cache
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp import sides
from nlp.phrases import (
    ABOUT_US,
    ASKING_HOW,
    AUTOMATIC,
    BARE_NEED,
    BUYING,
    CHANGING,
    CODE,
    COMMITTING,
    FETCHING,
    FIRMS_ASKED,
    GIVING_FIRST,
    HAVING,
    LACKING,
    NEEDING,
    OFFERING,
    OWN_NEED,
    RECEIVING,
    REFUSING,
    REPORTING,
    SELLING,
    SOURCING,
    STRAY,
    SUBSCRIBING,
    SUPPLYING,
    TAKERS,
    THANKING,
    TRADING,
    WONDERING,
)

SIDES_WEIGHT = 1.5
TESTS = {
    "code": CODE, "automatic": AUTOMATIC, "subscribing": SUBSCRIBING, "refusing": REFUSING,
    "committing": COMMITTING, "reporting": REPORTING, "how": ASKING_HOW, "about-us": ABOUT_US,
    "supplying": SUPPLYING, "buying": BUYING, "lacking": LACKING, "offering": OFFERING, "thanking": THANKING,
    "stray": STRAY, "needing": NEEDING,
    "having": HAVING, "takers": TAKERS, "own-need": OWN_NEED,
    "fetching": FETCHING, "bare-need": BARE_NEED, "firms-asked": FIRMS_ASKED,
    "changing": CHANGING, "receiving": RECEIVING, "wondering": WONDERING, "sourcing": SOURCING, "trading": TRADING,
}  # fmt: skip


def patterns() -> str:
    """All the phrases, as one text."""
    return sides.patterns() + " ".join(
        f"{name}={pattern.pattern}" for name, pattern in (*TESTS.items(), ("first", GIVING_FIRST), ("sell", SELLING))
    )


def phrases_in(text: str, weights: NDArray[Any]) -> tuple[str, ...]:
    """The words that match the two weightiest phrases. `weights` has a number for each feature, in the order of `features`."""
    patterns = {**TESTS, **sides.compiled(), "giving-first": GIVING_FIRST, "selling": SELLING}
    names = feature_names()
    found: list[str] = []
    for place in numpy.argsort(-weights, kind="stable"):
        if weights[place] <= 0 or len(found) == 2:
            break
        match = patterns[names[place]].search(text) if names[place] in patterns else None
        if match and match.group().strip() and match.group().strip() not in found:
            found.append(match.group().strip())
    return tuple(found)


@cache
def feature_names() -> tuple[str, ...]:
    """What `features` gives, in its order."""
    return tuple(features(""))


def features(text: str) -> dict[str, float]:
    """Which of the rules' phrases occur, as features for the trained head."""
    found = {name: float(pattern.search(text) is not None) for name, pattern in TESTS.items()}
    length = len(text.split())
    found["short"] = float(length <= 8)
    found["long"] = float(length >= 40)
    found["question-mark"] = float("?" in text)
    found["code-first"] = float(bool(CODE.search(text[:40])))
    found["code-and-commit"] = found["code"] * found["committing"]
    found["code-and-report"] = found["code"] * found["reporting"]
    found["offering-not-needing"] = found["offering"] * (1 - found["needing"])
    found["needing-not-offering"] = found["needing"] * (1 - found["offering"])
    found["nothing-wanted-here"] = (1 - found["needing"]) * (1 - found["code"])
    found["buying-and-lacking"] = found["buying"] * found["lacking"]
    found["supplying-not-lacking"] = found["supplying"] * (1 - found["lacking"]) * (1 - found["code"])
    found["how-and-about-us"] = found["how"] * found["about-us"]
    found["code-and-question"] = found["code"] * found["question-mark"]
    found["code-and-changing"] = found["code"] * found["changing"]
    found["changing-not-committing"] = found["changing"] * (1 - found["committing"])
    found["code-wondering"] = found["code"] * found["wondering"]
    found["sourcing-and-lacking"] = found["sourcing"] * found["lacking"]
    found["trading-not-sourcing"] = found["trading"] * (1 - found["sourcing"])
    found["giving-first"] = float(bool(GIVING_FIRST.search(text[:160])))
    found["selling"] = float(bool(SELLING.search(text)))
    found["takers-not-own-need"] = found["takers"] * (1 - found["own-need"])
    found["having-and-takers"] = found["having"] * found["takers"]
    found["having-not-needing"] = found["having"] * (1 - found["needing"])
    found["no-own-need"] = (1 - found["own-need"]) * (1 - found["code"])
    found |= {name: value * SIDES_WEIGHT for name, value in sides.features(text).items()}
    found["we-us"] = float(bool(re.search(r"\b(?:we|our|us)\b", text, re.I)))
    return found
