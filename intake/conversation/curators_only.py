"""What only curators can do, tried by somebody else."""

from intake import wording_cards
from intake.conversation.slash import QUEUE_WORDS
from intake.conversation.talk import Talk, closed
from intake.effects import Turn


def curators_only(talk: Talk) -> Turn | None:
    """A button of the queue, or the word for it, from somebody who is no curator."""
    curates = talk.incoming.choice.startswith(("queue:", "card:")) or talk.plain in QUEUE_WORDS
    if not curates or talk.facts.sender.curator:
        return None
    return closed(talk, wording_cards.ONLY_CURATORS, why="only a curator may do that")
