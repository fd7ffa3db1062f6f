"""What curators answer to the preview of an issue, and what happens when they do not, on both databases."""

from datetime import timedelta

import pytest

from db.session import Database
from digest import issue, reports
from tests.digest import stored
from tests.digest.first_issue import HOLDING, MONDAY, SETTINGS, THURSDAY, due, filled


def test_a_curator_who_does_not_answer_is_reminded_once_with_what_has_changed(database: Database) -> None:
    filled(database)
    due(database, THURSDAY)
    stored.entry(database, "LS-0004", now=THURSDAY + timedelta(hours=2))
    stored.set_entry(database, "LS-0002", status="withdrawn")
    friday = MONDAY - timedelta(hours=70)
    assert due(database, friday - timedelta(minutes=1)) == 0
    assert due(database, friday) == 2
    assert due(database, friday + timedelta(hours=1)) == 0
    mail, chat = stored.letters(database, "preview")[2:]
    assert mail.subject.startswith("Reminder: Preview of issue 1")
    for letter in (mail, chat):
        assert "Since the last preview: new LS-0004; gone LS-0002." in " ".join(letter.text.split())


def test_who_has_answered_is_not_reminded(database: Database) -> None:
    filled(database)
    due(database, THURSDAY)
    issue.approve(database, settings=SETTINGS, who="curator:1", now=THURSDAY)
    assert due(database, MONDAY - timedelta(hours=60)) == 0


def test_an_issue_that_waits_for_a_yes_past_its_hour_reminds_once_more(database: Database) -> None:
    filled(database)
    due(database, THURSDAY, HOLDING)
    assert due(database, MONDAY - timedelta(hours=70), HOLDING) == 1
    assert due(database, MONDAY + timedelta(hours=1), HOLDING) == 1
    assert due(database, MONDAY + timedelta(hours=5), HOLDING) == 0
    assert stored.letters(database) == []


def test_a_yes_closes_the_list_and_only_what_a_curator_adds_still_comes_in(database: Database) -> None:
    filled(database)
    due(database, THURSDAY)
    issue.approve(database, settings=SETTINGS, who="curator:1", now=THURSDAY + timedelta(hours=1))
    for ref in ("LS-0004", "LS-0005"):
        stored.entry(database, ref, now=MONDAY, approved_at=THURSDAY + timedelta(hours=2))
    preview = " ".join(reports.preview_text(database, settings=SETTINGS, now=THURSDAY + timedelta(hours=3)).split())
    assert "Approved after the list closed: LS-0004, LS-0005. Reply “add LS-0004” to take one in" in preview
    said = issue.arrange(
        database,
        settings=SETTINGS,
        who="curator:1",
        now=THURSDAY + timedelta(hours=4),
        first=["LS-0002"],
        leave_out={"LS-0001": "not sure yet"},
        add=["LS-0005", "LS-0003"],
    )
    assert said == "Issue 1 of Monday 30 November is changed."
    shown = " ".join(reports.preview_text(database, settings=SETTINGS, now=THURSDAY + timedelta(hours=5)).split())
    assert "held back by a curator: LS-0001 (not sure yet)" in shown
    assert "Added, but without a curator’s yes or no longer open: LS-0003. They do not go." in shown
    due(database, MONDAY)
    letter = stored.letters(database)[0]
    assert list(letter.about["numbers"].values()) == ["LS-0002", "LS-0005"]


def test_an_unknown_reference_changes_nothing(database: Database) -> None:
    filled(database)
    with pytest.raises(LookupError, match="no entry LS-0999 here"):
        issue.arrange(database, settings=SETTINGS, who="curator:1", now=THURSDAY, first=["LS-0001", "LS-0999"])
    assert stored.issues(database)[0].leading == []
