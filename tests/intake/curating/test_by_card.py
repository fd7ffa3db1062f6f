"""A tapped card that needs words: a form where one opens, else a question, and what the words after it mean."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from intake.curating.advance import advance_curator
from intake.effects import ChangeEntry, ShowCards, Tell, Turn
from intake.facts import ChannelFacts, Facts
from tests.intake.curating.queue_facts import NOW, entry, facts, reading, said

TEN = entry(10)
CARD = {"kind": "queue", "card": TEN.ref, "version": 0}


def asked(verb: str, **more: Any) -> dict[str, Any]:
    """What the question after a tapped button is about."""
    return {"kind": "card", "ref": TEN.ref, "verb": verb, "until": (NOW + timedelta(minutes=5)).isoformat(), **more}


def turn(words: str, about: dict[str, Any], **more: Any) -> Turn | None:
    known = facts([replace(TEN, **more.pop("entry", {}))], about=about)
    chat: Facts = replace(known, channel=ChannelFacts("telegram"))
    return advance_curator({}, said(words, **more), reading(words), chat)


def changes(words: str, about: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What these words change in the entry."""
    found = turn(words, about, **more)
    assert found is not None
    return next((dict(effect.changes) for effect in found.effects if isinstance(effect, ChangeEntry)), {})


@pytest.mark.parametrize("verb", ["edit", "ask", "no"])
def test_a_tap_that_needs_words_asks_for_them(verb: str) -> None:
    found = turn("", CARD, choice=f"queue:{TEN.ref} {verb}")
    assert found is not None and not found.effects
    (reply,) = found.replies
    assert reply.form is None and (reply.about["kind"], reply.about["verb"]) == ("card", verb)


@pytest.mark.parametrize("verb", ["edit", "ask", "no"])
def test_where_a_form_opens_nothing_waits_for_words(verb: str) -> None:
    found = turn("", CARD, choice=f"queue:{TEN.ref} {verb}", surface="form:1")
    assert found is not None
    (reply,) = found.replies
    assert reply.form is not None and reply.form.value == f"card:{TEN.ref} {verb}"
    assert not reply.about and TEN.ref in reply.text


def test_the_words_after_a_question_are_the_answer_once() -> None:
    found = turn("how wide is the door", asked("ask"))
    assert found is not None
    assert next(effect.text for effect in found.effects if isinstance(effect, Tell)).count("How wide is the door?") == 1
    about = dict(found.replies[0].about)
    assert turn("thanks", about) is None


@pytest.mark.parametrize(
    ("words", "about", "expected"),
    [
        ("they have chairs", asked("no"), {"status": "declined", "reason": "they have chairs"}),
        ("theme digital, quantity 12", asked("edit"), {"status": "open", "themes": ("digital",)}),
        ("ok", CARD, {"status": "open"}),
        ("👍", CARD, {"status": "open"}),
        ("no: outside Leeds", CARD, {"status": "declined", "reason": "outside Leeds"}),
        ("theme digital", CARD, {"themes": ("digital",)}),
        ("LS-0010 hold", asked("ask"), {}),
    ],
)
def test_words_in_answer_to_a_card(words: str, about: dict[str, Any], expected: dict[str, Any]) -> None:
    found = changes(words, about)
    assert {name: found.get(name) for name in expected} == expected


def test_a_question_is_dropped_or_forgotten_in_time() -> None:
    dropped = turn("never mind", asked("no"))
    assert dropped is not None and not dropped.effects
    assert turn("we also need tables", asked("no", until=NOW.isoformat().replace("2026", "2025"))) is None


def test_a_form_changes_only_what_differs_and_its_yes_approves() -> None:
    same = {"text": TEN.public_text, "theme": "connection", "ward": "E05011389", "quantity": "10"}
    form: dict[str, Any] = {"choice": f"card:{TEN.ref} edit", "about": {}}
    assert changes(TEN.public_text, fields=same, **form) == {
        "status": "open",
        "approved_by": "Cara",
        "reason": "",
    }
    found = changes("we need 10 tables", fields={**same, "text": "we need 10 tables", "theme": "digital"}, **form)
    assert (found["public_text"], found["themes"]) == ("we need 10 tables", ("digital",))
    assert "wards" not in found and "quantity" not in found


def test_a_card_that_was_decided_is_not_decided_again() -> None:
    for verb in ("ok", "edit", "ask", "no"):
        decided = {"status": "declined", "decided_by": "Ben"}
        found = turn("", CARD, choice=f"queue:{TEN.ref} {verb}", entry=decided, surface="form:1")
        assert found is not None and not found.effects
        assert "already declined by Ben" in found.replies[0].text and found.replies[0].form is None


def test_a_queue_of_twenty_shows_eight_cards_and_is_cleared_by_one_reply() -> None:
    many = [entry(number) for number in range(1, 21)]
    known = replace(facts(many, about={}), channel=ChannelFacts("slack"))
    shown = advance_curator({}, said("queue"), reading("queue"), known)
    assert shown is not None and shown.effects == (ShowCards(8),)
    (reply,) = shown.replies
    assert "9. LS-0009" in reply.text and "20. LS-0020" in reply.text and "\n8. LS-0008" not in reply.text
    known = replace(known, about=dict(reply.about))
    cleared = advance_curator({}, said("ok 1-19, 20 no: outside Leeds"), reading("ok"), known)
    assert cleared is not None
    assert sum(isinstance(effect, ChangeEntry) for effect in cleared.effects) == 20
