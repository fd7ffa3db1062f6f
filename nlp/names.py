"""Finds the names of private people: by what stands before them, by titles, by sign-offs, and by a list of first names."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "lists" / "first_names.txt"
LONGEST_SIGN_OFF = 250

TITLE = (
    r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof|Professor|Rev(?:erend|d)?|Fr|Father|Sister|Sr|Canon|Imam|Rabbi|Cllr|Sgt|Cpl|"
    r"Capt|Maj|Col|Nurse|Sir|Dame|Lady|Lord|Auntie|Aunty|Uncle|Coach)"
)
PART = r"[A-ZÀ-Ž][a-zà-ž]+(?:['’-][A-ZÀ-Ž]?[a-zà-ž]+)*"
INITIAL = r"[A-Z]\.?"
TITLED = re.compile(rf"\b(?:(?:the )?{TITLE}\.?(?: \(retd\))?) (?:{INITIAL} )*{PART}(?: {PART})?(?:-{PART})?")
TITLED_SMALL = re.compile(
    r"\b(?:mrs|mr|ms|dr|rev|miss)\.? (?P<name>[A-Z][a-z]{2,}|(?!the |this |out |you |it |your |our |that |a |"
    r"an )[a-z]{3,})\b"
)
CUE = re.compile(
    r"\b(?:ring|call|phone|text|txt|msg|message|contact|email|e-mail|mail|whatsapp|speak to|talk to|ask (?:for|"
    r"4)|c/o|attn|cheers,?|thanks,?|thank you,?|ta,?|regards,?|wishes,?|bless,?|love,?|"
    r"sincerely,?|faithfully,?|gratitude,?|yours,?|"
    r"my name(?:'s| is)|name is|called|i'?m|i am|this is|it'?s|its|coach|chair|treasurer|secretary|organiser|"
    r"manager|caretaker|warden|wor|our|my (?:own )?(?:son|daughter|wife|husband|mum|mam|dad|brother|sister|"
    r"friend|neighbour|nan|grandad|mate|partner)|"
    r"son|daughter|neighbours?|resident|client|member|one of them|from|by|signed|remove|please remove|is)(?: "
    r"me,?| on,?| -| –)? (?P<name>[A-Za-zÀ-ž][\w'’-]+)",
    re.I,
)
STRONG = re.compile(
    r"^(?:ring|call|phone|text|txt|msg|contact|whatsapp|speak to|talk to|ask|my name|name is|c/o|attn)", re.I
)
SIGN_OFF = re.compile(
    rf"(?:(?:^|[\n.!?)…–—/-]|\s-|thanks|thank you|cheers|regards|wishes|bless|ta|love|sincerely|faithfully|"
    rf"gratitude)[\s,.!–—-]*)"
    rf"(?P<name>(?:{TITLE}\.? (?:\(retd\) )?)?(?:{INITIAL} )?{PART}(?: (?:{INITIAL} )?(?:[a-z]{{2}} )?{PART}| "
    rf"{INITIAL})?(?: (?:&|and|n) {PART}(?: {PART})?)?)"
    r"(?=[\s,.:;xX👏🙏❤️😊]*(?:\(.{0,40}\))?[\s,.:;xX]*(?:\+?[\d(][\d\s()+-]{7,}|\S+@\S+)?[\s.xX]*$)"
)
BEFORE_PHONE = re.compile(
    rf"(?<!\w)(?P<name>[A-Za-zÀ-ž][\w'’-]+(?: {PART})?)(?: on| at|:|,| -| –)?\s*(?=(?:\+44|0)[\d ()-]{{9,}})"
)
SMALL_SIGN_OFF = re.compile(r"(?:[-–—.!?,]|\n)\s*(?P<name>[a-z]{3,}(?: [A-Z]\b| [a-z]{3,})?)(?:\s+x+)?\s*$")
SIGNED_LINE = re.compile(
    rf"(?i:regards|wishes|thanks|thank you|cheers|sincerely|faithfully|truly|yours|love|gratitude|bless)[,.! ]*\n\s*"
    rf"(?P<name>(?:{TITLE}\.? )?{PART}(?: (?:{INITIAL} )?{PART}){{0,2}})[ ,.]*(?=\n|$)"
)
OF_GROUPS = re.compile(
    r"\b(?:Repair|Repairs|Steps|Hospital|Procurement|Council|Team|Office|Department|Buying|Support|Supplies|Service|"
    r"Community|Youth|Advice|Action|Volunteers?|Library|Museum|Gallery|Clinic|Surgery|Pharmacy|Nursery|Playgroup|Choirs?|"
    r"Cleaning|Building|Builders|Roofing|Law|Accountants|Design|Print|Printing|Transport|Logistics|Foods?|Bakery|Cafe|Café|"
    r"Store|Stores|Shop|Market|Farm|Gardens?|Allotments?|Park|Sports?|Runners|Walkers|Riders|Cyclists|Scouts|Guides|Brownies|"
    r"Cadets|University|Uni|NHS|Admin|Info|Enquiries|Reception|Recruitment|HR|Finance|Fundraising|Helpdesk|Desk|Mates|Voices|"
    r"Hands|Hearts?|Hope|House|Link|Links|Connect|Futures?|Families|Women|Mums|Dads|Parents|Men|People|Neighbours|Tools|Bikes)\b",
    re.I,
)
NOT_NAMES = frozenset(
    "me us them him her you it we the a an and or for if pls please or asap today tomorrow thanks cheers here "
    "there us back on at by with from this that now any all both monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october "
    "november december hub team askline dear hi hello morning evening sir madam all friends neighbours "
    "everyone folks mobile tel phone number email details office reception help yes no ok lol xx only text "
    "looking trying not after".split()
)
AFTER_NAME = re.compile(
    r"^(?:['’]s)? (?:Street|St|Road|Rd|Lane|Avenue|House|Hall|Centre|Center|Hospital|Park|Church|School|"
    r"Academy|Primary|Trust|Foundation|Day|Court|Close|Place|Ward|Project|Society|Group|Club|Prize|Chapel|"
    r"Hood|Bank|Mills?|Ltd|LLP|CIC|Community|Cup|Hospice|Charity|Theatre|Gallery|Library|Estate)\b"
)
SAINT = re.compile(r"\b(?:St|Saint|Friends of|the|Queen|King|New Year's|Christmas)\.? $")


@cache
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """(names that are nothing else, names that are ordinary words too), in small letters."""
    plain: set[str] = set()
    doubtful: set[str] = set()
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for name in line.split():
                (doubtful if name.endswith("*") else plain).add(name.rstrip("*"))
    return frozenset(plain - doubtful), frozenset(doubtful)


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names of people; they may overlap."""
    for match in TITLED.finditer(text):
        yield match.span()
    for match in TITLED_SMALL.finditer(text):
        yield match.span("name")
    end = max(0, len(text) - LONGEST_SIGN_OFF)
    for match in SIGN_OFF.finditer(text, end):
        if _could_sign(match["name"]):
            yield match.span("name")
    for match in SIGNED_LINE.finditer(text, end):
        words = match["name"].split()
        group = OF_GROUPS.search(match["name"]) or any(AFTER_NAME.match(f" {word}") for word in words[1:])
        if words[0].casefold() not in NOT_NAMES and not group:
            yield match.span("name")
    small = SMALL_SIGN_OFF.search(text, end)
    if small and _is_first_name(small["name"].split()[0]):
        yield small.span("name")
    for match in BEFORE_PHONE.finditer(text):
        words = match["name"].split()
        if words[0].casefold() not in NOT_NAMES and (_is_first_name(words[0]) or words[0][:1].isupper()):
            yield match.span("name")
        elif len(words) > 1 and words[1].casefold() not in NOT_NAMES:
            yield match.end("name") - len(words[1]), match.end("name")
    yield from _after_cues(text)
    yield from _listed(text)


