"""Stories of places that a text names and where the help is not: where somebody sits, comes from, goes to."""

import pytest

from tests.nlp.where import names, wards


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


def test_a_seller_says_where_it_works() -> None:
    found = wards("We can clean offices in Horsforth, Guiseley and Otley", giving=True, sells=True)
    assert names(found) == {"Horsforth", "Guiseley & Rawdon", "Otley & Yeadon"}
    assert names(wards("two minibuses, wetherby way", giving=True, sells=True)) == {"Wetherby"}


def test_the_place_of_the_help_counts_and_not_the_base() -> None:
    assert names(wards("we are based in Horsforth but the group meets in Armley")) == {"Armley"}


def test_a_place_that_is_ruled_out_is_no_ward() -> None:
    assert names(wards("this is for Beeston, not for Middleton")) == {"Beeston & Holbeck"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our secretary's address is in Horsforth, the club meets in Armley", "Armley"),
        ("The service has its counselling house in Pudsey; we want a room in Rothwell", "Rothwell"),
        ("Roll cages for a shop in Wetherby. Those we have are all staying at Mabgate", "Wetherby"),
        ("We've had enough volunteers in Otley. Drivers wanted in Pudsey", "Pudsey"),
        ("The families were placed here from Harehills; toys to Yeadon please", "Otley & Yeadon"),
        ("The minibus is garaged at Morley and wanted in Pudsey", "Pudsey"),
    ],
)
def test_a_place_told_of_by_the_way_is_not_where_help_is(text: str, expected: str) -> None:
    assert names(wards(text)) == {expected}


@pytest.mark.parametrize("text", ["I'm a retired accountant in Roundhay", "a barber, did 20 years in Harehills"])
def test_where_a_giver_lives_or_worked_is_not_where_help_is(text: str) -> None:
    assert not wards(f"{text}, glad to help any charity", giving=True).wards


def test_a_postcode_that_opens_a_name_counts_and_one_that_ends_it_does_not() -> None:
    assert wards("E5 Mutual Aid needs cyclists", "hackney", organisation="E5 Mutual Aid").wards
    assert not wards("Sickle Cell Circle E9 needs a lawyer", "hackney", organisation="Sickle Cell Circle E9").wards


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
