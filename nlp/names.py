"""Finds the names of private people: by what stands before them, by titles, by sign-offs, and by a list of first names."""

import re
from collections.abc import Iterator

from nlp.encoder import ordinary_words
from nlp.folding import fold
from nlp.groups import GROUP
from nlp.name_spans import FUNCTION
from nlp.name_words import INITIAL, NOT_NAMES, PART, PARTICLE, TITLE, first_names, is_first_name, public_names
from nlp.sign_offs import INTERJECTIONS, find_sign_off

LONGEST_SIGN_OFF = 250

TITLED = re.compile(rf"\b(?:(?:the )?{TITLE}\.?(?: \(retd\))?) (?:{INITIAL} )*{PART}(?: {PART})?(?:-{PART})?")
TITLED_SMALL = re.compile(
    r"\b(?:mrs|mr|dr|rev)\.? (?P<name>[A-Z][a-z]{2,}|(?!the |this |out |you |it |your |our |that |a |"
    r"an )[a-z]{3,})\b|\b(?:miss|ms) (?P<name2>[A-Z][a-z]{2,})\b"
)
CUE = re.compile(
    r"\b(?:ring|call|phone|text|txt|msg|message|contact|email|e-mail|mail|whatsapp|speak to|talk to|ask (?:for|"
    r"4)|c/o|attn|cheers,?|thanks,?|thank you,?|thx,?|ta,?|regards,?|wishes,?|bless,?|love,?|"
    r"sincerely,?|faithfully,?|gratitude,?|yours,?|"
    r"my name(?:'s| is)|name is|called|hi|hiya|hello|dear|i'?m|i am|this is|it'?s|its|coach|chair|treasurer|secretary|organiser|"
    r"manager|caretaker|warden|wor|our|my (?:own )?(?:son|daughter|wife|husband|mum|mam|dad|brother|sister|"
    r"friend|neighbour|nan|grandad|mate|partner)|"
    r"son|daughter|neighbours?|resident|client|member|one of them|from|by|signed|remove|please remove|is)(?: "
    r"me,?| on,?| -| –)? (?P<name>[A-Za-zÀ-ž][\w'’-]+)",
    re.I,
)
STRONG = re.compile(
    r"^(?:ring|call|phone|text|txt|msg|contact|whatsapp|speak to|talk to|ask|my name|name is|c/o|attn)", re.I
)
BEFORE_PHONE = re.compile(
    rf"(?<!\w)(?P<name>[A-Za-zÀ-ž][\w'’-]+(?: {PART})?)(?: on| at|:|,| -| –)?\s*(?=(?:\+44|0)[\d ()-]{{9,}})"
)
SMALL_SIGN_OFF = re.compile(r"(?:[-–—.!?,]|\n)\s*(?P<name>[a-z]{3,}(?: [A-Z]\b| [a-z]{3,})?)(?:\s+x+)?\s*$")
SIGNED_LINE = re.compile(
    rf"(?i:regards|wishes|thanks|thank you|cheers|sincerely|faithfully|truly|yours|love|gratitude|bless)[,.! ]*\n\s*"
    rf"(?P<name>(?:{TITLE}\.? )?{PART}(?: (?:{INITIAL} )?{PART}){{0,2}})[ ,.]*(?=\n|$)"
)
AFTER_NAME = re.compile(
    r"^(?:['’]s)? (?:Street|St|Road|Rd|Lane|Avenue|House|Hall|Centre|Center|Hospital|Park|Church|School|"
    r"Academy|Primary|Trust|Foundation|Day|Court|Close|Place|Ward|Project|Society|Group|Club|Prize|Chapel|"
    r"Hood|Bank|Mills?|Ltd|LLP|CIC|Community|Cup|Hospice|Charity|Theatre|Gallery|Library|Estate)\b"
)
INITIALLED = re.compile(
    rf"(?<![\w.&])(?!I\. )(?:[A-Z]\. ?){{1,3}}{PART}(?:-{PART})?(?! (?:Ltd|Limited|LLP|CIC|{PART} (?:Ltd|LLP)))"
)
INITIAL_AFTER = re.compile(rf"(?<![\w.]){PART} [A-Z]\.(?=,|\s*$|\n)|\b(?:Mr|Mrs|Ms|Miss) [A-Z]\b(?!['’\w])")
MISS_SMALL = re.compile(r"\b(?:miss|ms) (?P<name>[a-z]{3,})\b")
MISS_AFTER = re.compile(
    r"(?:^|[.!?,\n:]\s*|\b(?:w|with|from|for|hi|hello|dear|ask|tell|by|n|and|our|is|its|see) )$", re.I
)
SMALL_LAST = re.compile(r"[.!?]\s+(?P<name>(?!\w+days?\b)[a-z]{4,12})[.!]?\s*$")
DOES = re.compile(
    r"(?:['’]s)? (?:is|was|has|had|just|says?|said|lives?|needs?|wants?|got|came|can|will|fell|lost|does|did|goes|went|turns?|who|and I)\b|"
    r" (?:at|from) (?:the )?[A-Z]| they/them|,? (?:\(|aged? )?\d{1,2}\b|, who\b| \((?:I|i|me|\d)"
)
BIG = re.compile(rf"\b(?:Big|Little|Young|Old) (?P<name>{PART})(?=[.!]?\s*$)")
SAINT = re.compile(r"\b(?:St|Saint|Friends of|the|Queen|King|New Year's|Christmas)\.? $")