def _could_sign(name: str) -> bool:
    words = re.findall(r"[\w'’-]+", name)
    known, doubtful = first_names()
    first = words[0].casefold()
    if first in NOT_NAMES:
        return False
    titled = re.fullmatch(TITLE, words[0]) is not None
    return titled or any(word.casefold() in known or word.casefold() in doubtful for word in words[:2])


def _is_first_name(word: str) -> bool:
    known, doubtful = first_names()
    return word.casefold() in known or word.casefold() in doubtful


def _after_cues(text: str) -> Iterator[tuple[int, int]]:
    known, _ = first_names()
    for match in CUE.finditer(text):
        name = match["name"]
        if name.casefold() in NOT_NAMES or AFTER_NAME.match(text[match.end("name") :]):
            continue
        plain = re.sub(r"['’]s$", "", name)
        if (
            plain.casefold() in known
            or (name[:1].isupper() and _is_first_name(plain))
            or (STRONG.match(match.group()) and name[:1].isupper() and not match.group()[:1].isspace())
        ):
            yield _with_surname(text, match.start("name"), match.start("name") + len(plain))


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """First names of the list written with a capital letter, with the surname that follows."""
    known, doubtful = first_names()
    for match in re.finditer(rf"\b{PART}\b", text):
        word = re.sub(r"['’]s$", "", match.group())
        start, end = match.start(), match.start() + len(word)
        if AFTER_NAME.match(text[end:]) or SAINT.search(text[max(0, start - 12) : start]):
            continue
        if word.casefold() in known:
            yield _with_surname(text, start, end)
        elif word.casefold() in doubtful:
            whole = _with_surname(text, start, end)
            if whole[1] > end and not _starts_sentence(text, start):
                yield whole


def _starts_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1:] in ".!?\n:"


def _with_surname(text: str, start: int, end: int) -> tuple[int, int]:
    match = re.match(rf" (?:(?:[A-Z]\.? )?{PART}(?:-{PART})?|[A-Z]\b(?!['’]))", text[end:])
    if match is None or text[start:end].islower():
        return start, end
    following = match.group().strip().split()[-1]
    if following.casefold() in NOT_NAMES or AFTER_NAME.match(text[end:]):
        return start, end
    return start, end + match.end()
