"""Stories of how many of what."""

import pytest

from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses
from nlp.numbers import value


def counts(text: str) -> list[tuple[float, str]]:
    return [(one.count, one.what) for one in read_amounts(text, cut_clauses(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we need 10 laptops", (10, "laptops")),
        ("could anyone part with a dozen chairs", (12, "chairs")),
        ("laptops x 12 please", (12, "laptops")),
        ("we need 4 x 50kg bags", (4, "50kg bags")),
        ("looking for twenty-five volunteers", (25, "volunteers")),
        ("we need about £1,200 for the cabinet", (1200, "£")),
        ("we need two hundred and forty mugs", (240, "mugs")),
        ("500 quid would do it", (500, "£")),
        ("200 oak and rowan whips to plant", (200, "oak and rowan whips")),
        ("a day with 20 volunteers from a firm", (20, "volunteers")),
        ("6 tablets w data for the kids lessons", (6, "tablets")),
        ("three more sets of bibs", (3, "sets of bibs")),
        ("5 second hand smartphones", (5, "second hand smartphones")),
        ("MEDALS X200", (200, "MEDALS")),
        ("can do 300 packs of LS-0304", (300, "packs")),
        ("we are six people short on the panel", (6, "people")),
        ("another 24 pairs would be mint", (24, "pairs")),
        ("two or three sensible people to come along", (3, "sensible people")),
        ("bike hire costs £480 for the autumn", (480, "£")),
        ("3 tables + one urn", (1, "urn")),
        ("Could a business sponsor 10 weeks?", (10, "weeks")),
        ("we need a couple of dozen mugs", (24, "mugs")),
        ("we need between 10 and 15 chairs", (15, "chairs")),
        ("chairs (x 20) wanted", (20, "chairs")),
        ("x3 prams needed", (3, "prams")),
        ("we want seats for 45", (45, "people")),
        ("we can do 30 of them", (30, "them")),
        ("100m of rope please", (100, "rope")),
        ("a grand would see us right", (1000, "£")),
        ("we are £250 short", (250, "£")),
        ("LS-0489 20 footballs, size 4", (20, "footballs")),
        ("seeks 1 clerk to its board", (1, "clerk")),
        ("we ask the contractor, politely, for 4 apprenticeships", (4, "apprenticeships")),
        ("please change it to 40 litres of emulsion", (40, "emulsion")),
        ("we'd take £80ish for the raffle", (80, "£")),
        ("reading glasses, any strength, 25 of em would do", (25, "glasses")),
        ("laptops needed for our homework group, burmantofts. 6 would do", (6, "laptops")),
        ("one projector. that's it. one.", (1, "projector")),
        ("we need a fan heater for each of our seven flats", (7, "fan heater")),
        ("8 workshops on budgeting, please", (8, "workshops")),
        ("we need a farm visit for 30 toddlers", (30, "toddlers")),
        ("there's 8 of us and we need a room", (8, "us")),
        ("stools, owt folk can sit on. 15?", (15, "stools")),
        ("chairs (stackable): 60", (60, "chairs")),
        ("Could 5 of your colleagues judge our prize?", (5, "colleagues")),
        ("need 12 laptops; 3 have come, so 9 still needed", (9, "laptops")),
        ("tools for 20 volunteers on Saturday", (20, "volunteers")),
        ("could a chef show 9 dads how to make a curry", (9, "dads")),
        ("first aid training for 11 cubs", (11, "cubs")),
        ("Fourteen newcomers need somebody to go to the dentist with", (14, "newcomers")),
        ("mugs (about thirty) and a kettle, please", (30, "mugs")),
        ("buckets 6, mops 4, thanks", (4, "mops")),
        ("seven tenants have nowhere to dry a coat", (7, "tenants")),
        ("could we have 5 planters for the yard", (5, "planters")),
        ("manual handling for 15 volunteers, please", (15, "volunteers")),
        ("lend us a gazebo or 3", (3, "gazebo")),
        ("it was for 30 mugs, now it's 18", (18, "mugs")),
        ("bus day tickets £5 x 20", (20, "tickets")),
        ("satchels with a label, each about £24, want 30.", (30, "satchels")),
        ("Mopeds for the yard: need 2 more", (2, "Mopeds")),
        ("£70 a session short", (70, "£")),
        ("somebody to mind 6 babies on Thursdays", (6, "babies")),
        ("3 windows do not open, can a joiner come", (3, "windows")),
        ("could a tutor give four evening lessons", (4, "lessons")),
        ("Please revise our quantity from 16 to 22, of the story sacks", (22, "quantity")),
        ("change the ask for 25 flasks to 40, please", (40, "flasks")),
        ("gloves please, 10 pr", (10, "pr")),
        ("Vista supported employment: 7 placements, please", (7, "placements")),
        ("200 sashes came, still 40 shy", (40, "sashes")),
        ("who's got 2 rooms in the centre for us", (2, "rooms")),
        ("1 A bike mechanic. 2 A quiet yard. And 5 helmets", (5, "helmets")),
        ("18 retired welders at the Miners' Hall, none of them online", (18, "retired welders")),
        ("we want saucers, like 60", (60, "saucers")),
        ("had 3 of the 4 goalkeepers, one missing still", (1, "goalkeepers")),
        ("We are searching for a hall, ground floor, with ramp, for 60 people", (60, "people")),
        ("could a coach talk to six nervous stewards", (6, "nervous stewards")),
        ("a shed with a wide door for 12 prams", (12, "prams")),
        ("could anyone spare a gang of ten for the marquee", (10, "gang")),
        ("somewhere flat, thursdays, and a lift back for 6", (6, "people")),
        ("we look for two taster days with a vet", (2, "taster days")),
        ("5 lifts a month would do it", (5, "lifts")),
        ("Ask: heaters, five, now; someone to fit a lock", (5, "heaters")),
        ("they ask for a kettle each (seven)", (7, "kettle")),
        ("somebody to help 20 widowers fill in a form", (20, "widowers")),
        ("could you feed the hall, 70 persons expected", (70, "persons")),
        ("we said 6 painters but it's 4 of us", (4, "painters")),
        ("we said nine painters, it's 7 now", (7, "painters")),
        ("parasols for the yard. Four would be perfect", (4, "parasols")),
        ("6 carers (13–17) from our Monday group want a tai chi class", (6, "carers")),
        ("we need storage for two trailers", (2, "trailers")),
        ("bus fares for 6, please", (6, "people")),
        ("grateful for: one marquee", (1, "marquee")),
        ("takin 9 bairns to the panto, any bus going", (9, "bairns")),
        ("we wish for 8 keyboards", (8, "keyboards")),
        ("trousers age 5 to 9, 25 pair", (25, "pair")),
        ("we need no more than a dozen hi-vis vests", (12, "hi-vis vests")),
        ("a quiet room for a class of 24", (24, "class")),
        ("chairs: we can manage 7 of these", (7, "these")),
        ("we can lend 3 of your tents", (3, "tents")),
        ("we hope to hold six Sunday concerts and need chairs", (6, "concerts")),
        ("could somebody pay the coach £40 a week", (40, "£")),
        ("The quote is £900, we've raised £300, so £600 to find", (600, "£")),
        ("The drummer's fee is £150, or is there one who plays for love?", (150, "£")),
    ],
)
def test_what_is_wanted_is_counted(text: str, expected: tuple[float, str]) -> None:
    assert expected in counts(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "We have 40 and 90 families on the list, so we are short of 50 children's coats",
            (50, "children's coats"),
        ),
        ("men's shed, 19 members. The dust extractor packed up. £450 buys a second-hand one", (450, "£")),
        ("a bus for 30 pensioners and 4 drivers", (4, "drivers")),
        ("Ten chairs would be nice but we need 4 tables", (4, "tables")),
    ],
)
def test_what_is_asked_for_comes_first(text: str, first: tuple[float, str]) -> None:
    assert counts(text)[0] == first


