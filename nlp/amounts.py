"""How many of what is asked for, offered or still missing; money as "£". Not people served, prices, durations or dates."""

import re
from collections.abc import Iterator

from nlp.clauses import DENIAL, Clause
from nlp.numbers import NUMBER, value
from nlp.reading import Quantity

MONEY = re.compile(
    r"(?P<before>£\s?)(?P<low>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>k|m|grand|thousand|million)?\b(?:\s?(?:-|–|to|"
    r"or)\s?£?(?P<high>\d[\d,]*(?:\.\d+)?)\s?(?P<scale2>k|m)?\b)?|"
    r"\b(?P<figure>\d[\d,]*(?:\.\d+)?)\s?(?P<k>k\b)?\s?(?P<word>quid|pounds?|grand)?(?!\w)",
    re.I,
)
MONEY_WORDS = re.compile(rf"\b(?P<count>{NUMBER})(?: (?P<word>quid|pounds?|grand)\b)", re.I)
PRICE_AFTER = re.compile(
    r"^\s*(?:each|ea\b|a (?:head|kid|child|person|session|go|time|ticket|month|day|metre|meter|pop|square|sq|"
    r"coat|box|mile|pair)\b|per\b|an hour|/\s?(?:hr|hour|head|day|m|month)|p/?h|p/?p\b|pp\b|a year\b(?= "
    r"?turnover)|"
    r"extra|off\b|worth of (?:trust|debt)|of debt|a week each|x \d)",
    re.I,
)
PRICE_BEFORE = re.compile(
    r"(?:\bcosts?(?: us| about)?|\bfees? (?:is|are|of)|\bfine[sd]?(?: of)?|\bgone (?:up )?(?:from|to)|\bfrom|"
    r"\bat|\bis going to|\brent (?:is|of)|\bquoted(?: us)?|\bpaying|\bturnover (?:of|under|is)|\blost|\bwe "
    r"have|\bwe(?:'ve| have) (?:got|raised)|\bgot|\braised|\bbill (?:is|of|was)|"
    r"\bearn(?:ed|s)?(?: a)?|\bput in|\bcan pay|\bunder|\bup from|\bonly|\bunpaid|\bfee of|\brepaying at|"
    r"\bcalled it|\bsaves?(?: about)?|\bbetween)\s*(?:about |around |roughly |some )?$",
    re.I,
)
TIMES = re.compile(r"(?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,3}) ?[x×] ?(?P<count>\d+)\b(?! ?\d)")
NOT_A_THING = frozenset(
    "am pm oclock o'clock th st nd rd % percent per years year yrs yr yo months month weeks week wks wk days "
    "day hours hour hrs hr mins minutes minute min miles mile km mph kw degrees times "
    "of and or to in on at for from by with the a an is are was were be been has have had can could would will "
    "that this who which but if so because since until till per each x "
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues "
    "wed weds thu thur thurs fri sat sun out off up down past half quarter odd ish plus day's week's "
    "hour's p pence bed euros stairs floor floors noon evening morning other others another hand way side "
    "thing "
    "one".split()
)
STOP = frozenset(
    "for to in on at with and that who which by from or but so if as is are was were be been has have had can "
    "could would will we our us they their he she it its you your i my me please pls plz thanks cheers "
    "because since until till off into over under within a an the this these those then than plus every "
    "each not no when where while what how need needs want wants only asap urgent urgently per "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun "
    "today tonight tomorrow instead after before about around via along being coming going left ideally".split()
)
SERVED = re.compile(
    r"\b(?:we(?:'ve| have)? (?:now )?(?:have|got|serve[sd]?|feed|fed|support(?:ed)?|help(?:ed)?|see|saw|run|"
    r"turned away|teach|do|are|lost|look after|host(?:ed)?|handle|own|paint)|there(?:'s| are| is|'re| were)|"
    r"they have|has|had|serves?|feeds?|supports?|"
    r"founded|since|aged?|over|under|year|years|y|yr|level|size|sizes|no\.?|number|section|act|grade|phase|"
    r"part|step|bus|route|group of|average|our|my|first|last|next|past|half|every|each|another|nearly|page|"
    r"room|flat|key stage|ks|type|version|unit|"
    r"between|stands at|used to be|going since|up from|gone from|quoted|lasted|one of|waiting list of|list "
    r"of)\s*(?:about |around |roughly |some |nearly |over |only |just )?$",
    re.I,
)
WANTED_BEFORE = re.compile(
    r"\b(?:need(?:s|ed|ing)?|want(?:s|ed|ing)?|after|looking for|look for|short of|still (?:need|short)|"
    r"another|seek(?:s|ing)?|could (?:do with|use|take|host|give|fit|provide|lend)|can (?:do|offer|give|lend|"
    r"spare|provide|take)|borrow|lend|offer(?:s|ing)?|give|giving|got|donat\w+|sponsor|"
    r"spare|up to|space for|room for|enough for|places? for|somewhere for|seats?|provide|supply|for|plus|and|"
    r"\+|&|also|or|about|around|roughly|another|to find|missing|x|buy|fund|pay for|cover|commit to|have|with|"
    r"would (?:do|love)|us|of|send|count us in|requires?|recruit|ideally|we'd love|put|do|=|:|release|"
    r"deliver(?:ed)?|is|are|some)\s*(?:about |around |roughly |some |at least |up to |another |the |c\.? ?|~ ?|"
    r"circa |say |maybe )?$",
    re.I,
)
SOME_OF = re.compile(
    rf"(?<![\w-])(?P<count>{NUMBER}) of the (?:{NUMBER}|\d+) (?P<what>[A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){{0,3}})", re.I
)
NUMBER_LAST = re.compile(
    r"(?P<what>[A-Za-z][\w'’-]*s(?: we havent)?)(?: \((?P<count>\d{1,4})\)|, (?P<count2>\d{1,4}) of\b)"
)
ASKED_JUST_BEFORE = re.compile(
    r"\b(?:need|needs|want|wants|after|looking for|short of|part with|can do|could do|we'll have|we will have|"
    r"can offer|provide|we want|lend|offer|give|grades out|has committed to|train|find|spare|"
    r"find)\b[^.!?]{0,25}$",
    re.I,
)
CODE = re.compile(r"\b[A-Z]{2}[- ]?\d{3,5}\b|\b(?:number|item|no\.?) \d+\b", re.I)
LINKS = frozenset({"more", "other", "extra", "free", "spare"})
DURATIONS = frozenset("hours hour hrs weeks days nights sessions evenings afternoons mornings".split())


