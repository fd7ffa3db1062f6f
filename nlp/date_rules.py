"""How a day is written, and which day that is, counted from the day the message arrived. British order: 3/12 is 3 December."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp.feasts import FIXED_FEASTS, easter_day, remembrance

MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()}  # fmt: skip
DAYS = {name: number for number, names in enumerate(
    ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()}  # fmt: skip
COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "a couple of": 2,
    "couple of": 2,
    "2": 2,
}
MOVEABLE = (
    "easter|good friday|eid(?: al[- ](?:fitr|adha))?|ramadan|diwali|divali|passover|pesach|purim|hanukkah|"
    "chanukah|vaisakhi|holi|lent|pentecost|whitsun|mother(?:s|'s|ing) (?:day|sunday)|father'?s day|"
    "(?:the )?(?:next |spring |may |august |summer )?bank holiday|half[- ]term|(?:the )?end of (?:the "
    ")?(?:summer |autumn |spring |winter )?(?:term|season|school year)|"
    "term(?: starts?)?|(?:the )?summer holidays|the holidays|winter|summer|spring|autumn|(?:early|mid|late|"
    "mid-)[- ]?(?:" + "|".join(MONTHS) + ")|asap|as soon as (?:possible|poss|you can)|soon"
)
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = "(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")\b\.?"
NUMBERED = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
COUNT = r"(?:\d{1,2}|a couple of|couple of|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
DEADLINE_NEARBY = re.compile(
    r"\b(?:notice|letter|deadline|evict\w*|inspection|or we|or they|shut|bailiff|court|appeal)\b", re.I
)


def _coming(month: int, day: int, received: date, year: str | None = None) -> date:
    """The next such day of the year, on or after the day of arrival."""
    if year:
        return date(int(year), month, day)
    this_year = (
        date(received.year, month, day)
        if (month, day) != (2, 29) or received.year % 4 == 0
        else date(received.year + 1, 3, 1)
    )
    return this_year if this_year >= received else date(received.year + 1, month, day)


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _day_month(match: re.Match[str], received: date) -> date:
    return _coming(MONTHS[match["month"].casefold().strip(".")], _number(match["day"]), received, match["year"])


def _figures(match: re.Match[str], received: date) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = match["year"]
    if year and len(year) == 2:
        year = "20" + year
    return _coming(month, day, received, year)


def _iso(match: re.Match[str], received: date) -> date:
    return date.fromisoformat(match.group())


def _weekday(match: re.Match[str], received: date) -> date:
    ahead = (DAYS[match["weekday"].casefold().strip(".")] - received.weekday()) % 7
    which = (match["which"] or "").casefold()
    if which.startswith("next"):
        return received + timedelta(days=ahead + 7 if ahead + received.weekday() < 7 and ahead else ahead or 7)
    return received + timedelta(days=ahead or (0 if which.startswith("this") else 7))


def _day_of_month(match: re.Match[str], received: date) -> date | None:
    day = _number(match["day"])
    year, month = received.year, received.month
    for _ in range(12):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date.min
        if found >= received:
            return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)


def _end_of(match: re.Match[str], received: date) -> date | None:
    what = match["what"].casefold().strip(".")
    if what in MONTHS:
        end = _month_end(received.year, MONTHS[what])
        return end if end >= received else _month_end(received.year + 1, MONTHS[what])
    if what.endswith("month"):
        after = _month_end(received.year, received.month)
        return (
            _month_end((after + timedelta(days=1)).year, (after + timedelta(days=1)).month) if "next" in what else after
        )
    if what.endswith("year"):
        return date(received.year, 12, 31)
    friday = received + timedelta(days=(4 - received.weekday()) % 7)
    return friday + timedelta(days=7) if "next" in what else friday


def _in_units(match: re.Match[str], received: date) -> date:
    written = match["count"].casefold() or "a"
    count = int(written) if written.isdigit() else COUNTS[written]
    unit = match["unit"].casefold()
    if unit.startswith("day"):
        return received + timedelta(days=count)
    if unit.startswith("fortnight"):
        return received + timedelta(days=14 * count)
    if unit.startswith(("week", "wk")):
        return received + timedelta(days=7 * count)
    month = received.month - 1 + count
    year, month = received.year + month // 12, month % 12 + 1
    return date(year, month, min(received.day, _month_end(year, month).day))


def _weeks_on(match: re.Match[str], received: date) -> date:
    ahead = (DAYS[match["weekday"].casefold().strip(".")] - received.weekday()) % 7 or 7
    written = (match["count"] or "1").casefold()
    weeks = (
        2 if "fortnight" in match.group().casefold() else int(written) if written.isdigit() else COUNTS.get(written, 1)
    )
    return received + timedelta(days=ahead + 7 * weeks)


def _near(match: re.Match[str], received: date) -> date:
    word = match.group().casefold()
    if word.startswith(("tod", "toni", "2nite", "2day", "this ")):
        return received
    return received + timedelta(days=2 if word.startswith("day after") else 1)


def _notice(match: re.Match[str], received: date) -> date | None:
    return received + timedelta(days=int(match["days"])) if DEADLINE_NEARBY.search(match.string) else None


def _month_then_day(match: re.Match[str], received: date) -> date:
    return _coming(MONTHS[match["month"].casefold().strip(".")], _number(match["day"]), received)


def _weekend(match: re.Match[str], received: date) -> date:
    saturday = received + timedelta(days=(5 - received.weekday()) % 7)
    return saturday + timedelta(days=7) if "next" in match.group().casefold() else saturday


def _feast(match: re.Match[str], received: date) -> date:
    month, day = FIXED_FEASTS[match["feast"].casefold().replace("’", "'")]
    return _coming(month, day, received)


def _next_period(match: re.Match[str], received: date) -> date:
    monday = received + timedelta(days=7 - received.weekday())
    return monday + timedelta(days=7) if "after next" in match.group().casefold() else monday


def _first_week(match: re.Match[str], received: date) -> date:
    return _coming(MONTHS[match["month"].casefold().strip(".")], 1, received)


Resolver = Callable[[re.Match[str], date], date | None]


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


WITH_DAY = rf"(?:{DAY},? )?(?:the )?"
RULES: tuple[tuple[re.Pattern[str], Resolver, float], ...] = (
    (_rule(r"\b20\d\d-\d\d-\d\d\b"), _iso, 0.5),
    (_rule(
        rf"\b{WITH_DAY}(?P<day>{NUMBERED})(?: ?(?:-|–|to|until|and|&|/) ?(?:{DAY} )?{NUMBERED})? (?:of "
        rf")?(?P<month>{MONTH})(?:,? ?(?P<year>20\d\d))?(?!\w)"), _day_month, 0.5),
    (_rule(
        rf"\b{WITH_DAY}(?P<month>{MONTH}) (?:the )?(?P<day>{NUMBERED})(?![\d:.,]\d|\w|(?: ?[ap]m)| ?(?:people|of "
        rf"us|-))(?:,? (?P<year>20\d\d))?"), _day_month, 0.5),
    (_rule(r"(?<![\d£./])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])"), _figures, 0.5),
    (_rule(
        rf"\b(?P<count>{COUNT}) weeks? (?:on |from |this |next )?(?P<weekday>{DAY})|\ba (?P<fortnight>fortnight) "
        rf"(?:on |from )?(?P<weekday2>{DAY})"), lambda m, r: _weeks_on(m, r) if m["weekday"] else None, 0.6),
    (_rule(
        rf"\b(?:in |within |next )?(?P<count>{COUNT}) (?P<unit>days?|weeks?|wks?|fortnights?|months?)(?: today| "
        rf"from (?:now|today)|(?: |')s? time)\b"), _in_units, 0.7),
    (_rule(rf"\bwithin (?:the next |a )?(?P<count>{COUNT}|)\s?(?P<unit>days?|weeks?|wks?|fortnight|months?)\b"), _in_units, 0.6),
    (_rule(r"(?<!\d )\b(?P<days>\d\d) days\b(?! (?:a|per|each|in|off|of))"), _notice, 0.55),
    (_rule(rf"\b(?:in )?(?P<month>{MONTH})(?: bank holiday)?, (?:the )?(?P<day>{NUMBERED})(?! ?\w)"), _month_then_day, 0.5),
    (_rule(rf"\bin (?P<count>{COUNT}) (?P<unit>days?|weeks?|wks?|fortnight|months?)\b(?! each| a )"), _in_units, 0.25),
    (_rule(rf"\bend of (?:the |this )?(?P<what>{MONTH}|(?:next )?month|(?:next )?week|year)(?!\w)"), _end_of, 0.55),
    (_rule(rf"\b(?:the )?first week (?:of|in) (?P<month>{MONTH})(?!\w)"), _first_week, 0.5),
    (_rule(r"\b(?:the )?week after next\b|\bnext week\b"), _next_period, 0.35),
    (_rule(
        r"\b(?:today|2day|tonight|2nite|tomorrow|tmrw|tomoz|tmro|tomorow|2moro|day after tomorrow|this (?:morning|"
        r"afternoon|evening))\b"), _near, 0.4),
    (_rule(r"\b(?:this |the |next )weekend\b"), _weekend, 0.45),
    (_rule(r"\b(?:easter (?:sunday|monday)|good friday)\b"), lambda m, r: easter_day(m.group(), r), 0.5),
    (_rule(rf"\b(?P<weekday>{DAY})(?P<count>) week\b"), _weeks_on, 0.5),
    (_rule(r"\bremembrance (?:sunday|day)\b"), lambda m, r: remembrance(r), 0.5),
    (_rule(r"\b(?P<feast>" + "|".join(re.escape(name) for name in sorted(FIXED_FEASTS, key=len, reverse=True)) +
        r")\b(?! (?:dinner|party|parties|hamper|box|lunch|lights|tree|card|present|toy|fair|appeal|meal|market|"
        r"gift)s?)"), _feast, 0.3),
    (_rule(
        rf"\b(?:{DAY},? )?(?:the )?(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?! (?:century|birthday|floor|"
        rf"anniversary|hand|edition|time|year|"
        rf"fortnight|week|month|day|one|home|game|team|class|prize|pay|place|of|scout|leeds|grade|avenue|street))"), _day_of_month, 0.5),
    (_rule(rf"\b(?P<which>this (?:coming )?|next )(?P<weekday>{DAY})(?!s\b)"), _weekday, 0.5),
    (_rule(
        rf"\b(?P<which>coming )?(?P<weekday>{DAY})(?!s|['’]s|/|\w)(?! (?:evening|night|morning|afternoon|lunch|tea|"
        rf"club|eve|group|\d)s?\b(?<!x))"), _weekday, 0.3),
)  # fmt: skip
