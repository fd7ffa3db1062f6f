"""Finds personal data in a text."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nlp.known import find_known
from nlp.marked_private import marked_private
from nlp.marks import NOTHING_MARKED, Marks
from nlp.name_words import TITLE
from nlp.names import find_names
from nlp.reading import PersonalSpan

HEALTH = Path(__file__).parent / "data" / "lists" / "health.txt"

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:\(at\)|\[at\]| at ) ?[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?(?:[\w-]+(?: ?(?:\(dot\)| dot ) ?)?)+",
    re.I,
)
PHONE = re.compile(r"(?<![\w£.,-])(?:\+44[ -]?(?:\(0\))?|0|\(0)(?:[ ()-]{0,2}\d){9,10}(?!\d)")
NHS = re.compile(r"(?i:\bNHS(?: number| no\.?)?:? ?)(\d{3}[ -]?\d{3}[ -]?\d{4})\b")
NATIONAL_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
BORN = re.compile(r"\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?):? ?(\d{1,2}[/. -]\w{1,9}[/. -]\d{2,4})", re.I)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
STREETS = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Crescent|Cres|Grove|Terrace|Terr|Way|Place|Mount|"
    r"Court|Ct|Parade|Row|Walk|Mews|Square|Hill|Gardens|Gdns|Bank|Approach|View|Rise|Croft|"
    r"Yard|Wharf|Wynd|Bungalows|Gate|Cottages?|Villas|Fold|Green|Garth|Vale|Drift|Flats|Tower|Towers|Heights|Buildings)"
)
SMALL_STREETS = (
    r"(?:street|road|lane|avenue|drive|close|crescent|grove|terrace|mount|court|parade|mews|gardens|rise|croft|"
    r"cottages|villas|garth|walk)"
)
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
ADDRESS = re.compile(
    rf"(?<![\d,.£])\b(?:(?:[Ff]lat|[Aa]pt|[Uu]nit|[Rr]oom) ?\d+[A-Za-z]?,? )?\d{{1,4}}[A-Za-z]?,? "
    rf"(?!{MONTHS} )(?:[A-Z][\w'’]+ ){{1,3}}{STREETS}\b(?:,? [A-Z][a-z]+(?= |,|\.|$)(?! \d))?(?:,? "
    rf"[A-Z]{{1,2}}\d[A-Z\d]?(?: ?\d[A-Z]{{2}})?\b)?"
)
FLAT = re.compile(r"\b(?:[Ff]lat|[Aa]pt|[Aa]partment) \d+[A-Za-z]?,? [A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2}")
HOUSE_NUMBER = re.compile(
    rf"\b(?:at|of|in|from) (?P<at>(?:number |[Nn]o\.? ?)\d{{1,4}}[A-Za-z]?(?: (?:[A-Z][\w'’]+ ){{1,3}}{STREETS}\b)?)(?! (?:bus|on the))"
)
HANDLE = re.compile(r"(?<![\w.@])@[a-z_]\w{3,31}\b(?!\.\w)")
ADDRESS_SMALL = re.compile(
    rf"\b\d{{1,4}}[a-z]? (?!for |more |on |in |off |min|mile|hour|day|metre)[a-z']{{3,}} "
    rf"(?:(?!for |from |and |the )[a-z']{{3,}} )?(?:{SMALL_STREETS})\b(?! of)"
)
SOMEONE = re.compile(
    r"\b(?:he|she|his|her|hers|him|(?:s?he)['’]?s|(?:my|me|our|wor) (?:\w+ )?(?:son|daughter|husband|wife|mum|mam|mother|dad|da|father|"
    r"brother|sister|nan|partner|neighbour|friend|client|lad|lass|aunt\w*|uncle|gran\w*|cousin|hip|knee|back|"
    r"soprano|bugler|driver|caretaker|"
    r"secretary|treasurer|cook|chair|coach)(?:['’]s)?|lollipop (?:lady|man)|midwife['’]?s?|kid|"
    r"one (?:of (?:them|us|our)|lad|lady|resident|member|man|woman|[a-z]+ with)|"
    r"(?:a|the|this|our|one) (?:lad|lass|lady|gentleman|young man|young woman|boy|girl|mum|dad|man|woman|"
    r"tenant|resident|member|neighbour|client|pensioner)|i(?:'ve| have| am|'m)|aged? \d+|"
    r"(?<!no )one(?= (?:has|is|was|had|with|w|lost|who)\b|[,.;:]))(?!\w)",
    re.I,
)
HEALTH_DOINGS = re.compile(
    r"\b(?:(?:has|with) (?:only )?one (?:leg|arm|eye|lung|kidney)|"
    r"lost (?:both|a|an|one|his|her) (?:legs?|arms?|sight|hearing|foot|hand)|had (?:a|an|his|her) (?:hip|"
    r"knee|stroke|fall|op|operation|breakdown)(?: done| replaced)?|is(?: not|n['’]?t) eating|"
    r"(?:broke|broken|fractured|bust|did|done|hurt|twisted|sprained) (?:(?:his|her|my|me|an?|their) )?(?:leg|arm|wrist|ankle|hip|knee|back|"
    r"shoulder|foot|neck|collarbone)s?(?: in)?|(?:his|her|my|me) (?:hip|knee|back|eyes|heart|nerves|legs|lungs|sight|hearing)"
    r"(?: (?:has|have|is|are|'s) "
    r"(?:gone|bad|failing|going))?(?=[).,;!?\n]|$)|eyes are bad|in (?:his|her|my) \w+ (?:cycle|trimester)|"
    r"(?:been )?clean (?:for )?\w+ (?:years|months)|kept (?:me|him|her) sober|(?:has|have|['’]s) stopped (?:sleeping|eating)|"
    r"(?:has|have)(?: not|n['’]t) left the house|(?:been|was|were) admitted(?: twice| again)?|"
    r"(?:cannot|can['’]?t) (?:(?:hear|see|walk) (?:well|far|properly)|hold a pen)|\d months (?:gone|pregnant)|"
    r"(?:his|her|my|me) (?:eyes|sight|hearing|legs|knees|back|nerves) (?:went|gave)|cardiac arrest|"
    r"has a pacemaker|has (?:just )?come out of (?:hospital|rehab)|took an overdose|tried to (?:kill|hang) \w+self)\b",
    re.I,
)
SHORT = 3
"""So many words at most may tell of the person of the sentence before: "My dad forgets words. Stroke."."""
OF_A_GROUP = re.compile(
    r"[ -](?:[^\W\d]+ )?(?:resource|base|hub|days?|week|team|group|carers|club|support|clinic|society|charity|survivors?|association|"
    r"caf[eé]|choir|project|service|awareness|friendly|training|sufferers|patients|people|charities|nurses?|unit|ward)\b",
    re.I,
)


@cache
def _conditions() -> re.Pattern[str]:
    lines = HEALTH.read_text(encoding="utf-8").splitlines()
    terms = [line for line in lines if line and not line.startswith("#")]
    parts = [f"(?:{term})" if re.search(r"[A-Z]{2}|M\\", term) else f"(?i:{term})" for term in terms]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


def find_personal(
    text: str,
    known: tuple[str, ...] = (),
    organisation: str = "",
    places: frozenset[str] = frozenset(),
    marks: Marks = NOTHING_MARKED,
) -> tuple[PersonalSpan, ...]:
    """The personal data of a text, in order, without overlaps.

    `known` are words known to be the sender's own (name, number, address): found exactly, names only when they are a
    person's. Within the name of the `organisation` read in the text no person is looked for. `places` are folded place names,
    `marks` what the tuned encoder says of the words.
    """
    keep = [match.span() for match in re.finditer(re.escape(organisation), text)] if organisation else []
    found = [*find_known(text, known, organisation), *_contacts(text), *_addresses(text)]
    for start, end in find_names(text, places, organisation):
        if not any(low < end and start < high for low, high in keep):
            found.append(PersonalSpan(start, end, "name", text[start:end]))
    again = _again(text, [one.text for one in found if one.kind == "name"])
    found.extend(one for one in again if not any(low < one.end and one.start < high for low, high in keep))
    spans = _without_overlaps(found)
    spans = _without_overlaps([*spans, *_health(text, spans)])
    taken = [*keep, *((one.start, one.end) for one in spans)]
    return _without_overlaps([*spans, *marked_private(text, marks, taken, places)])


def _contacts(text: str) -> Iterator[PersonalSpan]:
    for pattern, kind in (
        (EMAIL, "email"),
        (HANDLE, "email"),
        (EMAIL_SPOKEN, "email"),
        (PHONE, "phone"),
        (NATIONAL_INSURANCE, "number"),
    ):
        for match in pattern.finditer(text):
            yield PersonalSpan(match.start(), match.end(), kind, match.group())
    for pattern in (NHS, BORN):
        for match in pattern.finditer(text):
            yield PersonalSpan(match.start(1), match.end(1), "number", match.group(1))


def _addresses(text: str) -> Iterator[PersonalSpan]:
    for pattern in (ADDRESS, FLAT, ADDRESS_SMALL, POSTCODE):
        for match in pattern.finditer(text):
            yield PersonalSpan(match.start(), match.end(), "address", match.group())
    for match in HOUSE_NUMBER.finditer(text):
        yield PersonalSpan(*match.span("at"), "address", match["at"])


def _health(text: str, spans: tuple[PersonalSpan, ...]) -> Iterator[PersonalSpan]:
    """Conditions, where the same sentence tells of one person."""
    told = False
    for sentence in re.finditer(r"[^.!?\n]+", text):
        start, end = sentence.span()
        short = told and len(sentence.group().split()) <= SHORT
        one = (
            short
            or SOMEONE.search(sentence.group())
            or any(span.kind == "name" and start <= span.start < end for span in spans)
        )
        told = bool(one)
        if not one:
            continue
        for match in HEALTH_DOINGS.finditer(text, start, end):
            yield PersonalSpan(*match.span(), "health", match.group())
        for match in _conditions().finditer(text, start, end):
            if OF_A_GROUP.match(text, match.end()):
                continue
            yield PersonalSpan(*match.span(), "health", match.group())


def _again(text: str, names: list[str]) -> Iterator[PersonalSpan]:
    """Every other place where a name that was found stands, whole or by one of its words, "Stans" and "Stan's" too."""
    words = {
        word for name in names for word in re.findall(r"[A-ZÀ-Ž][\w'’-]{2,}", name) if not re.fullmatch(TITLE, word)
    }
    for word in words:
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?=s?(?!\w))", text):
            yield PersonalSpan(*match.span(), "name", match.group())


def _without_overlaps(spans: list[PersonalSpan] | tuple[PersonalSpan, ...]) -> tuple[PersonalSpan, ...]:
    kept: list[PersonalSpan] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)
