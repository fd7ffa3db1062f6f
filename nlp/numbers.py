"""Numbers as people write them: figures, words, "a dozen", "4 x 50", "2k"."""

import re
from collections.abc import Iterator

UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
GROUPS = {"dozen": 12, "doz": 12, "score": 20, "couple": 2, "pair": 2}
WORDS = {**UNITS, **TENS, "hundred": 100, "dozen": 12, "couple": 2, "both": 2}
"""Single words that people answer with when they are asked how many."""
ONE = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
)

# A number in words ("two hundred and forty"), in figures ("1,200", "2.5k", "20-25") or as a group ("half a dozen", "a couple of").
NUMBER = (
    r"(?:(?:a )?couple of (?:dozen|hundred|thousand)(?: of)?|(?:half a|a|one|two|three|four|five|six|"
    r"\d+)? ?(?:dozen|doz\b|score(?= of))(?: of)?|(?:a )?couple(?: "
    r"of)?|both|"
    rf"(?:a )?{ONE}(?:[ -](?:and )?{ONE})*|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
)


FIGURE = re.compile(
    rf"(?<![\w.,/:-])(?P<figure>a(?= grand\b)|{NUMBER})(?: ?(?P<scale>k|m|grand|million)\b)?(?!\w)", re.I
)
TIMES = {"": 1, "k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
"""What a letter or word right after a figure makes of it."""
MOST_WORDS = 12
"""A longer run of number words is no number that anybody means."""


def figures(text: str) -> Iterator[tuple[int, int, float]]:
    """(start, end, number) of everything in a text that says a number."""
    for match in FIGURE.finditer(text):
        written = match["figure"].strip()
        count = 1.0 if written.casefold() == "a" else value(written)
        if written and count is not None:
            start = match.end("figure") - len(match["figure"].lstrip())
            yield start, match.end(), count * TIMES[(match["scale"] or "").casefold()]


def value(written: str) -> float | None:
    """The number that the words or figures say; None when they say none."""
    text = written.casefold().strip().replace(",", "")
    digits = re.fullmatch(r"(\d+(?:\.\d+)?)(k|m)?", text)
    if digits:
        return float(digits[1]) * TIMES[digits[2] or ""]
    several = re.fullmatch(r"(?:a )?couple of (dozen|hundred|thousand)(?: of)?", text)
    if several:
        return 2.0 * {**SCALES, **GROUPS}[several[1]]
    if text == "both" or text.removeprefix("a ").startswith("couple"):
        return 2.0
    group = re.fullmatch(r"(?:(half a|a|\w+) ?)?(dozen|doz|score)(?: of)?", text)
    if group:
        many = {"half a": 0.5, "a": 1.0, None: 1.0}.get(group[1])
        many = value(group[1]) if many is None else many
        return None if many is None else many * GROUPS[group[2]]
    return _in_words(text)


def _in_words(text: str) -> float | None:
    total = current = 0
    said = False
    words = re.split(r"[ -]+", text)
    if len(words) > MOST_WORDS:
        return None
    for word in words:
        if word in ("and", "a"):
            continue
        if word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
        else:
            return None
        said = True
    return float(total + current) if said else None
