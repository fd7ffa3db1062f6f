"""Stories of places: what is in them, and the official postcode file."""

import csv
from datetime import date
from pathlib import Path

import pytest

from nlp.pipeline import Reader
from nlp.places import available_places, import_postcodes, load_place
from nlp.postcodes import PostcodeTable

HAREHILLS = "E05011394"
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "places" / "postcodes.csv"


def test_the_three_cities_are_here_with_their_wards() -> None:
    assert {"leeds", "gateshead", "hackney"} <= set(available_places())
    assert len(load_place("leeds").wards) == 33
    assert len(load_place("gateshead").wards) == 22
    assert len(load_place("hackney").wards) == 21 + 25


@pytest.mark.parametrize("slug", available_places())
def test_a_place_is_whole(slug: str) -> None:
    place = load_place(slug)
    assert set(place.hexes) == set(place.wards)
    assert len(set(place.hexes.values())) == len(place.hexes)
    assert {one.gss for name in place.names.values() for one in name.candidates} <= set(place.wards)
    assert place.crisis and len(place.prefix) == 2


def test_onspd_is_imported_and_then_postcodes_are_exact(tmp_path: Path) -> None:
    source = tmp_path / "ONSPD.csv"
    source.write_text(
        "pcd,pcds,dointr,doterm,osward\n"
        f'"LS8 5AA","LS8 5AA","198001","","{HAREHILLS}"\n'
        f'"LS8 5AB","LS8 5AB","198001","202001","{HAREHILLS}"\n'
        '"M1 1AA","M1 1AA","198001","","E05000001"\n',
        encoding="utf-8",
    )
    done = import_postcodes(source, "leeds", tmp_path / "postcodes")
    assert (done.read, done.kept, done.ended, done.elsewhere) == (3, 1, 1, 1)
    found = Reader("leeds", postcodes=tmp_path / "postcodes", encoder=False).read(
        "chairs wanted near ls85aa", date(2026, 11, 23)
    )
    assert [ward.gss for ward in found.wards] == [HAREHILLS]
    assert found.ward_certain


def test_newer_onspd_columns_are_known(tmp_path: Path) -> None:
    source = tmp_path / "ONSPD_NOV_2025.csv"
    source.write_text(
        f"pcd7,pcd8,pcds,dointr,doterm,wd25cd\nLS8 5AA,LS8  5AA,LS8 5AA,198001,,{HAREHILLS}\n", encoding="utf-8-sig"
    )
    assert import_postcodes(source, "leeds", tmp_path).kept == 1


def test_code_point_open_is_a_folder_without_headers(tmp_path: Path) -> None:
    folder = tmp_path / "Data" / "CSV"
    folder.mkdir(parents=True)
    (folder / "ls.csv").write_text(
        f'"LS8 5AA",10,432000,435000,"E92000001","","E18000001","","E08000035","{HAREHILLS}"\n', encoding="utf-8"
    )
    done = import_postcodes(tmp_path / "Data", "leeds", tmp_path / "out")
    assert PostcodeTable(done.path).ward("ls8 5aa") == HAREHILLS
    assert len(done.wards_without) == 32


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="neither ONSPD"):
        import_postcodes(source, "leeds", tmp_path)


@pytest.mark.skipif(not SHARED.is_file(), reason=f"the list of all live postcodes is not at {SHARED}")
def test_every_live_postcode_has_its_true_ward_among_the_candidates() -> None:
    place = load_place("leeds")
    with SHARED.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["place"] == "leeds"]
    inside = sum(row["gss"] in {one.gss for one in place.sectors[row["postcode"][:-2]]} for row in rows)
    assert inside == len(rows) > 20_000
