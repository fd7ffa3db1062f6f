"""Pledge lines in words: which need, how many, when, on what condition, or no. Plain parsing; who may pledge is not known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from intake import short_words
from intake.messages import Answer

REFUSAL = re.compile(
    r"\b(not (for us|one for us|this (time|week|month|one)|able|possible|taking|pledging|going to|in a position)|can'?t|cannot|can not|unable|"
    r"won'?t( be)?|none( of (them|these|those))? (fits?|suits?|is|are)|none this|nothing (for us|this)|no(t)? thank|sorry,? no|pass( on)?|"
    r"(don'?t|do not) (have|think)|decline|regret|aren'?t able|isn'?t (for us|possible)|we'?re out|sit this|having no|nothing we can)\b"
)
COMMIT = re.compile(
    r"\b((we|i|you|they|he|she|it)('?ll| will| can| could| would| might| shall)? ?(can|could|will|'ll)?|'ll|can|could|yes|yep|ok|okay|happy to|"
    r"glad to|count us in|count me in|put (us|me) down|mine|ours|take|have|give|send|bring|lend|offer|supply|donate|provide|cover|fund|do|"
    r"commit|pledge|all of|half|sure)\b"
)
ALL = re.compile(
    r"\b(all( of)?( it| them| the| these| those)?|the (whole )?lot|everything|every one|in full|the whole|full amount)\b"
)
HALF = re.compile(r"\bhalf\b")
CONDITION = re.compile(
    r"\b(if|subject to|provided|providing|as long as|on condition|conditional(ly)? on|conditional|depending on|depends on|assuming|unless|"
    r"once|when (our|the|we))\b[^.;\n]*",
    re.IGNORECASE,
)
CONTRACT = re.compile(
    r"\b(?:contract|framework|call-off|lot)\s+(?:no\.?\s*|number\s*|ref\.?\s*)?([A-Za-z]{0,6}[-/]?\d[\w/-]*)",
    re.IGNORECASE,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
WHEN = re.compile(
    rf"\b(?:by |on |from |before |starting |in |for )?(?:"
    rf"(?P<rel>today|tonight|tomorrow|the day after tomorrow)|"
    rf"(?P<soon>(?:this|next) (?:week|month)|(?:early|mid|late|end of|the end of)[ -](?:next |this )?(?:week|month|{_MONTH})|after (?:easter|christmas)|"
    rf"q[1-4]|spring|summer|autumn|winter)|"
    rf"(?:(?:{_DAY})(?:,? )?(?:the )?)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{_MONTH})\b(?: (?P<year>\d{{4}}))?|"
    rf"(?:the )(?P<only>\d{{1,2}})(?:st|nd|rd|th)|"
    rf"(?P<which>this |next |coming )?(?P<day>{_DAY})s?\b(?: (?:morning|afternoon|evening))?|"
    rf"(?P<bare>january|february|march|april|june|july|august|september|october|november|december|sept|oct|nov|dec|feb|jan)\b"
    rf")",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}([.:]\d{2})?\s?(am|pm)\b|\b\d{1,2}[.:]\d{2}\b|\b0\d{3,4}[ \d]{5,}|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b|\bq[1-4]\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What one line says about one need. `portion` is "all", "half" or ""; `yes` False is a refusal."""

    ref: str
    words: str
    yes: bool = True
    count: float | None = None
    what: str = ""
    portion: str = ""
    by_date: date | None = None
    by_words: str = ""
    condition: str = ""
    contract: str = ""


def when(text: str, today: date) -> tuple[date | None, str]:
    """The day a giver names, from `today`, and its words. "Next month" has words and no day. A day that has passed is next year's."""
    found = WHEN.search(text)
    if not found:
        return None, ""
    words = found.group().strip()
    part = found.groupdict()
    if part["rel"]:
        ahead = {"tomorrow": 1, "the day after tomorrow": 2}.get(part["rel"].lower(), 0)
        return today + timedelta(days=ahead), words
    if part["dom"]:
        return _calendar(int(part["dom"]), part["mon"], part["year"], today), words
    if part["only"]:
        return _day_of_month(int(part["only"]), today), words
    if part["day"]:
        weekday = next(spot for spot, name in enumerate(_DAYS) if name.startswith(part["day"].lower()[:3]))
        ahead = (weekday - today.weekday()) % 7 or 7
        if (part["which"] or "").strip().lower() == "next" and today.weekday() + ahead < 7:
            ahead += 7
        return today + timedelta(days=ahead), words
    return None, words


