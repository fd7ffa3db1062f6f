"""The issue of Monday 30 November 2026, the first one of a place with two entries let through and three readers."""

from datetime import UTC, date, datetime

from db.session import Database
from digest import issue
from digest.settings import DigestSettings
from tests.digest import stored
from tests.digest.samples import ARMLEY, BEESTON

CURATOR = "curator@example.org"
SETTINGS = DigestSettings(address="askline@example.org", curators={"email": (CURATOR,), "slack": ("T1:U1",)})
HOLDING = DigestSettings(address="askline@example.org", curators={"email": (CURATOR,)}, when_nobody_answers="hold")
THURSDAY, MONDAY = datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)
DAY = date(2026, 11, 30)


def due(database: Database, now: datetime, settings: DigestSettings = SETTINGS) -> int:
    return issue.due(database, settings=settings, now=now)


def filled(database: Database) -> None:
    stored.entry(database, "LS-0001", now=THURSDAY)
    stored.entry(database, "LS-0002", now=THURSDAY, themes=["digital"], wards=[BEESTON], public_text="Two laptops")
    stored.entry(database, "LS-0003", now=THURSDAY, status="waiting")
    stored.reader(database, "a@example.org", now=THURSDAY)
    stored.reader(database, "b@example.org", now=THURSDAY, wards=[ARMLEY])
    stored.reader(database, "T1:U7", now=THURSDAY, channel="slack")
