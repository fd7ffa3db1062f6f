"""Which step a pledge needs next, by its dates alone: a yes asked for again, a reminder, "did it come?", or a curator."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db.models import Pledge

LONDON = ZoneInfo("Europe/London")
BEFORE = timedelta(days=3)
AFTER = timedelta(days=1)
TO_CURATOR = timedelta(days=4)
ONE_DAY = timedelta(days=1)
PATIENCE = timedelta(days=2)
"""So long those who asked may leave a pledge without a yes or no."""
WEEK = timedelta(days=7)


def due_day(pledge: Pledge, needed_by: date | None) -> date | None:
    """The day a promise is due: its own, else the day it is needed by when that was still to come at the last yes."""
    if pledge.by_date is not None:
        return pledge.by_date
    return needed_by if needed_by is not None and needed_by >= _since(pledge) else None


def steps(pledge: Pledge, needed_by: date | None, *, askable: bool, undated_days: int, today: date) -> list[str]:
    """The steps that are due and were not taken: welcome, unanswered, ask, before, after, curator.

    A pledge that has no yes or no yet is not chased: first those who asked are asked again, if somebody is there to ask
    (`askable`), then the supplier and a curator hear of it.
    """
    day = due_day(pledge, needed_by)
    if pledge.status == "pledged" and askable:
        return _without_answer(pledge, day, today)
    if day is None:
        old = today >= _since(pledge) + timedelta(days=undated_days)
        return ["ask"] if old and pledge.asked_at is None else []
    found = ["ask"] if today > day and pledge.asked_at is None else []
    reminded = _date(pledge.reminded_at) if pledge.reminded_at else _since(pledge)
    for name, start in (("curator", day + TO_CURATOR), ("after", day + AFTER), ("before", day - BEFORE)):
        if today >= start:
            return [*found, name] if reminded < start and (name != "before" or today < day) else found
    return found


def _without_answer(pledge: Pledge, day: date | None, today: date) -> list[str]:
    made = _date(pledge.created_at)
    again = made + PATIENCE if day is None else min(made + PATIENCE, max(made + ONE_DAY, day - BEFORE))
    told = made + WEEK if day is None else max(again + ONE_DAY, day - ONE_DAY)
    if today >= told and pledge.reminded_at is None:
        return ["unanswered"] if pledge.asked_at else ["welcome", "unanswered"]
    return ["welcome"] if today >= again and pledge.asked_at is None else []


def _since(pledge: Pledge) -> date:
    """The day from which the supplier could act: that of the yes, else that of the pledge."""
    return _date(pledge.answered_at or pledge.created_at)


def _date(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