def read_amounts(
    text: str, clauses: tuple[Clause, ...], taken: tuple[tuple[int, int], ...] = ()
) -> tuple[Quantity, ...]:
    """The quantities of a text in order. `taken` are spans already read as dates or personal data."""
    busy = [*taken, *(match.span() for match in CODE.finditer(text))]
    found: list[tuple[int, int, Quantity]] = []
    for start, end, quantity in (*_money(text), *_some_of(text), *_times(text), *_counted(text, clauses)):
        if not any(low < end and start < high for low, high in [*busy, *((s, e) for s, e, _ in found)]):
            found.append((start, end, quantity))
    found.sort(key=lambda one: one[0])
    return tuple(dict.fromkeys(quantity for _, _, quantity in found))


def _money(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in MONEY.finditer(text):
        if match["before"]:
            written = (match["high"] or match["low"]) + ""
            scale = (match["scale2"] or match["scale"] or "").casefold()
        elif match["word"] or (match["k"] and not re.match(r"\s?\w", text[match.end() :] if False else "")):
            written = match["figure"]
            scale = "grand" if (match["word"] or "").casefold() == "grand" or match["k"] else ""
        else:
            continue
        count = value(written.rstrip(","))
        if count is None:
            continue
        count *= {"k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}.get(scale, 1)
        yield from _unless_price(text, match.start(), match.end(), count)
    for match in MONEY_WORDS.finditer(text):
        count = value(match["count"])
        if count is not None:
            count *= 1000 if match["word"].casefold() == "grand" else 1
            yield from _unless_price(text, match.start(), match.end(), count)


def _unless_price(text: str, start: int, end: int, count: float) -> Iterator[tuple[int, int, Quantity]]:
    if PRICE_AFTER.match(text[end:]) or PRICE_BEFORE.search(text[max(0, start - 30) : start]):
        return
    yield start, end, Quantity(count, "£", text[start:end].strip())


def _some_of(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """ "5 of the 10 laptops" is five laptops, "portaloos (10)" and "slow cookers, 30 of" are ten and thirty."""
    for match in SOME_OF.finditer(text):
        count, what = value(match["count"]), _thing(match["what"])
        if count and what:
            yield match.start(), match.start("what") + len(what), Quantity(count, what, match.group().strip())
    for match in NUMBER_LAST.finditer(text):
        count = value(match["count"] or match["count2"])
        if count:
            yield *match.span(), Quantity(count, match["what"], match.group())


def _times(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in TIMES.finditer(text):
        words = match["what"].split()
        while words and words[0].casefold() in STOP:
            words = words[1:]
        if words:
            start = match.end("what") - len(" ".join(words))
            yield start, match.end(), Quantity(float(match["count"]), " ".join(words[-3:]), text[start : match.end()])


COUNTED = re.compile(
    rf"(?<![\w£.,/:-])(?:(?P<low>\d+|\w+) ?(?:-|–|to|or) ?)?(?P<count>{NUMBER})(?P<more>\+|ish\b|[ -]odd\b| or "
    rf"so)?(?P<gap> ?[x×] ?| )(?P<what>(?:[A-Za-z0-9][\w'’/&-]*(?: (?=[A-Za-z0-9])|(?![\w]))){{1,6}})",
    re.I,
)


def _counted(text: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int, Quantity]]:
    position = 0
    while match := COUNTED.search(text, position):
        position = match.end("count")
        count = value(match["count"])
        what = _thing(match["what"])
        if count is None or count <= 0 or not what:
            continue
        start = match.start("count")
        if match["low"] and value(match["low"]) is not None:
            start = match.start("low")
        clause = next((one for one in clauses if one.start <= match.start("count") < one.end), None)
        if clause is None or not _counts(text, start, clause, match["count"].casefold(), what):
            continue
        end = match.start("what") + len(what)
        yield start, end, Quantity(count, what, text[start:end])
        position = end


def _thing(words: str) -> str:
    """The words that name what is counted, out of those that follow the number; "" when they name nothing."""
    kept: list[str] = []
    for word in words.split():
        plain = word.casefold().strip("'’")
        if not kept and plain == "of":
            continue
        if not kept and plain == "us":
            return word
        if not kept and plain in LINKS | DURATIONS:
            kept.append(word)
            continue
        if not word.isupper() and (plain in STOP or (plain in NOT_A_THING and plain not in ("of", "bed"))):
            break
        if re.match(r"[A-Z]{2}-\d", word):
            break
        if kept and (plain.isdigit() or value(plain) is not None):
            break
        kept.append(word)
    while kept and kept[-1].casefold() in LINKS | {"of"}:
        kept.pop()
    return " ".join(kept[:4])


def _counts(text: str, start: int, clause: Clause, written: str, what: str) -> bool:
    before = text[clause.start : start]
    first = what.split()[0]
    if DENIAL.search(before) or (first.casefold() in NOT_A_THING - DURATIONS - LINKS and not first.isupper()):
        return False
    wanted = WANTED_BEFORE.search(before) or not before.strip(" \n,.:;-–(!?")
    asked = ASKED_JUST_BEFORE.search(before) is not None
    if SERVED.search(before) and not asked:
        return False
    if written in ("one", "a") and not wanted:
        return False
    if clause.kind == "background" and not asked:
        return False
    if what.split()[0].casefold() in DURATIONS or what.split()[-1].casefold() in DURATIONS:
        return asked or (bool(wanted) and clause.kind == "need" and " of " in text[start : clause.end])
    return True
