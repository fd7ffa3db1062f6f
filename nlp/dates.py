"""The day by which something is needed, counted from the day the message arrived."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlp.clauses import Clause
from nlp.date_rules import MONTH, MOVEABLE, RULES
from nlp.day_odds import due
from nlp.feasts import FIXED_FEASTS
from nlp.marks import NOTHING_MARKED, Marks
from nlp.terms import SchoolPeriod, term_day

CUE = re.compile(
    r"(?:\b(?:by|before|b4|for|until we|in time for|ahead of|needed|need (?:it|them|em)(?: by)?|due|"
    r"deadline(?: is| for\b.*?)?(?: of)?|no later than|latest|not later than|on|starts?(?: on)?|starting(?: "
    r"on)?|begins?(?: on)?|opens?(?: on)?|"
    r"from|is|are|w/c|week of|week commencing|closes?|has till|till|til|until|this|meets?|show(?: is)?|"
    r"launch(?: is)?|event|opening|arriving|landing|leave (?:its|our|the) .*? by|moves? to|moved to)[ :–-]*(?:the |about |around |at "
    r"latest |close of play |cop |end of play |roughly )*)$",
    re.I,
)
STRONG_CUE = re.compile(
    r"\b(?:by|before|b4|in time for|no later than|deadline|needed|due|ahead of|ready for|until|till|w/c|week "
    r"of|starts?|starting|begins?|from|goes in|go in|hand(?:ed)? in)\b[^.!?\n]{0,25}$",
    re.I,
)
PAST = re.compile(
    r"\b(?:(?:last(?= (?:\w+ )?$))|since|was|were|died|came|moved into|released|(?<!being )(?<!be )(?<!get )(?<!getting )evicted|"
    r"stolen|nicked|smashed|flooded|"
    r"(?:meeting|letter|e-?mail|minutes|notice|resolution|message) (?:of|dated)|held on|still on for|"
    r"got (?:the |their |our )?(?:keys?|news|word)|resolved|"
    r"failed|condemned|voted|decided|happened|closed|lost|gave up|founded|dated|broke|"
    r"yesterday|ago|received|delivered|arrived|it'?s only|left|took|had|went|on new year'?s eve the|in (?:19|20)\d\d)\b[^.!?,;\n]{0,30}$",
    re.I,
)
PAST_AFTER = re.compile(
    r"(?: obvs)? too late\b|"
    r"(?:(?!who|which|that)[^.!?\n]){0,80}\b(?:i|we|he|she|they|someone|somebody) (?!need)(?:[a-z]{3,}ed|saw|found)\b|"
    r"(?:(?!who|which|that)[^.!?\n]){0,45}\b(?:gave up|failed|died|broke|came|went|was|were|had|got|flooded|closed|lost|"
    r"happened|caught|burst|blew|fell|"
    r"collapsed|stopped|let in|packed in|conked)\b",
    re.I,
)
TOLD_OF = re.compile(r"\.? (?:there )?(?:were|was|had)\b", re.I)
MOVED = re.compile(
    r"\b(?:mov(?:e|ed|ing|es)|put (?:back|off)|pushed (?:back|on)|brought forward|postponed|changed|shifted|slipped|rescheduled|"
    r"delayed|altered)\b"
    r"[^.!?\n]{0,45}\b(?:to|till|until|is now|now) (?:the )?$",
    re.I,
)
ANSWER_BY = re.compile(
    r"\b(?:let (?:us|me) know|repl(?:y|ies)|respond|responses|rsvp|get back to (?:us|me)|tell (?:us|me)|nominations|"
    r"answer|answers)\b[^.!?\n]{0,20}\b(?:by|before|no later than) (?:the )?$",
    re.I,
)
EXCEPT = re.compile(r"\b(?:except|apart from|but not|not on|not) (?:for )?(?:on )?(?:the )?$", re.I)
ENDED = re.compile(r"\.\s+[A-Z]")
"""A full stop that belongs to the day ended the sentence, and what comes after tells of something else."""
ON_THE = re.compile(r"\bon (?:the|an?) $", re.I)
ONLY_UNTIL = re.compile(r"\b(?:only|just|keep)\b[^.!?\n]{0,25}$", re.I)
UNTIL = re.compile(
    r"\b(?<!have )(?<!has )(?<!got )(?<!given )(?<!us )(?<!['’]ve )(?:until|till|til) (?:the )?(?:end of )?(?:the )?$",
    re.I,
)
ORDINAL_DAY = re.compile(r"\b(?:first|second|third|fourth|last|other|alternate|1st|2nd|3rd|4th) $", re.I)
FAR = 300
"""A day without its year that comes only so many days on was most likely the one just past."""
COMING = re.compile(
    r"\b(?:coming|arriving|landing|moving|flying|opening|expecting|starting|starts|start back)\b[^.!?\n]{0,40}$", re.I
)
AMONG_DAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s? ?(?:to|-|–|and|&|\+|or|,|/|till|til)? ?$", re.I
)
SOON = 150
ANY_SUCH = re.compile(r"\b(?:an?|any|every|each|most|some|one)\s$", re.I)
ENDS_CLAUSE = re.compile(r"\s*(?:$|[.!?,;\n])|,? (?:pls|plz|please|if (?:poss|you can))\b", re.I)
PAYS_UNTIL = re.compile(
    r"\b(?:grant|funding|funded|paid)\b[^.!?\n]{0,40}"
    r"\b(?:finish\w*|end(?:s|ing)?|runs? (?:out|until|till|to)|lasts? (?:until|till|to)|until|till)(?: on)? $",
    re.I,
)
A_NAME = re.compile(
    r" (?![A-Z][a-z]{0,2}\b|January|February|March|April|June|July|August|Sept|October|November|December)[A-Z][a-z]+"
)
"""A capital letter after a weekday makes a name of both: "Saturday School"."""
REPEATED_AFTER = re.compile(
    r"(?: (?:surgery|club|group|session|lunch|drop-?in|team|class|meeting|run|coffee|market|league)s?\b|"
    r" (?:mornings|afternoons|evenings|lunchtimes|nights|eves|teatimes|nites?)\b|"
    r" ones?\b|"
    r" (?:soup|brew|breakfast|supper|kitchen|dinner|pick-?ups?|"
    r"runs|shifts|deliver(?:ies|y)|visits|dinners|meals|lunches|classes|sessions|tribunals|games)\b)|,? "
    r"(?:and |& |\+ |or |to |/ ?|- ?|– ?)?(?:mon|tues?|wed(?:nes)?|thur?s?"
    r"|fri|sat(?:ur)?|sun)(?:day)?s?\b|\b[^.!?\n]{0,12}\b(?:every|each) ",
    re.I,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day that the text names: characters, the day, and how much it looks like the day of need (0 to 1)."""

    start: int
    end: int
    day: date
    weight: float


