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
        ("The Calverley refill shop wants a cargo bike", "The Calverley refill shop"),
        ("Fairburn Mutual's branch team can run sessions on money", "Fairburn Mutual"),
        ("What Oulton Ringers lacks is a rope", "Oulton Ringers"),
        ("Kestrel Telecom to the Hub: 25 SIM cards are yours", "Kestrel Telecom"),
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
    ],
)
def test_what_is_no_organisation_is_not_taken_for_one(text: str) -> None:
    assert read_organisation(text, PLACES) == ""
