"""From the places that a text names to the wards that the help is for."""

import re
from dataclasses import dataclass, replace

from nlp.candidates import Mention
from nlp.mentions import LISTED, find_mentions
from nlp.places import Place
from nlp.postcodes import PostcodeTable
from nlp.reading import WardCandidate

WHOLE_PLACE = re.compile(
    r"\b(?:city|borough|district|leeds|gateshead|hackney)[- ]?wide\b|"
    r"\b(?:right |all )?(?:across|throughout|anywhere in|any ?where (?:within|round|around)|all (?:over|around|"
    r"round|across)|every (?:part|corner|ward|bit) (?:of|in)|"
    r"any(?= (?:leeds|gateshead|hackney) (?!(?:[\w-]+ )?(?:firms?|compan|business|employers?|shops?|suppliers?|"
    r"solicitors?|builders?|plumbers?|landlords?|trades?|city|central|downs|wick|road|town|marsh))\w)|"
    r"for the(?= borough of)|(?:the )?whole (?:of |o['’]? ?)?|all (?:parts )?of|any part (?:of|o['’]?)|everywhere "
    r"in|every (?:ward|neighbourhood|school) in|all areas of|all wards (?:in|of)|up and down|wherever in|from around|"
    r"venues around|(?<!from )any (?!(?:\w+ )?(?:builders?|firms?|compan|employers?|"
    r"business|shops?|suppliers?|solicitors?|plumbers?|landlords?|people with))"
    r"[^.,;:!?\\n]{0,30}? (?:in|from))\s*(?:the whole of |of )?(?P<what>[^,.;:!?\n]{2,40})",
    re.I,
)
NOT_HERE = re.compile(
    r"\b(?:not (?:for|in|from|at|just|only)?|but not|never|except(?: for)?|apart from|other than|outside of|"
    r"(?:anywhere|anyone|live|living|lives) outside|unsubscribe (?:me |us )?from|"
    r"isn'?t(?: for| in)?|nor|"
    r"(?:come|coming|came|fresh|just|released|straight|him|lads|out) out of|released from|leaving|"
    r"rather than|instead of|no longer (?:in|at)|"
    r"moved (?:out of|from)|at present only in|already (?:in|at)|used to be (?:in|at)|not the one in|wrong "
    r"side of|used to meet (?:in|at))(?: the)? $",
    re.I,
)
SWAPPED = re.compile(r"\b(?:swap|replace|change)(?: the)? $", re.I)
BASE = re.compile(
    r"\b(?:based (?:in|at|on|near|out of|over in)|(?:our|my|the|an?|with) (?:\w+ )?offices? (?:is |are )?(?:in|at|on)|head ?office (?:in|"
    r"at)|hq (?:is )?(?:in|at)|depot (?:is )?(?:in|at)|warehouse (?:is )?(?:in|at)|unit (?:in|at)|"
    r"yard (?:in|at)|our (?:shop|factory|base|premises|works|garage) (?:is )?(?:in|at|on)|pick ?-?up (?:in|"
    r"from|at)?|collect(?:ion)? (?:from|in|at|is from)|coming from|"
    r"(?:walk|travel|bus)\w* (?:in |over |up |down )?from|(?:i|we) live (?:in|at)|s?he lives (?:in|at)|(?:shift|works?|working|job) at|"
    r""
    r"registered in|writing from|run from|out of our|firm (?:in|from)|company (?:in|from)|chippy in)(?: the)? "
    r"?(?:\w+ )?$",
    re.I,
)
FETCHED_FROM = re.compile(
    r"\b(?:bring|take|leave|drop)(?: your| any| all)? (?:donations|things|items|bags)(?: off)? (?:to|at|in)(?: the| our)? $|"
    r"\b(?:pick(?:ed)? ?-?ups?|collect(?:ed|ion)?|fetch(?: it| them)?|drop(?:ped|ping)?[- ]?offs?|dropped|left|"
    r"depot|yard|(?<!same )warehouse|showroom|stores?|"
    r"(?:office|house|factory|shop) clearance)(?: it| them| is| are| point)?(?: in| from| at| near)?(?: the| our)? $|"
    r"\b(?:fetch|collect|picked? up)\b[^.!?]{0,20} from (?:the |our )?(?:\w+ )?(?:in |at )?$|"
    r"\bour (?:\w+ )?(?:yard|depot|showroom|warehouse|store|unit),? (?:in |at )?$",
    re.I,
)
FIRM_AFTER = re.compile(r" (?:law )?(?:firm|company|practice|agency|accountants|solicitors)\b", re.I)
BASED_AFTER = re.compile(r"[- ]based\b|[- ](?:depot|showroom|yard|warehouse|branch office)\b", re.I)
CORRECTION = re.compile(r"\b(?:i mean|no,? (?:wait|hang on)|sorry,? i meant|correction:?)\b", re.I)
SIDE_OF = re.compile(r" (?:side|end|edge) of\b", re.I)
GIVERS_PLACE = re.compile(
    r"\((?:[\w'’&]+ ){0,2}[\w'’&]+, $|(?-i:[A-Z])[\w'’&]+ \($|"
    r"\b(?:co-?op(?:erative)?|collective|crew|team|cooks|chefs|women|men|people|staff)\b[^.!?\n]{0,25} from"
    r"(?: [\w'’]+(?:,| and| or| &))? $|"
    r"\b(?:firm|company|crew|agency|contractors?|shop|bakery|butchers?|garage|development trust|"
    r"accountants|solicitors|lawyers|plasterers?|joiners?|electricians?)\b"
    r"[^.!?\n]{0,12} (?:in|at|on|by|near)(?: the)? $",
    re.I,
)
FETCHED_AWAY = re.compile(r"(?<!anywhere )\bfro?m (?:(?:a|an|the|our) (?:[\w'’]+ ){1,3}(?:in|at|on) )?$", re.I)
SERVED = re.compile(r"\b(?:in|at|across|around|round|within|for|to|covering|serving|and|of)(?: the)? $", re.I)
LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class WardReading:
    """Where the help is for; `outside` names another district when the text points there and nowhere here."""

    wards: tuple[WardCandidate, ...] = ()
    certain: bool = False
    city_wide: bool = False
    outside: str = ""


