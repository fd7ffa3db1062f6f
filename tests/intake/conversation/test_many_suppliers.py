"""Several suppliers at once: never more booked than asked for, no refusal booked, and both sides told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.effects import MakePledge, Tell
from tests.intake.conversation.readings import read
from tests.intake.conversation.world import World

PROMISES = (
    "LS-0042: {n} chairs",
    "{n} of number 1",
    "we can do {n} for LS-0042 next week",
    "all of number 1",
    "half of LS-0042",
    "1: yes",
    "LS-0042 {n} if you can collect them",
)
REFUSALS = (
    "not this time",
    "LS-0042 no",
    "sorry, we can't do LS-0042",
    "1: no",
    "none of these fit",
    "we won't be able to help with number 1",
)
OTHERS = ("undo", "thanks", "ok", "who sees this?", "LS-0042?", "we need 4 tables in Armley", "no")
NAMES = ("first", "second", "third")
MOVES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from((*PROMISES, *REFUSALS, *OTHERS)), st.integers(1, 15)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(MOVES)
def test_never_more_is_booked_than_was_asked_for(moves: list[tuple[str, str, int]]) -> None:
    world = World()
    ref = world.add("charity", "We need 10 chairs for the hall", quantity=10.0, what="chairs")
    for name in NAMES:
        world.actor(name).about = {"kind": "digest", "numbers": {"1": ref}}
    for name, words, number in moves:
        said = words.format(n=number)
        turn = world.say(world.actor(name), said, read(said, world.now.date()))
        made = [effect for effect in turn.effects if isinstance(effect, MakePledge)]
        assert not (made and words in REFUSALS), said
        assert len([effect for effect in turn.effects if isinstance(effect, Tell)]) >= len(made)
        held = sum(pledge["quantity"] or 0 for pledge in world.pledges if pledge["status"] == "pledged")
        assert held <= 10
