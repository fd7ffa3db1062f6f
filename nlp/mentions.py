"""Finds where a text names places: gazetteer names (misspelt too), parts of the place, postcodes, places outside."""

import re
from collections.abc import Iterator

from nlp.candidates import Mention, around_name, of_name
from nlp.encoder import ordinary_words
from nlp.folding import Word, words
from nlp.misspelt import nearest
from nlp.places import Candidate, Place, PlaceName
from nlp.postcodes import PostcodeTable

LONGEST_NAME = 7
SHORTEST_TWO_WORDS = 10
LEAST_SHARE_OF_DISTRICT = 0.02
CERTAIN_SHARE = 0.95

POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2}\d[A-Za-z\d]?)\s{0,2}(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
SECTOR = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2}\d[A-Za-z\d]?)(?:\s(\d))?(?![A-Za-z0-9])")
CENTRE = re.compile(
    r"\b(?:(?:the )?(?:city|town)[- ](?:centre|center)|(?:centre|center|middle|heart) of (?:town|the city|the "
    r"town|leeds)|"
    r"(?<=\bin )(?<!best in )(?<!new in )town(?! (?:hall|centre|street|st|square|council|end)\b)|(?<=somewhere )central)\b",
    re.I,
)
SIDES = re.compile(
    r"\b(\w+) (?:north|south|east|west)(?:,? and | ?& ?| ?/ ?|,? or )(?=(?:north|south|east|west)\b)(\w+)", re.I
)
NOT_IN_TITLES = frozenset("call calls meeting meetings link chat zoom or and i".split())
MEETINGS = frozenset("on over via by microsoft ms".split())
ABBREVIATIONS = {
    "rd": "road", "ave": "avenue", "grn": "green", "hts": "heights", "ln": "lane", "hse": "house", "utd": "united",
    "sq": "square", "gdns": "gardens", "pk": "park", "ctr": "centre", "est": "estate", "mkt": "market",
    "hosp": "hospital", "stn": "station",
}  # fmt: skip
ROADS = frozenset(
    "road rd street st lane ln avenue ave drive close crescent grove terrace mount court parade row mews gaol "
    "jail prison yoi hmp".split()
)
STREET_DOINGS = frozenset("party parties tea teas fair food lights lighting clean angels pastors".split())
TREES = re.compile(r"\b(?:trees?|hedg|prun|coppic|stumps?|woodland|chainsaw|timber)", re.I)
SETTLEMENTS = frozenset("village estate ward".split())
OWNER = re.compile(r"['’]s$")
LISTED = re.compile(r"(?:,| and| or|/| &| \+| n|, and)\s*")
SMALL_LEADS = frozenset("in at from round around near doon roond ower".split())
DONE_IN_TEAMS = frozenset("work works working play plays playing compete split divided come sorted go going".split())
NOT_AFTER_A_PLACE = frozenset("of to at with from across that who".split())
LEADS_IN = frozenset(
    "in at near around from to over across of for on by serving covering round between and within off behind "
    "side called outside up down doon roond ower".split()
)


def find_mentions(text: str, place: Place, postcodes: PostcodeTable | None = None) -> list[Mention]:
    """Every mention in the order of the text; none overlaps another."""
    found = [*_postcode_mentions(text, place, postcodes), *_centre_mentions(text, place), *_second_sides(text, place)]
    taken = [(mention.start, mention.end) for mention in found]
    tokens = [word for word in words(text) if not any(start < word.end and word.start < end for start, end in taken)]
    position = 0
    last = -1
    while position < len(tokens):
        listed = last >= 0 and LISTED.fullmatch(text, last, tokens[position].start) is not None
        mention, length = _longest(text, tokens, position, place, listed)
        if mention is not None:
            found.append(mention)
            last = mention.end if mention.candidates else -1
        position += length
    return sorted(found, key=lambda mention: mention.start)


def _centre_mentions(text: str, place: Place) -> Iterator[Mention]:
    codes = place.parts.get("city centre", ())
    for match in CENTRE.finditer(text) if codes else ():
        yield Mention(
            *match.span(), "part", tuple(Candidate(gss, 1 / len(codes)) for gss in codes), False, match.group()
        )


def _second_sides(text: str, place: Place) -> Iterator[Mention]:
    """ "Morley North and South": the second half is a ward too."""
    for match in SIDES.finditer(text):
        name = place.names.get(f"{match[1]} {match[2]}".casefold())
        if name is not None:
            yield of_name(match.span(2), match.group(2), name)