def read_wards(
    text: str,
    place: Place,
    *,
    postcodes: PostcodeTable | None = None,
    hidden: tuple[tuple[int, int], ...] = (),
    organisation: str = "",
    giving: bool = False,
    gives_space: bool = False,
    sells: bool = False,
) -> WardReading:
    """Reads the wards.

    `hidden` are spans of people's names and home addresses; `giving` says that the text offers rather than asks, so that the
    sender's own address does not count, unless `gives_space`: then the place of the room does.
    `sells`: it offers its work for pay, in the places that it says it serves.
    """
    mentions = [one for one in find_mentions(text, place, postcodes) if not _within(one, hidden)]
    if _is_city_wide(text, place):
        return WardReading(city_wide=True, certain=True)
    here = [one for one in mentions if one.candidates and not _is_ruled_out(text, one)]
    corrected = max((match.end() for match in CORRECTION.finditer(text)), default=-1)
    here = [one for one in here if one.start > corrected] or here
    here = [one for one in here if not SIDE_OF.match(text, one.end)] or here
    here = [one for one in here if not _is_a_stop(text, one) and not (one.misspelt and one.label in organisation)]
    here = [one for one in here if not _is_left_for(text, one, here)] or here
    homeless = giving and not gives_space
    if sells:
        here = _served(text, here)
    here = _of_the_help(text, here, organisation, homeless)
    if here:
        return _settled(here, place, text)
    outside = next((one.label for one in mentions if one.kind == "outside"), "")
    return WardReading(outside=outside)


