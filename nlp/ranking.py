"""Of a number and the thing that it counts: whether it is wanted, people whom the help is for, or only told."""

import re

from nlp.clauses import DENIAL, NEED, Clause
from nlp.counting import (
    DURATIONS,
    GENERAL_PEOPLE,
    LINKS,
    MEETINGS,
    NOT_A_THING,
    PEOPLE,
    PEOPLE_WHO_HELP,
    UNITS,
    is_plural,
)
from nlp.figure import Figure, make_figure
from nlp.serving import is_served
from nlp.telling import (
    AND_HAVE,
    DID,
    DONE,
    HAPPENED,
    HAVING,
    IS_NOW,
    LOST_OR_HELD,
    MEMBERS_OF,
    PROMISED,
    SERVED,
    TOLD,
    is_measure,
)

IDENTIFIES = re.compile(
    r"\b(?:aged?|years?|y|yr|level|sizes?|no\.?|number|section|act|grade|phase|part|step|bus|route|page|room|flat|key stage|ks|"
    r"type|version|unit|plot|an?|by|between (?:about )?\S+ and)\s$",
    re.I,
)
SOMEWHERE = re.compile(
    r"\b(?:(?<!throw )(?<!put )(?<!chip )in|(?<!turned )(?<!become )into|(?<!up )(?<!committed )(?<!change )(?<!changed )"
    r"(?<!changes )(?<!rise )(?<!risen )"
    r"(?<!it )(?<!now )to|at|across|between|from|behalf of|catalogue|sharing)\s(?:about |around |some |our |the )?$|"
    r"(?<!looking )(?<!look )(?<!ask )(?<!asking )(?<!pay )(?<!appeal )(?<!request )(?<!hoping )(?<!grateful )(?<!capacity )"
    r"(?<!room )(?<!space )\bfor (?:about |around |some |our |the )?$",
    re.I,
)
WANTED_BEFORE = re.compile(
    r"\b(?:need(?:s|ed|ing)?|want(?:s|ed|ing)?|after|looking for|look for|short of|still (?:need|short)|"
    r"another|seek(?:s|ing)?|could (?:do with|use|take|host|give|fit|provide|lend)|can (?:do|offer|give|lend|"
    r"spare|provide|take)|borrow|lend|offer(?:s|ing)?|give|giving|got|donat\w+|sponsor|"
    r"spare|up to|space for|room for|enough for|places? for|somewhere for|seats?|provide|supply|for|plus|and|n|"
    r"\+|&|also|or|about|around|roughly|another|to find|missing|x|buy|fund|pay for|cover|commit to|have|with|"
    r"would (?:do|love)|us|of|send|count us in|requires?|recruit|ideally|we'd love|put|do|=|:|release|able to [a-z]+|max(?:imum)?(?: of)?|"
    r"deliver(?:ed)?|is|are|some)\s*(?:about |around |roughly |some |at least |up to |another |the |c\.? ?|~ ?|"
    r"circa |say |maybe )?$",
    re.I,
)
FOR_PEOPLE = re.compile(
    r"\b(?:for|train|teach|take|host|seat|seats|fits?|places for|space for|room for|short|find|bring|feed|each of|rota of|panel of)\s"
    r"(?:about |around |up to |some |our |another |the |roughly )*$",
    re.I,
)
RANGED = re.compile(r"\w+(?: ?[-–] ?| (?:to|or) )\w+ ")
IN_A_LIST = re.compile(
    r"\b(?:\d+|two|three|four|five|six|ten) [a-z-]+(?: [a-z-]+){0,3}(?: \([^)]*\),)? (?:(?:\+|&|and|plus) )?$|; $", re.I
)
IN_A_LIST_BEFORE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|eight|ten) [a-z]+(?: [a-z()]+){0,3},? (?:for |with )?$", re.I
)
SEES = re.compile(
    r"\b(?:can|could|will|would|'ll|'d) (?:see|take|teach|train|feed|host|mentor|support|help)\s(?:up to |about )?$",
    re.I,
)
WANTED_AFTER = re.compile(r"\b(?:need|want|requir|replac|missing|short)", re.I)
YEARLY = re.compile(r" (?:a|each|every|per) (?:year|month|week|term)\b")
UNMENDED = re.compile(
    r"^(?: (?!who)[\w’'-]+){0,2}? (?:(?:do not|don['’]?t|won['’]?t) (?:open|shut|close|work|lock|start|fit|turn|light|go)|"
    r"(?:got|were|been) (?:nicked|stolen|pinched|smashed))\b"
)
US_NEED = re.compile(r"\W*$|[,.;:!?]| (?:need|want|look|and|in|at|for|on|to)", re.I)
MEANT_FOR_PEOPLE = re.compile(
    r"\b(?:training|course|visits?|trip|outing|workshops?|sessions?|coach|minibus|bus|tools|lunch|kit|equipment|meals?|buffet|tea|"
    r"talk|tour|transport)\b[^.!?]{0,25} for (?:our |about |up to |around |the |some )*$",
    re.I,
)
PAID_FOR = re.compile(r"\b(?:sponsor|fund|cover|pay for)\s(?:about |up to )?$", re.I)

