"""The steps of reading that go by rules, as spaCy components. Each does one thing and leaves it on the document, under `doc._`.

Those that go by trained heads are in `nlp.tagging`; data/pipeline.cfg names all of them in their order.
"""

import re
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses
from nlp.dates import DateReading, read_dates
from nlp.language import read_language
from nlp.organisation import read_organisation
from nlp.personal import find_personal
from nlp.places import Place
from nlp.postcodes import PostcodeTable
from nlp.public import public_text
from nlp.reading import Tag
from nlp.wards import WardReading, read_wards

DATED_INTENTS = frozenset({"ask", "update"})
COUNTED_INTENTS = frozenset({"ask", "offer", "pledge", "update", "capacity"})
GIVING_INTENTS = frozenset({"offer", "pledge", "capacity", "gap"})
SURELY_GIVEN = 0.6
"""So sure must the reader be that something is given to take a place in it for the giver's."""
CHANGES = re.compile(
    r"\b(?:mov(?:e|ed|es|ing)|put back|put off|push\w*|slip\w*|now|instead|alter\w*|amend\w*|chang\w*|brought forward|"
    r"postpon\w*|delay\w*|resched\w*|shift\w*|should be|will be|new date|extend\w*|still need\w*)\b",
    re.I,
)
"""News that may give another day of need; other days in news are the sender's own."""
MEANT_FOR = re.compile(r"\b(?:it|they|this|that|these|all)(?:'s|'re| is| are) (?:all )?for\b", re.I)
BROUGHT_TO = re.compile(
    r"\b(?:deliver(?:y|ed)?|drop (?:it|them|off)|drive|"
    r"bring (?:it|them)|run) (?:free )?(?:to|around|through|within|anywhere|round)\b|"
    r"\b(?:households?|families|people|kids|children|pensioners|residents|carers|stay) (?:\w+ )?(?:in|at|round|from)\b|"
    r"\bmight (?:like|want|use)\b|"
    r"\b(?:ideally|preferably) (?:in |for |to )?(?-i:[A-Z])|"
    r"\bfor (?:an?|any|the|some|whichever) (?:[\w'’-]+ ){1,3}(?:in|at|round|near)\b",
    re.I,
)

CLOSED = re.compile(
    r"\b(?:(?:is|are|was|now|all|it'?s) (?:now )?(?:done|sorted|met|closed|filled)|done,? thanks|clos(?:e|ing) (?:it|this|that)|close$|"
    r"(?:shown|marked?|mark (?:it|this|that)) as (?:done|met|closed)|withdraw\w*|no longer needed|taken down)\b",
    re.I,
)
"""News that an entry is at an end says nothing of where help is needed."""
PLOT = re.compile(r"\b(?:allotments?|plots?|garden (?:free|to share)|half (?:an|my|of my) garden)\b", re.I)
BUILDING = re.compile(
    r"(?:[A-Z][\w'’]+ ){1,2}(?:Reading Room|(?:Village|Church|Parish|Town|Memorial) Hall|Hall|Institute|School|Primary|Library|Park|"
    r"Community Centre|Village|Station|Estate|Baths|Allotments|Cricket Club|Rovers|United|Juniors|Community Hub|Hub|Almshouse)\b"
)
BUILDING_WITHIN = 16


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a text besides its words: when it came, for which place, what is the sender's own.

    `intent` is given for a part of a message: it wants what the message wants.
    """

    received: date
    place: Place
    postcodes: PostcodeTable | None = None
    known_personal: tuple[str, ...] = ()
    intent: Tag | None = None


EXTENSIONS = (
    "circumstances", "language", "organisation", "personal", "public_text", "clauses", "encoded", "row", "intent",
    "themes", "theme_ranking", "support", "support_ranking", "beneficiaries", "beneficiaries_ranking", "dates", "amounts",
    "wards",
)  # fmt: skip
for name in EXTENSIONS:
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=None)


@Language.component("askline_language")
def language(doc: Doc) -> Doc:
    """Which language the text is in."""
    doc._.language = read_language(doc.text)
    return doc


@Language.component("askline_organisation")
def organisation(doc: Doc) -> Doc:
    """Who asks or offers."""
    places = doc._.circumstances.place.every_name
    doc._.organisation = read_organisation(doc.text[:3_000], places, doc._.encoded.marks)
    return doc


@Language.component("askline_personal")
def personal(doc: Doc) -> Doc:
    """What is private, and the text without it. Names are not looked for within the organisation's name."""
    about = doc._.circumstances
    own, names = about.known_personal, about.place.every_name
    doc._.personal = find_personal(doc.text, own, doc._.organisation or "", names, doc._.encoded.marks)
    doc._.public_text = public_text(doc.text, doc._.personal)
    return doc


