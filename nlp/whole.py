"""Whether a text means the whole place: "anywhere in Leeds", "borough-wide", "any family in Hackney"."""

import re

from nlp.places import Place

WHOLE_PLACE = re.compile(
    r"\b(?:city|borough|district|council)[- ]?wide\b|\b(?P<named>[a-z]+?)[- ]?wide\b|(?<!not the )\bwhole[- ](?:borough|city|district)\b|"
    r"\b(?:right |all )?(?:across|throughout|anywhere in\b|any ?where (?:within|inside|round|around)|all (?:over|around|"
    r"round|across)|every (?:part|corner|ward|bit) (?:of|in)|"
    r"for the(?= borough of)|(?<!not )(?<!not the )(?:the )?whole (?:of |o['’]? ?)?|all (?:parts )?of|any part (?:of|o['’]?)|everywhere "
    r"in|every (?:ward|neighbourhood|school) in|all areas of|all wards (?:in|of)|up and down|wherever in|from around|"
    r"venues around|(?:not bothered|not fussed|don['’]?t (?:mind|care)|doesn['’]?t matter) where(?:abouts)? in\b)"
    r"\s*(?:the whole of |of )?(?P<what>[^,.;:!?\n]{2,40})",
    re.I,
)
PEOPLE = (
    r"(?:households?|famil(?:y|ies)|child(?:ren)?|pupils?|residents?|parents?|mums?|dads?|carers?|tenants?|youngsters?|teenagers?|"
    r"young (?:person|people)|patients?|pensioners?|refugees?|under-?\d+s?|(?<!rights )(?<!it )person|kids?)"
)
ANY_OF = re.compile(
    rf"\bany (?:[\w-]+ )?{PEOPLE}\b[^.,;:!?\n]{{0,20}}? ?\b(?:in|from) (?P<what>[^,.;:!?\n]{{2,40}})|"
    rf"\bany (?P<whose>[a-z]+) (?:[\w-]+ )?{PEOPLE}\b|"
    r"\b(?:any|every)(?:one|body) (?:living|resident|who lives) (?:in|within) (?P<lived>[^,.;:!?\n]{2,40})",
    re.I,
)
"""Whom the help is open to; "any school in Leeds" looks for one of them."""


def is_city_wide(text: str, place: Place) -> bool:
    """Whether the text says so."""
    return any(
        not (said := [words for words in match.groups() if words]) or _is_whole(said[0], place)
        for pattern in (WHOLE_PLACE, ANY_OF)
        for match in pattern.finditer(text)
    )


def _is_whole(words: str, place: Place) -> bool:
    named = re.sub(r"^(?:the|of|borough of)\s+", "", re.sub(r"^(?:the|of)\s+", "", words.casefold().strip()))
    return any(
        re.match(
            rf"(?:{re.escape(whole.removeprefix('the '))})(?!\w)(?!['’])(?! (?:centre|center|road|station))", named
        )
        for whole in place.whole
    )
