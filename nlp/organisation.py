"""Who asks or offers, as written in the text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.encoder import ordinary_words
from nlp.folding import fold
from nlp.groups import KIND, OF_GROUPS
from nlp.name_words import TITLE, first_names, is_first_name
from nlp.small_names import small_names

ORDINAL = r"\d{1,3}(?:st|nd|rd|th)(?= (?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Year|Floor)[A-Z])"
CAPITAL = rf"(?:St\. |U\d\ds?|\d\dth|{ORDINAL}|[A-Z](?!\w-?\d)[\w'’-]*\+?|\d\d\+)"
LINK = r"(?:&|and|of|for|the|on|in|at|\+|to|n|with)"
NAME = rf"{CAPITAL}(?: (?:{CAPITAL}|{LINK} {CAPITAL}|{LINK} {LINK} {CAPITAL}))*"
SMALL_KIND = (
    r"(?:club|group|society|choir|team|project|centre|association|league|charity|trust|nursery|school|primary|academy|church|mosque|"
    r"pantry|food ?bank|residents|allotments|playgroup|scouts|guides|fc|rfc|cc)"
)
VERB = (
    r"(?:is|are|was|has|have|had|needs?|wants?|would|could|can|will|offers?|runs?|supports?|helps?|teaches|"
    r"teach|provides?|works?|employs?|holds?|serves?|collects?|trains?|seeks?|brings?|gives?|makes?|does|do|"
    r"meets?|covers?|got|"
    r"looks?|puts?|shows?|goes|go|welcomes?|records?|plays?|manages?|rescues?|houses?|feeds?|guarantees?|"
    r"grades?|here|took|owns|builds?|sings?|lends?|ask|asks|hopes?|wishes|may|must|cannot|can't|we|[a-z]{3,}s|"
    r"again|making)"
)
OPENING = re.compile(
    rf"(?:^|[.!?\n:–—-]\s*|\b(?:[Hh]i|[Hh]ello|[Mm]orning|[Ee]vening|[Aa]fternoon|[Dd]ear \w+|"
    rf"[Aa]ll),?\s+)(?:[Tt]he )?(?P<name>{NAME})(?:['’]s(?: [a-z]+){{0,2}})?(?: \([^)]{{0,60}}\))?,? (?={VERB}\b)"
)
COLON = re.compile(
    rf"^(?!Dear|To |Subject)(?P<name>{NAME})(?: \([^)]{{0,60}}\))?(?::| [-–—] | here\b|[.,] (?:[Ww]e|[Oo]ur)\b|"
    rf",? (?:to|for) (?:the )?(?:[Hh]ub|exchange|Gateshead exchange))"
)
CUED = re.compile(
    rf"\b(?:[Oo]n behalf of|[Hh]ello from|[Hh]i from|[Ww]riting from|[Ww]rite from|[Tt]ouch from|[Ww]e are|"
    rf"[Ww]e['’]re|[Ww]e at|[Hh]ere at|[Aa]t|[Ff]rom|[Tt]his is|I run|I manage|I chair|I work (?:for|at)|I "
    rf"represent|[Ii]t['’]s|called|calls? itself|for|thanks from|here from|members of|in touch from|[Tt]he)"
    rf"(?: the)? (?P<name>{NAME})"
)
NAMED_AS_WE = re.compile(
    rf"\b(?:[Ww]e at|[Ww]e,|[Pp]arents at|[Mm]embers of|(?:manage|run|chair|represent)(?: the)?|"
    rf"I (?:volunteer|help|teach) (?:at|with)) (?P<name>{NAME})|"
    rf"\b[Ww]e(?: are|['’]re) (?P<name2>{CAPITAL} (?:{CAPITAL}|{LINK})(?: (?:{CAPITAL}|{LINK}))*)(?=,)"
)
MET = re.compile(
    rf"(?:^|[.!?\n] ?)(?:At|For|In) (?P<name>{NAME})(?=,? (?:we|lads|the|our|people|children|women|you)\b)"
)
CLAUSE_SUBJECT = re.compile(
    rf"(?:\b(?:what|because|that|as|contract|work|which|and|but)|[)]) (?P<name>{NAME}) "
    r"(?=(?:has|have|lacks?|needs?|got|will|would|can|is|offers?)\b)"
)
SIGNED = re.compile(rf"[–—-] ?(?P<name>{CAPITAL}(?: (?:{CAPITAL}|{LINK} {CAPITAL}))+)\s*(?:$|\n|[A-Z][a-z]+ by)")
KINDED = re.compile(rf"\b(?P<name>(?:{CAPITAL} )(?:(?:{CAPITAL}|{LINK}) )*{KIND})\b(?!['’]s [a-z])")
SMALL_KINDS = (
    r"(?:youth project|bairn bank|adventure playground|church hall|refill shop|residents group|in bloom|festival|"
    r"good neighbours|breakfast club|grow-your-own project|running network|ladies swim|juniors|advice shop|brass(?: band)?|"
    r"hampers|residents association|tenants group|community garden|bellringers|street angels|"
    r"fringe|under \d+s|roller derby juniors|scouts|brownies|guides|mens? shed|men's shed|pta)"
)
SMALL = re.compile(
    rf"(?:^|[.!?\n,;:]\s*|\bhere (?:is|are)\s|\b(?:for|from|at|of)\s)(?P<name>(?:the )?[a-zA-Z][a-z]+(?: "
    rf"[a-z][a-z]+)? {SMALL_KINDS})\b",
    re.M,
)
MIXED = re.compile(
    rf"(?:^|[.!?\n:] ?|\b[Tt]he )(?P<name>{CAPITAL}(?: (?:{CAPITAL}|{LINK} {CAPITAL}))* (?:[a-z][a-z-]+ )?"
    rf"(?:{SMALL_KINDS}|primary|academy|lunch club|youth club|community centre|pantry|food ?bank|playgroup|allotments|league|mosque))\b"
)
GREETED = (
    r"(?:^|\A(?:[Ss]ubject:[^\n]*\n+)?(?:(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]iya|[Gg]ood|[Mm]orning|[Ee]vening|[Aa]fternoon|[Ss]alaam)\b[^\n.!]{0,25}[,.!\n]\s*)?"
    r"(?:[A-Z]{2}-?\d{4}[:,.–-]?\s+)?)"
)
START = re.compile(
    rf"{GREETED}(?:[Tt]he )?(?P<name>{NAME} {SMALL_KIND}(?=[.!]?\s*$)|{NAME}(?=[,.:;(]| [–—(-]|['’]s? | [a-z]))"
)
NAMED_BY = re.compile(
    rf"\b(?:run|held|hosted|organised|led|wanted|served|asked for|made|started) by (?:the )?(?P<name>{NAME})|"
    r"\b(?:us|staff|team|engineers|lawyers|colleagues|volunteers|people|members|parents|[A-Z]\w+,?) (?:all )?"
    rf"(?:from|at|of|with) (?:the )?(?P<name2>{NAME})"
    r"(?= (?:would|can|could|will|have|are|is|need|want|offer|each|run|wish)|[,.:]|\s*$)"
)
LAST_LINE = re.compile(rf"(?:[.!?\n,–—-]\s*|\bfrom (?:the )?)(?P<name>{NAME})[.!]?\s*$")
TITLED = re.compile(rf"\b{TITLE}\.? $")
GROUP_AND_PERSON = re.compile(
    rf"[.!?\n/]\s*(?:(?:{TITLE}) )?(?P<one>{CAPITAL}(?: (?:{CAPITAL}|& {CAPITAL}|of {CAPITAL}))*),\s+"
    rf"(?P<other>{CAPITAL}(?: (?:{CAPITAL}|& {CAPITAL}|of {CAPITAL}))*)[\s,.]*(?:\S+@\S+|[\d ()+]{{9,}})?\s*$"
)
FRAGMENT = re.compile(rf"[.!?]+ (?P<name>{NAME})(?=[.,!] )")
SENDS_TO = re.compile(r" (?:to|for) the (?:Hub|Exchange)$")
NOT_ONE = re.compile(
    r"^(?:I|We|It|Our|They|He|She|This|That|There|The|A|An|My|Your|Any|Anyone|Anybody|Some|Someone|Somebody|"
    r"Does|Do|Is|Are|Can|Could|Would|Will|If|When|Who|What|Where|Why|How|Please|Thanks|Thank|Hi|Hiya|Hello|"
    r"Dear|Morning|Good|Evening|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Christmas|Easter|Year|Two|Three|Four|Five|Six|Seven|Eight|"
    r"Nine|Ten|Subject|Re|Fwd|"
    r"Leeds|Gateshead|Hackney|Street|NHS|DBS|ESOL|CV|CVs|AGM|PIP|GP|IT|HR|UK|City|Council|North|South|East|"
    r"West|Inner|Outer|Not|No|Yes|One|All|Every|Everyone|Last|Next|Since|Following|Regarding|Procurement|"
    r"Heating|Roof|Boiler|Also|And|But|So|"
    r"As|At|By|For|From|In|Of|On|To|With|Following|Half|Most|Many|Both|Each|After|Before|Once|Social|Free|New|"
    r"Old|PS|FYI|DM|OK|Black|Kurdish|Muslim|Ramadan|Eid|Diwali|University|Primary|Parents|Folk|AUTOMATIC|REPLY|"
    r"Subject|Customer|Services|Ring|Call|Text|Phone|Email|Contact|Ask|Speak|Needed|Wanted|Looking|Calling|Help|Urgent|Ofsted\S*|"
    r"Under|Over|Eleven|Twelve|Thirteen|Fourteen|Fifteen|Twenty|Thirty|Forty|Fifty|Half|Several|Another|Other|Food|"
    r"Hour|Day|Week|Month|Only|Just|Still|Maybe|Perhaps|Because|Until|Till|Though|Although|However|Meanwhile|Then|Now|Here|"
    r"Sir|Madam|Mr|Mrs|Ms|Miss|Dr|Reply|Limited)(?:['’]\w+)?$"
)


def read_organisation(text: str, places: frozenset[str] = frozenset()) -> str:
    """The sender's organisation as written; "" when the text names none. `places` are folded place names, which alone are none."""
    scored: dict[str, float] = {}
    for name, weight in _candidates(text, places):
        tidy = _without_place(_trim(name), places)
        if re.search(rf"\d {re.escape(tidy)}", text):
            continue
        if _is_person(tidy):
            continue
        if tidy and not _is_no_organisation(tidy, places):
            scored[tidy] = max(scored.get(tidy, 0.0), weight + _bonus(tidy) - (0.2 if text.find(tidy) > 220 else 0.0))
    good = {name: weight for name, weight in scored.items() if weight >= 0.75}
    best = max(good, key=lambda name: (good[name], -text.find(name)), default="")
    wider = [name for name in good if best and best in name and good[name] >= good[best] - 0.4]
    return max(wider, key=len, default=best)


