"""The answer to "is your offer still there?": yes, no, or how many are left."""

from intake import wording, wording_offers
from intake.conversation import short_words
from intake.conversation.talk import Talk, closed
from intake.effects import ChangeEntry, Turn
from intake.facts import EntryFacts

MOST_WORDS = 15


def unused(talk: Talk) -> Turn | None:
    """The handler; None when nothing was asked of an offer, or the message says something else."""
    verb, _, value = talk.choice.partition(":")
    asked = talk.about.get("kind") == "unused"
    if verb == "unused":
        answer, _, ref = value.partition(":")
    elif asked and not talk.incoming.choice and len(talk.plain.split()) <= MOST_WORDS and "?" not in talk.words:
        answer, ref = short_words.polarity(talk.words), str(talk.about.get("ref", ""))
    else:
        return None
    entry = talk.facts.entries.get(ref)
    if entry is None or not entry.mine or entry.status not in {"open", "part-met"}:
        return None
    left = short_words.number_in(talk.words) if verb != "unused" and not talk.references else None
    if left and entry.quantity is not None:
        return _now_left(talk, entry, left)
    if answer == "yes":
        return closed(talk, wording_offers.still_there(ref), why=f"{ref} is still there", state=talk.state.answered())
    if answer == "no" or left == 0:
        gone = ChangeEntry(ref, entry.version, {"status": "withdrawn"}, why="the offer is gone")
        return closed(
            talk, wording_offers.taken_out(ref), why=f"{ref} is gone", effects=[gone], state=talk.state.answered()
        )
    return None


def _now_left(talk: Talk, entry: EntryFacts, left: float) -> Turn:
    """So many are left, beside those that were taken."""
    taken = (entry.quantity or 0.0) - (entry.open_quantity or 0.0)
    changes = {"quantity": ((taken + left, entry.what),)}
    change = ChangeEntry(entry.ref, entry.version, changes, why="so many are left of the offer")
    said = wording_offers.now_left(entry.ref, wording.amount(left, entry.what))
    return closed(talk, said, why=f"{entry.ref} has another amount", effects=[change], state=talk.state.answered())
