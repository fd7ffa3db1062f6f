"""A curator splits, takes a decision back, and asks who decided."""

from typing import Any

import pytest

from intake.curating.advance import advance_curator
from intake.curating.splitting import parts_of
from intake.effects import ChangeEntry, OpenEntry, Tell
from tests.intake.curating.queue_facts import entry, facts, reading, said


def _done(words: str, *entries: Any) -> Any:
    turn = advance_curator({}, said(words), reading(words), facts(list(entries)))
    assert turn is not None
    return turn


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("3 fridges | 20 coats", ("3 fridges", "20 coats")),
        ("into 3 fridges and 20 coats", ("3 fridges", "20 coats")),
        ("3 fridges, 20 coats and a van", ("3 fridges", "20 coats", "a van")),
        ("tea and coffee | 20 cups", ("tea and coffee", "20 cups")),
        ("one thing only", ("one thing only",)),
    ],
)
def test_parts_are_cut_where_the_curator_cut_them(words: str, parts: tuple[str, ...]) -> None:
    assert parts_of(words) == parts


def test_a_split_entry_keeps_its_first_part_and_opens_the_others_for_the_same_sender() -> None:
    turn = _done("1 split: 3 fridges | 20 coats for children", entry(1), entry(2))
    changed, opened, told = turn.effects
    assert isinstance(changed, ChangeEntry) and changed.changes["public_text"] == "3 fridges"
    assert changed.changes["quantity"] == ((3.0, "fridges"),) and "status" not in changed.changes
    assert isinstance(opened, OpenEntry) and opened.split_from == "LS-0001" and opened.status == "waiting"
    assert (opened.public_text, opened.quantity, opened.wards) == (
        "20 coats for children",
        ((20.0, "coats"),),
        ("E05011389",),
    )
    assert isinstance(told, Tell) and "LS-0001" in told.text and "20 coats" in told.text
    assert "1 LS-0001" in turn.replies[0].text.split("Still waiting")[1]


def test_two_splits_in_one_letter_get_references_of_their_own() -> None:
    turn = _done("1 split: a | b | c\n2 split: d | e", entry(1), entry(2))
    slots = [effect.slot for effect in turn.effects if isinstance(effect, OpenEntry)]
    assert len(slots) == len(set(slots)) == 3


@pytest.mark.parametrize("words", ["1 split", "1 split: only this"])
def test_a_split_without_parts_does_nothing_and_says_how(words: str) -> None:
    turn = _done(words, entry(1))
    assert turn.effects == () and "|" in turn.replies[0].text


def test_a_decision_can_be_taken_back_and_the_sender_hears_of_it() -> None:
    turn = _done("reopen LS-0001", entry(1, status="declined", decided_by="Cara", reason="outside Leeds"))
    changed, told = turn.effects
    assert changed.changes["status"] == "waiting" and changed.changes["reason"] == ""
    assert isinstance(told, Tell) and "again" in told.text


def test_a_curator_sees_who_decided() -> None:
    turn = _done("who declined LS-0001?", entry(1, status="declined", decided_by="Cara", reason="outside Leeds"))
    assert turn.effects == ()
    assert "decided by Cara" in turn.replies[0].text and "outside Leeds" in turn.replies[0].text
