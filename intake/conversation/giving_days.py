"""The day on which somebody says they will give: "this Friday", "on 4 December", "next month"."""

import re
from datetime import date, timedelta

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
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
NAMED = re.compile(
    rf"\b(?:by |on |from |before |starting |in |for )?(?:"
    rf"(?P<rel>today|tonight|tomorrow|the day after tomorrow)|"
    rf"(?P<soon>(?:this|next) (?:week|month)|(?:early|mid|late|end of|the end of)[ -](?:next |this )?(?:week|month|"
    rf"{_MONTH})|after (?:easter|christmas)|"
    rf"q[1-4]|spring|summer|autumn|winter)|"
    rf"(?:(?:{_DAY}),? )?(?:the )?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{_MONTH})\b(?: (?P<year>\d{{4}}))?|"
    rf"(?:the )(?P<only>\d{{1,2}})(?:st|nd|rd|th)|"
    rf"(?P<which>this |next |coming )?(?P<day>{_DAY})s?\b(?: (?:morning|afternoon|evening))?|"
    rf"(?P<bare>january|february|march|april|june|july|august|september|october|november|december|sept|oct|nov|dec|feb|jan)\b"
    rf")",
    re.IGNORECASE,
)


def named(text: str, today: date) -> tuple[date | None, str]:
    """The day a giver names, from `today`, and its words. "Next month" has words and no day. A day that has passed is next year's."""
    found = NAMED.search(text)
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
