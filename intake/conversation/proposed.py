"""The answer to a proposal: an ask and an offer that may fit each other, told to both sides."""

import re
from dataclasses import replace

from intake import wording_offers
from intake.conversation import booking, pledge_answers, pledging, short_words
from intake.conversation.promises import REFUSAL, Promise, understood
from intake.conversation.talk import Talk, closed
from intake.effects import Turn
from intake.facts import PledgeFacts

_WANTS = re.compile(
    r"\b(please|like|love|great|take|have|interested|perfect|want|good|happy|happily|can|could|put us in touch|sounds|brilliant)\b"
)
MOST_WORDS = 30


def proposed(talk: Talk) -> Turn | None:
    """The handler; None when the message answers no proposal, or is about something else.

    A no needs no record: the same two are never proposed again.
    """
    if not talk.about.get("proposed_for") or talk.incoming.choice:
        return None
    if len(talk.plain.split()) > MOST_WORDS or talk.words.rstrip().endswith("?"):
        return None
    found = pledging.read_promises(talk) or _of_the_only_one(talk)
    if not found:
        return None
    meant = [promise for promise in found if promise.yes]
    if not meant:
        return closed(talk, wording_offers.NOT_AGAIN, why="a proposal does not fit", state=talk.state.answered())
    waiting = [pledge for promise in meant if (pledge := _waiting(talk, promise)) is not None]
    if waiting:
        return pledge_answers.decided(talk, [(pledge, True) for pledge in waiting])
    return booking.book(talk, meant)


def _of_the_only_one(talk: Talk) -> list[Promise]:
    """What the words say of the one thing that was proposed; nothing when there were several, or they say neither yes nor no."""
    refs = list(pledging.numbers_of(talk).values())
    if len(refs) != 1:
        return []
    says = short_words.polarity(talk.words)
    if says == "no" or (not says and REFUSAL.search(talk.plain)):
        return [Promise(refs[0], talk.words, yes=False)]
    wants = says == "yes" or _WANTS.search(talk.plain) or short_words.number_in(talk.words) is not None
    return [replace(understood(refs[0], talk.words, talk.facts.today), yes=True)] if wants else []


def _waiting(talk: Talk, promise: Promise) -> PledgeFacts | None:
    """The pledge by which the other side has said yes already."""
    other = talk.facts.entries.get(promise.ref)
    own = talk.about.get("proposed_for")
    for pledge in talk.facts.pledges:
        theirs = other is not None and pledge.contact_id == other.contact_id
        if theirs and pledge.on_mine and pledge.ref == own and pledge.status == "pledged":
            return pledge
    return None
