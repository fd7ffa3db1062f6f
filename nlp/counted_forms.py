"""Counts that do not stand before their thing: "laptops x 12", "5 of the 10 laptops", "seats for 45", "six of them"."""

import re
from collections.abc import Iterator
from itertools import chain

from nlp.counted_people import Found, counted_people
from nlp.counting import DURATIONS, NOT_A_THING, PEOPLE, STOP, is_plural, thing
from nlp.numbers import NUMBER, value
from nlp.ranking import WANTED
from nlp.reading import Quantity
from nlp.telling import SERVED, TOLD, YEAR

ROUGHLY = r"(?:like|about|around|say|maybe|roughly|perhaps|approx|just|only|circa)"
TIMES = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3})(?: |(?<=s))[xX×] ?(?P<count>\d+)\b(?! ?\d| (?:days|weeks|nights)|\w)"
)
SOME_OF = re.compile(
    rf"(?<![\w-])(?P<count>{NUMBER}) of the (?:{NUMBER}|\d+) (?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){{0,3}})", re.I
)
NUMBER_LAST = re.compile(
    rf"(?P<what>[A-Za-z][\w'’-]*s(?: we havent)?)"
    rf"(?: \((?:[^()\n]{{1,20}}, (?={ROUGHLY}))?(?:x ?|{ROUGHLY} )?(?P<count>{NUMBER})(?:\)|, [^()\n]{{1,25}}\))|"
    r", (?P<count2>\d{1,4}) of\b|(?: \([^)\n]{1,30}\))?: ?(?P<count3>\d{1,4})(?=\s*(?:$|\n|[,;.](?!\d)|for\b)))",
    re.I,
)
JUST_LAST = re.compile(
    r"(?:^|[,;:\n]|\band|\bplus|\bneed|\bwant|\bsome|\bthem) ?(?:[a-z-]+ ){0,2}?(?P<what>(?!ages|sizes|years|yrs|rooms|flats|numbers|"
    r"houses|buses|days|weeks|levels|phases|pages|steps|lines|wards|units|stages|grades|terms|lanes|parts|classes|"
    r"blocks|doors|was|is|has)[a-z-]{3,}s) "
    r"(?P<count>\d{1,3})(?=\s*(?:$|\n|[,;]|\.(?!\d)|(?:and|&|\+|plus) [a-z]))"
)
WHAT = r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3})"
SAID_NOW = re.compile(
    rf"\b(?:said|pledged|promised|offered|was for|were for) (?:you |us )?(?:{NUMBER}) (?P<what>[a-z][a-z-]+)\b[^!?\n]{{0,50}}?"
    rf"\b(?:its|it['’]s|is|but|only|now) (?:only |now )?(?P<count>{NUMBER})\b",
    re.I,
)
LISTED_LAST = re.compile(rf"(?P<what>[a-z-]{{3,}}s), (?P<count>{NUMBER})(?=\s*(?:[,;](?! \d)|$|\n))")
SUMS = re.compile(
    r"(?<![\d.,£])(?P<count>\d{1,4}) ?[x×] ?£\d[\d.,]*(?: of)? (?P<what>[a-z]+)|(?P<what2>[a-z]+) £\d[\d.,]* ?[x×] ?(?P<count2>\d{1,4})\b",
    re.I,
)
WANT_SO_MANY = re.compile(
    rf"\b(?:needs?|wants?|(?:would|['’]d) like|need another) (?:about |around |another |only |just )?(?P<count>{NUMBER})(?P<more> more)?"
    r"(?=\s*(?:[.!?;]|,(?! \d)|$|\n|(?:please|pls|plz)\b))",
    re.I,
)
FROM_TO = re.compile(
    rf"\b(?:quantity|number|total|order|ask|pledge|chang(?:e|ing)|revise|amend|rais(?:e|ing)|up|down)\b[^.!?\n]{{0,40}}?"
    rf"\b(?:from|for) {NUMBER}(?: (?P<what>[a-z-]+s))? to (?P<count>{NUMBER})(?=[,.;]|\s*$| please| now)",
    re.I,
)
EACH_LAST = re.compile(rf"\b(?P<what>[a-z-]+) each \((?P<count>{NUMBER})\)", re.I)
NOW_SO_MANY = re.compile(
    rf"(?<![\w£.])(?:{NUMBER}) (?P<what>[a-z][a-z-]+)\b[^.!?\n]{{0,20}}?\b(?:its|it['’]s|it is|is|are|make (?:it|that)|only|but) "
    rf"(?:(?P<count>{NUMBER}) (?:now\b|will (?:now )?do\b)|now (?P<count2>{NUMBER})\b(?! [a-z]))|"
    rf"\bnot (?:{NUMBER}) (?P<what3>[a-z][a-z-]+)[^.!?\n]{{0,20}}?, (?P<count3>{NUMBER}) (?:is enough|will do|would do)\b",
    re.I,
)
OR_SO_MANY = re.compile(
    rf"\b(?:need|want|lend|spare|borrow|have|with|for|got|use)s? (?:us )?an? (?!day|week|hour|month|year|minute|session|night|bit)"
    rf"(?P<what>[a-z-]+) or (?P<count>{NUMBER})(?=\s*(?:$|[.,;!?&+]|and\b|plus\b))",
    re.I,
)
BETWEEN = re.compile(rf"\bbetween (?:about )?(?:{NUMBER}) and (?P<count>{NUMBER}) {WHAT}", re.I)
TIMES_FIRST = re.compile(rf"(?<![\w)])[x×] ?(?P<count>\d{{1,4}}) {WHAT}")
LENGTH_OF = re.compile(r"(?<![\w£.])(?P<count>\d{1,5}) ?(?:m|kg|ft|cm|litres?|l) of (?P<what>[a-z]+)\b", re.I)
GOT = re.compile(r"(?:\b(?:had|got|have|received)|['’]ve) (?:the |our |all )?$|\b(?:our|the|my) $", re.I)
CAME = re.compile(r" ?(?:came|come|arrived|turned up|have come|have arrived)\b")
WENT = re.compile(r" (?:[a-z]+ed|arriving|coming|sat|stuck|going|landing|left)\b")
SOME_OF_THE = re.compile(
    rf"(?:\b(?:can|could|will|would|to)|['’]ll|['’]d) (?:[a-z]+ ){{1,2}}(?P<count>{NUMBER}) of (?:the|your|those|these) (?!{NUMBER}){WHAT}",
    re.I,
)
OF_THEM = re.compile(
    rf"\b(?:(?:(?<!out )for|can|could|will|'ll|’ll|would|need|want|do|have|take|give|lend|spare) "
    rf"(?:about |up to |around )?(?:manage |do |take |bring |give |lend |spare |"
    rf"supply |fund |fit |make |shift )?|(?P<what>[a-z][\w'’-]*s), )(?P<count>{NUMBER}) of "
    r"(?P<them>them|those|these)\b(?! (?:run|are|is|have|has|were|who|[a-z]+ed|[a-z]+ing)\b)",
    re.I,
)

