"""Whatever people say, in whatever order: an answer each time, three questions at the most, and nothing stored twice."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.effects import OpenEntry
from intake.state import MOST_QUESTIONS, State
from tests.intake.conversation.readings import read
from tests.intake.conversation.world import World

SAYINGS = (
    "we need 10 chairs for our lunch club in Harehills before Christmas",
    "we need 4 laptops for our job club in LS9",
    "also need nappies for families",
    "we need:\n- 10 chairs\n- 3 laptops",
    "we can offer 4 work placements",
    "yes",
    "no",
    "no, it's for Armley",
    "12 not 10",
    "make it 12",
    "rather not",
    "Harehills Lunch Club, yes",
    "Seacroft",
    "not sure",
    "1",
    "7",
    "thanks",
    "👍",
    "hello",
    "help",
    "who sees this?",
    "what have I asked for?",
    "actually forget it",
    "cancel LS-0042",
    "LS-0042: 5 chairs this Friday",
    "5 of number 1",
    "not this time",
    "undo",
    "it came",
    "8 came",
    "nothing came",
    "STOP",
    "start",
    "delete me",
    "complaint",
    "weekly digest, digital only",
    "does the figure include the coach?",
    "she wants to die",
    "…",
    "?",
)
MOVES = st.lists(
    st.one_of(st.sampled_from(SAYINGS), st.sampled_from(("<silence>", "<tap>")), st.text(max_size=30)), max_size=14
)
LIMITS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _play(moves: list[str], channel: str) -> None:
    world = World()
    actor = world.actor("someone", channel)
    world.add("other", "We need 10 chairs for the hall", quantity=10.0, what="chairs")
    actor.about = {"kind": "digest", "numbers": {"1": "LS-0042"}}
    opened: list[tuple[str, int]] = []
    last = ""
    for move in moves:
        if move == "<silence>":
            turn = world.silence(actor)
            last = turn.replies[0].text if turn.replies else last
        else:
            choice = actor.choices[0].value if move == "<tap>" and actor.choices else ""
            turn = world.say(
                actor, "" if choice else move, read("" if choice else move, world.now.date()), choice=choice
            )
            assert turn.replies, move
            assert turn.replies[0].text != last, f"the same answer twice in a row: {last!r}"
            last = turn.replies[0].text
        assert turn.why
        assert json.loads(json.dumps(turn.state)) == turn.state
        assert State.from_json(turn.state).to_json() == turn.state
        for draft in State.from_json(turn.state).drafts:
            assert len(draft.asked) <= MOST_QUESTIONS
        slots = [effect.slot for effect in turn.effects if isinstance(effect, OpenEntry)]
        assert len(slots) == len(set(slots))
        opened += [(effect.text, world.now.minute) for effect in turn.effects if isinstance(effect, OpenEntry)]
    said = sum(max(move.count("\n"), 1) for move in moves if not move.startswith("<"))
    assert len(opened) <= said, "more entries than were asked for"


@LIMITS
@given(MOVES)
def test_a_chat_never_goes_astray(moves: list[str]) -> None:
    _play(moves, "telegram")


@LIMITS
@given(MOVES)
def test_a_letter_never_goes_astray(moves: list[str]) -> None:
    _play(moves, "email")