def _calendar(day: int, month: str, year: str | None, today: date) -> date | None:
    number = next(spot for spot, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
    try:
        named = date(int(year) if year else today.year, number, day)
        return named if year or named >= today else named.replace(year=today.year + 1)
    except ValueError:
        return None


def _day_of_month(day: int, today: date) -> date | None:
    for ahead in range(62):
        there = today + timedelta(days=ahead)
        if there.day == day:
            return there
    return None


def _amount(text: str) -> tuple[float | None, str]:
    """How many of what a line gives, dates, times, phones and totals ("of the 10") aside."""
    said = WHEN.sub(" ", _TIME.sub(" ", text))
    said = re.sub(
        r"\b(?:out )?of (?:the |your |their )?(?:\d+|[a-z]+teen|ten|twenty|two|three|four|five|six|seven|eight|nine)\b",
        " of ",
        said,
        flags=re.IGNORECASE,
    )
    words = "|".join(word for word in short_words.NUMBER_WORDS if word != "zero")
    found = re.search(
        rf"£\s?(?P<money>\d[\d,]*(?:\.\d+)?)|\b(?P<number>\d[\d,]*(?:\.\d+)?|{words})\b(?P<rest>(?: [A-Za-z][\w-]*){{0,3}})",
        said,
        re.IGNORECASE,
    )
    if not found:
        return None, ""
    if found.group("money"):
        return float(found.group("money").replace(",", "")), "£"
    value = found.group("number").lower().replace(",", "")
    count = float(short_words.NUMBER_WORDS[value]) if value in short_words.NUMBER_WORDS else float(value)
    what = re.split(
        r"\b(?:of|for|to|on|by|from|if|and|but|at|in|this|next|with|please|each|wiped)\b", found.group("rest")
    )[0].strip()
    return count, what if len(what) > 2 else ""


def understood(ref: str, words: str, today: date) -> Promise:
    """What these words say about this need."""
    said = short_words.plain(words)
    first, _ = short_words.lead(words)
    condition = CONDITION.search(words)
    outside = words.replace(condition.group(), " ") if condition else words
    day, day_words = when(outside, today)
    count, what = _amount(outside)
    refuses = REFUSAL.search(said) is not None
    gives = count is not None or ALL.search(said) is not None or HALF.search(said) is not None
    yes = first == "yes" or (
        first != "no" and (not refuses or (gives and re.search(r"\b(can do|will|'ll|but|yes)\b", said) is not None))
    )
    contract = CONTRACT.search(words)
    return Promise(
        ref=ref,
        words=words.strip(),
        yes=yes,
        count=count,
        what=what,
        portion="" if count is not None else ("half" if HALF.search(said) else ("all" if ALL.search(said) else "")),
        by_date=day,
        by_words=day_words,
        condition=condition.group().strip(" ,.") if condition else "",
        contract=contract.group(1) if contract else "",
    )


def targets(text: str, numbers: Mapping[str, str], prefixes: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The refs that a clause names, by reference or by number in the letter, and the clause without them."""
    refs = list(short_words.references(text, prefixes))
    known = "|".join(re.escape(prefix) for prefix in prefixes)
    rest = re.sub(
        rf"(?<![A-Za-z0-9])(?:{known})(?:[-–—]\d{{1,6}}|[\s_#]?\d{{3,6}})(?![\dA-Za-z])", " ", text, flags=re.IGNORECASE
    )
    if numbers and not refs:
        patterns = (
            r"\b(?:numbers?|nos?\.?|items?|needs?|entry|entries)\s*#?(\d{1,3}(?:\s*(?:,|and|&|\+|to)\s*\d{1,3})*)\b|#(\d{1,3})\b",
            r"^\s*[(\[]?(\d{1,3})\s*(?:[:.)\]–—-]|\s(?=yes|no\b|ok|all\b))(?!\d)",
            r"^\W*(?:yes|ok|happy|all|we can do|we'll do|we could do|put us down)\b(?: please)?(?: to| for| with| of)? (\d{1,3}(?:\s*(?:,|and|&|\+)\s*\d{1,3})*)\s*[.!]*$",
        )
        for pattern in patterns:
            found = re.search(pattern, rest, re.IGNORECASE)
            named = re.findall(r"\d+", next((group for group in found.groups() if group), "")) if found else []
            if found and named and all(number in numbers for number in named):
                refs = [numbers[number] for number in named]
                rest = f"{rest[: found.start()]} {'yes' if pattern == patterns[2] else ''} {rest[found.end() :]}"
                break
    return tuple(dict.fromkeys(refs)), re.sub(r"^[\s:.,)\]–—-]+", "", rest).strip()


def clauses(text: str) -> list[str]:
    """The text cut where another need can begin: at lines, semicolons, full stops, and commas before a reference or number."""
    cut = re.split(r"[\n;]+|(?<=[.!?])\s+|,\s+(?=(?:and )?[A-Za-z]{2}-\d|\d{1,3}:)", text)
    return [clause.strip() for clause in cut if clause and re.search(r"\w|👍|👎", clause)]


def promises(
    text: str, answers: Sequence[Answer], numbers: Mapping[str, str], prefixes: Sequence[str], today: date
) -> list[Promise]:
    """Every promise and refusal of a message, one for each need named, in order. Words below a quoted line belong to its need."""
    gathered: dict[str, list[str]] = {}
    for answer in answers:
        quoted_refs, _ = targets(answer.quoted, numbers, prefixes)
        own_refs, rest = targets(answer.words, numbers, prefixes)
        refs = own_refs or quoted_refs
        if len(refs) == 1 and answer.words.strip():
            gathered.setdefault(refs[0], []).append(rest if own_refs else answer.words.strip())
    seen = {short_words.plain(line) for answer in answers for line in answer.words.splitlines()}
    current: tuple[str, ...] = ()
    leading: list[str] = []
    for clause in clauses("\n".join(line for line in text.splitlines() if short_words.plain(line) not in seen)):
        refs, rest = targets(clause, numbers, prefixes)
        if refs:
            current = refs
        for ref in current:
            gathered.setdefault(ref, []).append(rest if refs else clause)
        if not current:
            leading.append(clause)
    found = [understood(ref, ". ".join(part for part in parts if part), today) for ref, parts in gathered.items()]
    before = " ".join(leading)
    if found and before and REFUSAL.search(short_words.plain(before)) and all(not item.words for item in found):
        found = [replace(item, yes=False) for item in found]
    return found