SEARCHING = re.compile(r"\b(?:search(?:ing)?|hunting|hunt|lookout|appealing|bidding) (?:for|of)\b", re.I)
OPENING = re.compile(
    r"\W*(?:Subject:[^\n]*\n+)?(?:(?:hi|hiya|hello|dear [a-z]+|morning|good morning|afternoon)\b[^\w]*)?", re.I
)
OF_OURS = re.compile(r"\S+ of (?:our|my|the)\b")
HOLDING = re.compile(
    r"\b(?:room|space|storage|shed|lock-?up|garage|somewhere|shelter|covers?)\b[^.!?\n]{0,30}\bfor $", re.I
)
FOR_THESE = re.compile(r"\bfor (?:about |around |some |our |the )?$", re.I)
CHANCES = re.compile(
    r"\b(?:placements?|apprenticeships?|internships?|traineeships?|interviews|vacancies|work[- ]experience (?:places|weeks|days)|"
    r"(?:taster|shadow(?:ing)?|insight|demonstration|demo|training|fun|work|away|open) days)$",
    re.I,
)

HELPERS = re.compile(
    r"\b(?:volunteers|trustees|employees|drivers|cooks|coaches|wardens|stewards|tutors|helpers|organisers|assistants|leaders)$",
    re.I,
)
GIVEN_TIME = frozenset("sessions days evenings afternoons mornings".split())

WANTED, STATED, SERVING, ONLY_TOLD = 0, 1, 2, 3


def rank(text: str, start: int, clause: Clause, written: str, what: str, giving: bool = False) -> int | None:
    """WANTED, STATED or SERVING (people whom the help is for); None for a figure that is only told.

    Of one who gives (`giving`), "we have six pallets" is what is given and no background.
    """
    figure = make_figure(text, start, clause, written, what, giving)
    before, after = figure.before, figure.after
    if re.match(r"(?!one |1 )\S+ of your ", text[start:], re.I):
        return WANTED
    if _is_no_count(figure, text[start]):
        return None
    people = PEOPLE.search(what) is not None
    if people and after.startswith(" short"):
        return WANTED
    if (people or HELPERS.search(what)) and is_served(before, after if people else "", clause, giving):
        return SERVING
    if _is_told(figure, clause):
        return None
    if DURATIONS & set(figure.ends) and not CHANCES.search(what):
        return _time(figure)
    if people and not giving and OPENING.fullmatch(text[:start]) and not OF_OURS.match(text, start):
        return SERVING
    if people:
        return _people(figure, figure.opens or clause.kind == "need")
    if HELPERS.search(what) and not figure.straight and (MEANT_FOR_PEOPLE.search(before) or before.endswith(" for ")):
        return SERVING
    fitted = clause.kind == "need" and not giving and FOR_THESE.search(before) is not None
    fitted = fitted or HOLDING.search(before) is not None
    if (
        SOMEWHERE.search(before)
        and not figure.straight
        and not fitted
        and not CHANCES.search(what)
        and not RANGED.match(text[start:])
    ):
        return None
    return WANTED if figure.asked else STATED


