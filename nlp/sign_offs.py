"""Who signs: the name that stands alone at the end of a message, of any origin, when it is no place and no group."""

import re
from collections.abc import Iterator

from nlp.encoder import ordinary_words
from nlp.folding import fold
from nlp.groups import GROUP, KIND
from nlp.name_words import INITIAL, NOT_NAMES, OF_PLACES, PART, PARTICLE, TITLE, first_names, is_first_name

LONGEST = 250
RANK = r"(?:Maj|Major|Commander|Bombardier|Brother|Big|Hon\. ?Sec|Pastor|Pandit|Granthi|Deacon|Vicar|Councillor|Cllr)"
HUMPED = r"[A-Z][a-z]+[A-Z][a-z]+"
ONE_NAME = (
    rf"(?:(?:{TITLE}|{RANK})\.? )*(?:\([Rr]etd?\.?\) )?(?:{INITIAL}(?: |(?=[A-Z]\.)))*"
    rf"(?:{PART}|{HUMPED})(?: (?:{PARTICLE} ){{0,2}}(?:{INITIAL} )?(?:{PART}|{HUMPED}|[A-Z]\b\.?)){{0,2}}"
)
SIGNATURE = re.compile(
    rf"(?P<name>{ONE_NAME}(?: (?:&|and|n|\+) {ONE_NAME})?)(?! {KIND}\b)"
    r"(?:,? (?:\([^()\n]{1,40}\)|aged? \d+|\(?[A-Z]{2,4}\)?))?"
    r"(?P<role>,? (?:[a-z]+ ?){1,5}|, [A-Z][\w'’ &-]{2,50})?"
    r"(?P<mark>[.!]?)[\s,xX:;)❤♥👏🙏😊💙☺️-]*$"
)
CONTACT = re.compile(r"\+?\(?\d[\d\s()+-]{7,20}\d|[\w.+'-]{1,64}@[\w.-]{1,64}\w")
BEFORE_CONTACT = re.compile(
    r"[\s,;:(–—-]*(?:\b(?:on|at|tel|mob|mobile|phone|ring|text|email|e-mail|m|t)\b[.:]?\s*)?$", re.I
)
MOST_CONTACTS = 3
LONGEST_LINE = 60
ADDRESS_LINE = re.compile(r"(?:(?:flat|unit|room|no\.?|apartment) )?\d+[a-z]?,? [A-Z][\w'’]+(?: [A-Z][\w'’]+)*", re.I)
BOUNDARY = re.compile(
    r"[.!?…:;)\]]\s+|\n\s*|\s[-–—]+\s*|,\s+|^\s*|[👍🙏❤😊😭💙]\uFE0F?\s*|\s(?=\S+$)|"
    r"\b(?:thanks|thank you|thx|cheers|regards|wishes|ta|love|sincerely|faithfully|yours|from)[,!]? +",
    re.I,
)
THANKS = re.compile(
    r"(?:\b(?:thanks|thank you|cheers|regards|wishes|bless(?:ings)?|ta|love|sincerely|faithfully|gratitude|truly|yours|peace|salaam|"
    r"x|xx|xxx|pls|please|signed|from|diolch|namaste|ttfn|best)[\s,.!–—-]*|[-–—]\s*)$",
    re.I,
)
INTERJECTIONS = frozenset(
    "urgent asap please thanks sorry help sorted great brilliant lovely ideally anyone anybody everyone somebody nobody any free "
    "honestly seriously today tonight confirmed agreed delivered collected collection only tbc tba tbh amen inshallah sos "
    "fri mon tue wed thu sat sun end subject regards reply nil nothing everything something thank head deputy none more details ref "
    "note ps nb ok okay info".split()
)


def find_sign_off(text: str, places: frozenset[str], organisation: str = "") -> Iterator[tuple[int, int]]:
    """The span of the name that signs the text, if one does. `places` are folded place names, which sign nothing."""
    end = _before_contacts(text)
    yield from _signs_at(text, end, places, organisation)
    before = _before_group(text, end, organisation)
    if before < end:
        yield from _signs_at(text, before, places, organisation)


