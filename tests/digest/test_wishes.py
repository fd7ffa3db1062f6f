"""What each reader asked for: which weekday, how long, which areas; what it hears when nothing fits, and why it gets what it gets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from askline.cli import app
from db.models import Pledge
from db.session import Database
from digest import issue
from digest.settings import DigestSettings
from tests.digest import stored
from tests.digest.samples import ARMLEY, BEESTON, GIPTON

SETTINGS = DigestSettings(address="askline@example.org")
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


def due(database: Database, now: datetime) -> int:
    return issue.due(database, settings=SETTINGS, now=now)


def test_a_reader_gets_the_letter_on_the_weekday_it_asked_for_and_buyers_all_at_the_same_hour(
    database: Database,
) -> None:
    stored.entry(database, "LS-0001", now=MONDAY)
    stored.reader(database, "thursday@example.org", now=MONDAY, weekday="thu")
    stored.reader(database, "buyer@example.org", now=MONDAY, weekday="thu", audience="procurement")
    assert due(database, MONDAY) == 2
    leaves = {letter.address: letter.not_before for letter in stored.letters(database)}
    assert leaves == {"thursday@example.org": MONDAY + timedelta(days=3), "buyer@example.org": MONDAY}


def test_a_reader_who_wants_few_lines_gets_few(database: Database) -> None:
    for number in range(8):
        stored.entry(database, f"LS-000{number}", now=MONDAY)
    stored.reader(database, "short@example.org", now=MONDAY, most_lines=3)
    due(database, MONDAY)
    (letter,) = stored.letters(database)
    assert len(letter.about["numbers"]) == 3
    assert "3 of the 8 that fit you are shown" in " ".join(letter.text.split())


def test_an_area_stands_for_its_wards_and_is_named_in_the_footer(database: Database) -> None:
    stored.entry(database, "LS-0001", now=MONDAY, wards=[GIPTON])
    stored.entry(database, "LS-0002", now=MONDAY, wards=[BEESTON])
    stored.reader(database, "east@example.org", now=MONDAY, areas=["Inner East"])
    due(database, MONDAY)
    (letter,) = stored.letters(database)
    assert letter.about["numbers"] == {"1": "LS-0001"}
    assert "in Leeds, in Inner East." in " ".join(letter.text.split())


@pytest.mark.parametrize("channel", ["email", "slack"])
def test_who_hears_nothing_for_a_month_gets_one_sign_of_life(database: Database, channel: str) -> None:
    stored.entry(database, "LS-0001", now=MONDAY)
    stored.reader(database, "a@example.org", now=MONDAY, channel=channel, themes=["sport"])
    for week in range(9):
        due(database, MONDAY + timedelta(weeks=week))
    assert stored.letters(database) == []
    signs = stored.letters(database, "sign")
    assert [letter.created_at for letter in signs] == [MONDAY + timedelta(weeks=4), MONDAY + timedelta(weeks=8)]
    assert "We are still here. You asked for needs and gaps in Leeds, on Sport and physical activity" in " ".join(
        signs[0].text.split()
    )
    assert "STOP" in signs[0].text
    stored.entry(database, "LS-0002", now=MONDAY + timedelta(weeks=9), themes=["sport"])
    assert due(database, MONDAY + timedelta(weeks=9)) == 1


def test_what_came_of_the_last_letter_is_told_in_numbers(database: Database) -> None:
    entry = stored.entry(database, "LS-0001", now=MONDAY - timedelta(days=9))
    stored.entry(database, "LS-0002", now=MONDAY)
    stored.reader(database, "a@example.org", now=MONDAY)
    stored.reader(database, "b@example.org", now=MONDAY, wards=[BEESTON])
    with database.transaction() as session:
        session.add(
            Pledge(
                entry_id=entry, quantity=8, status="part-delivered", delivered_quantity=6, organisation="Secret Ltd",
                receiver_words="Ask for Dee", created_at=MONDAY - timedelta(days=5), confirmed_at=MONDAY - timedelta(days=1),
            )
        )  # fmt: skip
    stored.set_entry(database, "LS-0001", status="part-met")
    due(database, MONDAY)
    first = stored.letters(database)[0]
    words = " ".join(first.text.split())
    assert "WHAT CAME OF IT" in words
    assert "LS-0001, 10 chairs, Armley: 6 came. 4 still open." in words
    assert "LS-0001, 10 chairs, Armley: 6 came. 4 still open." in first.html
    assert "Secret" not in first.text + first.html
    assert "Dee" not in first.text + first.html
    assert [letter.address for letter in stored.letters(database)] == ["a@example.org"]


def test_why_names_each_line_and_each_entry_that_is_left_out_with_its_reason(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    database = Database(f"sqlite:///{home / 'askline.db'}")
    database.upgrade()
    stored.entry(database, "LS-0001", now=MONDAY, wards=[GIPTON], created_at=MONDAY - timedelta(days=35))
    stored.entry(database, "LS-0002", now=MONDAY, wards=[BEESTON])
    stored.entry(database, "LS-0003", now=MONDAY, themes=["sport"])
    stored.reader(database, "a@example.org", now=MONDAY, themes=["connection"], wards=[GIPTON, ARMLEY])
    database.dispose()

    def ask(*words: str) -> str:
        command = ["digest", "why", *words, "--home", str(home), "--now", "2026-11-29T12:00"]
        return CliRunner().invoke(app, command).output

    said = ask("next", "a@example.org")
    assert "LS-0001: new since the last letter; theme Loneliness and social connection" in said
    assert "ward Gipton & Harehills; its ward's deprivation decile is 1.3" in said
    assert "waiting for 35 days" in said
    assert "LS-0002: none of the reader's wards" in said
    assert "LS-0003: none of the reader's themes" in said
    assert "There is no issue '99'" in ask("99", "a@example.org")
    assert "no active subscriber 'nobody'" in ask("next", "nobody")
