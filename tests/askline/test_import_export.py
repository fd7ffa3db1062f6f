"""Taking over a spreadsheet, and getting everything out again."""

import csv
import io
import json

import pytest

from tests.askline.commands import Askline

NEEDS = """Organisation;What do you need?;Area;Theme;How many;Deadline;E-mail address;Status
Millersfield Lunch Club;Chairs for our lunch club;Harehills;Loneliness and social connection;10;25/12/2026;dee@lunch.example.org;open
Wykebeck Growers;Spades and forks;Gipton;environment;12;;jo@growers.example.org;
Nowhere Group;Paint for the hall;Atlantis;buildings;;;x@example.org;
Beckett Steps;;Hunslet;;;;aled@example.org;
Torre Road Study Club;Six laptops for our homework group, call Stella on 07700 900412;Burmantofts;digitl;6;soonish maybe;stella@example.org;
"""


@pytest.fixture
def askline(tmp_path):
    return Askline(tmp_path / "home")


@pytest.fixture
def needs(tmp_path):
    path = tmp_path / "needs.csv"
    path.write_bytes(NEEDS.encode("utf-8-sig"))
    return path


def exported(askline, what: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(askline("export", what))))


def test_good_rows_are_kept_and_bad_ones_named(askline, needs):
    said = askline("import", str(needs), "--now", "2026-11-10", status=1)
    assert "Row 4: 'Atlantis' is not a ward or neighbourhood of Leeds." in said
    assert "Row 5: it has no words" in said
    assert "Row 6: the day 'soonish maybe' is not understood" in said
    assert "2 entries taken, 0 already there, 3 refused." in said
    chairs, spades = exported(askline, "entries")
    assert (chairs["ref"], chairs["status"], chairs["quantity"], chairs["needed_by"]) == (
        "LS-0001",
        "open",
        "10",
        "2026-12-25",
    )
    assert (chairs["themes"], chairs["wards"]) == ("connection", "Gipton & Harehills")
    assert spades["status"] == "waiting"


def test_a_dry_run_keeps_nothing_and_a_second_run_takes_nothing_twice(askline, needs):
    assert "2 entries would be taken" in askline("import", str(needs), "--dry-run", "--now", "2026-11-10", status=1)
    assert exported(askline, "entries") == []
    askline("import", str(needs), "--now", "2026-11-10", status=1)
    assert "0 entries taken, 2 already there" in askline("import", str(needs), "--now", "2026-11-10", status=1)


def test_personal_data_of_a_row_stays_out_of_its_public_text(askline, tmp_path):
    path = tmp_path / "needs.json"
    path.write_text(
        json.dumps(
            [{"text": "Six laptops, ring Stella Marsh on 07700 900412", "name": "Stella Marsh", "ref": "LS-0040"}]
        )
    )
    askline("import", str(path), "--now", "2026-11-10")
    (entry,) = exported(askline, "entries")
    assert entry["ref"] == "LS-0040"
    assert "07700 900412" in entry["text"]
    assert "07700" not in entry["public_text"]
    assert "Marsh" not in entry["public_text"]


def test_subscribers_come_in_as_pending_unless_the_row_says_that_they_agreed(askline, tmp_path):
    path = tmp_path / "subscribers.csv"
    path.write_text(
        "email,audience,themes,wards,frequency,status,paused until\n"
        'a@example.com,supplier,"Digital inclusion; sport",Armley,weekly,active,\n'
        "b@example.com,procurement,all,all,monthly,,\n"
        "not an address,supplier,,,,,\n"
        "c@example.com,supplier,,,,paused,6 January 2027\n"
    )
    said = askline("import", str(path), status=1)
    assert "Row 4: its e-mail address is not one." in said
    first, second, third = exported(askline, "subscribers")
    assert (first["status"], first["themes"], first["wards"]) == ("active", "digital; sport", "Armley")
    assert (second["status"], second["audience"], second["frequency"]) == ("pending", "procurement", "monthly")
    assert (third["status"], third["paused_until"]) == ("paused", "2027-01-06")


def test_what_was_exported_can_be_imported_elsewhere(askline, needs, tmp_path):
    askline("import", str(needs), "--now", "2026-11-10", status=1)
    (tmp_path / "out.json").write_text(askline("export", "entries", "--format", "json"))
    other = Askline(tmp_path / "other")
    assert "2 entries taken, 0 already there, 0 refused." in other(
        "import", str(tmp_path / "out.json"), "--now", "2026-11-10"
    )
    assert [row["ref"] for row in exported(other, "entries")] == ["LS-0001", "LS-0002"]
    said = other("chat", said="we need 6 laptops for our homework club in Otley\nyes\n")
    assert "LS-0003" in said


def test_the_field_names_are_stable(askline):
    askline("chat", said="we need 10 chairs for our lunch club in Harehills before Christmas\nyes\n")
    names = askline("export", "entries").splitlines()[0].split(",")
    assert names[:13] == (
        "ref kind status text public_text themes support beneficiaries wards quantity what needed_by organisation".split()
    )


def test_a_formula_in_a_cell_is_no_formula_when_it_comes_out(askline):
    askline("chat", said='=HYPERLINK("http://example.org") we need 6 laptops for our homework club in Otley\nyes\n')
    (entry,) = exported(askline, "entries")
    assert entry["text"].startswith("'=")


def test_forgetting_says_what_it_did_and_the_data_is_gone(askline):
    askline("chat", "--as", "dee", said="we need 10 chairs for our lunch club in Harehills before Christmas\nyes\n")
    assert "erased" in askline("forget", "dee", "--yes")
    assert "Nothing is held" in askline("forget", "somebody", "--yes", status=1)
    assert "dee" not in askline("export", "deliveries")


@pytest.mark.parametrize("what", ["entries", "pledges", "subscribers", "deliveries"])
def test_an_empty_table_still_has_its_headings(askline, what):
    assert askline("export", what).count("\n") == 1
    assert json.loads(askline("export", what, "--format", "json")) == []