def _candidates(text: str, places: frozenset[str]) -> Iterator[tuple[str, float]]:
    for pattern, weight in (
        (NAMED_AS_WE, 0.75),
        (MET, 0.5),
        (CLAUSE_SUBJECT, 0.5),
        (COLON, 0.7),
        (OPENING, 0.55),
        (SIGNED, 0.6),
        (START, 0.5),
        (KINDED, 0.4),
        (CUED, 0.4),
    ):
        for match in pattern.finditer(text):
            yield match.groupdict().get("name2") or match["name"], weight
    for match in NAMED_BY.finditer(text):
        yield match["name"] or match["name2"], 0.5
    yield from _signing(text, places)
    for match in FRAGMENT.finditer(text):
        if _has_a_place(match["name"], places) or "&" in match["name"].split():
            yield match["name"], 0.5
    for match in MIXED.finditer(text):
        if _trim(match["name"])[:1].isupper():
            yield match["name"], 0.7
    for match in SMALL.finditer(text):
        yield match["name"], 0.8
    for name in small_names(text, places):
        yield name, 0.75


def _signing(text: str, places: frozenset[str]) -> Iterator[tuple[str, float]]:
    """The group in a signature: alone, or beside the person who signs for it."""
    start = max(0, len(text) - LONGEST_SIGNATURE)
    both = GROUP_AND_PERSON.search(text, start)
    if both:
        one, other = both["one"], both["other"]
        for person, group in ((one, other), (other, one)):
            if is_first_name(person.split()[0]) and not is_first_name(group.split()[0]) and fold(group) not in places:
                yield group, 0.7
    last = LAST_LINE.search(text, start)
    if last and _signs_as_a_group(last["name"], places) and not TITLED.search(text[: last.start("name")]):
        yield last["name"], 0.5


