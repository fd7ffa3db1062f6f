"""Stories of who asks or offers."""

import pytest

from nlp.organisation import read_organisation
from nlp.places import load_place

LEEDS = load_place("leeds")
PLACES = frozenset(LEEDS.names) | frozenset(LEEDS.outside) | LEEDS.whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bridge Row Tenants in Seacroft want a solicitor for an hour", "Bridge Row Tenants"),
        ("Parents at Marlow Lane Academy tell us the same thing", "Marlow Lane Academy"),
        ("We at Fenwick & Stone Uniforms can sew 40 coats", "Fenwick & Stone Uniforms"),
        ("I'm Sam and I manage Wires & Leaves in Gipton. We need a room.", "Wires & Leaves"),
        ("Two members of Calder Befrienders were robbed", "Calder Befrienders"),
        ("At Elm Street Learning Support the pupils share one laptop", "Elm Street Learning Support"),
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
    assert read_organisation(text, PLACES) == name


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
    assert read_organisation(text, PLACES) == ""