ENOUGH = (
    r"(?:please|pls|plz|would do|will do|should do|ideally|max|or so|if poss\w*|"
    r"would be (?:great|enough|lovely|ideal|perfect|fine|plenty|good|brilliant|wonderful|nice|grand|right)|"
    r"would (?:help|suit|suffice)|(?:is|are) (?:enough|plenty)|needed|wanted)"
)
NEEDED = re.compile(r"([\w'’-]+) (?:badly |urgently |still |desperately )?(?:needed|wanted|required)\b", re.I)
POINTING_BACK = re.compile(
    rf"(?:(?<=[.!?…]) |(?<=\n)|(?<=, )|(?<= – )|(?<= - ))(?P<rough>{ROUGHLY} )?(?:{NUMBER} or )?(?P<count>{NUMBER})"
    rf"(?P<them> of (?:['’]?em|them|these|those|each))?"
    rf"(?P<enough>,? {ENOUGH})?(?=\s*(?:[!?;\n]|\.(?!\d)|$|, (?:any|all|ideally|please)\b))",
    re.I,
)
STILL_TO_FIND = re.compile(
    rf"(?<![\w£.])(?P<count>{NUMBER}) (?:are |is )?(?:left to find|to find|still (?:needed|wanted|missing|to find|short)|"
    r"more needed|shy\b|missing still|(?:still )?outstanding)\b",
    re.I,
)
FOR_EACH = re.compile(
    rf"\b(?:an?|one|some) (?P<what>[a-z][^.!?\n,]{{1,50}}?) (?:for|to) (?:each|every one|all|every) (?:of )?"
    rf"(?:(?:our|the|my|these|those) )?(?P<count>{NUMBER}) (?P<whom>[a-z][\w-]+)",
    re.I,
)
MOST_POINTED_AT = 2_000
LOOK_BACK = 300
FIRST_OF_A_LIST = re.compile(r"(?:^|\s)1[.)] ")
ONE_OF = re.compile(r"\b(?:an?|one|1) ([a-z][\w'’-]+)", re.I)
NO_THINGS = frozenset("folk people ppl kids us".split())
FIGURE = re.compile(rf"(?<!\w){NUMBER}(?!\w)", re.I)


def in_other_forms(text: str, giving: bool = False) -> Iterator[Found]:
    """(start, end, order, quantity) of each count that stands after, among or without its thing."""
    for match in NOW_SO_MANY.finditer(text):
        count = value(match["count"] or match["count2"] or match["count3"])
        if count:
            yield *match.span(), WANTED, Quantity(count, match["what"] or match["what3"], match.group())
    yield from counted_people(text, giving)
    yield from _some_of(text, giving)
    yield from _times(text)
    for match in SUMS.finditer(text):
        yield (
            *match.span(),
            WANTED,
            Quantity(float(match["count"] or match["count2"]), match["what"] or match["what2"], match.group()),
        )
    for pattern in (SAID_NOW, EACH_LAST, LISTED_LAST, BETWEEN, TIMES_FIRST, LENGTH_OF, OR_SO_MANY):
        for match in pattern.finditer(text):
            count, what = value(match["count"]), thing(match["what"])
            if count and what and not _is_told(pattern, match, count, what):
                yield (
                    match.start(),
                    match.start("what") + len(what),
                    WANTED,
                    Quantity(count, what, match.group().strip()),
                )
    yield from _pointing_back(text)
    for match in FOR_EACH.finditer(text):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), WANTED, Quantity(count, thing(match["what"], 1) or match["what"], match.group())
    for match in OF_THEM.finditer(text):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), WANTED, Quantity(count, match["what"] or match["them"], match.group())


