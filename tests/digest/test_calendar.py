"""When issues are due, across both changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digest.calendar import last_issue_date, next_issue_date, preview_time, send_time
from digest.settings import DigestSettings

SETTINGS = DigestSettings()


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2027, 3, 22), 8),
        (date(2027, 3, 29), 7),
        (date(2027, 10, 25), 7),
        (date(2027, 11, 1), 8),
    ],
)
def test_monday_at_eight_is_london_time_before_and_after_both_changes(day: date, hour: int) -> None:
    assert send_time(day, SETTINGS) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_the_preview_is_the_last_preview_day_before_the_issue_even_across_a_change() -> None:
    assert preview_time(date(2027, 3, 29), SETTINGS) == datetime(2027, 3, 25, 9, tzinfo=UTC)
    assert preview_time(date(2027, 11, 1), SETTINGS) == datetime(2027, 10, 28, 8, tzinfo=UTC)


def test_a_preview_on_the_day_of_sending_is_a_week_before() -> None:
    settings = DigestSettings(preview_weekday="mon")
    assert preview_time(date(2026, 11, 30), settings) == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_at_the_very_minute_of_sending_the_issue_is_the_last_one_and_no_longer_the_next() -> None:
    at = datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert last_issue_date(at, SETTINGS) == date(2026, 11, 30)
    assert next_issue_date(at, SETTINGS) == date(2026, 12, 7)
    assert next_issue_date(at - timedelta(seconds=1), SETTINGS) == date(2026, 11, 30)


def test_late_on_sunday_in_summer_is_monday_in_london() -> None:
    assert next_issue_date(datetime(2027, 6, 6, 23, 30, tzinfo=UTC), SETTINGS) == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"weekday": "monday"}, "weekday"),
        ({"hour": 24}, "hour"),
        ({"when_nobody_answers": "wait"}, "when_nobody_answers"),
        ({"max_entries": 0}, "max_entries"),
        ({"grace_hours": -1}, "grace_hours"),
    ],
)
def test_a_setting_that_cannot_work_is_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        DigestSettings(**change)  # type: ignore[arg-type]
