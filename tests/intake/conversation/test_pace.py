"""A flood from one person is slowed with one sentence; nothing is lost, and words of danger are heard all the same."""

from datetime import timedelta

from intake import wording_service
from intake.conversation.pace import MOST_A_MINUTE
from intake.effects import TellCurators
from tests.intake.conversation.readings import read
from tests.intake.conversation.world import Actor, World


def _says(world: World, actor: Actor, words: str) -> tuple[list[str], list[str]]:
    """One message in the same second as the last: what is answered, and the kinds of notes to the curators."""
    world.now -= timedelta(minutes=1)
    turn = world.say(actor, words, read(words, world.now.date()))
    assert turn.why
    return [reply.text for reply in turn.replies], [one.kind for one in turn.effects if isinstance(one, TellCurators)]


def test_after_thirty_in_a_minute_comes_one_sentence_and_then_silence() -> None:
    world = World()
    flood = world.actor("flood")
    answers = [_says(world, flood, f"hello {number}") for number in range(MOST_A_MINUTE + 20)]
    assert all(replies for replies, _ in answers[:MOST_A_MINUTE])
    assert answers[MOST_A_MINUTE] == ([wording_service.SLOWER], ["problem"])
    assert all(answer == ([], []) for answer in answers[MOST_A_MINUTE + 1 :])
    assert _says(world, flood, "I want to kill myself")[1] == ["crisis"]
    assert _says(world, flood, "STOP")[0]
    assert _says(world, world.actor("somebody else"), "hello")[0]
    world.now += timedelta(minutes=2)
    assert _says(world, flood, "we need 10 chairs in Armley")[0]


def test_who_writes_a_few_messages_at_once_is_not_slowed() -> None:
    world = World()
    actor = world.actor("quick")
    assert all(_says(world, actor, f"hello {number}")[0] for number in range(12))
