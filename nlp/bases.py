"""Why a place named is not where the help is: ruled out, the sender's base, where things are fetched, where people come from or go."""

import re

from nlp.candidates import Mention
from nlp.folding import fold
from nlp.mentions import LISTED
from nlp.places import Place

NOT_HERE = re.compile(
    r"\b(?:not (?:for|in|from|at|just|only)?|but not|never|except(?: for)?|apart from|other than|outside of|"
    r"(?:anywhere|everywhere|all|any (?:ward|place|part)) but|(?:anywhere|anyone|live|living|lives) outside|"
    r"unsubscribe (?:me |us )?from|isn'?t(?: for| in)?|nor|(?:come|coming|came|fresh|just|lately|released|straight|"
    r"him|lads|out) out of|released from|leaving|rather than|instead of|no longer (?:in|at)|moved (?:out of|from)|"
    r"(?:staying|stay|stays|remain|remaining) (?:at|in)|"
    r"before (?:we|i) (?:use|used|were|was|met|meet|had|rented|hired) (?:\w+ ){0,3}(?:in|at|on)|placed (?:there |here )?from|"
    r"(?:done|had|have|get|got) (?:enough|plenty) (?:\w+ )?in|"
    r"at present only in|already (?:in|at)|used to be (?:in|at)|not the one in|wrong "
    r"side of|used to meet (?:in|at))(?: the)? $",
    re.I,
)
SWAPPED = re.compile(r"\b(?:swap|replace|change)(?: the)? $", re.I)
BASE = re.compile(
    r"\b(?:(?:reply|write|post|letters|cheques?|invoices?|parcels?) (?:\w+ )?to\b[^.!?\n]{0,30} (?:in|at|,)?|"
    r"based (?:in|at|on|near|out of|over in)|(?:our|my|the|an?|with) (?:\w+ )?offices? (?:is |are )?(?:in|at|on|near|"
    r"by|off)|head ?office (?:in|at)|hq (?:is )?(?:in|at)|depot (?:is )?(?:in|at)|warehouse (?:is )?(?:in|at)|(?:our|"
    r"my|with an?) (?:\w+ )?(?:unit|yard) (?:in|at)|our (?:shop|factory|base|premises|works|garage) (?:is )?(?:in|at|"
    r"on)|(?:shop|yard|works|premises)(?:['’]?s| is) (?:in|at|on)|(?:garaged|stored|parked|kept|sat|sitting)(?: in our yard)? (?:in|at)|"
    r"(?:secretary|treasurer|chair|funder|trustee|landlord)['’]s(?: [a-z]+){0,3} (?:in|at|near)|"
    r"(?:has|have) (?:its|their|our) [^.!?\n,]{3,25} (?:in|at)|lives? (?:up|down|over) (?:in|at)|"
    r"pick ?-?up (?:in|from|at)?|collect(?:ion)? (?:from|in|at|is from)|coming from|grew up in|born in|raised in|"
    r"(?:stolen|nicked|taken) from|(?:walk|travel|bus)\w* (?:in |over |up |down )?from|(?:i|we) live (?:in|at)|"
    r"s?he lives (?:in|at)|(?:shift|works?|worked|working|job) at|held (?:on [^.!?\n]{0,20} )?at|(?:starts?|sets? out|"
    r"leaves) from|registered in|writing from|run from|run(?:ning)? out of|out of our|"
    r"i run an? [^.,:!?\n]{0,25} (?:in|at|on)|firm (?:in|from)|company (?:in|from)|chippy in)(?: the)? "
    r"?(?:\w+ )?$",
    re.I,
)
FETCHED_FROM = re.compile(
    r"\b(?:bring|take|leave|drop)(?: your| any| all)? (?:donations|things|items|bags|them|it)(?: off)? (?:to|at|"
    r"in)(?: the| our)?(?: \w+ (?:in|at))? $|\b(?:pick(?:ed)? ?-?ups?|collect(?:ed|ion)?|fetch(?: it| them)?|"
    r"drop(?:ped|ping)?[- ]?offs?|dropped|left|depot|yard|(?<!same )warehouse|showroom|stores?|(?:office|house|"
    r"factory|shop) clearance)(?: it| them| is| are| point)?(?: in| from| at| near)?(?: the| our)? $|\b(?:fetch|"
    r"collect|picked? up)\b[^.!?]{0,20} from (?:the |our )?(?:\w+ )?(?:in |at )?$|"
    r"\bour (?:\w+ )?(?:yard|depot|showroom|warehouse|store|unit),? (?:in |at )?$",
    re.I,
)
FIRM_AFTER = re.compile(r" (?:law )?(?:office|firm|company|practice|agency|accountants|solicitors)\b", re.I)
BASED_AFTER = re.compile(r"[- ]based\b|[- ](?:depot|showroom|yard|warehouse|branch office)\b", re.I)
CORRECTION = re.compile(r"\b(?:i mean|no,? (?:wait|hang on)|sorry,? i meant|correction:?)\b", re.I)
SIDE_OF = re.compile(r" (?:side|end|edge) of\b", re.I)
GIVERS_PLACE = re.compile(
    r"\b(?:our|my) offices? \($|"
    r"\b(?:engineers|architects|surveyors|accountants|lawyers|solicitors|designers|developers), $|"
    r"\bi(?:['’]?m| am) an? [^.!?\n]{3,30} in $|\b(?:did|spent|after) [\w ]{1,15}years (?:in|at|on) $|"
    r"\((?:[\w'’&]+ ){0,2}[\w'’&]+, (?:near |by )?$|(?-i:[A-Z])[\w'’&]+ \($|\b(?:co-?op(?:erative)?|collective|crew|team|cooks|"
    r"chefs|women|men|people|staff)\b[^.!?\n]{0,25} from(?: [\w'’]+(?:,| and| or| &))? $|\b(?:firm|company|crew|"
    r"agency|contractors?|shop|deli|bakery|bakers?|florists?|greengrocers?|takeaway|butchers?|garage|"
    r"development trust|accountants|solicitors|lawyers|plasterers?|joiners?|electricians?)\b"
    r"[^.!?\n]{0,12} (?:in|at|on|by|near)(?: the)? $",
    re.I,
)
SELLERS_BASE = re.compile(
    r"\b(?:we(?:['’]re| are)|i(?:['’]m| am)) (?:[\w'’]+, )?an? [^.!?:\n]{0,50} (?:in|at|from|of|near)(?: the)? $|"
    r"\b(?:is|are) (?:an?|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+) [^.!?:\n]{0,45} (?:in|at|from)(?: the)? $|"
    r"\bout of(?: the)? $|\bunder the arches (?:in|at)(?: the)? $",
    re.I,
)
FIRMS_BASE = re.compile(
    r"\b(?:(?:we(?:['’]re| are)|i(?:['’]m| am| run| own)) (?:an? )?(?:[\w-]+ ){0,3}(?:firm|company|(?<!food )bank|bakery|shop|"
    r"business|garage|agency|café|cafe|restaurant|takeaway|salon|brewery|studio)|i(?: have|"
    r"['’]ve got) (?:an? )?(?:\w+ )?(?:firm|company)|is an? (?:[\w-]+ ){0,3}(?:firm|practice|company|agency)|"
    r"(?:running|working|operating) out of)"
    r"(?: here)?,?(?: in| at| on| near| from)?(?: the| an?)?(?: \w+ (?:in|at|above|near))? $",
    re.I,
)
GONE_TO = re.compile(
    r"\b(?:sing|play|perform|parade|trip|off|minibus|ride|day out|picnic|visit|outing|go|taken?|taking|lift|coach|bus|"
    r"walk|concert|show)(?:s|ing)?\b"
    r"[^.!?\n]{0,30} (?:at|to|te|from)(?: the)? $",
    re.I,
)
TREATED_AT = re.compile(
    r"\b(?:to|for) [^.!?\n]{0,20}(?:dialysis|chemo\w*|appointments?|clinics?|hospital|treatment) (?:in|at|"
    r"over at)(?: the)? $",
    re.I,
)
FETCHED_AWAY = re.compile(r"(?<!anywhere )\bfro?m (?:(?:a|an|the|our) (?:[\w'’]+ ){1,3}(?:in|at|on) )?$", re.I)
SERVED = re.compile(r"\b(?:in|at|across|around|round|within|for|to|covering|serving|and|of)(?: the)? $", re.I)
SERVED_AFTER = re.compile(r" (?:way|side|area|direction)\b", re.I)
LOOK_BACK = 40
PRISON = re.compile(r"\b(?:gaol|jail|prison|yoi|hmp|wealstun)\b", re.I)
OUT_OF = re.compile(r"\b(?:out of|outta|oot o|oota|leaving|left|from)(?: the)? $", re.I)


