"""The calendar: the right hour in summer and in winter, once, and late rather than never."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from askline.config import Settings
from askline.schedule import build

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def scheduler():
    return build(Settings(), lambda: None, lambda: None)


def next_run(scheduler, job: str, after: datetime) -> datetime:
    return scheduler.get_job(job).trigger.get_next_fire_time(None, after).astimezone(UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2027, 3, 16, tzinfo=UTC), datetime(2027, 3, 22, 8, tzinfo=UTC)),
        (datetime(2027, 3, 23, tzinfo=UTC), datetime(2027, 3, 29, 7, tzinfo=UTC)),
        (datetime(2027, 10, 19, tzinfo=UTC), datetime(2027, 10, 25, 7, tzinfo=UTC)),
        (datetime(2027, 10, 26, tzinfo=UTC), datetime(2027, 11, 1, 8, tzinfo=UTC)),
    ],
)
def test_the_digest_goes_on_monday_at_eight_on_both_sides_of_summer_time(scheduler, after, expected):
    assert next_run(scheduler, "digest", after) == expected


def test_ageing_out_runs_once_on_the_night_the_clocks_go_back(scheduler):
    first = next_run(scheduler, "age-out", datetime(2027, 10, 30, 12, tzinfo=UTC))
    second = scheduler.get_job("age-out").trigger.get_next_fire_time(first, first.astimezone(LONDON))
    assert (second.astimezone(UTC) - first).total_seconds() > 20 * 3600


def test_a_missed_run_happens_once_within_twelve_hours(scheduler):
    scheduler.start(paused=True)
    job = scheduler.get_job("digest")
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (12 * 3600, True, 1)
    scheduler.shutdown()
