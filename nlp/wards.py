"""From the places that a text names to the wards that the help is for."""

import re
from dataclasses import dataclass, replace

from nlp.bases import CORRECTION, is_a_base, is_a_side, is_a_stop, is_gone_to, is_left_for, is_ruled_out, served
from nlp.candidates import Mention
from nlp.folding import fold
from nlp.mentions import LISTED, find_mentions
from nlp.places import Place
from nlp.postcodes import PostcodeTable
from nlp.reading import WardCandidate
from nlp.whole import is_city_wide

ONLY_BEFORE = re.compile(r"\bonly (?:in |for |at |to |the )*$", re.I)
ONLY_AFTER = re.compile(r" (?:folks? |people |area |ward |wards )?only\b", re.I)
JOINED = re.compile(r"(?:,? (?:and|or|&|\+|n) | ?/ ?)")


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
    of_itself: bool = False,
) -> WardReading:
    """Reads the wards.

    `hidden` are spans of people's names and home addresses; `giving` says that the text offers rather than asks, so that the
    sender's own address does not count, unless `gives_space`: then the place of the room does.
    `sells`: it offers its work for pay, in the places that it says it serves.
    `of_itself`: the need is the organisation's own (a treasurer), so that a road or a wide part of the place in its name says nothing.
    """
    mentions = [one for one in find_mentions(text, place, postcodes) if not _is_hidden(one, hidden)]
    if is_city_wide(text, place):
        return WardReading(city_wide=True, certain=True)
    here = [one for one in mentions if one.candidates and not is_ruled_out(text, one)]
    corrected = max((match.end() for match in CORRECTION.finditer(text)), default=-1)
    here = [one for one in here if one.start > corrected] or here
    here = [one for one in here if not is_a_side(text, one)] or here
    here = [
        one
        for one in here
        if not is_a_stop(text, one, gives_space=giving and gives_space)
        and not (one.misspelt and one.label in organisation)
    ]
    here = _only(text, here) or here
    here = [one for one in here if not is_left_for(text, one, here) and not is_gone_to(text, one, here, place)] or here
    homeless = giving and not gives_space
    if sells:
        here = served(text, here)
    if homeless:
        here = [one for one in here if not any(text[end : one.start] == ", " for _, end in hidden)]
    here = _of_the_help(text, here, organisation, homeless)
    if of_itself:
        here = [one for one in here if not (_is_wide(one, place) and one.label in organisation)]
    if here:
        return _settled(here, place, text)
    outside = next((one.label for one in mentions if one.kind == "outside"), "")
    return WardReading(outside=outside)


def _within(mention: Mention, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _is_hidden(mention: Mention, spans: tuple[tuple[int, int], ...]) -> bool:
    """Within somebody's name, unless the place is called by two words itself: Clara Vale."""
    return _within(mention, spans) and not (
        mention.kind == "name"
        and " " in mention.label
        and all(
            mention.start <= start and end <= mention.end
            for start, end in spans
            if start < mention.end and mention.start < end
        )
    )


def _is_wide(mention: Mention, place: Place) -> bool:
    """A road, a valley or a part of the place: more than one group's neighbourhood."""
    name = place.names.get(fold(mention.label))
    return mention.kind == "part" or (name is not None and name.kind in {"road", "area"})


def _of_the_help(text: str, here: list[Mention], organisation: str, homeless: bool) -> list[Mention]:
    """Leaves out the sender's base, and the place in the organisation's name when the text names another.

    `homeless`: neither the base nor the name counts, even when no other place is named.
    """
    elsewhere = [one for one in here if not is_a_base(text, one, gives=homeless)]
    if homeless or elsewhere:
        here = elsewhere
    if organisation:
        start = text.casefold().find(organisation.casefold())
        named = [(start, start + len(organisation))] if start >= 0 else []
        here = [one for one in here if not _ends_a_name(one, named)]
        apart = [one for one in here if not _within(one, tuple(named))]
        loose = {candidate.gss for one in apart if not one.certain for candidate in one.candidates}
        apart += [one for one in here if one not in apart and one.certain and one.candidates[0].gss in loose]
        if apart or homeless:
            here = apart
    return here


def _ends_a_name(mention: Mention, names: list[tuple[int, int]]) -> bool:
    """A postcode district behind other words of a name: "Sickle Cell Circle E9" sits there, "E5 Mutual Aid" helps there."""
    behind = any(start < mention.start < end for start, end in names)
    return mention.kind == "postcode" and not mention.certain and behind


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


def _only(text: str, here: list[Mention]) -> list[Mention]:
    """Those that the text confines itself to: "only Homerton and Hackney Wick"."""
    kept = [one for one in here if ONLY_BEFORE.search(text[: one.start]) or ONLY_AFTER.match(text, one.end)]
    for one in here:
        if kept and one not in kept and any(LISTED.fullmatch(text, other.end, one.start) for other in kept):
            kept.append(one)
    for one in reversed(here):
        if kept and one not in kept and any(LISTED.fullmatch(text, one.end, other.start) for other in kept):
            kept.append(one)
    return kept


def _is_listed(text: str, mention: Mention, others: list[Mention]) -> bool:
    """ "Harehills and Oakwood" names two places; "Morley, Bruntcliffe" one and where in it."""
    return any(
        one is not mention
        and one.certain
        and one.candidates[0].gss != mention.candidates[0].gss
        and JOINED.fullmatch(text[min(one.end, mention.end) : max(one.start, mention.start)]) is not None
        for one in others
    )


def _settled(here: list[Mention], place: Place, text: str) -> WardReading:
    sure = {one.candidates[0].gss for one in here if one.certain}
    kept = [
        one
        for one in here
        if one.certain or not sure & {candidate.gss for candidate in one.candidates} or _is_listed(text, one, here)
    ]
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