@dataclass(frozen=True, slots=True)
class DateReading:
    """`day` by which it is needed, or only `words`; `mentions` are all days named, so that their figures are not amounts."""

    day: date | None = None
    words: str = ""
    evidence: str = ""
    mentions: tuple[DateMention, ...] = ()


def read_dates(
    text: str,
    received: date,
    clauses: tuple[Clause, ...],
    terms: tuple[SchoolPeriod, ...] = (),
    marks: Marks = NOTHING_MARKED,
) -> DateReading:
    """Reads the day of need out of a text that arrived on `received` (the day in London). `terms` are the place's, when known."""
    mentions = tuple(sorted(_mentions(text, received, clauses), key=lambda one: one.start))
    likely = {one: _due(text, one, received, marks) for one in mentions if one.day >= received}
    best = max(likely, key=lambda one: (likely[one], -one.start), default=None)
    if best is not None and likely[best] >= 0:
        return DateReading(best.day, "", text[best.start : best.end], mentions)
    words = re.search(
        rf"\b(?:by|before|for|until|till|in time for|ahead of|start of|over|during)\s+((?:the )?(?:{MOVEABLE}))\b",
        text,
        re.I,
    ) or re.search(
        rf"\b((?:end of|mid|early|late|half)[- ](?:{MONTH}|term)|asap|as soon as (?:possible|poss))\b", text, re.I
    )
    if words is None:
        return DateReading(mentions=mentions)
    day = term_day(words.group(1), received, terms)
    return DateReading(day, "" if day else words.group(1), words.group(), mentions)


