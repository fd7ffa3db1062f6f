"""The life of an issue on both databases: shown, approved, held, sent, late, missed; and never anything unapproved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from db.session import Database
from digest import issue, reports
from tests.digest import stored
from tests.digest.first_issue import CURATOR, DAY, HOLDING, MONDAY, SETTINGS, THURSDAY, due, filled

At = Callable[[str], datetime]


def test_nothing_is_due_before_the_hour_of_the_preview(database: Database) -> None:
    filled(database)
    assert due(database, datetime(2026, 11, 26, 8, 59, tzinfo=UTC)) == 0


def test_curators_get_a_preview_with_counts_and_what_is_left_out(
    database: Database, golden: Callable[[str, str], None]
) -> None:
    filled(database)
    stored.reader(database, "dead@example.org", now=THURSDAY)
    stored.pause(database, "dead@example.org", "mail came back", now=THURSDAY)
    stored.reader(database, "sport@example.org", now=THURSDAY, themes=["sport"])
    assert due(database, THURSDAY) == 2
    assert due(database, THURSDAY + timedelta(hours=1)) == 0
    mail, chat = stored.letters(database, "preview")
    golden("digest/preview.txt", f"Subject: {mail.subject}\n\n{mail.text}")
    assert (mail.address, chat.address) == (CURATOR, "T1:U1")
    assert mail.about == {
        "kind": "preview",
        "issue": stored.issues(database)[0].id,
        "numbers": {"1": "LS-0001", "2": "LS-0002"},
    }
    assert "LS-0003" in mail.text
    assert "raw words" not in mail.text + mail.html
    assert chat.text.startswith("Preview of issue 1, Monday 30 November: 2 needs")
    assert [choice["label"] for choice in chat.choices] == ["Send it", "Hold it back"]
    assert stored.issues(database)[0].state == "previewed"


def test_at_eight_on_monday_each_reader_gets_its_own_letter_with_numbers(database: Database) -> None:
    filled(database)
    due(database, THURSDAY)
    assert due(database, MONDAY - timedelta(seconds=1)) == 0
    assert due(database, MONDAY) == 3
    first, second, chat = sorted(stored.letters(database), key=lambda letter: letter.subscriber_id or 0)
    sent = stored.issues(database)[0]
    assert first.about == {"kind": "digest", "issue": sent.id, "numbers": {"1": "LS-0001", "2": "LS-0002"}}
    assert second.about["numbers"] == {"1": "LS-0001"}
    assert first.dedupe_key == f"digest:{sent.id}:subscriber:{first.subscriber_id}"
    assert "List-Unsubscribe" in first.headers
    assert first.thread == ""
    assert (chat.html, chat.thread, chat.choices[0]["value"]) == ("", "thread of T1:U7", "pledge:LS-0001")
    assert len({first.reply_token, second.reply_token, chat.reply_token}) == 3
    assert (sent.state, sent.entries, sent.number) == ("sent", ["LS-0001", "LS-0002"], 1)
    assert ("issue-sent", {"issue": sent.id, "letters": 3}) in stored.events(database)
    assert due(database, MONDAY) == 0


def test_who_asked_for_nothing_that_is_there_gets_no_letter(database: Database) -> None:
    stored.entry(database, "LS-0001", now=THURSDAY)
    stored.reader(database, "a@example.org", now=THURSDAY, themes=["sport"])
    assert due(database, MONDAY) == 0
    assert stored.issues(database)[0].state == "sent"
    assert ("issue-sent", {"issue": stored.issues(database)[0].id, "letters": 0}) in stored.events(database)


def test_a_fresh_installation_has_missed_no_issue(database: Database) -> None:
    assert due(database, datetime(2026, 11, 24, 12, tzinfo=UTC)) == 0
    assert stored.issues(database) == []


@pytest.mark.parametrize("status", ["waiting", "draft", "declined", "withdrawn", "merged", "expired", "met"])
def test_no_entry_that_a_curator_did_not_let_through_is_ever_in_a_letter(database: Database, status: str) -> None:
    stored.entry(database, "LS-0001", now=THURSDAY)
    stored.entry(database, "LS-0009", now=THURSDAY, status=status)
    stored.entry(database, "LS-0010", now=THURSDAY, approved_at=None)
    stored.reader(database, "a@example.org", now=THURSDAY)
    issue.send(database, settings=SETTINGS, now=MONDAY)
    (letter,) = stored.letters(database)
    assert letter.about["numbers"] == {"1": "LS-0001"}
    assert "LS-0009" not in letter.text + letter.html
    assert "LS-0010" not in letter.text + letter.html


def test_after_two_days_off_the_issue_comes_late_says_so_and_holds_what_was_approved_in_time(
    database: Database,
) -> None:
    filled(database)
    stored.entry(database, "LS-0004", now=THURSDAY, approved_at=MONDAY + timedelta(hours=1))
    assert due(database, MONDAY + timedelta(hours=48)) == 3
    letter = stored.letters(database)[0]
    assert letter.subject.startswith("Late: ")
    assert "This letter is late. It was due on Monday 30 November at 8 am" in " ".join(letter.text.split())
    assert "LS-0004" not in letter.text
    assert due(database, MONDAY + timedelta(days=7)) > 0
    assert "LS-0004" in stored.letters(database)[-3].text


def test_after_the_days_of_grace_it_does_not_go_by_itself_and_curators_are_told_once(database: Database) -> None:
    filled(database)
    now = MONDAY + timedelta(hours=72, minutes=1)
    assert due(database, now) == 2
    assert due(database, now + timedelta(minutes=10)) == 0
    assert stored.letters(database) == []
    assert "did not go" in stored.letters(database, "preview")[0].text
    assert "approved" in issue.approve(database, settings=SETTINGS, who="curator:1", now=now + timedelta(minutes=30))
    assert due(database, now + timedelta(minutes=30)) == 3


def test_a_held_issue_waits_and_goes_late_when_it_is_approved(database: Database) -> None:
    filled(database)
    due(database, THURSDAY)
    assert "held back" in issue.hold(database, settings=SETTINGS, who="curator:1", now=THURSDAY)
    assert due(database, MONDAY) == 0
    issue.approve(database, settings=SETTINGS, who="curator:1", now=MONDAY + timedelta(days=4), opening="Sorry!")
    assert due(database, MONDAY + timedelta(days=4)) >= 3
    assert stored.letters(database)[0].subject.startswith("Late: ")
    assert "Sorry!" in stored.letters(database)[0].text


def test_when_the_rule_is_to_hold_nothing_goes_without_a_yes(database: Database) -> None:
    filled(database)
    due(database, THURSDAY, HOLDING)
    assert "it is held back until somebody does" in " ".join(stored.letters(database, "preview")[0].text.split())
    assert due(database, MONDAY, HOLDING) == 0
    issue.approve(database, DAY, settings=HOLDING, who="curator:1", now=MONDAY + timedelta(minutes=5))
    assert due(database, MONDAY + timedelta(minutes=5), HOLDING) == 3


def test_when_the_rule_is_to_hold_a_preview_that_was_missed_is_shown_on_return(database: Database) -> None:
    filled(database)
    assert due(database, MONDAY + timedelta(hours=1), HOLDING) == 1
    assert due(database, MONDAY + timedelta(hours=2), HOLDING) == 0
    assert stored.letters(database) == []


def test_an_approval_that_intake_wrote_into_the_row_counts(database: Database) -> None:
    filled(database)
    due(database, THURSDAY, HOLDING)
    with database.transaction() as session:
        row = session.merge(stored.issues(database)[0])
        row.state = "approved"
    assert due(database, MONDAY, HOLDING) == 3


def test_sending_now_does_not_wait_for_monday_and_monday_sends_nothing_again(database: Database) -> None:
    filled(database)
    assert (
        issue.send(database, settings=SETTINGS, now=THURSDAY) == "Issue 1 of Monday 30 November: 3 letters ready to go."
    )
    assert not stored.letters(database)[0].subject.startswith("Late")
    assert "already" in issue.send(database, settings=SETTINGS, now=THURSDAY)
    assert due(database, MONDAY) == 0
    assert "already" in issue.hold(database, DAY, settings=SETTINGS, who="curator:1", now=MONDAY)


def test_without_force_nothing_goes_before_its_hour(database: Database) -> None:
    filled(database)
    assert "not due yet" in issue.send(database, settings=SETTINGS, now=THURSDAY, force=False)
    assert stored.letters(database) == []


def test_what_is_pledged_away_is_left_out_and_what_is_left_is_counted(database: Database) -> None:
    filled(database)
    half = stored.entry(database, "LS-0005", now=THURSDAY, public_text="10 chairs")
    whole = stored.entry(database, "LS-0006", now=THURSDAY)
    uncounted = stored.entry(database, "LS-0007", now=THURSDAY, quantity=[])
    stored.pledge(database, half, 8, now=THURSDAY)
    stored.pledge(database, whole, None, now=THURSDAY)
    stored.pledge(database, uncounted, None, now=THURSDAY)
    issue.send(database, settings=SETTINGS, now=MONDAY)
    text = stored.letters(database)[0].text
    assert "2 of 10 chairs still open" in text
    assert "LS-0006" not in text
    assert "LS-0007" not in text


def test_who_stopped_or_cannot_be_reached_gets_nothing(database: Database) -> None:
    filled(database)
    stored.pause(database, "a@example.org", "mail came back", now=THURSDAY)
    with database.transaction() as session:
        from db import subscribers

        subscribers.stop(session, "email", "b@example.org", THURSDAY)
    assert due(database, MONDAY) == 1
    assert stored.letters(database)[0].channel == "slack"


def test_a_fortnightly_reader_gets_every_second_issue_and_sees_all_that_came_since(database: Database) -> None:
    stored.reader(database, "a@example.org", now=THURSDAY, frequency="fortnightly")
    for week in range(4):
        now = MONDAY + timedelta(weeks=week)
        stored.entry(database, f"LS-000{week + 1}", now=now)
        due(database, now)
    letters = stored.letters(database)
    assert len(letters) == 2
    assert "NEW SINCE YOUR LAST LETTER" in letters[1].text
    assert "3 needs, 2 of them new." in letters[1].text


def test_the_list_names_each_issue_and_what_became_of_it(database: Database) -> None:
    assert reports.listing(database, place="leeds") == ""
    filled(database)
    due(database, THURSDAY)
    due(database, MONDAY)
    due(database, THURSDAY + timedelta(weeks=1))
    assert reports.listing(database, place="leeds").splitlines() == [
        "2  2026-12-07  shown to the curators",
        "1  2026-11-30  sent, 2 entries",
    ]


def test_the_preview_in_the_terminal_can_be_asked_for_at_any_time(database: Database) -> None:
    filled(database)
    text = reports.preview_text(database, settings=SETTINGS, now=THURSDAY - timedelta(days=2))
    assert "3 letters would go out: 2 by e-mail and 1 by Slack." in text
    assert stored.letters(database, "preview") == []


@pytest.mark.parametrize("monday", ["2027-03-29 08:00", "2027-10-25 08:00"])
def test_after_the_clocks_change_it_is_still_eight_in_london(database: Database, at: At, monday: str) -> None:
    hour = at(monday)
    stored.entry(database, "LS-0001", now=hour)
    stored.reader(database, "a@example.org", now=hour)
    due(database, hour - timedelta(hours=2))  # settles the week before
    before = len(stored.letters(database))
    assert due(database, hour - timedelta(minutes=1)) == 0
    assert due(database, hour) == 1
    assert len(stored.letters(database)) == before + 1
