"""Cuts a text into its needs when it plainly lists several: numbered or bulleted lines, "also we need …", or a list in one sentence."""

import re

from nlp.counting import PEOPLE, PEOPLE_WHO_HELP, thing
from nlp.lexicon import lexicon
from nlp.numbers import NUMBER, value

LISTED = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.):]|[-*•–])[ \t]+(?=\S)", re.M)
ALSO = re.compile(
    r"(?<=[.!?\n])\s*(?=(?:also|separately|secondly|second,|another thing|on top of that|plus)\b,? (?:we|i|our|"
    r"could|can|need|is there|does|looking)\b|(?:also|plus),? (?:£ ?\d|\d|an? |some\w* ))",
    re.I,
)
LEAST_WORDS_OF_A_LINE, LEAST_WORDS = 2, 3
MOST_PARTS = 8

ROUGHLY = r"(?:about |around |roughly |up to |at least |another |some |maybe |say )*"
OPENS_ITEM = (
    rf"(?={ROUGHLY}(?:£ ?\d|(?:{NUMBER}|\d+k?) [a-z£]|an? |one |some |someone\b|somebody\b|somewhere\b|"
    r"(?:volunteers?|people|helpers?|drivers?|trustees?|help) (?:to|who|with|for)\b|money (?:for|to)\b))"
)
ASKS = re.compile(
    r"(?:\b(?:needs?|wants?|(?:looking|asking|appealing) for|after|short of|in need of|could (?:really )?(?:use|do with)|"
    r"borrow|requires?|seeks?|seeking|request(?:ing)?|(?:would|'d) (?:love|like|welcome)|"
    r"(?:lend|give|donate|spare|provide|find|get)(?: us| me)?)|\bplease|\bwanted|\bneeded)(?: to borrow| to find)?:? "
    + OPENS_ITEM,
    re.I,
)
BETWEEN = re.compile(
    r"(?:\s*[,;]\s*(?P<last>and |plus |& |as well as )?|\s+(?P<joined>and|plus|&|\+|as well as)\s+)(?:also )?"
    + OPENS_ITEM,
    re.I,
)
SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\d)[^.!?\n]*)*[.!?\n]*\s*")
POINTS_BACK = re.compile(
    r"\b(?:them|it|these|those|each|both of|of which|ones)\b(?<!\bdo it)|^\W*(?:about |around )?\w+ of (?:the|us)\b",
    re.I,
)
HOLDS = re.compile(r"\b(?:to|who|which|that|whose)\b", re.I)
GOES_ON = re.compile(r"\b(?:for|with|of|including|from|in|on|at|or|either)\b", re.I)
VEHICLE = re.compile(r"\b(?:(?:mini)?bus|van|car|coach|lorry|wagon|truck|minibuses|vans)\b", re.I)
DRIVER = re.compile(r"^(?:an? |some )?(?:\w+ )?drivers?\b", re.I)
SINGULAR_THING = re.compile(r"^(?:an? |one |some )", re.I)
HELPING = frozenset({"volunteers", "expertise", "trades", "money", "opportunities"})
TIMES = frozenset(
    "hours hour hrs weeks days nights evenings afternoons mornings months years minutes mins miles metres".split()
)
MOST_WORDS_OF_AN_ITEM = 12


def cut_parts(text: str, *, within_sentences: bool = True) -> tuple[str, ...]:
    """The needs, each as text with the heading line left out; empty when the text holds one.

    A list in one sentence ("we need 5 tablets, 20 chairs and a trustee") gives each need the sentence's opening words and
    whatever else the text says, unless `within_sentences` is false.
    """
    starts = [match.start() for match in LISTED.finditer(text)]
    if len(starts) >= 2:
        lines = [
            LISTED.sub("", text[start:end]).split("\n\n")[0].strip()
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]
        return _enough(lines, LEAST_WORDS_OF_A_LINE)
    pieces = [piece.strip() for piece in ALSO.split(text)]
    if within_sentences:
        pieces = [part for piece in pieces for part in _within(piece)]
    return _enough(pieces, LEAST_WORDS)


