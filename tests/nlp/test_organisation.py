"""Stories of who asks or offers."""

import numpy
import pytest

from nlp.encoder import Encoder
from nlp.marked_names import NameMarks
from nlp.marks import KINDS, NOTHING_MARKED, Marks
from nlp.name_evidence import find_candidates
from nlp.organisation import read_organisation
from nlp.places import load_place
from nlp.tuned import Tuned

PLACES = load_place("leeds").every_name
ENCODER, TUNED = Encoder(), Tuned()


def organisation(text: str) -> str:
    return read_organisation(text, PLACES, TUNED.read(ENCODER.read(text))[1])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bridge Row Tenants in Seacroft want a solicitor for an hour", "Bridge Row Tenants"),
        ("Parents at Marlow Lane Academy tell us the same thing", "Marlow Lane Academy"),
        ("We at Fenwick & Stone Uniforms can sew 40 coats", "Fenwick & Stone Uniforms"),
        ("I'm Sam and I manage Wires & Leaves in Gipton. We need a room.", "Wires & Leaves"),
        ("Two members of Calder Befrienders were robbed", "Calder Befrienders"),
        ("At the Elm Street Learning Centre the pupils share one laptop", "Elm Street Learning Centre"),
        ("Holt Park residents group needs a minute taker", "Holt Park residents group"),
        ("The Calverley refill shop wants a cargo bike", "Calverley refill shop"),
        ("Fairburn Mutual's branch team can run sessions on money", "Fairburn Mutual"),
        ("What Oulton Ringers lacks is a rope", "Oulton Ringers"),
        ("Morley Vixens U14 need a kit. Fourteen shirts.", "Morley Vixens U14"),
        ("Bramley Forces Brew, ex squaddies drinking tea and moaning", "Bramley Forces Brew"),
        ("Leeds Lilac Netballers, trans inclusive, want a court", "Leeds Lilac Netballers"),
        ("4 engineers from Strutt Geotechnical would come into a school", "Strutt Geotechnical"),
        ("bank wants a constitution. someone legal? Moor Allerton Toy Swap", "Moor Allerton Toy Swap"),
        ("LS-0142: Wetherby Wheelers can take two of them", "Wetherby Wheelers"),
        ("a surgery run by Mare Street Migrants' Welcome needs an adviser", "Mare Street Migrants' Welcome"),
        ("Kestrel Telecom has 25 SIM cards to give away", "Kestrel Telecom"),
        ("I write for the Widows of Cross Street. We have no hall.", "Widows of Cross Street"),
        ("Tins of paint, please fetch them. Cheers\nBex\nMarlow Flooring", "Marlow Flooring"),
        ("Ten turkeys for the pantry, LS-0142. Nawaz Carpets", "Nawaz Carpets"),
        ("We are The Lantern, and our two rooms need a caretaker", "The Lantern"),
        ("Hi, Precious from Alder Lane Treehouse here, we want a rug", "Alder Lane Treehouse"),
        ("We're the Slow Coaches. Six bikes please", "Slow Coaches"),
        ("Any old lamps? Thanks, Friends of Burley Bandstand", "Friends of Burley Bandstand"),
        ("garforth carers lunch. 20 plates please", "garforth carers lunch"),
        ("Dear all\n\nTwo ovens wanted.\n\nGladys Umeh\nTreasurer, Otley Soup Trust", "Otley Soup Trust"),
        ("Subject: a stage\n\nPudsey Parade Players have no stage left.", "Pudsey Parade Players"),
        ("bramble lane knitters need wool", "bramble lane knitters"),
        ("farsley quilters: thread, pins, a big table", "farsley quilters"),
        ("Can someone mend our boiler? Thornfield luncheon group.", "Thornfield luncheon group"),
        ("2nd Rawdale Cubs want a campfire circle", "2nd Rawdale Cubs"),
        ("its Anil from garforth carers drop in, urn please", "garforth carers drop in"),
        ("Rothwell silver band needs music stands", "Rothwell silver band"),
        ("St Oswin's lunch club needs plates", "St Oswin's lunch club"),
        ("We are Hearth and Home, a charity for first flats", "Hearth and Home"),
    ],
)
def test_the_senders_organisation_is_named(text: str, name: str) -> None:
    assert organisation(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Any food bank may have our bread",
        "A community centre at Fulham needs you",
        "We need 5 chairs in Harehills",
        "Folk in Boggart Hill are not online",
        "the house at 17 Morris Bank stands empty",
        "Dear Network, we have a question",
        "the fridge at our primary broke",
        "Ring Nicola Booth after six",
        "Speeding on Wetherby Road frightens us",
        "somewhere wi a kettle",
        "Our boiler has gone. Ignatius Mallory",
        "Frank Dewhirst, 91, needs a ramp",
        "Armley and Wortley have between them no swimming pool",
        "our knitting circle needs wool",
        "Seacroft residents need a skip",
        "1st March we open and need stools",
        "Home Office letters baffle our members",
        "Many thanks, Wing Cdr Adaora Pickles",
        "Regards, Business Manager",
        "Chasing HK-0038 again",
        "We meet at Dewsbury Road library and need a kettle",
    ],
)
def test_what_is_no_organisation_is_not_taken_for_one(text: str) -> None:
    assert organisation(text) == ""


def test_marks_say_how_well_a_run_of_words_ends_where_a_name_does() -> None:
    text = "ask Leam Elders today"
    odds = numpy.full((4, len(KINDS)), -9, dtype=numpy.float32)
    odds[1:3, KINDS.index("named")] = 6, 3
    marks = NameMarks(Marks(numpy.array([(0, 3), (4, 8), (9, 15), (16, 21)]), odds))
    name = text.index("Leam")
    found = {"marked=3", "least=2", "beforemark=-4", "aftermark=-4", "behind=1", "privatemark=-4"}
    assert marks.evidence(name, 15) == found
    assert {"beforemark=-4", "aftermark=2"} <= marks.evidence(name, 8)
    assert NameMarks(NOTHING_MARKED).evidence(name, 15) == set()


def test_who_is_marked_as_private_is_no_organisation() -> None:
    text = "ask Ignatius Mallory"
    odds = numpy.full((3, len(KINDS)), -3, dtype=numpy.float32)
    odds[1:, KINDS.index("private")] = 2
    spans = numpy.array([(0, 3), (4, 12), (13, 20)])
    assert NameMarks(Marks(spans, odds)).are_private(4, 20)
    assert not NameMarks(Marks(spans, -odds)).are_private(4, 20)
    assert all("Mallory" not in one.text for one in find_candidates(text, PLACES, Marks(spans, odds)))
