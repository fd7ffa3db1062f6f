"""Feasts and when they fall: those on a fixed day, Easter, and Remembrance Sunday."""

from datetime import date, timedelta

FIXED_FEASTS = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
    "crimbo": (12, 25), "boxing day": (12, 26), "new years eve": (12, 31), "new year's eve": (12, 31),
    "new year": (1, 1),
    "new years day": (1, 1), "new year's day": (1, 1), "hogmanay": (12, 31), "valentine's day": (2, 14),
    "valentines day": (2, 14), "valentine's": (2, 14), "st patrick's day": (3, 17), "st george's day": (4, 23),
    "may day": (5, 1),
    "halloween": (10, 31), "bonfire night": (11, 5), "armistice day": (11, 11),
    "international women's day": (3, 8), "burns night": (1, 25), "windrush day": (6, 22),
}  # fmt: skip


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def easter_day(which: str, received: date) -> date:
    """The next Good Friday, Easter Sunday or Easter Monday."""
    after = {"good friday": -2, "easter monday": 1}.get(which.casefold(), 0)
    found = easter(received.year) + timedelta(days=after)
    return found if found >= received else easter(received.year + 1) + timedelta(days=after)


def remembrance(received: date) -> date:
    """The next Remembrance Sunday, the second of November."""
    for year in (received.year, received.year + 1):
        first = date(year, 11, 1)
        second_sunday = first + timedelta(days=(6 - first.weekday()) % 7 + 7)
        if second_sunday >= received:
            return second_sunday
    return second_sunday