def _enough(pieces: list[str], words: int) -> tuple[str, ...]:
    kept = [piece for piece in pieces if len(piece.split()) >= words]
    return tuple(kept[:MOST_PARTS]) if len(kept) > 1 else ()


def _within(text: str) -> list[str]:
    """The needs that the one asking sentence of `text` lists, each with the other sentences; else the text as it is."""
    asking = [match for match in SENTENCE.finditer(text) if match.group().strip() and ASKS.search(match.group())]
    if len(asking) != 1:
        return [text]
    sentence = asking[0].group().rstrip()
    opening = ASKS.search(sentence)
    items = _items(sentence[opening.end() :]) if opening else []
    if opening is None or len(items) < 2:
        return [text]
    end = sentence[len(sentence.rstrip(".!?")) :] or "."
    lead, before, after = (
        sentence[: opening.end()],
        text[: asking[0].start()],
        text[asking[0].start() + len(sentence) :],
    )
    return [f"{before}{lead}{item.rstrip(' .!?,;')}{end}{after}".strip() for item in items]


def _items(listed: str) -> list[str]:
    """The things of a list, those that are one need together kept together; one thing only when it is no list of needs."""
    cuts = list(BETWEEN.finditer(listed))
    edges = [0, *(cut.end() for cut in cuts)]
    found = [
        listed[start:end].strip()
        for start, end in zip(edges, [*(cut.start() for cut in cuts), len(listed)], strict=True)
    ]
    if len(found) < 2 or any(POINTS_BACK.search(item) for item in found):
        return [listed]
    if not (cuts[-1]["last"] or cuts[-1]["joined"] or all(map(_count, found))):
        return [listed]
    if any(len(item.split()) > MOST_WORDS_OF_AN_ITEM for item in found[:-1]):
        return [listed]
    merged = [found[0]]
    for cut, item in zip(cuts, found[1:], strict=True):
        if _same_need(merged[-1], item, bool(cut["joined"])):
            merged[-1] = (
                f"{merged[-1]} and {item}" if cut.group().strip() == "," else f"{merged[-1]}{cut.group()}{item}"
            )
        else:
            merged.append(item)
    return (
        merged
        if len(merged) > 1 and (len({_kind(item) for item in merged}) > 1 or all(map(_count, merged)))
        else [listed]
    )


def _same_need(before: str, item: str, joined: bool) -> bool:
    """Whether the second thing only goes on with the first: a driver with a bus, guests of a hall, what a plumber is to mend."""
    first = thing(item, 1.0)
    counted = _count(item)
    what = thing(item[len(str(counted[0])) :], counted[1]) if counted else ""
    if counted and counted[0] != "£" and (not what or TIMES & set(what.casefold().split()) or _guests(what, item)):
        return True
    if VEHICLE.search(before) and DRIVER.match(item):
        return True
    other = _kind(item) != _kind(before)
    if HOLDS.search(before):
        return joined or not other
    if GOES_ON.search(before) and joined:
        return not (other and _kind(item) in HELPING)
    return not other and not (counted and _count(before)) and bool(first or SINGULAR_THING.match(item))


def _guests(what: str, item: str) -> bool:
    """Whether these are people whom the help is for: "a hall, 150 people", and not "6 people to carry chairs"."""
    return PEOPLE.search(what) is not None and not (PEOPLE_WHO_HELP.search(what) and HOLDS.search(item))


def _count(item: str) -> tuple[str, float] | None:
    """(the words of the number, its value) that a thing begins with; ("£", …) for money."""
    plain = re.sub(rf"^{ROUGHLY}", "", item, flags=re.I)
    if plain.startswith("£"):
        return "£", 1.0
    match = re.match(rf"{NUMBER}(?= )", plain, re.I)
    number = value(match.group()) if match else None
    return (item[: len(item) - len(plain)] + match.group(), number) if match and number is not None else None


def _kind(item: str) -> str:
    """The kind of support that the first telling word of a thing names; "goods" when none does."""
    if item.lstrip().startswith("£"):
        return "money"
    found = [
        (item.find(word), -len(word), slug)
        for (field, slug), words in lexicon().evidence(item).items()
        if field == "support"
        for word in words
    ]
    return min(found, default=(0, 0, "goods"))[2]
