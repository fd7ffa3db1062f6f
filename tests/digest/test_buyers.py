"""What buyers get besides: counts and trends, missions and hints as advice, the same list in files, at the same hour."""

import csv
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest

from db import outbox
from db.models import IssueFile
from db.session import Database
from digest import hexmap, issue
from digest.counts import Need, counted, trend
from digest.settings import DigestSettings
from digest.social_value import social_value
from digest.tables import entries_csv
from nlp.places import available_places, load_place
from nlp.taxonomy import SUPPORT, THEMES
from tests.digest import stored
from tests.digest.samples import ARMLEY, BEESTON, GIPTON, LABELS, MONDAY, candidate

HOUR = datetime(2026, 11, 30, 8, tzinfo=UTC)
SETTINGS = DigestSettings(address="askline@example.org")


def need(days_ago: int, theme: str = "digital", ward: str = ARMLEY, *, unmet: bool = False) -> Need:
    return Need("LS-0001", MONDAY - timedelta(days=days_ago), (theme,), (ward,), unmet, False)


def test_counts_are_of_four_and_twelve_weeks_and_unmet_comes_first() -> None:
    needs = [need(1), need(28), need(29), need(84), need(85), need(200, "sport", GIPTON, unmet=True)]
    counts = counted(needs, MONDAY)
    assert [(row.key, row.recent, row.longer, row.unmet) for row in counts.themes] == [
        ("sport", 0, 0, 1),
        ("digital", 2, 4, 0),
    ]
    assert counts.open_by_ward == {GIPTON: 1}
    assert counts.total.longer == 4


@pytest.mark.parametrize(
    ("recent", "longer", "expected"),
    [
        (0, 3, ""),
        (3, 9, "steady"),
        (4, 10, "steady"),
        (9, 15, "up"),
        (1, 9, "down"),
        (12, 32, "steady"),
        (20, 40, "up"),
    ],
)
def test_a_trend_needs_enough_needs_and_a_change_that_counts(recent: int, longer: int, expected: str) -> None:
    assert trend(recent, longer) == expected


def test_every_theme_and_kind_of_help_is_in_the_data_file_and_missions_are_named_exactly() -> None:
    known = social_value()
    assert set(known.themes) == set(THEMES)
    assert set(SUPPORT) < set(known.measures)
    assert {name for names in known.themes.values() for name in names} == {
        "Kick start economic growth",
        "Make Britain a clean energy superpower",
        "Take back our streets",
        "Break down barriers to opportunity",
        "Build an NHS fit for the future",
    }
    assert known.missions(["food-essentials"]) == ()
    assert known.checked_on >= date(2026, 11, 23)


@pytest.mark.parametrize("place", available_places())
def test_the_map_is_a_small_picture_with_a_hexagon_for_each_ward(place: str) -> None:
    from PIL import Image

    known = load_place(place)
    picture = hexmap.draw(known.hexes, dict.fromkeys(known.wards, 4))
    image = Image.open(BytesIO(picture))
    assert hexmap.size(picture) == (image.width // 2, image.height // 2)
    assert len(picture) < 20_000
    colours = image.convert("RGB").getcolors(100_000) or []
    dark = sum(many for many, colour in colours if colour == (13, 59, 76))
    assert dark > len(known.hexes) * 1000


def test_a_spreadsheet_runs_nothing_of_what_a_charity_wrote() -> None:
    rows = entries_csv([candidate("LS-0001", text='=HYPERLINK("x")\n\u0627')], MONDAY, LABELS).decode("utf-8-sig")
    assert next(csv.DictReader(StringIO(rows)))["public_text"] == '\'=HYPERLINK("x") \u0627'


def test_all_buyers_get_the_same_list_at_the_same_hour_and_each_file_is_kept_once(database: Database) -> None:
    stored.entry(database, "LS-0001", now=HOUR, support=["goods"])
    stored.entry(
        database, "LS-0002", now=HOUR, themes=["digital"], wards=[BEESTON], kind="capacity", text="07700 900123"
    )
    stored.entry(database, "LS-0003", now=HOUR, kind="offer")
    for number in range(5):
        stored.reader(database, f"buyer{number}@example.org", now=HOUR, audience="procurement", weekday="thu")
    stored.reader(database, "narrow@example.org", now=HOUR, audience="procurement", themes=["connection"])
    stored.reader(database, "supplier@example.org", now=HOUR)
    assert issue.due(database, settings=SETTINGS, now=HOUR) == 7
    with database.transaction() as session:
        assert session.query(IssueFile).count() == 3
        rows = outbox.claim(session, worker="w", now=HOUR, limit=99)
    assert len(rows) == 7
    files = {row.address: {part["name"]: b64decode(part["content"]) for part in row.enclosures} for row in rows}
    buyers = [files[address] for address in files if address != "supplier@example.org"]
    assert all(held == buyers[0] for held in buyers)
    assert list(buyers[0]) == ["wards.png", "askline-leeds-2026-11-30.csv", "askline-leeds-2026-11-30-counts.csv"]
    assert list(files["supplier@example.org"]) == ["wards.png"]
    table = list(csv.DictReader(StringIO(buyers[0]["askline-leeds-2026-11-30.csv"].decode("utf-8-sig"))))
    assert [(row["ref"], row["missions"]) for row in table] == [
        ("LS-0001", "Build an NHS fit for the future"),
        ("LS-0002", "Kick start economic growth; Break down barriers to opportunity"),
    ]
    assert "07700" not in str(table)
    assert "equipment or resources given (NT16)" in rows[0].text
    assert 'src="cid:map@askline"' in rows[0].html


def test_without_the_picture_the_letter_goes_with_its_table(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr(hexmap, "draw", broken)
    stored.entry(database, "LS-0001", now=HOUR)
    stored.reader(database, "a@example.org", now=HOUR)
    assert issue.due(database, settings=SETTINGS, now=HOUR) == 1
    (letter,) = stored.letters(database)
    assert letter.enclosures == []
    assert "NEEDS BY WARD" in letter.text
    assert "<img" not in letter.html