def test_people_whom_the_help_is_for_are_marked() -> None:
    text = "we need a minibus and driver for 14 older people to get to the panto"
    (found,) = read_amounts(text, cut_clauses(text))
    assert (found.count, found.what, found.people) == (14, "older people", True)


@pytest.mark.parametrize(
    "text",
    [
        "about LS-0142",
        "we have 34 members",
        "pitch hire at £45 an hour",
        "Delivered today: 40 litter pickers",
        "the van has 90k on the clock",
        "22 kids sharing one computer",
        "our data is in 9 spreadsheets",
        "We grew from one table to six staff",
        "we need a 16 seat minibus",
        "a plumber to fix up the X84 stop",
        "our hall is 18 by 30 metres",
        "a room for two evenings",
        "need a level 3 tutor",
        "each box costs £38, and we fill many",
        "our choir (28 singers, two conductors) needs a pianist",
        "some of the six tablets are old",
        "the hearing loop picks up Radio 4",
        "benches 4 the estate yard, somewhere 2 sit",
        "we lost four cornets to a burst pipe",
        "couch to 5k for folk in recovery",
        "the stage is up two steps and one is rotten",
        "We surveyed 70 gardens and now look for a botanist",
        "Two of our drivers have moved away",
        "Three burglaries since May. A locksmith, please",
        "We've a hut and 6 canoes and no coach",
        "a choir of 30 voices is after a piano tuner",
        "the organ dates from the 1887 exhibition",
        "the doors are 3 metres high",
        "we've 14 families on the list",
        "we hold £306",
        "a 16 seater sat doing nothing",
        "we're a charity of six staff and need an HR adviser",
        "Two of our tutors are poorly. Can you lend us a stand-in?",
        "we've got 4 now so only need 11 more",
        "the parish will chip in £500",
        "70 & new to the village",
        "back room, fri nights x 12",
        "14 benches are paid for",
        "our machines (9, heavy) have to be out",
        "Two national firms declined",
        "a £19 medical report",
        "We owe HMRC £14,200",
        "folk cannot afford 300 quid",
        "at three sites",
        "we have got the barbers (5) and no nurse",
        "they want 2 grand back",
        "the run in the park is 10k",
        "an allotment society (57 plots, two of them run by nurses)",
        "£600 of stock gone",
        "1 time in a week would be nice",
        "help to move 12 tables",
        "theres 11 houses on our street",
        "somebody from 12 to 1 any weekday",
        "we speak for a consortium of four primary schools",
        "six of us teachers will ride to Skipton",
        "we are about to receive £12,000",
        "Eight meetings a year, mostly about drains",
        "We have tea + 19 names",
        "I look after thirty volunteers who visit the ward",
        "sixty tins we do not want",
        "Two of our girls in the Sholebroke flats can't read a gas bill",
        "the tree consists of twenty-six households",
        "Two quotes: £11,000 and more",
        "turnover £640k",
        "our treasurer sent £600 to a crook",
        "She ran up £7,000 and needs advice",
        "a tenner does 15 breakfasts",
        "the growers have a shed, eight raised beds and no water",
        "the tap is 180 metres off",
        "new ferrules, 19 mm",
        "Eight of us are ready to walk the children in, if shown how",
        "400kg of stock condemned",
        "open to charities with an income below £90,000",
        "court hire is £62 a hr",
        "there are three things wrong with our roof",
        "28 mouths to feed and no cooker",
        "Sixty bikes a year get fixed at our place",
        "lifts to hospital, £12 a trip",
        "1. we moved. 2. the roof leaks",
        "we meet at 9.30. Doors open at 9.",
    ],
)
def test_background_figures_are_not_wanted(text: str) -> None:
    assert counts(text) == []


def test_people_who_are_looked_for_are_wanted() -> None:
    text = "Our school is looking for 8 people from local employers"
    (found,) = read_amounts(text, cut_clauses(text))
    assert (found.count, found.what, found.people) == (8, "people", False)


def test_as_many_things_as_people_are_counted_once() -> None:
    assert counts("Could someone give us 30 calculators for 30 pupils?") == [(30, "calculators")]


def test_the_same_things_named_twice_are_counted_once() -> None:
    assert counts("two of our trustees step down, so we need 2 trustees") == [(2, "trustees")]


def test_what_a_giver_has_is_given_and_what_an_asker_has_is_not() -> None:
    text = "we raised £840 at work for nappies"
    assert [one.count for one in read_amounts(text, cut_clauses(text), giving=True)] == [840]
    assert counts(text) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("half a dozen", 6),
        ("a score of", 20),
        ("two thousand", 2000),
        ("1,200", 1200),
        ("both", 2),
        ("sixty-odd", None),
    ],
)
def test_number_words_have_values(words: str, number: float | None) -> None:
    assert value(words) == number
