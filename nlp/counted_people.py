"""People counted by the room that they fill or the group that they are: "seats for 45", "a class of 24", "there's 8 of us"."""

import re
from collections.abc import Iterator

from nlp.numbers import NUMBER, value
from nlp.ranking import SERVING, WANTED
from nlp.reading import Quantity

Found = tuple[int, int, int, Quantity]

TEAM_OF = re.compile(
    rf"(?:^|[.!?:\n] ?)(?:we(?:['’]re| are) )?(?:an? )?(?P<what>team|group|crew|gang|party|squad) of (?:about |up to )?"
    rf"(?P<count>{NUMBER})(?=,| who| that| from| at| to | would| can|\.|$)",
    re.I,
)
SOME_GROUP = re.compile(
    rf"\b(?:spare|lend|send|want|need|after|borrow|find)s? (?:us )?an? (?P<what>team|gang|group|crew|party|squad) of "
    rf"(?:about |up to )?(?P<count>{NUMBER})(?! ?(?:years?|months?|weeks?)\b)",
    re.I,
)
PEOPLE_SEATED = re.compile(
    rf"\b(?:(?:seats?|space|room|places|enough|big enough|"
    r"fares|tickets|passes|kits?|costumes|uniforms|entry|packs|coach|minibus|bus|tables?|hall|capacity|"
    r"lunch|tea|dinner|buffet|catering|meals?) for|seats?|fits?|hold) "
    rf"(?:about |around |up to |some )?(?P<count>{NUMBER})"
    r"(?= ?(?:$|[.,;:!?)]|or so\b|(?:for|and|with|needed|wanted)\b))",
    re.I,
)
FOR_SO_MANY = re.compile(
    rf"(?<=[a-z] )for (?:about |up to |around )?(?P<count>{NUMBER})(?=\s*(?:[.!?]?\s*$|[.!?]?\n))", re.I
)
FOR_A_GROUP = re.compile(
    rf"\b(?:for|train|teach|seats?|fits?|holds?) (?:an?|our|the|my|this) (?:[\w-]+ ){{0,3}}"
    rf"(?P<what>class|group|party|choir|congregation|team|band|crew|staff|club|circle|audience) of "
    rf"(?:about |around |up to |some )?(?P<count>{NUMBER})(?! ?(?:years?|months?|weeks?|to)\b)",
    re.I,
)
MEETING = r"(?:room|space|venue|hall|somewhere|tables?|seats?|minibus|coach|bus|training|course|trip|visit|workshop|lesson|class)"
OF_US = re.compile(
    rf"\b(?:there(?:['’]?s| are| is|['’]re)|we(?:['’]re| are)) (?P<us>(?P<count>{NUMBER}) of us)\b[^.!?\n]{{0,40}}"
    rf"\b(?:need|want|looking|after)\b[^.!?\n]{{0,40}}\b{MEETING}\b|"
    rf"\b{MEETING}\b(?: \w+){{0,3}},? (?:for|there(?:['’]?s| are)|we(?:['’]re| are)) (?:about |around |all |the )?"
    rf"(?P<us2>(?P<count2>{NUMBER}) of us)\b",
    re.I,
)


def counted_people(text: str, giving: bool) -> Iterator[Found]:
    """(start, end, order, quantity) of each number of people that is said without a noun after it."""
    for match in (TEAM_OF if giving else SOME_GROUP).finditer(text):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), WANTED, Quantity(count, match["what"], match.group())
    for match in (*PEOPLE_SEATED.finditer(text), *FOR_SO_MANY.finditer(text)):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), SERVING, Quantity(count, "people", match.group(), people=True)
    for match in FOR_A_GROUP.finditer(text):
        count = value(match["count"])
        if count and count > 1:
            yield *match.span(), SERVING, Quantity(count, match["what"], match.group(), people=True)
    for match in OF_US.finditer(text):
        group = "us" if match["us"] else "us2"
        count = value(match["count"] or match["count2"])
        if count:
            yield *match.span(group), SERVING, Quantity(count, "us", match[group], people=True)
