"""Stories of places: what is in them, and the official postcode file."""

import csv
from datetime import date
from pathlib import Path

import pytest

from nlp.pipeline import Reader
from nlp.place_checking import check_folder
from nlp.place_making import CannotMake, make_folder
from nlp.places import PLACES, available_places, import_postcodes, load_place, read_place
from nlp.postcodes import PostcodeTable
from nlp.wards import read_wards

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


@pytest.mark.parametrize("slug", available_places())
def test_nothing_is_wrong_in_a_place_folder(slug: str) -> None:
    assert check_folder(PLACES / slug) == ()


@pytest.fixture
def small_town(tmp_path: Path) -> Path:
    """A folder as `askline places new` makes it from a list of two wards and six postcodes."""
    wards, postcodes = tmp_path / "wards.csv", tmp_path / "ONSPD.csv"
    wards.write_text("WD26CD,WD26NM\nE05000101,Mill Hill\nE05000102,Quay\n", encoding="utf-8-sig")
    rows = [("ZZ1 1AA", "101"), ("ZZ1 1AB", "101"), ("ZZ1 1AD", "102"), ("ZZ1 1AE", "999"), ("ZZ1 2AA", "102")]
    lines = [f"{postcode},,E05000{ward}" for postcode, ward in rows] + ["ZZ1 2AB,202001,E05000101"]
    postcodes.write_text("\n".join(["pcds,doterm,osward", *lines]), encoding="utf-8")
    folder = tmp_path / "small-town"
    assert make_folder(folder, "Small Town", "st", wards, postcodes) == 2
    return folder


def test_a_new_place_reads_at_once(small_town: Path) -> None:
    assert check_folder(small_town) == ()
    place = read_place(small_town)
    assert (place.name, place.prefix, place.wards) == (
        "Small Town",
        "ST",
        {"E05000101": "Mill Hill", "E05000102": "Quay"},
    )
    assert [(one.gss, one.share) for one in place.sectors["ZZ1 1"]] == [("E05000101", 0.5), ("E05000102", 0.25)]
    assert [(one.gss, one.share) for one in place.districts["ZZ1"]] == [("E05000101", 0.4), ("E05000102", 0.4)]
    assert [ward.name for ward in read_wards("ten chairs on the Quay", place).wards] == ["Quay"]


def test_what_is_there_is_not_overwritten(small_town: Path) -> None:
    with pytest.raises(CannotMake, match="there already"):
        make_folder(small_town, "Small Town", "ST")


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        ("gazetteer", "Pier,E05999999,landmark,,,1.00,1,0,", "'E05999999' is no ward of wards.csv"),
        ("gazetteer", "The Wharf,E05000102,alias,,Wharfside,1.00,1,0,", "The Wharf is an alias of Wharfside"),
        ("gazetteer", "Pier,E05000102,landmark,,,most,1,0,", "share 'most' is not between 0 and 1"),
        ("hexmap", "E05000102,0,0", "share the hexagon 0, 0"),
        ("areas", "North,E05000101", "puts the ward E05000102 in no area"),
        ("collisions", "Pier,1,Elsewhere,3", "Pier is not in gazetteer.csv"),
        ("districts", "ZZ1,E05000101,0.7,7,10", "the shares of ZZ1 add up to 1.50"),
        ("terms", "spring term,2027-04-01,2027-01-05", "ends before it begins"),
        ("wards", "E05000103,quay,,,", "two wards of today are called 'quay'"),
    ],
)
def test_a_fault_in_a_place_is_named(small_town: Path, table: str, line: str, fault: str) -> None:
    with (small_town / f"{table}.csv").open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    assert fault in "\n".join(check_folder(small_town))


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