def _due(text: str, one: DateMention, received: date, marks: Marks) -> float:
    """How much speaks for the day. "Before Christmas" is left to the rules: labellers took such a feast for words, not for its day."""
    written = text[one.start : one.end].casefold()
    mark = None if written in FIXED_FEASTS else marks.of("due", one.start, one.end)
    return due(one.weight, mark, (one.day - received).days, any(map(str.isdigit, written)))


def _mentions(text: str, received: date, clauses: tuple[Clause, ...]) -> Iterator[DateMention]:
    taken: list[tuple[int, int]] = []
    for pattern, resolve, weight in RULES:
        for match in pattern.finditer(text):
            if any(low < match.end() and match.start() < high for low, high in taken):
                continue
            try:
                day = resolve(match, received)
            except (ValueError, OverflowError):
                continue
            if day is not None:
                taken.append(match.span())
                days = (day - received).days
                yield DateMention(match.start(), match.end(), day, _weight(text, match, weight, clauses, days))


def _weight(text: str, match: re.Match[str], weight: float, clauses: tuple[Clause, ...], days: int) -> float:
    """How much the day looks like the day of need; it lies so many `days` ahead."""
    soon = 0 <= days <= SOON
    weekday = match.re is RULES[-1][0]
    after = text[match.end() :]
    far = days > FAR and not re.search(r"20\d\d", match.group())
    before = text[max(0, match.start() - 60) : match.start()]
    clause = next((one for one in clauses if one.start <= match.start() < one.end), None)
    if MOVED.search(before):
        return weight + 0.5
    numbered = any(mark.isdigit() for mark in match.group())
    if (not numbered and REPEATED_AFTER.match(after)) or TOLD_OF.match(after):
        return 0.1
    if weekday and A_NAME.match(text, match.end()):
        return 0.1
    if weekday and AMONG_DAYS.search(before):
        return 0.1
    if ANY_SUCH.search(before) and match.group()[0].isalpha():
        return 0.1
    if EXCEPT.search(before) or (weekday and ON_THE.search(before)):
        return 0.1
    if (UNTIL.search(before) and not ONLY_UNTIL.search(before)) or (weekday and ORDINAL_DAY.search(before)):
        return 0.1
    ahead = numbered and soon and re.search(r"\bfrom $", before) is not None
    if (PAST.search(before) and not ahead) or PAYS_UNTIL.search(before) or (far and before.endswith("after ")):
        return 0.2
    if far and (clause is None or clause.kind != "need") and not CUE.search(before):
        return 0.2
    if ANSWER_BY.search(before):
        return weight - 0.2
    if STRONG_CUE.search(before):
        return weight + 0.4
    if (
        PAST_AFTER.match(after)
        and not ENDED.match(match.group()[-1:] + after)
        and not after.startswith((" has ", " have "))
        and weight <= 0.5
        and not (soon and numbered)
    ):
        return weight - 0.25
    bare = (
        weekday and not CUE.search(before) and ENDS_CLAUSE.match(text[match.start() + len(match.group().rstrip(".")) :])
    )
    if bare and clause is not None and clause.kind == "need" and re.search(r"\bneed|\bwant|\?", clause.text):
        return 0.5
    asked = 0.2 if clause is not None and clause.kind == "need" and weight >= 0.4 else 0.0
    return weight + max(asked, 0.2 if CUE.search(before) or (weekday and COMING.search(before)) else 0.0)
