"""Which day the words of a date mean, counted from the day the message arrived."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp.feasts import FIXED_FEASTS, LAST, weekday_of_month
from nlp.numbers import value

Resolver = Callable[[re.Match[str], date], date | None]
MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()}  # fmt: skip
DAYS = {name: number for number, names in enumerate(
    ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()}  # fmt: skip
DEADLINE_NEARBY = re.compile(
    r"\b(?:notice|letter|deadline|evict\w*|inspection|or we|or they|shut|bailiff|court|appeal|"
    r"we(?:['’]ve)? (?:got|have|been given) \d\d days)\b",
    re.I,
)


def coming(month: int, day: int, received: date, year: str | None = None) -> date:
    """The next such day of the year, on or after the day of arrival."""
    if year:
        return date(int(year), month, day)
    this_year = (
        date(received.year, month, day)
        if (month, day) != (2, 29) or received.year % 4 == 0
        else date(received.year + 1, 3, 1)
    )
    return this_year if this_year >= received else date(received.year + 1, month, day)


def number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def day_month(match: re.Match[str], received: date) -> date:
    return coming(MONTHS[match["month"].casefold().strip(".")], number(match["day"]), received, match["year"])


ORDINAL_WORDS = {name: number for number, name in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
    "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(), 1)}  # fmt: skip


def ordinal_month(match: re.Match[str], received: date) -> date:
    """ "the eighteenth of December"."""
    return coming(MONTHS[match["month"].casefold().strip(".")], ORDINAL_WORDS[match["day"].casefold()], received)


def figures(match: re.Match[str], received: date) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if (day, month, match["year"]) == (24, 7, None):
        return None
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = match["year"]
    if year and len(year) == 2:
        year = "20" + year
    return coming(month, day, received, year)


def iso(match: re.Match[str], received: date) -> date:
    return date.fromisoformat(match.group())


def weekday(match: re.Match[str], received: date) -> date:
    ahead = (DAYS[match["weekday"].casefold().strip(".")] - received.weekday()) % 7
    which = (match["which"] or "").casefold()
    if which.startswith("next"):
        return received + timedelta(days=ahead + 7 if ahead + received.weekday() < 7 and ahead else ahead or 7)
    return received + timedelta(days=ahead or (0 if which.startswith("this") else 7))


def day_of_month(match: re.Match[str], received: date) -> date | None:
    day = number(match["day"])
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


def weekday_numbered(match: re.Match[str], received: date) -> date | None:
    """ "Saturday 26": the next 26th, or the one after it, that is a Saturday."""
    meant = DAYS[match["weekday"].casefold().strip(".")]
    for _ in range(2):
        found = day_of_month(match, received)
        if found is None or found.weekday() == meant:
            return found
        received = found + timedelta(days=1)
    return None


def month_end(year: int, month: int) -> date:
    return date(year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)


def end_of(match: re.Match[str], received: date) -> date | None:
    what = (match["what"] or match["what2"]).casefold().strip(".")
    if what in MONTHS:
        end = month_end(received.year, MONTHS[what])
        return end if end >= received else month_end(received.year + 1, MONTHS[what])
    if what.endswith("month"):
        after = month_end(received.year, received.month)
        return (
            month_end((after + timedelta(days=1)).year, (after + timedelta(days=1)).month) if "next" in what else after
        )
    if what.endswith("year"):
        return date(received.year, 12, 31)
    friday = received + timedelta(days=(4 - received.weekday()) % 7)
    return friday + timedelta(days=7) if "next" in what else friday


def _many(written: str | None) -> int:
    """How many weeks or days; "a" and no number at all mean one."""
    return int(value(written or "") or 1)


def in_units(match: re.Match[str], received: date) -> date:
    count = _many(match["count"])
    unit = match["unit"].casefold()
    if unit.startswith("day"):
        return received + timedelta(days=count)
    if unit.startswith("fortnight"):
        return received + timedelta(days=14 * count)
    if unit.startswith(("week", "wk")):
        return received + timedelta(days=7 * count)
    month = received.month - 1 + count
    year, month = received.year + month // 12, month % 12 + 1
    return date(year, month, min(received.day, month_end(year, month).day))


def weeks_on(match: re.Match[str], received: date) -> date:
    named = match["weekday"] or match["weekday2"]
    ahead = (DAYS[named.casefold().strip(".")] - received.weekday()) % 7 or 7
    weeks = 2 if "fortnight" in match.group().casefold() else _many(match["count"])
    return received + timedelta(days=ahead + 7 * weeks)


def near(match: re.Match[str], received: date) -> date:
    word = match.group().casefold()
    if word.startswith(("tod", "toni", "2nite", "2day", "this ")):
        return received
    return received + timedelta(days=2 if word.startswith("day after") else 1)


def notice(match: re.Match[str], received: date) -> date | None:
    return received + timedelta(days=int(match["days"])) if DEADLINE_NEARBY.search(match.string) else None


def month_then_day(match: re.Match[str], received: date) -> date:
    return coming(MONTHS[match["month"].casefold().strip(".")], number(match["day"]), received)


def weekend(match: re.Match[str], received: date) -> date:
    saturday = received + timedelta(days=(5 - received.weekday()) % 7)
    return saturday + timedelta(days=7) if "next" in match.group().casefold() else saturday


def feast(match: re.Match[str], received: date) -> date:
    month, day = FIXED_FEASTS[match["feast"].casefold().replace("’", "'")]
    return coming(month, day, received)


ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": LAST,
    "final": LAST,
}


def weekday_within(match: re.Match[str], received: date) -> date | None:
    """ "the first Monday of December"; "… of the month" is no date, but how often something is."""
    weekday, which = DAYS[match["weekday"].casefold().strip(".")], ORDINALS[match["which"].casefold()]
    what = match["what"].casefold().strip(".")
    month = MONTHS.get(what) or received.month % 12 + 1
    found = weekday_of_month(received.year, month, weekday, which)
    return found if found >= received else weekday_of_month(received.year + 1, month, weekday, which)


def in_hours(match: re.Match[str], received: date) -> date:
    return received + timedelta(hours=int(match["hours"]))


def next_period(match: re.Match[str], received: date) -> date:
    monday = received + timedelta(days=7 - received.weekday())
    return monday + timedelta(days=7) if "after next" in match.group().casefold() else monday


def first_week(match: re.Match[str], received: date) -> date:
    return coming(MONTHS[match["month"].casefold().strip(".")], 1, received)
