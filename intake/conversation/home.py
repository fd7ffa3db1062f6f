"""A person's own page in a chat that has one: what they asked for and promised, as it stands now."""

from intake import wording, wording_forms
from intake.conversation import listing
from intake.conversation.forms import WANTED
from intake.conversation.talk import Talk
from intake.effects import Reply, Turn
from intake.messages import Choice

PAGE = "home"


def home(talk: Talk) -> Turn | None:
    """The page. Looking at it says nothing, so that what was asked before stays open."""
    if talk.incoming.choice != PAGE:
        return None
    lines = listing.paragraphs(talk)
    first = next((entry.ref for entry in talk.mine()), "")
    parts = [wording_forms.HOME, *lines] if lines else [wording_forms.NOTHING_YET]
    parts += [wording_forms.HOW.format(ref=first)] if first else []
    reply = Reply(wording.sentences(*parts), (Choice(wording_forms.HOME_ASK, WANTED),))
    return Turn(talk.state.to_json(), (reply,), why="showed their page")
