"""Stories of where the help is for."""

import pytest

from nlp.places import load_place
from nlp.wards import WardReading, read_wards


def wards(text: str, place: str = "leeds", **more: object) -> WardReading:
    return read_wards(text, load_place(place), **more)  # type: ignore[arg-type]


def names(reading: WardReading) -> set[str]:
    return {ward.name for ward in reading.wards}


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
        ("a boxing club on the Quayside", "gateshead", {"Bridges"}),
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


@pytest.mark.parametrize(
    "text",
    [
        "Loom & Last CIC (Holbeck) mends uniforms",
        "Oak Bench Works CIC, Garforth. Planters and benches",
        "a co-operative of six cooks from Gipton and Seacroft",
        "Felling, pruning and hedge work for councils",
        "We're Hinge, a joinery workshop in Bramley, open to orders",
        "Reed & Rail CIC runs two vans out of Stourton",
        "Calm Harbour is nine counsellors in the north of Leeds",
    ],
)
def test_where_a_seller_sits_is_not_where_it_works(text: str) -> None:
    assert not wards(text, giving=True, sells=True).wards
    assert not wards(text, "gateshead", giving=True, sells=True).wards


@pytest.mark.parametrize(
    "text",
    [
        "Beam & Bolt is a small architecture practice in Pudsey",
        "I run a small café in Pudsey, may I answer one of these?",
        "We are a skip firm at Stourton",
        "vans running out of Colton",
    ],
)
def test_where_a_firm_sits_is_not_where_help_is(text: str) -> None:
    assert not wards(text).wards


def test_where_a_giver_signs_from_is_not_where_help_is() -> None:
    text = "A morning of bookkeeping for a charity. Morwenna, Oulton"
    assert not wards(text, giving=True, hidden=((text.index("Morwenna"), text.index(", Oulton")),)).wards


def test_a_hall_that_a_group_will_sing_in_is_not_its_place() -> None:
    name = "Gipton Bell Ringers"
    assert names(wards(f"{name} are to play at Leeds Town Hall and want a bus", organisation=name)) == {
        "Gipton & Harehills"
    }


def test_a_place_of_two_words_is_no_persons_name() -> None:
    text = "a bus for Clara Vale"
    assert wards(text, "gateshead", hidden=((10, len(text)),)).wards


def test_two_places_named_together_both_count() -> None:
    assert names(wards("hi-vis vests for Harehills and Oakwood")) == {"Gipton & Harehills", "Roundhay"}
    assert names(wards("asks for Birtley and Lamesley", "gateshead")) == {"Birtley North & Lamesley", "Birtley South"}


def test_a_seller_says_where_it_works() -> None:
    found = wards("We can clean offices in Horsforth, Guiseley and Otley", giving=True, sells=True)
    assert names(found) == {"Horsforth", "Guiseley & Rawdon", "Otley & Yeadon"}


def test_people_who_work_in_teams_are_not_in_teams() -> None:
    assert not wards("we work in teams and in teams of four", "gateshead").wards


def test_the_place_of_the_help_counts_and_not_the_base() -> None:
    assert names(wards("we are based in Horsforth but the group meets in Armley")) == {"Armley"}


def test_a_place_that_is_ruled_out_is_no_ward() -> None:
    assert names(wards("this is for Beeston, not for Middleton")) == {"Beeston & Holbeck"}


@pytest.mark.parametrize(
    "text", ["across Leeds", "anywhere in the city", "all over Leeds", "a citywide scheme", "for any Leeds family"]
)
def test_words_for_the_whole_place_are_city_wide(text: str) -> None:
    assert wards(f"meals for housebound people {text}").city_wide


def test_people_of_the_place_whoever_they_are_are_city_wide_and_not_whom_a_text_looks_for() -> None:
    assert wards("a day of woodwork for any young person in Hackney", "hackney").city_wide
    assert not wards("does any sculptor in Hackney have clay", "hackney").city_wide
    assert not wards("free to any Hackney school that will fetch it", "hackney").city_wide


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            "bike man of Brixton Place, only Homerton and Hackney Wick, from my stall on Chatsworth Road",
            "hackney",
            {"Homerton", "Hackney Wick"},
        ),
        ("visits in Armley or Wortley only, I set out from Otley", "leeds", {"Armley", "Farnley & Wortley"}),
        ("send us saltwell and bridges", "gateshead", {"Saltwell", "Bridges"}),
        ("Aberford drivers take patients to dialysis in Seacroft", "leeds", {"Harewood"}),
    ],
)
def test_a_text_that_confines_itself_is_taken_at_its_word(text: str, place: str, expected: set[str]) -> None:
    assert names(wards(text, place)) == expected


def test_a_road_is_not_the_place_it_is_named_after() -> None:
    assert "Roundhay" not in names(wards("a shop on Otley Road"))


def test_any_firm_of_the_place_is_not_the_whole_place() -> None:
    found = wards("a floor for our cabin in Birtley, if any builder in the borough has one", "gateshead")
    assert not found.city_wide
    assert found.wards


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


def test_a_givers_own_address_is_not_the_ward_of_the_help() -> None:
    assert not wards("14 wheelchairs, pick up in Pudsey", giving=True).wards


@pytest.mark.parametrize(
    "text",
    [
        "200 paving slabs, pick up in Holbeck",
        "someone to fetch surplus from the depot at Stourton",
        "Trees heeled in at our yard, Garforth",
        "an Armley-based firm of chefs",
    ],
)
def test_where_things_are_fetched_or_made_is_no_place_of_need(text: str) -> None:
    assert not wards(text).wards


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


def test_a_group_named_after_its_place_is_there_unless_it_sells_or_gives() -> None:
    name = "Upbeat Beeston Singers"
    assert names(wards(f"{name} need song books", organisation=name)) == {"Beeston & Holbeck"}
    assert not wards(f"{name} sing at your event for a fee", organisation=name, giving=True, sells=True).wards
    assert names(wards(f"{name} need a room in Otley", organisation=name)) == {"Otley & Yeadon"}


def test_a_road_or_a_valley_in_a_name_says_nothing_of_a_need_of_the_group_itself() -> None:
    for name in ("Dewsbury Road Chess Circle", "Wharfe Valley Chess Circle"):
        assert not wards(f"{name} has lost its auditor", organisation=name, of_itself=True).wards
        assert wards(f"{name} wants boards", organisation=name).wards


def test_a_prison_that_people_come_out_of_is_not_where_help_is() -> None:
    assert names(wards("a shared house in Cross Gates, 3 men outta armley prison, kettles")) == {
        "Cross Gates & Whinmoor"
    }
    assert names(wards("pen friends for lads in Wetherby YOI")) == {"Wetherby"}


def test_the_place_in_a_name_settles_which_part_of_a_town_is_meant() -> None:
    name = "Scatcherd Park Bowlers"
    assert names(wards(f"{name} in Morley want a mower", organisation=name)) == {"Morley South"}


def test_an_organisation_is_not_read_as_a_misspelt_place() -> None:
    assert not wards("Bramhall Care Group has 15 traineeships", organisation="Bramhall Care Group").wards
