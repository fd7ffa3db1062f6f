"""How many of what is asked for, offered or still missing; money as "£". Not prices, durations, dates or background figures.

The rules find the figures and what each counts, and say whether it is wanted or only told; `nlp.figure_odds` has the last word.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from nlp.clauses import Clause
from nlp.counted_forms import in_other_forms
from nlp.counted_people import Found
from nlp.counting import PEOPLE, thing
from nlp.figure import ASKED_JUST_BEFORE
from nlp.figure_odds import counts
from nlp.marks import NOTHING_MARKED, Marks
from nlp.numbers import NUMBER, TIMES, value
from nlp.ranking import ONLY_TOLD, SERVING, STATED, WANTED, rank
from nlp.reading import Quantity
from nlp.telling import DONE

MONEY = re.compile(
    r"(?P<before>£\s?)(?P<low>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>k|m|grand|thousand|million)?(?:ish)?\b(?:\s?(?:-|–|to|"
    r"or)\s?£?(?P<high>\d[\d,]*(?:\.\d+)?)\s?(?P<scale2>k|m)?\b)?|"
    r"(?<![\w-])(?P<figure>\d[\d,]*(?:\.\d+)?)\s?(?P<k>k\b)?\s?(?P<word>quid|pounds?|grand)?(?!\w)",
    re.I,
)
MONEY_WORDS = re.compile(rf"\b(?P<count>a(?= grand)|{NUMBER})(?: (?P<word>quid|pounds?|grand)\b)", re.I)
PRICE_AFTER = re.compile(
    r"^\s*(?:each|apiece|ea\b|a (?:head|kid|child|person|session|go|time|ticket|night|day|metre|meter|pop|square|sq|"
    r"coat|box|mile|pair|class|hour|trip|visit|seat|place|plate|meal|lesson|run|drop|ride|shirt|bag|family|house|team|member|fare|game|"
    r"match|journey|lift|fill|bottle|tin|sack|slot|pitch)\b|per\b|an hour|/\s?\w|p/?h|p/?p\b|pp\b|a year\b(?= "
    r"?turnover)|"
    r"back\b|of \w+ (?:gone|stolen|lost|ruined|wasted|binned|damaged)\b|a (?:flat|room|household|unit)\b|"
    r"(?:gift )?(?:vouchers?|cards?|tickets|top[ -]?ups?)\b|a (?:hr|shift|day)\b|extra|off\b|worth of (?:trust|debt)|"
    r"of debt|a (?:week|month) each|buys one\b|x \d|"
    r"(?:public )?(?:liability|turnover|cover\b)|"
    r"on (?:the )?clock|(?:run|race|steps|words|followers|members|people)\b|and a carrier|within \d|in (?:the )?kitty)",
    re.I,
)
PRICE_BEFORE = re.compile(
    r"(?:\bcosts?(?: us| about)?|\bfees? (?:is|are|of)|\bfine[sd]?(?: of)?|\b(?:gone|went|going) (?:up )?(?:from|to)|\bfrom|"
    r"\bat(?: say)?|\bis going to|\brent (?:is|of)|\bquoted(?: us)?|\bpaying|\bturnover(?: of| under| is)?|\bquotes?:?|\blost|\bwe "
    r"have|\bwe['’]ve|\bholds?|\bholding|\bbelow|\bcharge[sd]?|\bcharging|\bgot|"
    r"\braised|\bbills?(?: (?:is|of|was))?|\bsent|\breceiv(?:e|ed|ing)|\bawarded|\bchip(?:ped|ping)? in|\bless(?: the)?|"
    r"\beach|\d ?[x×]|\bthe other|"
    r"\bowes? [A-Z]\w+|\b(?:balance|membership) (?:is|of)|"
    r"\bafford|\brather than|\binstead of|\bnot|"
    r"\b(?:ran|run) up|\bacc(?:ount)?|\bowes?|\bdebts? of|\barrears of|\bsays|\bspends?(?: roughly| about)?|"
    r"\bearn(?:ed|s)?(?: a)?|\bput (?:in|by)|\bcan pay|\bunder|\bup from|\bonly|\bunpaid|\bfee of|\brepaying at|"
    r"\bcalled it|\bbetween £[\d.,]+[km]? and|\bbill (?:was|came to)|"
    r"\bsaves?(?: about)?|\bbetween|\bincome of|\bquotation for|\bwork of up to|\bwhich is|\bones are|"
    r"\bjumped(?: by)?|\bwith an?|\brose(?: by)?|"
    r"\b(?:each|every) \w+ is|\bgives|\bcontracts?(?: of)?|\bloan of up to)\s*(?:about |around |roughly |some )?$",
    re.I,
)
COSTS = re.compile(
    r"(?<!\beach )(?<!\bevery )(?<!\bone )(?:\b(?!box )\w+|,) (?:costs?(?: us)?|quoted(?: us)?)\s*(?:about |around |roughly |some )?$|"
    r"^quoted $|\bfee is $",
    re.I,
)
PERIOD = re.compile(r"^ (?:a|per|each|every) (?:night|week|wk|month|mth|season|term|year|day|session)\b", re.I)
PAID_REGULARLY = re.compile(
    r"\b(?:(?<!can )(?<!we )pay(?: (?:the|our|us|a|for) ?\w*){0,2}|fund|sponsor|cover|need|(?:would|'d|’d) (?:like|love|welcome)|put|find)"
    r" (?:about |around )?$",
    re.I,
)
OF_A_PRICE = re.compile(
    r"^ (?!for|to|it|that|we|which|of|from|would|in|and|or|grant|bill|deposit|shortfall|gap|fee|quote|"
    r"cost|hire|bond|fare|donation|pot|sum)[a-z]{3,}"
)
AN = re.compile(r"\b(?:an?|the) $")
REST_BEFORE = re.compile(
    r"(?:,| and|-|–) (?:so|leaving)(?: (?:we|it|that|there)\S*(?: \w+)?| us| a (?:gap|shortfall) of)? $"
)
REST_AFTER = re.compile(r" (?:left |still )?(?:to (?:find|go|raise)|short|outstanding|missing|needed|left to)\b")
LIST_NUMBER = re.compile(r"(?:^|[.;\n])\s*(\d) (?=[A-Z])")
SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|\n")
FOR_ALL = re.compile(
    r",? ?(?:a year|or (?:is|if|a|an)|for (?:the|a|one|all)|altogether|in all|in total|all in)\b|[.!]\s|\W*$", re.I
)
GIVEN_MONEY = re.compile(
    r"\b(?:raised|got|we have|we['’]ve|(?:we've|we have) raised|earned)\s*(?:about |around |roughly |some )?$", re.I
)
COUNTED = re.compile(
    rf"(?<![\w£.,/:-])(?:(?P<low>\d+|\w+) ?(?:-|–|to|or) ?)?(?P<count>{NUMBER})(?P<more>\+|ish\b| ?no\.|[ -]odd\b| or "
    rf"so)?(?P<gap> ?[x×] ?| )(?P<what>(?:[A-Za-z0-9][\w'’/&\"”-]*(?: (?=[A-Za-z0-9&])|(?![\w]))|& ){{1,7}})",
    re.I,
)
MOST = 60
NO_NUMBER = re.compile(
    r"\b[A-Z]{2}[- ]?\d{3,5}\b|\b[A-Za-z]{2}-?\d{4}\b|\b(?i:number|item|no\.?|radio|channel|couch to|area|zone) \d+k?\b|"
    r"(?<= )[24](?= (?i:the|a|an|my|our|us|u|sit|do|go|get|help|be|come|make|see|nowt|them|it|this|that|keep|have|give|"
    r"take|put|run|all|any|some|free|sale)\b)"
)
"""Figures that count nothing: codes, names, and "4" and "2" that stand for "for" and "to"."""


def read_amounts(
    text: str,
    clauses: tuple[Clause, ...],
    taken: tuple[tuple[int, int], ...] = (),
    *,
    giving: bool = False,
    marks: Marks = NOTHING_MARKED,
) -> tuple[Quantity, ...]:
    """The quantities of a text: things asked for first, then things stated, people whom the help is for last.

    Of "30 calculators for 30 pupils" the calculators are enough.

    `taken` are spans already read as dates or personal data; `giving` says that the sender offers what it has; `marks` are what
    the tuned encoder says of the figures.
    """
    busy = list(taken)
    text = without_no_numbers(text)
    found: list[Found] = []
    for one in find_amounts(text, clauses, giving):
        if any(low < one[1] and one[0] < high for low, high in [*busy, *((s, e) for s, e, _, _ in found)]):
            continue
        if counts(text, one, marks):
            found.append(settled(one))
        if len(found) >= MOST:
            break
    found = found if giving else _without_sums_before_the_rest(text, found)
    found.sort(key=lambda one: (one[2], one[0]))
    things = {one[3].count for one in found if not one[3].people}
    found = [one for one in found if not (one[3].people and one[3].count in things)]
    kept: list[Quantity] = []
    for _, _, _, quantity in found:
        if not any(quantity.count == one.count and _head(quantity) == _head(one) for one in kept):
            kept.append(quantity)
    return tuple(kept)


def without_no_numbers(text: str) -> str:
    """The text with blanks for figures that count nothing: those that number a list, codes, names, "4" for "for"."""
    return NO_NUMBER.sub(lambda match: " " * len(match.group()), _without_list_numbers(text))


def find_amounts(text: str, clauses: tuple[Clause, ...], giving: bool) -> Iterator[Found]:
    """Every amount that the text may give, those that are only told (`ONLY_TOLD`) too; they may overlap."""
    return chain(_money(text, giving), in_other_forms(text, giving), _counted(text, clauses, giving))


def settled(one: Found) -> Found:
    """What seemed only told and counts all the same, among the others: people are those whom the help is for."""
    start, end, order, quantity = one
    if order != ONLY_TOLD:
        return one
    people = PEOPLE.search(quantity.what) is not None
    return start, end, SERVING if people else STATED, replace(quantity, people=people)


def _without_list_numbers(text: str) -> str:
    """ "1 A mechanic. 2 A quiet yard.": figures that number a list, blanked out."""
    marks = list(LIST_NUMBER.finditer(text))
    if [one[1] for one in marks[:2]] != ["1", "2"]:
        return text
    for one in marks:
        text = text[: one.start(1)] + " " + text[one.end(1) :]
    return text


def _without_sums_before_the_rest(text: str, found: list[Found]) -> list[Found]:
    """ "The quote is £900, we've raised £300, so £600 to find": what is still to find stands for the whole sentence."""
    sums = [one for one in found if one[3].what == "£"]
    rest = [one for one in sums if REST_BEFORE.search(text, 0, one[0]) or REST_AFTER.match(text, one[1])]
    told = [
        one
        for one in sums
        if one not in rest
        and any(one[1] <= last[0] and not SENTENCE_ENDS.search(text, one[1], last[0]) for last in rest)
    ]
    return [one for one in found if one not in told]


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
        if match["k"] and not match["word"] and written in ("5", "10"):
            continue
        count = value(written.rstrip(","))
        if count is not None:
            end = match.end() - len(match.group()) + len(match.group().rstrip(" ,"))
            yield from _unless_price(text, match.start(), end, count * TIMES[scale.casefold()], giving)
    for match in MONEY_WORDS.finditer(text):
        count = 1.0 if match["count"].casefold() == "a" else value(match["count"])
        if count is not None:
            count *= 1000 if match["word"].casefold() == "grand" else 1
            yield from _unless_price(text, match.start(), match.end(), count, giving)


def _unless_price(text: str, start: int, end: int, count: float, giving: bool) -> Iterator[Found]:
    before = text[max(0, start - 40) : start]
    if count > 0 and re.match(r"(?: (?:a|per) [a-z]+)? short\b", text[end:]) and not text[end:].startswith(" short on"):
        yield start, end, WANTED, Quantity(count, "£", text[start:end].strip())
        return
    if count > 0:
        told = _is_price(text, start, end, giving)
        order = ONLY_TOLD if told else WANTED if ASKED_JUST_BEFORE.search(before) else STATED
        yield start, end, order, Quantity(count, "£", text[start:end].strip())


def _is_price(text: str, start: int, end: int, giving: bool) -> bool:
    """Whether a sum is what something costs, or what somebody has, had or spent."""
    before = text[max(0, start - 40) : start]
    paid = PERIOD.match(text[end:]) and PAID_REGULARLY.search(before)
    if (AN.search(before) and OF_A_PRICE.match(text[end:])) or (PRICE_AFTER.match(text[end:]) and not paid):
        return True
    total = COSTS.search(before) and FOR_ALL.match(text[end:])
    told = PRICE_BEFORE.search(before) or (not giving and DONE.search(before))
    return bool(told and not total and not (giving and GIVEN_MONEY.search(before)))


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
            whole = value(match.group()[: match.end("count") - match.start()])
            if whole is None and low > count:
                continue
            count = whole or count
        clause = next((one for one in clauses if one.start <= match.start("count") < one.end), None)
        order = rank(text, start, clause, match["count"].casefold(), what, giving) if clause is not None else None
        end = text.find(what, match.start("what")) + len(what)
        if order is None:
            yield start, end, ONLY_TOLD, Quantity(count, what, text[start:end])
            continue
        yield start, end, order, Quantity(count, what, text[start:end], people=order == SERVING)
        position = end