@Language.component("askline_clauses")
def clauses(doc: Doc) -> Doc:
    """Which part of the text asks, denies, or only tells."""
    doc._.clauses = cut_clauses(doc.text)
    return doc


@Language.component("askline_dates")
def dates(doc: Doc) -> Doc:
    """The day of need, in news one that was changed; in an offer or a pledge the day is the giver's, and only its figures are kept."""
    about = doc._.circumstances
    found = read_dates(doc.text, about.received, doc._.clauses, about.place.terms, doc._.encoded.marks)
    slug = doc._.intent.slug
    counts = slug in DATED_INTENTS and (slug != "update" or CHANGES.search(doc.text) is not None)
    doc._.dates = found if counts else DateReading(mentions=found.mentions)
    return doc


@Language.component("askline_amounts")
def amounts(doc: Doc) -> Doc:
    """How many of what."""
    taken = tuple((one.start, one.end) for one in (*doc._.personal, *doc._.dates.mentions))
    slug = doc._.intent.slug
    giving = slug in GIVING_INTENTS
    counted = slug in COUNTED_INTENTS
    marks = doc._.encoded.marks
    found = read_amounts(doc.text, doc._.clauses, taken, giving=giving, marks=marks) if counted else ()
    doc._.amounts = tuple(one for one in found if slug != "capacity" or one.what != "£")
    return doc


def _nothing_but_city_wide(text: str, place: Place) -> WardReading:
    """Of a pledge, or of goods to give away, a place named is where to fetch them."""
    found = read_wards(text, place)
    return found if found.city_wide else WardReading(outside=found.outside)


def _hidden(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Names of people, and the street of an address: "3 Armley Grange Road" is no need in Armley, but what follows may say where.

    "Clifford Reading Room" is no Clifford.
    """
    names = [
        (one.start, one.end)
        for one in doc._.personal
        if one.kind == "name" and not BUILDING.match(doc.text, one.start, one.end + BUILDING_WITHIN)
    ]
    streets = [
        (one.start, one.start + len(one.text.partition(",")[0]))
        for one in doc._.personal
        if one.kind == "address" and one.text[:1].isdigit()
    ]
    return (*names, *streets)


@Language.component("askline_wards")
def wards(doc: Doc) -> Doc:
    """Where the help is for. A home address is where somebody lives, and a giver's address where things are kept.

    A question about the service ("can firms from Tower Hamlets pledge?") needs help nowhere.
    """
    about = doc._.circumstances
    support = {tag.slug for tag in doc._.support}
    giver = doc._.intent.slug if doc._.intent.confidence >= SURELY_GIVEN else ""
    if doc._.intent.slug == "question" or (giver == "update" and CLOSED.search(doc.text)):
        doc._.wards = WardReading()
        return doc
    if giver == "offer" and PLOT.search(doc.text):
        support.add("space")
    fetched = giver == "pledge" or (giver == "offer" and support == {"goods"})
    meant = MEANT_FOR.search(doc.text) or (giver == "offer" and BROUGHT_TO.search(doc.text))
    if fetched and not meant:
        doc._.wards = _nothing_but_city_wide(doc.text, about.place)
        return doc
    doc._.wards = read_wards(
        doc.text,
        about.place,
        postcodes=about.postcodes,
        hidden=_hidden(doc),
        organisation="" if doc._.intent.slug == "subscription" else doc._.organisation or "",
        giving=giver in GIVING_INTENTS or giver == "other",
        gives_space="space" in support,
        sells=doc._.intent.slug == "capacity",
        of_itself=[tag.slug for tag in doc._.themes] == ["capacity-building"],
    )
    return doc