def is_ruled_out(text: str, mention: Mention) -> bool:
    """Whether the text says "not in Middleton", or changes it for another: "swap Pudsey for Roundhay"."""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    if PRISON.search(mention.label) and OUT_OF.search(before):
        return True
    changed = SWAPPED.search(before) and re.match(r" (?:for|with|by)\b", text[mention.end :])
    return NOT_HERE.search(before) is not None or changed is not None


def is_a_stop(text: str, mention: Mention, *, gives_space: bool) -> bool:
    """Whether the place is only where things are fetched, or where the sender has its base."""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    return (
        FETCHED_FROM.search(before) is not None
        or (FIRMS_BASE.search(before) is not None and not gives_space)
        or BASED_AFTER.match(text, mention.end) is not None
    )


def is_a_base(text: str, mention: Mention, *, gives: bool) -> bool:
    """Whether the sender sits there; `gives`: it offers or sells, and says so in more ways."""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    return BASE.search(before) is not None or (
        gives and (GIVERS_PLACE.search(before) is not None or FIRM_AFTER.match(text, mention.end) is not None)
    )


def is_a_side(text: str, mention: Mention) -> bool:
    """ "the Fulneck side of Pudsey"."""
    return SIDE_OF.match(text, mention.end) is not None


def is_left_for(text: str, mention: Mention, others: list[Mention]) -> bool:
    """Whether something goes from this place to another one that the text names: "a piano from a house in X to the hall at Y"."""
    if not FETCHED_AWAY.search(text[max(0, mention.start - LOOK_BACK) : mention.start]):
        return False
    return any(
        mention.end < other.start < mention.end + LOOK_BACK
        and re.match(r"(?: \w+){0,2} to\b[^.!?\n]*$", text[mention.end : other.start], re.I)
        for other in others
    )