def _is_told(pattern: re.Pattern[str], match: re.Match[str], count: float, what: str) -> bool:
    """Whether so much of something is only told of, or the number is an age."""
    if pattern is LISTED_LAST:
        return count > MOST_POINTED_AT or PEOPLE.search(what) is not None
    before = match.string[max(0, match.start() - 40) : match.start()]
    return pattern is LENGTH_OF and (WENT.match(match.string, match.end()) or SERVED.search(before)) is not None


def _some_of(text: str, giving: bool) -> Iterator[Found]:
    """ "5 of the 10 laptops" is five laptops, "portaloos (10)" and "slow cookers, 30 of" are ten and thirty."""
    for match in chain(SOME_OF.finditer(text), SOME_OF_THE.finditer(text)):
        count, what = value(match["count"]), thing(match["what"])
        before = text[max(0, match.start() - 40) : match.start()]
        if (
            count
            and what
            and not (TOLD.search(before) or GOT.search(before) or CAME.match(text, match.start("what") + len(what)))
        ):
            yield match.start(), match.start("what") + len(what), WANTED, Quantity(count, what, match.group().strip())
    for match in NUMBER_LAST.finditer(text):
        written = match["count"] or match["count2"] or match["count3"]
        count = value(written)
        got = not giving and GOT.search(text[max(0, match.start() - 20) : match.start()])
        if count and not YEAR.fullmatch(written) and not got:
            yield *match.span(), WANTED, Quantity(count, match["what"], match.group())
    for match in JUST_LAST.finditer(text):
        yield match.start("what"), match.end(), WANTED, Quantity(float(match["count"]), match["what"], match.group())


def _times(text: str) -> Iterator[Found]:
    for match in TIMES.finditer(text):
        words = match["what"].split()
        if words and words[-1].casefold() in STOP | DURATIONS:
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


def _pointing_back(text: str) -> Iterator[Found]:
    """ "a laptop. just one.", "litter pickers … 30 of em": a figure by itself counts the thing named before it."""
    for match in STILL_TO_FIND.finditer(text):
        count, what = (
            value(match["count"]),
            _named_before(text[max(0, match.start() - LOOK_BACK) : match.start()], clear=True),
        )
        if count and what:
            yield *match.span(), WANTED, Quantity(count, what, match.group())
    for match in chain(WANT_SO_MANY.finditer(text), FROM_TO.finditer(text)):
        count = value(match["count"])
        groups = match.groupdict()
        before = text[max(0, match.start() - LOOK_BACK) : match.start()]
        noun = re.search(r"\b(?:quantity|number|total|order|ask|pledge)\b", match.group(), re.I)
        what = groups.get("what") or (noun.group() if noun else _named_before(before, clear=True))
        known = is_plural(what) or noun is not None
        if count and 1 < count <= MOST_POINTED_AT and known:
            yield *match.span(), WANTED, Quantity(count, what, match.group())
    listed = FIRST_OF_A_LIST.search(text) is not None
    for match in POINTING_BACK.finditer(text):
        count = value(match["count"])
        before = text[max(0, match.start() - LOOK_BACK) : match.start()].rstrip(" ")
        clear = bool(match["rough"] or match["them"] or match["enough"])
        numbers_a_list = listed and text.startswith((".", ")"), match.end())
        if not count or count > MOST_POINTED_AT or numbers_a_list or (not clear and before.endswith((",", "–", "-"))):
            continue
        what = _named_before(before, clear, count == 1)
        if what and (count == 1 or not any(value(one) == count for one in FIGURE.findall(before))):
            yield *match.span(), WANTED, Quantity(count, what, match.group().strip())


def _named_before(before: str, clear: bool, single: bool = False) -> str:
    """The last word for several things in what stands before ("a laptop" where one is meant); else its last word.

    What is "needed" or "wanted" goes first: the last word for several may be a place ("laptops needed, burmantofts. 6 would do").
    "" after a figure, unless `clear`.
    """
    words: list[str] = re.findall(r"[\w'’-]+", before[-100:])
    if not words or (words[-1].isdigit() and not clear):
        return ""
    one: list[str] = ONE_OF.findall(before) if single else []
    several = [word for word in words if is_plural(word) and word.casefold() not in STOP | NOT_A_THING | NO_THINGS]
    needed = [word for word in NEEDED.findall(before) if word in several]
    return (one or needed or several or words)[-1]