def _signs_at(text: str, end: int, places: frozenset[str], organisation: str) -> Iterator[tuple[int, int]]:
    """The span of the name that closes the text up to `end`."""
    starts = {match.end() for match in BOUNDARY.finditer(text, max(0, end - LONGEST), end)}
    for start in sorted(starts):
        match = SIGNATURE.match(text[:end], start)
        if match is None:
            continue
        before = text[:start]
        role = (match["role"] or "").strip(" ,")
        if signs(match["name"], before, bool(match["mark"]) and not role, end < len(text), places, organisation):
            if role and fold(role) not in places and not _is_a_role(role, match["role"].startswith(","), match["name"]):
                continue
            yield match.start("name"), match.end("name")
            return


ROLE = re.compile(
    r"(?:\w+ ){0,2}(?:chair\w*|secretary|treasurer|manager|trustee|head\w*|teacher|coach|vicar|chaplain|imam|priest|parent|"
    r"mum|dad|volunteer|co-?ordinator|organis\w+|"
    r"lead|leader|founder|director|officer|nurse|warden|caretaker|admin\w*|worker|captain)\b",
    re.I,
)


def _before_contacts(text: str) -> int:
    """Where the text ends without the phone numbers and addresses that close it."""
    end = len(text)
    low = max(0, end - LONGEST)
    for match in reversed([*CONTACT.finditer(text, low)][-MOST_CONTACTS:]):
        if text[match.end() : end].strip(" \n\t).,;"):
            break
        before = text[low : match.start()]
        end = low + len(before) - len(BEFORE_CONTACT.search(before[-40:]).group())  # type: ignore[union-attr]
    return end


def _before_group(text: str, end: int, organisation: str) -> int:
    """Where the text up to `end` ends without what stands under a name: the organisation, a line that names a group or an address."""
    whole = text[:end].rstrip()
    if organisation and whole.endswith(organisation):
        return len(whole) - len(organisation)
    start = whole.rfind("\n") + 1
    line = whole[start:]
    named = GROUP.search(line) is not None or ADDRESS_LINE.match(line) is not None
    return start if start and named and len(line) <= LONGEST_LINE and line[-1:] not in ".!?" else end


def _is_a_role(words: str, after_comma: bool, name: str) -> bool:
    """Whether what follows a name says who it is: "chair", "of the Larder", "for the committee"."""
    if re.match(r"(?:for|of|from|at|on behalf of) (?:the|our|[A-Z])", words):
        return True
    if after_comma and len(name.split()) > 1 and is_first_name(name.split()[0]):
        return True
    group = GROUP.search(words) is not None
    return after_comma and (ROLE.match(words) is not None or (group and words[:1].isupper()))


def signs(name: str, before: str, marked: bool, reachable: bool, places: frozenset[str], organisation: str) -> bool:
    """Whether `name`, which ends a text after `before`, is a person's. `marked`: a full stop follows; `reachable`: a number does."""
    words = re.findall(r"[^\W\d_][\w'’-]*", re.sub(rf"\b(?:{TITLE}|{RANK})\b\.?", " ", name))
    titled = len(words) < len(re.findall(r"[^\W\d_][\w'’-]*", name))
    if not words:
        return False
    folded = [fold(word) for word in words]
    if set(folded) & (NOT_NAMES | INTERJECTIONS) or fold(name) in places or (organisation and name in organisation):
        return False
    if re.search(r"['’](?:ve|ll|re|d|m|t)\b", name):
        return False
    plain, doubtful = first_names()
    first = folded[0] in plain or folded[0] in doubtful
    thanked = THANKS.search(before) is not None
    after_end = not before.strip() or re.search(r"[.!?…\n)\]👍🙏❤😊😭💙\uFE0F]\s*$", before) is not None
    if not (after_end or thanked or (reachable and first)) or not before.strip():
        return False
    if titled:
        return True
    kinded = GROUP.search(name) is not None
    if len(words) == 1:
        unknown = folded[0] not in ordinary_words()
        if kinded or folded[0] in before.casefold().split():
            return first and thanked
        return first or thanked or reachable or (unknown if marked else True)
    of_a_place = OF_PLACES.search(name) is not None or any(
        " ".join(folded[low:high]) in places for low in range(len(folded)) for high in range(low + 1, len(folded) + 1)
    )
    if kinded or of_a_place:
        return first and len(words) == 2 and not re.search(r"(?:s|FC|CIC|Ltd)$", words[-1])
    if re.match(r"[A-Z]\.? ", name) and len(words[0]) == 1:
        return True
    return first or not marked or not set(folded) & ordinary_words()
