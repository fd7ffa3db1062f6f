"""Each letter is stored once, whatever is cut off and however many processes try; and none holds what is private."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from db import contacts
from db.models import DigestIssue, Entry, IssueFile
from db.session import Database
from digest import issue, load, render, sending
from digest.entries import SubscriberView
from digest.settings import DigestSettings
from tests.digest import stored

SETTINGS = DigestSettings(address="askline@example.org", curators={"email": ("curator@example.org",)})
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
PRIVATE = (
    "07700 900123", "0113 496 0123", "amina.yusuf@example.org", "Amina Yusuf", "14 Invented Row", "has diabetes",
)  # fmt: skip


def with_readers(database: Database, many: int) -> None:
    stored.entry(database, "LS-0001", now=MONDAY)
    for number in range(many):
        stored.reader(database, f"reader{number}@example.org", now=MONDAY)


class Cut(Exception):
    """The power went."""


def cut_after(calls: int) -> Callable[..., object]:
    """`outbox.enqueue`, which works this many times and then stands for a process that dies."""
    real = sending.outbox.enqueue
    done: Iterator[int] = iter(range(calls))

    def enqueue(*positional: object, **named: object) -> object:
        if next(done, None) is None:
            raise Cut
        return real(*positional, **named)  # type: ignore[arg-type]

    return enqueue


@pytest.mark.parametrize("calls", [0, 1, 7, 15])
def test_after_a_crash_half_way_the_others_get_theirs_and_nobody_two(
    database: Database, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    with_readers(database, 16)
    monkeypatch.setattr(sending, "BATCH", 5)
    with mock.patch.object(sending.outbox, "enqueue", cut_after(calls)), pytest.raises(Cut):
        issue.due(database, settings=SETTINGS, now=MONDAY)
    kept = len(stored.letters(database))
    assert kept == calls // 5 * 5
    assert stored.issues(database)[0].state == "sending"
    assert issue.due(database, settings=SETTINGS, now=MONDAY + timedelta(minutes=1)) == 16 - kept
    letters = stored.letters(database)
    assert len({letter.address for letter in letters}) == len(letters) == 16
    assert stored.issues(database)[0].state == "sent"


def test_what_came_after_the_freeze_is_not_in_the_letters_written_after_a_crash(database: Database) -> None:
    with_readers(database, 1)
    with mock.patch.object(sending.outbox, "enqueue", cut_after(0)), pytest.raises(Cut):
        issue.due(database, settings=SETTINGS, now=MONDAY)
    stored.entry(database, "LS-0002", now=MONDAY)
    stored.set_entry(database, "LS-0001", public_text="Ten chairs, changed by a curator")
    issue.due(database, settings=SETTINGS, now=MONDAY + timedelta(minutes=1))
    (letter,) = stored.letters(database)
    assert letter.about["numbers"] == {"1": "LS-0001"}
    assert "changed by a curator" in letter.text


def test_two_schedulers_at_the_same_instant_store_each_letter_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 3)
    first = Database(database_url)
    with_readers(first, 20)
    stored_by: list[int] = []
    gate = threading.Barrier(3)

    def scheduler() -> None:
        database = Database(database_url)
        gate.wait()
        stored_by.append(issue.due(database, settings=SETTINGS, now=MONDAY))
        database.dispose()

    threads = [threading.Thread(target=scheduler) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(stored_by) == 20
    assert len(stored_by) == 3
    assert len(stored.letters(first)) == 20
    assert [row.number for row in stored.issues(first)] == [1]
    assert [kind for kind, _ in stored.events(first)] == ["issue-frozen", "issue-sent"]
    first.dispose()


def test_two_schedulers_show_the_preview_once(database_url: str) -> None:
    first = Database(database_url)
    with_readers(first, 2)
    gate = threading.Barrier(2)
    shown: list[int] = []

    def scheduler() -> None:
        database = Database(database_url)
        gate.wait()
        shown.append(issue.due(database, settings=SETTINGS, now=MONDAY - timedelta(days=2)))
        database.dispose()

    threads = [threading.Thread(target=scheduler) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(shown) == [0, 1]
    assert len(stored.letters(first, "preview")) == 1
    first.dispose()


def test_a_letter_that_cannot_be_made_is_put_on_record_and_the_others_go(database: Database) -> None:
    with_readers(database, 3)
    broken = stored.reader(database, "broken@example.org", now=MONDAY, themes=["connection"])
    real = render.letter_words

    def letter_words(selection: object, reader: SubscriberView, *positional: object, **named: object) -> object:
        if reader.themes:
            raise ValueError("a template that breaks")
        return real(selection, reader, *positional, **named)  # type: ignore[arg-type]

    with mock.patch.object(render, "letter_words", letter_words):
        assert issue.due(database, settings=SETTINGS, now=MONDAY) == 3
    row = stored.issues(database)[0]
    assert row.state == "sent"
    detail = {"issue": row.id, "subscriber": broken, "error": "ValueError"}
    assert ("letter-failed", detail) in stored.events(database)
    (told,) = stored.letters(database, "preview")
    assert f"Put aside: subscriber {broken} (ValueError). All others got theirs." in told.text
    assert "broken@" not in told.text


def test_no_letter_holds_personal_data_wherever_it_was_planted(database: Database) -> None:
    secret = " ".join(PRIVATE)
    with database.transaction() as session:
        asker = contacts.find_or_create(session, "email", "amina.yusuf@example.org", name="Amina Yusuf", now=MONDAY)
        asker.organisation = "14 Invented Row"
        asker_id = asker.id
    stored.entry(
        database,
        "LS-0001",
        now=MONDAY,
        contact_id=asker_id,
        text=f"10 chairs for Amina Yusuf. {secret}",
        public_text="10 chairs for our club",
        quantity=[{"count": 10, "what": "chairs for Amina Yusuf"}, {"count": 1, "what": "call 07700 900123"}],
        needed_words="has diabetes",
        organisation="14 Invented Row",
        share_organisation=False,
        reason=secret,
        approved_by=secret,
        evidence={"themes": [secret]},
        personal=[{"text": phrase} for phrase in PRIVATE],
    )
    stored.reader(database, "a@example.org", now=MONDAY)
    stored.reader(database, "T1:U7", now=MONDAY, channel="slack")
    stored.reader(database, "buyer@example.org", now=MONDAY, audience="procurement")
    issue.due(database, settings=SETTINGS, now=MONDAY - timedelta(days=2))
    issue.due(database, settings=SETTINGS, now=MONDAY)
    rows = [*stored.letters(database), *stored.letters(database, "preview")]
    assert len(rows) == 4
    with database.session() as session:
        files = [file.content.decode("utf-8", "replace") for file in session.scalars(select(IssueFile))]
    assert len(files) == 3
    assert not any(phrase in file for phrase in PRIVATE for file in files)
    for row in rows:
        whole = f"{row.subject} {row.text} {row.html} {row.choices} {row.headers} {row.about}"
        for phrase in PRIVATE:
            assert phrase not in whole
        assert "LS-0001" in whole


def test_the_digest_cannot_read_the_private_columns_of_an_entry(database: Database) -> None:
    stored.entry(database, "LS-0001", now=MONDAY)
    with database.session() as session:
        row = session.scalars(select(Entry).options(load.only_public())).one()
        assert row.public_text == "Ten chairs for LS-0001"
        for column in ("text", "personal", "evidence", "contact_id", "reason"):
            with pytest.raises(InvalidRequestError):
                getattr(row, column)


def test_words_that_the_public_text_does_not_hold_are_not_shown() -> None:
    assert load.said("10 chairs for our club", "chair") == "chair"
    assert load.said("Two boxes of nappies", "box") == "box"
    assert load.said("10 chairs for our club", "chairs for Amina") == ""


def test_a_late_preview_is_not_shown_for_an_issue_that_has_gone(database: Database) -> None:
    with_readers(database, 1)
    issue.send(database, settings=SETTINGS, now=MONDAY - timedelta(days=5))
    assert issue.due(database, settings=SETTINGS, now=MONDAY - timedelta(days=2)) == 0
    with database.session() as session:
        assert [row.state for row in session.scalars(select(DigestIssue))] == ["sent"]