def is_gone_to(text: str, mention: Mention, others: list[Mention], place: Place) -> bool:
    """Whether a hall or a station is only where people of another place go: "a Gipton choir will sing at the Town Hall"."""
    if len(others) > 1 and TREATED_AT.search(text[max(0, mention.start - LOOK_BACK) : mention.start]):
        return True
    if re.search(r"\bto $", text[: mention.start], re.I) and any(
        re.fullmatch(r" from (?:the )?", text[mention.end : one.start], re.I) for one in others
    ):
        return True
    if not _is_landmark(mention, place) or all(_is_landmark(one, place) for one in others):
        return False
    on_foot = any(re.fullmatch(r" (?:to|te|til) (?:the )?", text[one.end : mention.start], re.I) for one in others)
    return on_foot or GONE_TO.search(text[max(0, mention.start - LOOK_BACK) : mention.start]) is not None


def _is_landmark(mention: Mention, place: Place) -> bool:
    name = place.names.get(fold(mention.label))
    return name is not None and name.kind == "landmark"


def served(text: str, here: list[Mention]) -> list[Mention]:
    """Of those who sell their work: where they say that they work, not the place after their name."""
    kept: list[Mention] = []
    for one in here:
        listed = bool(kept) and LISTED.fullmatch(text, kept[-1].end, one.start) is not None
        before = text[max(0, one.start - 2 * LOOK_BACK) : one.start]
        said = one.kind == "part" or SERVED.search(before) or SERVED_AFTER.match(text, one.end)
        if listed or (said and not SELLERS_BASE.search(before)):
            kept.append(one)
    return kept