def _has_a_place(name: str, places: frozenset[str]) -> bool:
    words = [fold(word) for word in name.split()]
    return any(word in places for word in words) or any(f"{one} {other}" in places for one, other in pairwise(words))


def _signs_as_a_group(name: str, places: frozenset[str]) -> bool:
    """Whether the capitalised words that end a text are a group's name and not a person's."""
    words = name.split()
    if len(words) < 2 or is_first_name(words[0]) or re.match(rf"(?:{TITLE}|Big|[A-Z]\.?)(?: |$)", name):
        return False
    if OF_GROUPS.search(name) or re.search(rf"\b{KIND}\b", name) or "&" in words or _has_a_place(name, places):
        return True
    known = {fold(word) for word in words if not (word.isupper() and len(word) < 5)}
    return len(words) > 2 and known <= ordinary_words()


def _is_person(name: str) -> bool:
    """A first name and perhaps a surname, with nothing in it that groups are called."""
    words = name.split()
    known, _ = first_names()
    titled = bool(words) and re.fullmatch(TITLE, words[0]) is not None
    return (
        bool(words)
        and len(words) <= 3
        and (titled or words[0].casefold() in known or (len(words) == 2 and is_first_name(words[0])))
        and not re.search(rf"\b{KIND}\b", name)
    )


