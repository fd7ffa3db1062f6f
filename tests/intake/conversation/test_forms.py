"""A message becomes an ask in a form, and a person's own page: what opens filled in, and what comes back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intake.conversation.advance import advance
from intake.effects import OpenEntry, SetSender, Turn
from intake.facts import ChannelFacts
from intake.messages import Form, Incoming
from nlp.reading import Quantity, Reading, Tag, WardCandidate
from tests.intake.curating.queue_facts import NOW, entry, facts

WORDS = "our lunch club in Armley needs 10 chairs by Christmas"
ARMLEY = "E05011389"
FIELDS = {
    "text": WORDS,
    "amount": "10 chairs",
    "needed_by": "2026-12-25",
    "ward": ARMLEY,
    "theme": "connection",
    "organisation": "Millersfield Lunch Club",
    "share": "yes",
}


def read(**more: Any) -> Reading:
    """What the reader finds in those words."""
    found: dict[str, Any] = {
        "public_text": WORDS,
        "themes": (Tag("connection", 0.9),),
        "wards": (WardCandidate(ARMLEY, "Armley", 1.0),),
        "ward_certain": True,
        "quantity": (Quantity(10.0, "chairs"),),
        "needed_by": date(2026, 12, 25),
    }
    return Reading(WORDS, Tag("ask", 0.9), **(found | more))


def turn(choice: str, reading: Reading | None = None, *, own: bool = False, **more: Any) -> Turn:
    text = more.pop("text", reading.text if reading else "")
    incoming = Incoming("slack", "1", NOW, sender="T1:U1", text=text, choice=choice, **more)
    known = facts([replace(entry(10), mine=True)] if own else [], about={}, curator=False)
    known = replace(known, channel=ChannelFacts("slack", max_choices=5))
    return advance({}, incoming, reading or Reading(text, Tag("other", 0.2)), known)


def shown(found: Turn) -> dict[str, str]:
    """What stands in the form that opens."""
    form = found.replies[0].form
    assert isinstance(form, Form)
    return {field.name: field.value for field in form.fields}


def entries(found: Turn) -> list[OpenEntry]:
    return [effect for effect in found.effects if isinstance(effect, OpenEntry)]


def test_the_form_opens_with_what_was_read_and_nothing_is_kept_yet() -> None:
    found = turn("form:ask", read(), surface="form:1")
    assert shown(found) == {**FIELDS, "organisation": "", "share": ""}
    assert not found.effects


def test_an_empty_form_opens_from_the_button_for_a_new_ask() -> None:
    assert set(shown(turn("form:ask", surface="form:1")).values()) == {""}


def test_where_no_form_opens_the_words_are_an_ask_all_the_same() -> None:
    found = turn("form:ask", read())
    assert found.replies[0].form is None and "10 chairs" in found.replies[0].text
    assert "?" in turn("form:ask").replies[0].text


def test_several_needs_in_one_message_are_taken_up_in_words() -> None:
    found = turn("form:ask", read(parts=(read(), read(quantity=(Quantity(3.0, "tables"),)))), surface="form:1")
    assert found.replies[0].form is None and "tables" in found.replies[0].text


def test_a_form_that_is_filled_in_makes_an_entry_without_another_question() -> None:
    found = turn("filled:ask", read(), fields=FIELDS)
    (made,) = entries(found)
    assert (made.quantity, made.needed_by, made.wards) == (((10.0, "chairs"),), date(2026, 12, 25), (ARMLEY,))
    assert (made.organisation, made.share_organisation, made.status) == ("Millersfield Lunch Club", True, "waiting")
    assert SetSender(organisation="Millersfield Lunch Club", share_organisation=True) in found.effects


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"amount": "12 stools"}, {"quantity": ((12.0, "stools"),)}),
        ({"amount": ""}, {"quantity": ()}),
        ({"needed_by": ""}, {"needed_by": None}),
        ({"needed_by": "no day"}, {"needed_by": None}),
        ({"ward": "city-wide"}, {"wards": ("city-wide",)}),
        ({"ward": "nowhere"}, {"wards": (ARMLEY,)}),
        ({"theme": "digital"}, {"themes": ("digital", "connection")}),
        ({"share": "no"}, {"share_organisation": False}),
    ],
)
def test_what_was_filled_in_counts(changed: dict[str, str], expected: dict[str, Any]) -> None:
    (made,) = entries(turn("filled:ask", read(), fields={**FIELDS, **changed}))
    assert {name: getattr(made, name) for name in expected} == expected


def test_a_form_without_words_asks_for_them() -> None:
    found = turn("filled:ask", fields={**FIELDS, "text": ""})
    assert not entries(found) and "?" in found.replies[0].text


def test_the_page_lists_what_is_theirs_and_leaves_the_conversation_as_it_was() -> None:
    found = turn("home", own=True, surface="home")
    assert "LS-0010" in found.replies[0].text and found.replies[0].choices[0].value == "form:ask"
    assert not found.effects and not found.replies[0].about
    assert "nothing here yet" in turn("home", surface="home").replies[0].text


@pytest.mark.parametrize("choice", ["queue:LS-0010 ok", "card:LS-0010 no", "queue:all ok"])
def test_a_button_of_the_queue_does_nothing_for_others(choice: str) -> None:
    found = turn(choice)
    assert not found.effects and "Only a curator" in found.replies[0].text
