"""Stories of where the help is for: the names of places."""

import pytest

from nlp.places import load_place
from tests.nlp.where import names, wards


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("we meet in Harehills on Tuesdays", "leeds", {"Gipton & Harehills"}),
        ("lunch club in hairhills needs chairs", "leeds", {"Gipton & Harehills"}),
        ("a hall in pudsy", "leeds", {"Pudsey"}),
        ("both Armley and Bramley", "leeds", {"Armley", "Bramley & Stanningley"}),
        ("the Morley South ward", "leeds", {"Morley South"}),
        ("our pantry in Blaydon", "gateshead", {"Blaydon"}),
        ("youth club in Homerton", "hackney", {"Homerton"}),
        ("homeless charity in Aldgate", "hackney", {"Aldgate"}),
        ("chairs for clifford village hall", "leeds", {"Wetherby"}),
        ("a drop in on Teams estate", "gateshead", {"Dunston, Teams & Riverside"}),
        ("cleaners for the lovell park street tea", "leeds", {"Little London & Woodhouse"}),
        ("Birtley South's carers need a physio", "gateshead", {"Birtley South"}),
        ("Otley's drinking trough is cracked", "leeds", {"Otley & Yeadon"}),
        ("three wards: Homerton, Hackney Wick, Victoria", "hackney", {"Homerton", "Hackney Wick", "Victoria"}),
        ("Please swap Pudsey for Roundhay", "leeds", {"Roundhay"}),
        ("E9 Mutual Aid and the pantry in Homerton", "hackney", {"Homerton"}),
        ("staff in Leeds, Bradford and Hull; the boiler is in Otley", "leeds", {"Otley & Yeadon"}),
        ("18 beds for Bed Bank Leeds, to go to Armley", "leeds", {"Armley"}),
        ("a boxing club on the Quayside", "gateshead", {"Bridges"}),
        ("waiting rooms near the Metro in the town centre", "gateshead", {"Bridges"}),
        ("a study room near the university", "leeds", {"Little London & Woodhouse"}),
        ("a club in teams, near the school", "gateshead", {"Dunston, Teams & Riverside"}),
        ("a litter pick at Gotts Park", "leeds", {"Armley"}),
        ("Coats for Harehills kids, drop-off in Boston Spa only", "leeds", {"Gipton & Harehills"}),
        ("swinnow, no hang on, that is the Pudsey side, i mean Armley", "leeds", {"Armley"}),
        ("shift a wardrobe from a flat in Gipton to the hostel at Rodley", "leeds", {"Calverley & Farsley"}),
        ("tents for lads fresh out of Armley gaol, at the hub in Hunslet", "leeds", {"Hunslet & Riverside"}),
        (
            "chairs for the lunch club in East End Park, and the cook, she lives in Otley",
            "leeds",
            {"Burmantofts & Richmond Hill"},
        ),
        ("coats for people outside Leeds station", "leeds", {"Hunslet & Riverside"}),
        ("a stall on gillett sq", "hackney", {"Dalston"}),
        ("a heater for folk doon teams", "gateshead", {"Dunston, Teams & Riverside"}),
        ("tablets for the class at Banstead Park", "leeds", {"Gipton & Harehills"}),
        ("a rail for London Fields Lido", "hackney", {"London Fields"}),
        ("hats for babies in Gipton, drop them at the bank in Oulton", "leeds", {"Gipton & Harehills"}),
        ("kit for a side at Whinmoor; the bus starts from Scholes", "leeds", {"Cross Gates & Whinmoor"}),
        ("a lift for 9 of us, Felling to the Glasshouse", "gateshead", {"Felling"}),
        ("a bus to take elders to Otley from Cross Gates for a dance", "leeds", {"Cross Gates & Whinmoor"}),
        ("lifts to rehab for five men, wharfedale hosp", "leeds", {"Otley & Yeadon"}),
        ("a kettle for the cabin by Gateshead Stadium", "gateshead", {"Felling"}),
        ("a floor for bhangra in teams, gateshead", "gateshead", {"Dunston, Teams & Riverside"}),
        ("the Moortown scouts are off to Otley Chevin, tents wanted", "leeds", {"Moortown"}),
        ("I grew up in Beeston and now help a choir in Pudsey", "leeds", {"Pudsey"}),
        ("a hut for Teams Tiddlers", "gateshead", {"Dunston, Teams & Riverside"}),
        ("drivers for Birtley North and South", "gateshead", {"Birtley North & Lamesley", "Birtley South"}),
        ("chairs for Finsbury Circus", "hackney", {"Coleman Street"}),
        ("a bus for Shipley Art Gallery", "gateshead", {"Saltwell"}),
    ],
)
def test_a_name_gives_its_ward(text: str, place: str, expected: set[str]) -> None:
    found = wards(text, place)
    assert names(found) == expected
    assert found.certain


