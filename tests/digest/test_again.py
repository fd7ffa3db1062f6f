"""Letters besides the weekly sending: failed ones once more, and one to look at first."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from sqlalchemy import select, update

from db.models import Delivery
from db.session import Database
from digest import again, issue
from digest.compose import Composer
from digest.settings import DigestSettings
from tests.digest import stored

SETTINGS = DigestSettings(address="askline@example.org", curators={"email": ("curator@example.org",)})
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
LATER = MONDAY + timedelta(hours=3)


def sent_issue(database: Database) -> int:
    stored.entry(database, "LS-0001", now=MONDAY)
    for name in ("anna", "ben", "cara"):
        stored.reader(database, f"{name}@example.org", now=MONDAY)
    issue.due(database, settings=SETTINGS, now=MONDAY)
    return stored.issues(database)[0].id


def settle(database: Database, **states: str) -> None:
    """What became of each reader's letter."""
    with database.transaction() as session:
        for name, state in states.items():
            session.execute(update(Delivery).where(Delivery.address == f"{name}@example.org").values(state=state))


def test_only_what_failed_goes_again_and_not_to_dead_addresses(database: Database) -> None:
    issue_id = sent_issue(database)
    settle(database, anna="sent", ben="failed", cara="failed")
    stored.pause(database, "cara@example.org", "bounce", now=MONDAY)
    said = again.resend(database, issue_id, settings=SETTINGS, now=LATER)
    assert "1 letter queued again" in said and "1 letter left" in said
    assert {row.address: row.state for row in stored.letters(database)} == {
        "anna@example.org": "sent",
        "ben@example.org": "queued",
        "cara@example.org": "failed",
    }
    assert "0 letters queued again" in again.resend(database, issue_id, settings=SETTINGS, now=LATER)


def test_a_letter_that_could_not_be_made_is_made_when_the_cause_is_gone(database: Database) -> None:
    real = Composer.letter

    def breaks_for_ben(composer: Composer, reader: object) -> object:
        if getattr(reader, "address", "") == "ben@example.org":
            raise ValueError("a template that breaks")
        return real(composer, reader)  # type: ignore[arg-type]

    with mock.patch.object(Composer, "letter", breaks_for_ben):
        issue_id = sent_issue(database)
        assert "1 letter still could not be made" in again.resend(database, issue_id, settings=SETTINGS, now=LATER)
    assert len(stored.letters(database)) == 2
    assert "1 letter queued again" in again.resend(database, issue_id, settings=SETTINGS, now=LATER)
    assert sorted(row.address for row in stored.letters(database)) == [
        "anna@example.org",
        "ben@example.org",
        "cara@example.org",
    ]


def test_a_test_letter_is_marked_and_counts_as_none(database: Database) -> None:
    stored.entry(database, "LS-0001", now=MONDAY)
    stored.reader(database, "anna@example.org", now=MONDAY)
    friday = MONDAY - timedelta(days=1)
    issue_id = issue.prepare(database, settings=SETTINGS, now=friday)
    for address in ("anna@example.org", "boss@example.org"):
        said = again.sample_letter(
            database, issue_id, channel="email", address=address, audience="", settings=SETTINGS, now=friday
        )
        assert address in said
    with database.session() as session:
        tests = list(session.scalars(select(Delivery).order_by(Delivery.id)))
    assert [row.address for row in tests] == ["anna@example.org", "boss@example.org"]
    assert all(row.subject.startswith("[Test]") and not row.about and row.issue_id is None for row in tests)
    assert "LS-0001" in tests[0].text
    assert issue.due(database, settings=SETTINGS, now=MONDAY) == 1
    assert [row.address for row in stored.letters(database)] == ["anna@example.org"]


def test_an_empty_issue_has_no_letter_to_look_at(database: Database) -> None:
    issue_id = issue.prepare(database, settings=SETTINGS, now=MONDAY - timedelta(days=1))
    said = again.sample_letter(
        database,
        issue_id,
        channel="email",
        address="boss@example.org",
        audience="supplier",
        settings=SETTINGS,
        now=MONDAY - timedelta(days=1),
    )
    assert "nothing" in said