def _without_place(name: str, places: frozenset[str]) -> str:
    """ "Meadow Row Tenants in Seacroft" without the place that follows it."""
    plain = SENDS_TO.sub("", name)
    match = re.fullmatch(r"(?P<before>.+ .+) (?:in|at|on)(?: the)? (?P<place>.+?)", plain)
    return match["before"] if match and {fold(match["place"]), fold(f"the {match['place']}")} & places else plain


OF_WHOM = re.compile(r"^(?:\w+days?|Parents|Members|Families|Staff|Residents|Tenants) (?:at|of) (?:the )?")
LONGEST_SIGNATURE = 80
MAY_OPEN = frozenset(
    "The South North East West City Social Black New Old Half Free After One Leeds Gateshead Hackney Kurdish Muslim Primary".split()
)
NEVER_LAST = frozenset("and of for the in on at to with & n i we".split())


def _trim(name: str) -> str:
    """The name without words at its ends that only lead in or out."""
    words = OF_WHOM.sub("", name.strip(" .,:;-–—")).split()
    while (
        words and (words[0] in NEVER_LAST or NOT_ONE.match(words[0])) and not (words[0] in MAY_OPEN and len(words) > 2)
    ):
        words = words[1:]
    if len(words) > 3 and fold(words[-2]) in first_names()[0] and not re.fullmatch(KIND, words[-1]):
        words = words[:-2]
    while words and words[-1].casefold() in NEVER_LAST:
        words = words[:-1]
    return " ".join(words) if words[:1] == ["St"] else re.sub(r"['’]s$", "", " ".join(words))


def _bonus(name: str) -> float:
    count = sum(1 for word in name.split() if word.casefold() not in NEVER_LAST)
    return (0.35 if re.search(rf"\b{KIND}$", name) else 0.0) + (
        0.25 if 2 <= count <= 5 else -0.3 if count == 1 else -0.2
    )


def _is_no_organisation(name: str, places: frozenset[str]) -> bool:
    plain = fold(name)
    tail = re.sub(r"^\S+ (?:on|in|at|of|from|near) (?:the )?", "", name)
    return (
        plain in places
        or all(part in places for part in re.split(r" and |(?: or )", plain))
        or (tail != name and (fold(tail) in places or re.search(r" (?:Road|Street|Lane|Avenue)$", tail) is not None))
        or fold(re.sub(r"['’]s .*", "", name)) in places
        or re.fullmatch(r"[A-Z]{2}-?\d{3,4}|\d[\d\W]*", name) is not None
        or all(NOT_ONE.match(word) for word in name.split())
        or re.search(
            r"\b(?:City of London|University of Leeds|Black History Month|Universal Credit|City Council|Power "
            r"BI|Level \d|Year \d+|Key Stage|Social Value|Changing Places|Citizens Advice)\b",
            name,
        )
        is not None
    )
