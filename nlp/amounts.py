"""How many of what is asked for, offered or still missing; money as "£". Not prices, durations, dates or background figures."""

import re
from collections.abc import Iterator

from nlp.clauses import Clause
from nlp.counting import STOP, thing
from nlp.numbers import NUMBER, value
from nlp.ranking import ASKED_JUST_BEFORE, SERVING, STATED, TOLD, WANTED, rank
from nlp.reading import Quantity

MONEY = re.compile(
    r"(?P<before>£\s?)(?P<low>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>k|m|grand|thousand|million)?\b(?:\s?(?:-|–|to|"
    r"or)\s?£?(?P<high>\d[\d,]*(?:\.\d+)?)\s?(?P<scale2>k|m)?\b)?|"
    r"(?<![\w-])(?P<figure>\d[\d,]*(?:\.\d+)?)\s?(?P<k>k\b)?\s?(?P<word>quid|pounds?|grand)?(?!\w)",
    re.I,
)
MONEY_WORDS = re.compile(rf"\b(?P<count>{NUMBER})(?: (?P<word>quid|pounds?|grand)\b)", re.I)
SCALES = {"k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
PRICE_AFTER = re.compile(
    r"^\s*(?:each|apiece|ea\b|a (?:head|kid|child|person|session|go|time|ticket|night|day|metre|meter|pop|square|sq|"
    r"coat|box|mile|pair|class|hour)\b|per\b|an hour|/\s?\w|p/?h|p/?p\b|pp\b|a year\b(?= "
    r"?turnover)|"
    r"extra|off\b|worth of (?:trust|debt)|of debt|a (?:week|month) each|buys one\b|x \d|(?:public )?(?:liability|turnover|cover\b)|"
    r"on (?:the )?clock|(?:run|race|steps|words|followers|members|people)\b|short\b|and a carrier|within \d|in (?:the )?kitty)",
    re.I,
)
PRICE_BEFORE = re.compile(
    r"(?:\bcosts?(?: us| about)?|\bfees? (?:is|are|of)|\bfine[sd]?(?: of)?|\bgone (?:up )?(?:from|to)|\bfrom|"
    r"\bat(?: say)?|\bis going to|\brent (?:is|of)|\bquoted(?: us)?|\bpaying|\bturnover (?:of|under|is)|\blost|\bwe "
    r"have|\bwe(?:'ve| have) (?:got|raised)|\bgot|\braised|\bbill (?:is|of|was)|\bspends?(?: roughly| about)?|"
    r"\bearn(?:ed|s)?(?: a)?|\bput (?:in|by)|\bcan pay|\bunder|\bup from|\bonly|\bunpaid|\bfee of|\brepaying at|"
    r"\bcalled it|\bbetween £[\d.,]+[km]? and|\bbill (?:was|came to)|"
    r"\bsaves?(?: about)?|\bbetween|\bincome of|\bquotation for|\bwork of up to|\bwhich is|\bones are|"
    r"\b(?:each|every) \w+ is|\bgives|\bcontracts?(?: of)?|\bloan of up to)\s*(?:about |around |roughly |some )?$",
    re.I,
)
COSTS = re.compile(
    r"(?<!\beach )(?<!\bevery )(?<!\bone )(?:\b(?!box )\w+|,) (?:costs?(?: us)?|quoted(?: us)?)\s*(?:about |around |roughly |some )?$|"
    r"^quoted $",
    re.I,
)
FOR_ALL = re.compile(r" ?(?:a year|for (?:the|a|one|all)|altogether|in all|in total|all in)\b|[.!]\s|\W*$", re.I)
GIVEN_MONEY = re.compile(
    r"\b(?:raised|got|we have|(?:we've|we have) raised|earned)\s*(?:about |around |roughly |some )?$", re.I
)
TIMES = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3})(?: |(?<=s))[xX×] ?(?P<count>\d+)\b(?! ?\d| (?:days|weeks|nights)|\w)"
)
SOME_OF = re.compile(
    rf"(?<![\w-])(?P<count>{NUMBER}) of the (?:{NUMBER}|\d+) (?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){{0,3}})", re.I
)
NUMBER_LAST = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*s(?: we havent)?)(?: \((?P<count>\d{1,4})\)|, (?P<count2>\d{1,4}) of\b)"
)
COUNTED = re.compile(
    rf"(?<![\w£.,/:-])(?:(?P<low>\d+|\w+) ?(?:-|–|to|or) ?)?(?P<count>{NUMBER})(?P<more>\+|ish\b|[ -]odd\b| or "
    rf"so)?(?P<gap> ?[x×] ?| )(?P<what>(?:[A-Za-z0-9][\w'’/&-]*(?: (?=[A-Za-z0-9&])|(?![\w]))|& ){{1,7}})",
    re.I,
)
CODE = re.compile(r"\b[A-Z]{2}[- ]?\d{3,5}\b|\b[A-Za-z]{2}-?\d{4}\b|\b(?i:number|item|no\.?) \d+\b")

