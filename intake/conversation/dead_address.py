"""What somebody says when asked who gets letters now that a colleague's address is dead: a person looks after it."""

import re

from intake import wording_mail
from intake.conversation import standing
from intake.conversation.talk import Talk, closed
from intake.effects import Turn

DEAD_ADDRESS = "dead-address"
"""The kind of `about` of that question."""
_ANSWERS = re.compile(
    r"@|\b(left|leaves|leaving|gone|retired|moved|new address|nobody|no ?one|instead|me|myself|us|works?|now|colleague)\b"
)


def dead_address(talk: Talk) -> Turn | None:
    """The answer goes to the curators, with the contact that it is about; anything that is none is a message of its own."""
    if talk.about.get("kind") != DEAD_ADDRESS or talk.incoming.choice:
        return None
    if not _ANSWERS.search(talk.plain) or talk.intent in {"ask", "offer", "capacity", "gap"}:
        return None
    told = standing.told(talk, "problem", f"Dead address of contact: {talk.about.get('contact')}")
    return closed(talk, wording_mail.COLLEAGUE_THANKS, why="told who gets letters now", effects=[told])
