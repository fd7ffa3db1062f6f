"""What names of people are made of: titles, capitals, a list of first names of many origins, words that are none."""

import re
from functools import cache
from pathlib import Path

from nlp.folding import fold

LISTS = Path(__file__).parent / "data" / "lists"
FIRST_NAMES, PUBLIC_NAMES = LISTS / "first_names.txt", LISTS / "public_names.txt"

TITLE = (
    r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof|Professor|Rev(?:erend|d)?|Fr|Father|Sister|Sr|Canon|Imam|Rabbi|Cllr|Sgt|Cpl|Corporal|Captain|"
    r"Capt|Maj|Major|Col|Nurse|Sir|Dame|Lady|Lord|Auntie|Aunty|Uncle|Coach|Councillor|Pastor|Brother|Commander|Bombardier|PCSO|PC|"
    r"Sergeant|Inspector|Constable|Deacon|Bishop|Sheikh|Ustadh|Maulana|Pandit|Granthi|Sensei|"
    r"Wing (?:Cdr|Commander)|Cdr|Sqn Ldr|Flt Lt|Lt(?: Col| Cdr)?|WO[12]?|CSM|RSM)"
)
PART = r"(?:[A-Z]['’](?=[A-Z][a-z]))?[A-ZÀ-Ž][a-zà-ž]+(?:['’-][A-ZÀ-Ž]?[a-zà-ž]+)*"
INITIAL = r"[A-Z]\.?"
PARTICLE = r"(?:de|da|dos|du|di|van|von|der|den|ter|bin|binti|ibn|al|el|la|le|ap|ferch|[Oo]|Mc|Mac)"
OF_PLACES = re.compile(
    r"\b(?:Street|Road|Rd|Lane|Avenue|House|Hall|Court|Close|Place|Park|Square|Estate|Ward|Terrace|Mills?)\b"
)
NOT_NAMES = frozenset(
    "me us them him her you it we the a an and or for if pls please or asap today tomorrow thanks cheers here "
    "there us back on at by with from this that now any all both monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october "
    "november december hub team askline dear hi hello morning evening sir madam all friends neighbours "
    "everyone folks mobile tel phone number email details office reception help yes no ok lol xx only text "
    "looking trying not after call ring text txt whatsapp contact msg tel mob fax".split()
)


@cache
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """(names that are nothing else, names that are ordinary words too), in small letters."""
    plain: set[str] = set()
    doubtful: set[str] = set()
    for line in FIRST_NAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for name in line.split():
                (doubtful if name.endswith("*") else plain).add(name.rstrip("*"))
    return frozenset(plain - doubtful), frozenset(doubtful)


def is_first_name(word: str) -> bool:
    """Whether the word, accents and a possessive aside, is on the list of first names."""
    plain, doubtful = first_names()
    folded = fold(re.sub(r"['’]s$", "", word))
    return folded in plain or folded in doubtful


@cache
def public_names() -> re.Pattern[str]:
    """Names that are nobody's private ones: Father Christmas, John Lewis, Martin Luther King."""
    lines = PUBLIC_NAMES.read_text(encoding="utf-8").splitlines()
    return re.compile(r"\b(?:" + "|".join(line for line in lines if line and not line.startswith("#")) + r")\b", re.I)
