"""Feasts and bank holidays, and when they fall: on a fixed day, by a rule (Easter and what hangs on it), or by a table.

The table `data/feasts.csv` says for each row where its day is from. A feast that hangs on the sight of the moon may be kept a
day earlier or later in Britain. Bank holidays are those of England and Wales, by the Banking and Financial Dealings Act 1971.
"""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "feasts.csv"
MONDAY, SUNDAY = 0, 6
LAST = -1

FIXED_FEASTS = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
    "crimbo": (12, 25), "boxing day": (12, 26), "new years eve": (12, 31), "new year's eve": (12, 31),
    "new year": (1, 1),
    "new years day": (1, 1), "new year's day": (1, 1), "hogmanay": (12, 31), "valentine's day": (2, 14),
    "valentines day": (2, 14), "valentine's": (2, 14), "st patrick's day": (3, 17), "st george's day": (4, 23),
    "may day": (5, 1), "st david's day": (3, 1), "st andrew's day": (11, 30), "yorkshire day": (8, 1),
    "halloween": (10, 31), "bonfire night": (11, 5), "guy fawkes night": (11, 5), "armistice day": (11, 11),
    "international women's day": (3, 8), "burns night": (1, 25), "windrush day": (6, 22), "newroz": (3, 21), "nowruz": (3, 21),
    "twelfth night": (1, 5), "midsummer's day": (6, 24),
}  # fmt: skip


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """The first (`which` 1), second … or last (-1) such weekday of a month; Monday is 0."""
    if which == LAST:
        end = date(year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


SINGLE_DAYS: dict[str, Callable[[int], date]] = {
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "shrove tuesday": _from_easter(-47),
    "pancake day": _from_easter(-47),
    "ash wednesday": _from_easter(-46),
    "mothering sunday": _from_easter(-21),
    "mother's day": _from_easter(-21),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "whit sunday": _from_easter(49),
    "father's day": lambda year: weekday_of_month(year, 6, SUNDAY, 3),
    "remembrance sunday": lambda year: weekday_of_month(year, 11, SUNDAY, 2),
    "remembrance day": lambda year: date(year, 11, 11),
}
"""Feasts that are one day of the calendar."""

SEASONS: dict[str, Callable[[int], date]] = {
    "easter": _from_easter(0),
    "lent": _from_easter(-46),
    "pentecost": _from_easter(49),
    "whitsun": _from_easter(49),
    "whit": _from_easter(49),
}
IN_TABLE = {
    "ramadan": "ramadan", "ramadhan": "ramadan", "ramzan": "ramadan", "eid al-fitr": "eid al-fitr", "eid ul-fitr": "eid al-fitr",
    "eid al-adha": "eid al-adha", "eid ul-adha": "eid al-adha", "eid": "eid", "mawlid": "mawlid", "ashura": "ashura",
    "diwali": "diwali", "divali": "diwali", "deepavali": "diwali", "holi": "holi", "dussehra": "dussehra",
    "vaisakhi": "vaisakhi", "baisakhi": "vaisakhi", "raksha bandhan": "raksha bandhan", "rakhi": "raksha bandhan",
    "guru nanak's birthday": "guru nanak's birthday", "gurpurab": "guru nanak's birthday",
    "lunar new year": "lunar new year", "chinese new year": "lunar new year", "vesak": "vesak", "wesak": "vesak",
    "passover": "passover", "pesach": "passover", "purim": "purim", "rosh hashanah": "rosh hashanah",
    "rosh hashana": "rosh hashanah", "yom kippur": "yom kippur", "hanukkah": "hanukkah", "chanukah": "hanukkah",
    "hannukah": "hanukkah",
}  # fmt: skip
"""What people write, and the feast's name in the table; "eid" is whichever of the two comes next."""

BANK_HOLIDAY = r"(?:(?:early )?may(?: day)?|spring|whit(?:sun)?|late may|august|summer|easter|new year'?s?(?: day)?)"


def bank_holidays(year: int) -> dict[str, date]:
    """The bank holidays of England and Wales by name; a day at a weekend is kept on the next working day."""
    christmas = date(year, 12, 25)
    after = {5: 27, 6: 27}.get(christmas.weekday(), 25)
    boxing = {4: 28, 5: 28, 6: 26}.get(christmas.weekday(), 26)
    new_year = date(year, 1, 1)
    return {
        "new year": new_year + timedelta(days={5: 2, 6: 1}.get(new_year.weekday(), 0)),
        "good friday": easter(year) - timedelta(days=2),
        "easter": easter(year) + timedelta(days=1),
        "early may": weekday_of_month(year, 5, MONDAY, 1),
        "spring": weekday_of_month(year, 5, MONDAY, LAST),
        "summer": weekday_of_month(year, 8, MONDAY, LAST),
        "christmas": date(year, 12, after),
        "boxing day": date(year, 12, boxing),
    }


def bank_holiday(which: str, received: date) -> date | None:
    """The next bank holiday of this name ("august", "spring", "" for whichever comes first) on or after `received`."""
    wanted = which.casefold().strip()
    if wanted.startswith("new year"):
        names = {"new year"}
    elif wanted.startswith(("whit", "late may", "spring")):
        names = {"spring"}
    elif wanted in ("august", "summer"):
        names = {"summer"}
    elif wanted.startswith("easter"):
        names = {"easter"}
    elif wanted == "may":
        names = {"early may", "spring"}
    elif wanted:
        names = {"early may"}
    else:
        names = set(bank_holidays(received.year))
    years = (received.year, min(received.year + 1, date.max.year))
    days = [day for year in years for name, day in bank_holidays(year).items() if name in names and day >= received]
    return min(days, default=None)


@cache
def _table() -> dict[str, tuple[date, ...]]:
    gathered: dict[str, list[date]] = {"eid": []}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["day"])
            gathered.setdefault(row["feast"], []).append(day)
            if row["feast"].startswith("eid"):
                gathered["eid"].append(day)
    return {feast: tuple(sorted(days)) for feast, days in gathered.items()}


def _next(rule: Callable[[int], date], received: date) -> date:
    found = rule(received.year)
    return found if found >= received else rule(received.year + 1)


def single_day(words: str, received: date) -> date | None:
    """The next day of a feast that is one day ("Mothering Sunday"); None when the words name none."""
    rule = SINGLE_DAYS.get(_plain(words))
    return _next(rule, received) if rule else None


def feast_day(words: str, received: date) -> date | None:
    """When a feast that moves is likely to fall next, on or after `received`: for people to see beside the words.

    None when the words name no feast, or the table does not reach so far.
    """
    plain = _plain(words)
    if plain in SEASONS:
        return _next(SEASONS[plain], received)
    days = _table().get(IN_TABLE.get(plain, ""), ())
    return next((day for day in days if day >= received), None) or single_day(plain, received)


def _plain(words: str) -> str:
    plain = re.sub(r"\s+", " ", words.casefold().replace("’", "'")).strip()
    plain = re.sub(r"^(mother|father)s?'?s? day$", r"\1's day", plain)
    return re.sub(r"^eid (?:al|ul)[- ]", "eid al-", plain)