def _is_no_count(figure: Figure, first: str) -> bool:
    """Whether the number is part of a name, a level, a size, or an aside, or is the pronoun "one"."""
    before, written, what = figure.before, figure.written, figure.what
    opening = what.split()[0]
    if (
        DENIAL.search(before)
        or IDENTIFIES.search(before)
        or is_measure(before, written, what, figure.after, figure.asked, figure.giving)
    ):
        return True
    lone_bed = what.casefold() == "bed"
    if figure.ends[0] in NOT_A_THING - DURATIONS - LINKS and not opening.isupper() and not lone_bed:
        return True
    if first.isupper() and what[0].isupper() and not figure.opens:
        return True
    one = written in ("1", "one", "a")
    plural = (
        one
        or CHANCES.search(what) is not None
        or any(is_plural(word) or word.casefold() in UNITS for word in what.split())
    )
    aside = before.rfind("(") > before.rfind(")") and not NEED.search(before)
    if (not plural or aside) and not (figure.asked or figure.opens or (not aside and before.endswith(": "))):
        return True
    listed = IN_A_LIST.search(before) is not None
    if written == "1":
        return False
    return one and not (figure.straight or listed)


def _is_told(figure: Figure, clause: Clause) -> bool:
    """Whether the figure tells of what is or was, and not of what is wanted or given."""
    before = figure.before
    given = figure.giving and (
        clause.kind != "background" or HAVING.search(before) is not None or WANTED_BEFORE.search(before) is not None
    )
    if not (figure.asked or given) and (
        SERVED.search(before)
        or (LOST_OR_HELD.search(before) and not re.search(r"\breplac", figure.after))
        or TOLD.search(before)
        or (clause.kind == "background" and not SEARCHING.search(before))
        or (HAPPENED.match(figure.after) and not IS_NOW.search(before) and "would do" not in figure.after)
        or DONE.search(before)
        or AND_HAVE.search(before)
        or MEMBERS_OF.search(before)
        or PROMISED.match(figure.after)
        or (DID.match(figure.after) and not WANTED_AFTER.search(figure.after) and not UNMENDED.match(figure.after))
    ):
        return True
    if figure.ends[0] == "us":
        if not figure.giving and not US_NEED.match(figure.after):
            return True
        given = figure.giving and (before.endswith((", ", ": ")) or WANTED_BEFORE.search(before) is not None)
        return not (figure.opens or figure.straight or given)
    return figure.written == "both" and (figure.opens or not WANTED_BEFORE.search(before))


def _time(figure: Figure) -> int | None:
    """Hours and weeks count only where they are given or paid for; meetings also where they are asked for."""
    before = figure.before
    if figure.giving and IN_A_LIST_BEFORE.search(before):
        return None
    if MEETINGS & set(figure.ends) and YEARLY.match(figure.after) and not (figure.asked or figure.giving):
        return None
    if figure.giving and {"weeks", "nights"} & set(figure.ends) and not figure.asked:
        return None
    hours = any(word.startswith("hour") for word in figure.ends)
    counts = (
        PAID_FOR.search(before)
        or (figure.giving and (figure.asked or hours or figure.opens or GIVEN_TIME & set(figure.ends)))
        or ((figure.asked or figure.opens or FOR_PEOPLE.search(before)) and MEETINGS & set(figure.ends))
    )
    return WANTED if counts else None


def _people(figure: Figure, opens: bool) -> int | None:
    """People are wanted ("need 6 people"), served by what is wanted ("a bus for 14 people"), or only told of."""
    before = figure.before
    if figure.straight:
        return WANTED
    if FOR_PEOPLE.search(before) or (figure.giving and SEES.search(before)):
        return SERVING
    if re.match(r"(?:spare|extra|more) ", figure.what, re.I):
        return STATED
    general = GENERAL_PEOPLE.search(figure.what) is not None
    if figure.asked and general:
        return WANTED
    if figure.giving and (
        figure.opens or WANTED_BEFORE.search(before) or re.search(r"\b(?:our|holds|seats|takes)\s$", before)
    ):
        return STATED
    if (
        opens
        and PEOPLE_WHO_HELP.search(figure.what)
        and not re.match(r"[^.]*\b(?:can't|cannot|are|is|have|has|were|was|did)\b", figure.after)
    ):
        return STATED
    told = SOMEWHERE.search(before) is not None
    if general and not told and (opens or WANTED_BEFORE.search(before) or before.endswith(", ")):
        return STATED
    return None