RELATED = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Ww]or|[Tt]heir) (?:\w+ )?(?:son|daughter|lad|lass|husband|wife|mum|mam|mother|dad|"
    r"father|brother|sister|nan|gran|grandad|grandson|granddaughter|nephew|niece|uncle|aunt|aunty|auntie|partner|neighbour|"
    rf"friend|mate),? (?P<name>{PART})"
)
INTRODUCED = re.compile(
    rf"(?:\b(?:[Tt]his is|[Ii]t['’]?s|I['’]?m|[Ii]m|I am|[Mm]y name(?:['’]s| is)|[Nn]ame['’]s) |(?:^|[.!?,\n]\s*))"
    rf"(?P<name>{PART}(?: {PART})?)(?= (?:here|speaking)\b)|"
    rf"\b(?:[Tt]his is|[Ii]t['’]?s|I['’]?m|[Ii]m|I am|[Mm]y name(?:['’]s| is)|[Nn]ame['’]s) (?P<name2>{PART}(?: {PART})?)"
    r"(?= (?:from|at|of|and|who|with|again|writing|over)\b|[,.!]|\s*$)"
)
WORKING = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Tt]heir|[Oo]ne of (?:our|the|my)) (?:\w+ ){0,2}(?:colleagues?|managers?|cooks?|drivers?|chair|treasurer|"
    r"secretary|coach|caretaker|bookkeeper|teachers?|nurses?|vicar|members?|volunteers?|clients?|trustees?|residents?|workers?|"
    rf"organiser|lady|gentleman|lads?|tenants?|neighbours?),? (?P<name>{PART})"
)
PAIR = re.compile(rf"(?<=[a-z,(:;] ){PART} {PART}(?![\w'’-]| (?:[A-Z]|&|and [A-Z]))")
SMALL_PLACE_AFTER = re.compile(
    r" (?:street|st|road|rd|lane|avenue|hall|house|park|centre|court|close|mount|estate|village|wood|green)\b"
)


def find_names(text: str, places: frozenset[str] = frozenset(), organisation: str = "") -> Iterator[tuple[int, int]]:
    """Spans of names of people; they may overlap. `places` are folded place names, `organisation` the one read in the text."""
    everybodys = [match.span() for match in public_names().finditer(text)]
    for start, end in _find_names(text, places, organisation):
        if not any(low < end and start < high for low, high in everybodys):
            yield start, end


def _find_names(text: str, places: frozenset[str], organisation: str) -> Iterator[tuple[int, int]]:
    yield from find_sign_off(text, places, organisation)
    for match in TITLED.finditer(text):
        of_a_place = any(AFTER_NAME.match(f" {word}") for word in match.group().split()[1:])
        if not of_a_place and not AFTER_NAME.match(text[match.end() :]) and fold(match.group()) not in places:
            yield match.span()
    for match in TITLED_SMALL.finditer(text):
        yield match.span("name" if match["name"] else "name2")
    end = max(0, len(text) - LONGEST_SIGN_OFF)
    for match in SIGNED_LINE.finditer(text, end):
        words = match["name"].split()
        group = GROUP.search(match["name"]) or any(AFTER_NAME.match(f" {word}") for word in words[1:])
        if words[0].casefold() not in NOT_NAMES and not group and fold(match["name"]) not in places:
            yield match.span("name")
    small = SMALL_SIGN_OFF.search(text, end)
    if (
        small
        and is_first_name(small["name"].split()[0])
        and not (" " in small["name"] and fold(small["name"]) in places)
    ):
        yield small.span("name")
    for match in BEFORE_PHONE.finditer(text):
        words = match["name"].split()
        if words[0].casefold() not in NOT_NAMES and (is_first_name(words[0]) or words[0][:1].isupper()):
            yield match.span("name")
        elif len(words) > 1 and words[1].casefold() not in NOT_NAMES:
            yield match.end("name") - len(words[1]), match.end("name")
    yield from _initialled(text, places)
    yield from _after_cues(text)
    yield from _introduced(text, places)
    yield from _listed(text, places)