def _within(mention: Mention, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _is_ruled_out(text: str, mention: Mention) -> bool:
    """Whether the text says "not in Middleton", or changes it for another: "swap Pudsey for Roundhay"."""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    changed = SWAPPED.search(before) and re.match(r" (?:for|with|by)\b", text[mention.end :])
    return NOT_HERE.search(before) is not None or changed is not None


def _is_a_stop(text: str, mention: Mention) -> bool:
    """Whether the place is only where things are fetched, or where the sender has its base."""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    return FETCHED_FROM.search(before) is not None or BASED_AFTER.match(text, mention.end) is not None


def _is_left_for(text: str, mention: Mention, others: list[Mention]) -> bool:
    """Whether something goes from this place to another one that the text names: "a piano from a house in X to the hall at Y"."""
    if not FETCHED_AWAY.search(text[max(0, mention.start - LOOK_BACK) : mention.start]):
        return False
    return any(
        mention.end < other.start < mention.end + LOOK_BACK
        and re.match(r"(?: \w+){0,2} to\b[^.!?\n]*$", text[mention.end : other.start], re.I)
        for other in others
    )


def _is_city_wide(text: str, place: Place) -> bool:
    for match in WHOLE_PLACE.finditer(text):
        what = match.group("what")
        if what is None:
            return True
        named = re.sub(r"^(?:the|of|borough of)\s+", "", re.sub(r"^(?:the|of)\s+", "", what.casefold().strip()))
        if any(
            re.match(
                rf"(?:{re.escape(whole.removeprefix('the '))})(?!\w)(?!['’])(?! (?:centre|center|road|station))", named
            )
            for whole in place.whole
        ):
            return True
    return False


def _served(text: str, here: list[Mention]) -> list[Mention]:
    """Of those who sell their work: where they say that they work, not the place after their name."""
    kept: list[Mention] = []
    for one in here:
        listed = bool(kept) and LISTED.fullmatch(text, kept[-1].end, one.start) is not None
        if listed or one.kind == "part" or SERVED.search(text[max(0, one.start - LOOK_BACK) : one.start]):
            kept.append(one)
    return kept


def _of_the_help(text: str, here: list[Mention], organisation: str, homeless: bool) -> list[Mention]:
    """Leaves out the sender's base, and the place in the organisation's name when the text names another.

    `homeless`: neither the base nor the name counts, even when no other place is named.
    """
    elsewhere = [
        one
        for one in here
        if not BASE.search(before := text[max(0, one.start - LOOK_BACK) : one.start])
        and not (homeless and (GIVERS_PLACE.search(before) or FIRM_AFTER.match(text, one.end)))
    ]
    if homeless or elsewhere:
        here = elsewhere
    if organisation:
        start = text.casefold().find(organisation.casefold())
        named = [(start, start + len(organisation))] if start >= 0 else []
        here = [one for one in here if one.kind != "postcode" or one.certain or not _within(one, tuple(named))]
        apart = [one for one in here if not _within(one, tuple(named))]
        loose = {candidate.gss for one in apart if not one.certain for candidate in one.candidates}
        apart += [one for one in here if one not in apart and one.certain and one.candidates[0].gss in loose]
        if apart or homeless:
            here = apart
    return here


def _narrowed(mentions: list[Mention]) -> list[Mention]:
    """ "Burley, LS6": where a name and a postcode district may each mean several wards, those that both may mean."""
    names = [one for one in mentions if one.kind == "name" and not one.certain]
    codes = [one for one in mentions if one.kind == "postcode" and not one.certain]
    if len(names) != 1 or len(codes) != 1 or len(mentions) != 2:
        return mentions
    both = {one.gss for one in names[0].candidates} & {one.gss for one in codes[0].candidates}
    if not both:
        return mentions
    candidates = tuple(one for one in names[0].candidates if one.gss in both)
    return [replace(names[0], candidates=candidates, certain=len(candidates) == 1)]


def _settled(here: list[Mention], place: Place, text: str) -> WardReading:
    sure = {one.candidates[0].gss for one in here if one.certain}
    kept = [one for one in here if one.certain or not sure & {candidate.gss for candidate in one.candidates}]
    kept = _narrowed(kept)
    if any(one.kind == "name" or one.kind == "postcode" for one in kept):
        kept = [one for one in kept if one.kind != "part"] or kept
    best: dict[str, WardCandidate] = {}
    for one in kept:
        for candidate in one.candidates:
            confidence = (
                0.95 if one.certain and not one.misspelt else 0.85 if one.certain else min(0.9, candidate.share)
            )
            known = best.get(candidate.gss)
            if known is None or known.confidence < confidence:
                best[candidate.gss] = WardCandidate(
                    candidate.gss, place.wards[candidate.gss], round(confidence, 3), (text[one.start : one.end],)
                )
    ordered = tuple(sorted(best.values(), key=lambda ward: -ward.confidence))
    return WardReading(ordered, all(one.certain for one in kept))
