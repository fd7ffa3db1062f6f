"""When issues are due. Days and hours are Europe/London; what comes back as a datetime is aware and in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.settings import WEEKDAYS, DigestSettings

LONDON = ZoneInfo("Europe/London")
WEEK = timedelta(days=7)
LATE_AFTER = timedelta(hours=1)


def today(now: datetime) -> date:
    """The day in London at this instant."""
    return now.astimezone(LONDON).date()


def send_time(issue_date: date, settings: DigestSettings) -> datetime:
    """The instant at which the issue of this day is due to go out."""
    return _at(issue_date, settings.hour, settings.minute)


def preview_time(issue_date: date, settings: DigestSettings) -> datetime:
    """The instant from which the curators are shown the issue: the last preview weekday before its day."""
    back = (issue_date.weekday() - WEEKDAYS.index(settings.preview_weekday)) % 7 or 7
    return _at(issue_date - timedelta(days=back), settings.preview_hour, 0)


def next_issue_date(now: datetime, settings: DigestSettings) -> date:
    """The day of the first issue whose sending time is still to come."""
    day = today(now)
    day += timedelta(days=(WEEKDAYS.index(settings.weekday) - day.weekday()) % 7)
    return day if send_time(day, settings) > now else day + WEEK


def last_issue_date(now: datetime, settings: DigestSettings) -> date:
    """The day of the last issue whose sending time has come."""
    return next_issue_date(now, settings) - WEEK


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)