def _postcode_mentions(text: str, place: Place, postcodes: PostcodeTable | None) -> Iterator[Mention]:
    taken: list[tuple[int, int]] = []
    for match in POSTCODE.finditer(text):
        district, inward = match.group(1).upper(), match.group(2).upper()
        taken.append(match.span())
        exact = postcodes.ward(f"{district} {inward}") if postcodes else None
        if exact and exact in place.wards:
            yield Mention(*match.span(), "postcode", (Candidate(exact, 1.0),), True, match.group())
        else:
            yield from _shares(match.span(), match.group(), place.sectors.get(f"{district} {inward[0]}", ()))
    for match in SECTOR.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        district = match.group(1).upper()
        table = place.sectors.get(f"{district} {match.group(2)}", ()) if match.group(2) else ()
        yield from _shares(match.span(), match.group(), table or place.districts.get(district, ()))


def _shares(span: tuple[int, int], label: str, shares: tuple[Candidate, ...]) -> Iterator[Mention]:
    kept = tuple(one for one in shares if one.share >= LEAST_SHARE_OF_DISTRICT)
    if kept and kept[0].share >= CERTAIN_SHARE:
        yield Mention(*span, "postcode", kept[:1], True, label)
    elif kept:
        yield Mention(*span, "postcode", kept, False, label)


def _longest(text: str, tokens: list[Word], position: int, place: Place, listed: bool) -> tuple[Mention | None, int]:
    """`listed`: only a comma or "and" stands between these words and a place just named."""
    longest = min(LONGEST_NAME, len(tokens) - position) if _may_open(tokens[position].folded, place) else 0
    for length in range(longest, 0, -1):
        run = tokens[position : position + length]
        for key in _keys(run, text):
            mention = _known(text, tokens, position, length, key, place, listed)
            if mention is not None:
                return mention, length
    return _misspelt(text, tokens, position, place)


def _may_open(word: str, place: Place) -> bool:
    """Whether any name begins with this word, as `_keys` may write it; few words of a text do."""
    return not place.openings.isdisjoint((word, word.removesuffix("s"), ABBREVIATIONS.get(word, word)))


def _keys(run: list[Word], text: str) -> tuple[str, ...]:
    """How the words may stand in the gazetteer: as they are, without an owner's "'s", without abbreviations."""
    plain = " ".join(word.folded for word in run)
    expanded = " ".join(ABBREVIATIONS.get(word.folded, word.folded) for word in run)
    last = run[-1].folded
    if last == "st" and len(run) > 1:
        expanded = " ".join([word.folded for word in run[:-1]] + ["street"])
    keys = [plain] if plain == expanded else [plain, expanded]
    if OWNER.search(text, run[-1].start, run[-1].end):
        keys += [key.removesuffix("s") for key in keys]
    return tuple(keys)


def _known(
    text: str, tokens: list[Word], position: int, length: int, key: str, place: Place, listed: bool
) -> Mention | None:
    span = (tokens[position].start, tokens[position + length - 1].end)
    label = text[span[0] : span[1]]
    following = tokens[position + length].folded if position + length < len(tokens) else ""
    if key in place.parts and _is_part(tokens, position, length, key, place):
        candidates = tuple(Candidate(gss, 1 / len(place.parts[key])) for gss in place.parts[key])
        return Mention(*span, "part", candidates, False, label)
    if key in place.whole:
        return Mention(*span, "whole", (), True, label)
    if key in place.names:
        ordinary = key in place.ordinary and following not in SETTLEMENTS
        if ordinary and not (
            following in place.whole
            or _is_name(label, tokens, position)
            or (listed and (label[:1].isupper() or place.names[key].candidates[0].named))
            or (place.names[key].candidates[0].named and _is_in_a_title(label, text, tokens, position + length))
            or _is_small_ward(text, tokens, position, following, place.names[key])
        ):
            return None
        if key == "teams" and position and tokens[position - 1].folded in MEETINGS and following not in SETTLEMENTS:
            return None
        if "," in label and place.names[key].kind != "ward":
            return None
        if key == "bank" and position and _names_a_kind_of_bank(text, tokens[position - 1], span[0]):
            return None
        if key in {"city", "town"} or (key == "felling" and TREES.search(text[max(0, span[0] - 40) : span[1] + 40])):
            return None
        if following in ROADS and _is_road(text, span[1], tokens, position + length):
            return None
        found = of_name(span, label, place.names[key])
        return around_name(text, found, place.names[key], following)
    if f"{key} estate" in place.names and key not in ordinary_words() and following not in ROADS:
        return of_name(span, label, place.names[f"{key} estate"])
    if key in place.outside and _is_name(label, tokens, position) and following not in ROADS:
        return Mention(*span, "outside", (), True, place.outside[key])
    return None


