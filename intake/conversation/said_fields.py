"""What an answer in words says on one open field: the ward, the theme, or whether the name may be given."""

import re
from typing import Any

from intake.conversation import giving_days, naming, short_words
from intake.conversation.correcting import named_outside
from intake.conversation.talk import Talk
from intake.conversation.theme_words import themes_named
from nlp.taxonomy import CITY_WIDE

_UNSURE = re.compile(
    r"^(please )?(skip|pass|next)\b|\b(not sure|don'?t know|dont know|dunno|no idea|unsure|not certain|rather not|"
    r"prefer not|not (telling|saying)|(none of|mind) your (own )?business|any of them|either|all of (these|them))\b"
)


UNKNOWN_PLACE = re.compile(
    r"(?i:no|sorry|actually)\W+(?i:it'?s|it is|that'?s|for|in|at) (?P<name>[A-Z][\w' -]{2,30})[.!]*"
)
"""A correction of the place that names none we know."""
_REFUSES = re.compile(r"(no|nope|nah|none|n/a|na|no ta|no thanks|does(n'?t| not) matter|don'?t (care|mind))[ .!]*")
_CORRECTS = re.compile(
    r"^no\W+((it|that|this)('?s| is)|its|thats|for|in|at|we (need|want|meant|said)|i (meant|said))\b"
)


def organisation(talk: Talk) -> str:
    """The organisation that the answer names; a bare place ("Seacroft") is none, nor is a day or a heading."""
    places = {words.lower() for ward in talk.reading.wards for words in (*ward.evidence, ward.name)}
    places |= {talk.facts.place.name.lower(), talk.reading.outside.lower()}
    name = naming.organisation_in(talk.words, talk.reading.organisation, places)
    if giving_days.NAMED.fullmatch(name):
        return ""
    if UNKNOWN_PLACE.fullmatch(talk.words) and not naming.is_group(name):
        return ""
    labels = " ".join(talk.facts.theme_labels.values()).lower()
    return "" if name.lower() in places or name.lower() in labels else name


def is_place(talk: Talk) -> bool:
    """True for a message that is the name of a place or a postcode that we know, and nothing else."""
    named = {words.lower() for ward in talk.reading.wards for words in (*ward.evidence, ward.name)}
    return talk.plain.strip(" .!") in named


def is_whole_place(talk: Talk) -> bool:
    """True for an answer that is the place's own name and nothing else ("Leeds")."""
    name = re.escape(talk.facts.place.name.lower())
    return (
        re.fullmatch(rf"(it'?s |just |in |all |all of |all over |for |anywhere in )*{name}[ .!]*", talk.plain)
        is not None
    )


def ward(talk: Talk, organisation: str) -> dict[str, Any]:
    """The place that an answer names, as columns of a draft; or that the sender is not sure; empty when it says neither.

    A place inside the organisation's own name does not count.
    """
    reading, place = talk.reading, talk.facts.place
    if (
        reading.city_wide
        or is_whole_place(talk)
        or re.search(
            rf"\b(city ?-?wide|everywhere|anywhere|any (area|ward|part)|wherever|(all|whole) (over|of) {re.escape(place.name.lower())})\b",
            talk.plain,
        )
    ):
        return {"wards": (CITY_WIDE,), "ward_certain": True}
    found = named_outside(reading.wards, talk.words, organisation)
    if found and (reading.ward_certain or len(found) == 1):
        return {"wards": tuple(one.gss for one in found), "ward_certain": True}
    named = [gss for gss, name in place.wards.items() if short_words.plain(name) in talk.plain]
    if named:
        return {"wards": tuple(named), "ward_certain": True}
    if found:
        return {"candidates": tuple((one.gss, one.name) for one in found)}
    left = _UNSURE.search(talk.plain) or _REFUSES.fullmatch(talk.plain)
    return {"ward_settled": True} if left else {}


def theme(talk: Talk, organisation: str, *, alone: bool) -> dict[str, Any]:
    """The theme that an answer names; words of the organisation's name are none.

    When it was asked `alone`, "no" and "not sure" leave the choice to a curator.
    """
    words = talk.words.replace(organisation, " ") if organisation else talk.words
    named = themes_named(words, talk.facts.theme_labels)
    if named:
        return {"themes": named[:2], "theme_unsure": False}
    left = _UNSURE.search(talk.plain) or (alone and short_words.lead(talk.words)[0] == "no")
    return {"theme_unsure": False} if left else {}


def share(talk: Talk, organisation: str, *, correcting: bool) -> dict[str, Any]:
    """The name and whether it may be given. "No, it's for Armley" corrects something and refuses nothing."""
    may = naming.may_share(talk.words)
    if may is False and (correcting or _CORRECTS.match(talk.plain)) and not short_words.wants_private(talk.words):
        may = None
    said: dict[str, Any] = {"organisation": organisation} if organisation else {}
    return said if may is None else {**said, "share": may}
