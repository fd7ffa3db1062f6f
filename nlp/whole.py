"""Whether a text means the whole place: "anywhere in Leeds", "borough-wide", and of an offer "any school in Hackney"."""

import re

from nlp.places import Place

WHOLE_PLACE = re.compile(
    r"\b(?:city|borough|district|leeds|gateshead|hackney)[- ]?wide\b|\bwhole[- ](?:borough|city|district)\b|"
    r"\b(?:right |all )?(?:across|throughout|anywhere in|any ?where (?:within|inside|round|around)|all (?:over|around|"
    r"round|across)|every (?:part|corner|ward|bit) (?:of|in)|"
    r"for the(?= borough of)|(?:the )?whole (?:of |o['’]? ?)?|all (?:parts )?of|any part (?:of|o['’]?)|everywhere "
    r"in|every (?:ward|neighbourhood|school) in|all areas of|all wards (?:in|of)|up and down|wherever in|from around|"
    r"venues around)\s*(?:the whole of |of )?(?P<what>[^,.;:!?\n]{2,40})",
    re.I,
)
HELPERS = (
    r"(?:firms?|compan\w*|business\w*|employers?|shops?|suppliers?|solicitors?|lawyers?|builders?|plumbers?|landlords?|trades?|"
    r"artists?|volunteers?|people with)"
)
ANY_OF = re.compile(
    rf"\bany (?!(?:[\w-]+ )?{HELPERS})[^.,;:!?\n]{{0,30}}? ?\b(?:in|from) (?P<what>[^,.;:!?\n]{{2,40}})|"
    rf"\bany (?P<whose>leeds|gateshead|hackney) (?!(?:[\w-]+ )?(?:{HELPERS}|city|central|downs|wick|road|town|marsh))\w",
    re.I,
)
"""Whom an offer is open to; those who ask look for somebody of the place that way, unless they name who gains."""
GAINERS = re.compile(
    r"any (?:leeds |gateshead |hackney )?(?:[\w-]+ )?(?:household|famil|child|nurser|pupils?|schools?|secondar|primar|residents?|parents?|"
    r"carers?|tenants?|youngsters?|patients?|households?|pensioners?)",
    re.I,
)


def is_city_wide(text: str, place: Place, offers: bool) -> bool:
    """Whether the text says so; of an offer also by whom it is open to."""
    for match in WHOLE_PLACE.finditer(text):
        what = match.group("what")
        if what is None or _is_whole(what, place):
            return True
    return any(
        match["whose"] is not None or _is_whole(match["what"], place)
        for match in ANY_OF.finditer(text)
        if offers or GAINERS.match(text, match.start())
    )


def _is_whole(words: str, place: Place) -> bool:
    named = re.sub(r"^(?:the|of|borough of)\s+", "", re.sub(r"^(?:the|of)\s+", "", words.casefold().strip()))
    return any(
        re.match(
            rf"(?:{re.escape(whole.removeprefix('the '))})(?!\w)(?!['’])(?! (?:centre|center|road|station))", named
        )
        for whole in place.whole
    )