Found = tuple[int, int, int, Quantity]


def read_amounts(
    text: str, clauses: tuple[Clause, ...], taken: tuple[tuple[int, int], ...] = (), *, giving: bool = False
) -> tuple[Quantity, ...]:
    """The quantities of a text: things asked for first, then things stated, people whom the help is for last.

    `taken` are spans already read as dates or personal data; `giving` says that the sender offers what it has.
    """
    busy = [*taken, *(match.span() for match in CODE.finditer(text))]
    found: list[Found] = []
    for one in (*_money(text, giving), *_some_of(text), *_times(text), *_counted(text, clauses, giving)):
        if not any(low < one[1] and one[0] < high for low, high in [*busy, *((s, e) for s, e, _, _ in found)]):
            found.append(one)
    found.sort(key=lambda one: (one[2], one[0]))
    kept: list[Quantity] = []
    for _, _, _, quantity in found:
        if not any(quantity.count == one.count and _head(quantity) == _head(one) for one in kept):
            kept.append(quantity)
    return tuple(kept)


def _head(quantity: Quantity) -> str:
    """The word by which two mentions of the same things are known: "2 trustees … two of our trustees"."""
    return quantity.what.split()[-1].casefold()


def _money(text: str, giving: bool) -> Iterator[Found]:
    for match in MONEY.finditer(text):
        if match["before"]:
            written = match["high"] or match["low"]
            scale = match["scale2"] or match["scale"] or ""
        elif match["word"] or match["k"]:
            written = match["figure"]
            scale = "grand" if (match["word"] or "").casefold() == "grand" or match["k"] else ""
        else:
            continue
        count = value(written.rstrip(","))
        if count is not None:
            end = match.end() - len(match.group()) + len(match.group().rstrip(" ,"))
            yield from _unless_price(text, match.start(), end, count * SCALES.get(scale.casefold(), 1), giving)
    for match in MONEY_WORDS.finditer(text):
        count = value(match["count"])
        if count is not None:
            count *= 1000 if match["word"].casefold() == "grand" else 1
            yield from _unless_price(text, match.start(), match.end(), count, giving)


def _unless_price(text: str, start: int, end: int, count: float, giving: bool) -> Iterator[Found]:
    before = text[max(0, start - 40) : start]
    if count <= 0 or PRICE_AFTER.match(text[end:]):
        return
    total = COSTS.search(before) and FOR_ALL.match(text[end:])
    if PRICE_BEFORE.search(before) and not total and not (giving and GIVEN_MONEY.search(before)):
        return
    yield (
        start,
        end,
        WANTED if ASKED_JUST_BEFORE.search(before) else STATED,
        Quantity(count, "£", text[start:end].strip()),
    )


def _some_of(text: str) -> Iterator[Found]:
    """ "5 of the 10 laptops" is five laptops, "portaloos (10)" and "slow cookers, 30 of" are ten and thirty."""
    for match in SOME_OF.finditer(text):
        count, what = value(match["count"]), thing(match["what"])
        if count and what and not TOLD.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.start("what") + len(what), WANTED, Quantity(count, what, match.group().strip())
    for match in NUMBER_LAST.finditer(text):
        count = value(match["count"] or match["count2"])
        if count:
            yield *match.span(), WANTED, Quantity(count, match["what"], match.group())


def _times(text: str) -> Iterator[Found]:
    for match in TIMES.finditer(text):
        words = match["what"].split()
        if words and words[-1].casefold() in STOP:
            continue
        while words and words[0].casefold() in STOP:
            words = words[1:]
        start = match.end("what") - len(" ".join(words))
        if words and "quid" not in words and not re.search(r"(?:£\d+|quid) an? $", text[:start], re.I):
            yield (
                start,
                match.end(),
                WANTED,
                Quantity(float(match["count"]), " ".join(words[-3:]), text[start : match.end()]),
            )


def _counted(text: str, clauses: tuple[Clause, ...], giving: bool) -> Iterator[Found]:
    position = 0
    while match := COUNTED.search(text, position):
        position = match.end("count")
        count = value(match["count"])
        what = thing(match["what"], count)
        if count is None or count <= 0 or not what:
            continue
        start = match.start("count")
        low = value(match["low"]) if match["low"] else None
        if low is not None:
            start = match.start("low")
            count = value(match.group()[: match.end("count") - match.start()]) or count
        clause = next((one for one in clauses if one.start <= match.start("count") < one.end), None)
        order = rank(text, start, clause, match["count"].casefold(), what, giving) if clause is not None else None
        if order is None:
            continue
        end = text.find(what, match.start("what")) + len(what)
        yield start, end, order, Quantity(count, what, text[start:end], people=order == SERVING)
        position = end