def test_a_name_that_several_wards_carry_gives_candidates_and_a_question() -> None:
    found = wards("a bigger room in Morley")
    assert names(found) == {"Morley North", "Morley South"}
    assert not found.certain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a hall off Mare Street", {"London Fields", "Hackney Central", "Victoria"}),
        ("elders in Stamford Hill", {"Stamford Hill West", "Springfield", "Cazenove"}),
        ("youth club on Hackney Road", {"Haggerston", "Hoxton East & Shoreditch"}),
        ("sofas for tenants near homerton high st", {"Homerton", "King's Park", "Hackney Wick"}),
        ("somebody to drive elders round Stoke Newington", {"Stoke Newington", "Clissold"}),
    ],
)
def test_a_long_road_or_a_hill_of_several_wards_gives_all_of_them(text: str, expected: set[str]) -> None:
    found = wards(text, "hackney")
    assert names(found) == expected
    assert not found.certain


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            "families in Bensham",
            "gateshead",
            {"Lobley Hill & Bensham", "Saltwell", "Bridges", "Dunston, Teams & Riverside"},
        ),
        ("boots for a walk round Meanwood", "leeds", {"Moortown", "Chapel Allerton", "Weetwood"}),
        ("an allotment at Tinshill", "leeds", {"Weetwood", "Adel & Wharfedale"}),
        ("befrienders for the Pudsey area", "leeds", {"Pudsey", "Calverley & Farsley"}),
        ("a room somewhere central", "leeds", {"Little London & Woodhouse", "Hunslet & Riverside"}),
        ("a shop in town", "leeds", {"Little London & Woodhouse", "Hunslet & Riverside"}),
        ("lads in Wrekenton", "gateshead", {"High Fell", "Birtley North & Lamesley"}),
    ],
)
def test_a_name_over_several_wards_is_asked_about(text: str, place: str, expected: set[str]) -> None:
    found = wards(text, place)
    assert names(found) == expected
    assert not found.certain


def test_east_leeds_ends_where_it_does() -> None:
    assert "Temple Newsam" in names(wards("coats for families in east Leeds"))
    assert "Weetwood" not in names(wards("coats for families in east Leeds"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("building bridges between neighbours", "gateshead"),
        ("its baltic in this hall", "gateshead"),
        ("She moved to us from Scotland", "leeds"),
        ("a bed for the twin town visitors", "leeds"),
        ("our next intake is in May", "leeds"),
        ("Unsubscribe me from the Armley one", "leeds"),
        ("cooks for any ward but Wetherby", "leeds"),
        ("interviews on Teams, link to follow", "gateshead"),
    ],
)
def test_words_and_far_places_are_no_wards(text: str, place: str) -> None:
    assert not wards(text, place).wards


def test_a_place_of_two_words_is_no_persons_name() -> None:
    text = "a bus for Clara Vale"
    assert wards(text, "gateshead", hidden=((10, len(text)),)).wards


def test_two_places_named_together_both_count() -> None:
    assert names(wards("hi-vis vests for Harehills and Oakwood")) == {"Gipton & Harehills", "Roundhay"}
    assert names(wards("asks for Birtley and Lamesley", "gateshead")) == {"Birtley North & Lamesley", "Birtley South"}


def test_people_who_work_in_teams_are_not_in_teams() -> None:
    assert not wards("we work in teams and in teams of four", "gateshead").wards


def test_a_road_is_not_the_place_it_is_named_after() -> None:
    assert "Roundhay" not in names(wards("a shop on Otley Road"))


def test_a_district_gives_the_wards_with_two_per_cent_of_its_postcodes() -> None:
    found = wards("families in LS9")
    place = load_place("leeds")
    assert {ward.gss for ward in found.wards} == {one.gss for one in place.districts["LS9"] if one.share >= 0.02}
    assert not found.certain


def test_an_area_of_the_place_gives_its_wards() -> None:
    found = wards("inner east Leeds")
    assert {ward.gss for ward in found.wards} == set(load_place("leeds").areas["Inner East"])


def test_a_name_next_door_is_said_to_be_outside() -> None:
    found = wards("our youth club in Laisterdyke needs kit")
    assert not found.wards
    assert found.outside == "Bradford"


@pytest.mark.parametrize(
    "text",
    ["clearing brambles and fly-tipping", "I was feeling low", "filling in forms is falling behind", "on the green"],
)
def test_a_word_that_looks_like_a_place_is_none(text: str) -> None:
    assert not wards(text).wards
    assert not wards(text, "gateshead").wards


def test_a_name_and_a_district_narrow_each_other() -> None:
    assert names(wards("tutors in Morley, LS27 0")) <= names(wards("tutors in Morley"))
    assert names(wards("tutors for the Burley area, LS6")) <= names(wards("tutors for the Burley area"))


def test_the_place_in_a_name_settles_which_part_of_a_town_is_meant() -> None:
    name = "Scatcherd Park Bowlers"
    assert names(wards(f"{name} in Morley want a mower", organisation=name)) == {"Morley South"}


def test_an_organisation_is_not_read_as_a_misspelt_place() -> None:
    assert not wards("Bramhall Care Group has 15 traineeships", organisation="Bramhall Care Group").wards