def _is_road(text: str, end: int, tokens: list[Word], after: int) -> bool:
    """Whether the word after a name makes a road of it, and not a street party or a street tea there."""
    following = tokens[after + 1].folded if after + 1 < len(tokens) else ""
    return text[end : tokens[after].start].strip(" ") == "" and following not in STREET_DOINGS


def _is_name(label: str, tokens: list[Word], position: int) -> bool:
    """A name that is also an ordinary word counts with a capital letter and after a word that leads in to a place."""
    before = tokens[position - 1].folded if position else ""
    return label[:1].isupper() and (before in LEADS_IN or before == "the")


def _is_in_a_title(label: str, text: str, tokens: list[Word], after: int) -> bool:
    """ "Teams Turnaround": a ward's name with a capital letter, and another capital right after it."""
    if not label[:1].isupper() or after >= len(tokens) or tokens[after].folded in NOT_IN_TITLES:
        return False
    return text[tokens[after].start].isupper() and text[tokens[after - 1].end : tokens[after].start] == " "


def _is_small_ward(text: str, tokens: list[Word], position: int, following: str, name: PlaceName) -> bool:
    """ "a club in teams", where nothing has a capital letter: a ward of that name, unless people do something in teams."""
    before = [word.folded for word in tokens[max(0, position - 2) : position]]
    return (
        name.candidates[0].named
        and text.islower()
        and before[-1:] != []
        and before[-1] in SMALL_LEADS
        and before[0] not in DONE_IN_TEAMS
        and following not in NOT_AFTER_A_PLACE
    )


def _is_part(tokens: list[Word], position: int, length: int, key: str, place: Place) -> bool:
    """ "south" is part of a place in "south Leeds" or "the south of the city"; "inner south" and "city centre" say it themselves."""
    if len(key.split()) > 1 and key.split()[0] in {"inner", "outer", "city"}:
        return True
    after = [word.folded for word in tokens[position + length : position + length + 4]]
    if not after:
        return False
    if key == "town":
        return False
    if after[0] in place.whole or " ".join(after[:2]) in place.whole:
        return True
    return (after[0] == "of" and (after[1] in place.whole if len(after) > 1 else False)) or " ".join(after[:3]) in {
        "of the city", "of the borough", "of the district", "of the river",
    }  # fmt: skip


def _misspelt(text: str, tokens: list[Word], position: int, place: Place) -> tuple[Mention | None, int]:
    first = tokens[position].folded
    apostrophe = any(mark in text[tokens[position].start : tokens[position].end] for mark in "'’")
    if len(first) < 4 or not first.isalpha() or apostrophe:
        return None, 1
    for length in (2, 1):
        run = tokens[position : position + length]
        if len(run) < length or all(word.folded in ordinary_words() for word in run):
            continue
        if length == 2 and (
            len(run[1].folded) < 4 or len(first) + len(run[1].folded) < SHORTEST_TWO_WORDS or run[1].folded in ROADS
        ):
            continue
        written = " ".join(word.folded for word in run)
        key = nearest(written, place)
        following = tokens[position + length].folded if position + length < len(tokens) else ""
        if key is not None and length == 2 and _changes_a_word(run, key):
            continue
        if key is not None and following not in ROADS:
            span = (run[0].start, run[-1].end)
            return of_name(span, text[span[0] : span[1]], place.names[key], misspelt=True), length
    return None, 1


def _names_a_kind_of_bank(text: str, before: Word, start: int) -> bool:
    """ "Bed Bank", "food bank"; not "at Bank"."""
    return text[before.end : start] == " " and before.folded not in LEADS_IN


def _changes_a_word(run: list[Word], key: str) -> bool:
    """Whether an ordinary word would have to be a slip of the pen: "Derwent will" is no Derwent Hill."""
    meant = key.split()
    return any(word.folded in ordinary_words() and word.folded not in meant for word in run)
