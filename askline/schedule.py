"""When to look for what is due. APScheduler says only *when*; what is due and what was sent are rows.

The times are Europe/London and weekdays are written as names: numbers are one day off from cron's (0 is Monday).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from askline.config import Settings

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

LONDON = ZoneInfo("Europe/London")
MISFIRE_GRACE_SECONDS = 12 * 3600


def build(settings: Settings, start_due: Callable[[], object], age_out: Callable[[], object]) -> "BackgroundScheduler":
    """A scheduler, not started.

    It calls `start_due` at the hours of the digest, its preview and the morning letter, and each quarter of an hour. A
    run that was missed by less than twelve hours happens once, late. Ageing out is at 03:30, outside the hour that
    summer time repeats.
    """
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger

    scheduler = BackgroundScheduler(
        timezone=LONDON,
        job_defaults={"coalesce": True, "misfire_grace_time": MISFIRE_GRACE_SECONDS, "max_instances": 1},
    )

    def at(name: str, job: Callable[[], object], **when: object) -> None:
        scheduler.add_job(job, CronTrigger(timezone=LONDON, **when), id=name)

    digest = settings.digest
    at("digest", start_due, day_of_week=digest.weekday, hour=digest.hour)
    at("preview", start_due, day_of_week=digest.preview_weekday, hour=digest.preview_hour)
    at("morning", start_due, hour=settings.follow_up.morning_hour)
    at("quarter", start_due, minute="*/15", second=30)
    at("age-out", age_out, hour=3, minute=30)
    return scheduler