def _initialled(text: str, places: frozenset[str]) -> Iterator[tuple[int, int]]:
    """ "K. Bolam", "Blessing A.", "Mr L", "miss okafor"."""
    for match in INITIALLED.finditer(text):
        if fold(match.group()) not in places and not AFTER_NAME.match(text[match.end() :]):
            yield match.span()
    for match in INITIAL_AFTER.finditer(text):
        if re.match(TITLE, match.group()) or is_first_name(match.group().split()[0]):
            yield match.span()
    for match in BIG.finditer(text):
        if is_first_name(match["name"]):
            yield match.span()
    for match in MISS_SMALL.finditer(text):
        called = MISS_AFTER.search(text[: match.start()]) is not None and match["name"] not in NOT_NAMES | FUNCTION
        if called or match["name"] not in ordinary_words() | places:
            yield match.span()
    last = SMALL_LAST.search(text)
    if last and last["name"] not in ordinary_words() | places | NOT_NAMES | INTERJECTIONS:
        yield last.span("name")


def _after_cues(text: str) -> Iterator[tuple[int, int]]:
    known, _ = first_names()
    for match in CUE.finditer(text):
        name = match["name"]
        if name.casefold() in NOT_NAMES or AFTER_NAME.match(text[match.end("name") :]):
            continue
        plain = re.sub(r"['’]s$", "", name)
        if (
            fold(plain) in known
            or (name[:1].isupper() and is_first_name(plain))
            or (STRONG.match(match.group()) and name[:1].isupper() and not match.group()[:1].isspace())
        ):
            yield _with_surname(text, match.start("name"), match.start("name") + len(plain))


def _introduced(text: str, places: frozenset[str]) -> Iterator[tuple[int, int]]:
    """ "this is Temperance Okoro from", "Oisín here", "my son Tyrell": names that are on no list."""
    for match in RELATED.finditer(text):
        if fold(match["name"]) not in NOT_NAMES | places:
            yield _with_surname(text, *match.span("name"))
    for match in WORKING.finditer(text):
        if _is_unlisted(match["name"], places):
            yield _with_surname(text, *match.span("name"))
    for match in INTRODUCED.finditer(text):
        group = "name" if match["name"] else "name2"
        if _is_unlisted(match[group], places):
            yield match.span(group)
    for match in PAIR.finditer(text):
        words = [fold(word) for word in match.group().split()]
        if _is_unlisted(match.group(), places) and not set(words) & ordinary_words():
            yield match.span()


def _is_unlisted(name: str, places: frozenset[str]) -> bool:
    """Whether the words can be a name by themselves: no group, no place, and some word of them is no word of the language."""
    words = [fold(word) for word in name.split()]
    if set(words) & (NOT_NAMES | places) or fold(name) in places or GROUP.search(name):
        return False
    return is_first_name(name.split()[0]) or not set(words) <= ordinary_words()


def _listed(text: str, places: frozenset[str]) -> Iterator[tuple[int, int]]:
    """First names of the list, with the surname that follows; of those that are ordinary words too, only clear ones."""
    known, doubtful = first_names()
    for match in re.finditer(rf"\b{PART}\b", text):
        word = re.sub(r"['’]s$", "", match.group())
        start, end = match.start(), match.start() + len(word)
        if AFTER_NAME.match(text[end:]) or SAINT.search(text[max(0, start - 12) : start]):
            continue
        folded = fold(word)
        following = re.match(r" [\w'’-]+", text[end:])
        if following and f"{folded} {fold(following.group())}" in places:
            continue
        if folded in known:
            yield _with_surname(text, start, end)
        elif folded in doubtful and folded not in NOT_NAMES and starts_sentence(text, start):
            whole = _with_surname(text, start, end)
            if whole[1] == end and DOES.match(text, end) and folded not in places:
                yield whole
                continue
            surname = fold(text[end : whole[1]])
            if surname and surname not in ordinary_words() and surname not in places:
                yield whole
        elif folded in doubtful and folded not in NOT_NAMES:
            whole = _with_surname(text, start, end)
            alone = re.search(r"(?<![A-Z][a-z]) $", text[:start]) and re.match(r"[,.;)]|\s*$| [a-z]", text[end:])
            if whole[1] > end or (alone and folded not in places and not re.search(r"[A-Z][\w'’]* $", text[:start])):
                yield whole
    for match in re.finditer(r"(?<![\w@.'’/-])[a-z]{3,}(?=['’]s\b|(?![\w@'’/-]))", text):
        if (
            match.group() in known
            and match.group() not in places
            and not (SMALL_PLACE_AFTER.match(text, match.end()) or re.search(r"\bst\.? $", text[: match.start()], re.I))
        ):
            yield match.span()


def starts_sentence(text: str, start: int) -> bool:
    """Whether nothing, or the mark that ends a sentence, stands before the character."""
    return not text[:start].strip() or text[:start].rstrip()[-1:] in ".!?\n:"


def _with_surname(text: str, start: int, end: int) -> tuple[int, int]:
    match = re.match(
        rf" (?:(?:[A-Z]\. ?){{0,3}}(?:{PARTICLE} ){{0,2}}{PART}(?:-{PART})?|[A-HJ-Z]\b(?!['’]))", text[end:]
    )
    if match is None or text[start:end].islower():
        return start, end
    following = match.group().strip().split()[-1]
    if following.casefold() in NOT_NAMES or AFTER_NAME.match(text[end:]):
        return start, end
    return start, end + match.end()
