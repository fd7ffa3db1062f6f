"""Letters that anybody could have sent in a person's name: what they ask for is done once that person has said yes to it."""

import re
from collections.abc import Iterable

from intake import wording, wording_confirming, wording_pledges
from intake.conversation import short_words
from intake.conversation.talk import Talk, closed
from intake.effects import (
    ChangeEntry,
    ChangePledge,
    Effect,
    ForgetSender,
    HoldMessage,
    MakePledge,
    Reply,
    StartAgain,
    StopAll,
    Subscribe,
    TellCurators,
    Turn,
)
from intake.facts import Facts
from intake.messages import Incoming

CONFIRMING = "confirm"
"""The kind of `about` of our question whether a letter was theirs."""
_MORE_THAN_YES = 4


def confirmed_first(turn: Turn, before: dict[str, object], facts: Facts) -> Turn:
    """The turn itself, or, where it would act in the name of somebody who may not have written, the question whether they did.

    `before` is the state in front of the message: a letter that may be forged leaves it as it was.
    """
    if facts.sender.proven:
        return _own_word_first(turn, before) if facts.sender.forwarded else turn
    what = _asked_for(turn, before, facts)
    if not what:
        return turn
    reply = Reply(wording_confirming.ask(what), subject=wording_confirming.SUBJECT, about={"kind": CONFIRMING})
    return Turn(before, (reply,), (HoldMessage(),), why="asks first whether it was them")


def _own_word_first(turn: Turn, before: dict[str, object]) -> Turn:
    """The turn itself, or, where it books help in answer to a letter that went to somebody else, the question whether it is
    the writer who gives it.
    """
    refs = [effect.ref for effect in turn.effects if isinstance(effect, MakePledge)]
    if not refs:
        return turn
    about = {"kind": CONFIRMING, "forwarded": True}
    text = wording_confirming.ask_forwarded(wording.listed(refs))
    reply = Reply(text, subject=wording_confirming.FORWARDED_SUBJECT, about=about)
    return Turn(before, (reply,), (HoldMessage(),), why="asks first whether they give it themselves")


def confirms(incoming: Incoming) -> bool:
    """Whether this answer to our question is a plain yes. One with more in it is a message of its own."""
    rest = short_words.lead(incoming.text)[1]
    return short_words.polarity(incoming.text) == "yes" and len(re.findall(r"\w+", rest)) <= _MORE_THAN_YES


def confirming(talk: Talk) -> Turn | None:
    """The answer to our question, where there is nothing to take up: a no, or a yes that comes too late."""
    if talk.about.get("kind") != CONFIRMING or not talk.facts.sender.proven:
        return None
    if short_words.polarity(talk.words) == "no" and talk.about.get("forwarded"):
        return closed(talk, wording_pledges.REFUSED, why="a forwarded letter was answered by mistake")
    if short_words.polarity(talk.words) == "no":
        told = TellCurators(
            "problem",
            wording_confirming.forged(talk.facts.sender.reachable),
            wording_confirming.FORGED_SUBJECT,
            key=f"forged:{talk.incoming.channel}:{talk.incoming.sender}:{talk.facts.today:%Y-%m-%d}",
        )
        return closed(talk, wording_confirming.NOT_THEM, why="a letter was not theirs", effects=[told])
    if confirms(talk.incoming):
        return closed(talk, wording_confirming.GONE, why="nothing to confirm")
    return None


def _asked_for(turn: Turn, before: dict[str, object], facts: Facts) -> str:
    """What the turn would do in the person's name, in a sentence; "" when it does nothing that needs their yes."""
    if facts.sender.curator and any(not isinstance(effect, TellCurators) for effect in turn.effects):
        return wording_confirming.CURATE
    if any(isinstance(effect, ForgetSender) for effect in turn.effects) or _would_ask_to_erase(turn, before):
        return wording_confirming.ERASE
    if any(isinstance(effect, StopAll) for effect in turn.effects):
        return wording_confirming.STOP
    if pledged := [effect.ref for effect in turn.effects if isinstance(effect, MakePledge)]:
        return wording_confirming.PLEDGE.format(refs=wording.listed(pledged))
    if changed := list(_changed(turn.effects, facts)):
        return wording_confirming.CHANGE.format(refs=wording.listed(changed))
    if any(isinstance(effect, StartAgain) for effect in turn.effects):
        return wording_confirming.START
    wishes = [effect for effect in turn.effects if isinstance(effect, Subscribe) and effect.status != "pending"]
    return (wording_confirming.STOP if wishes[0].status != "active" else wording_confirming.START) if wishes else ""


def _would_ask_to_erase(turn: Turn, before: dict[str, object]) -> bool:
    """Whether the question "erase all?" would stand open: the next yes, meant for something else, would answer it."""

    def kind(state: dict[str, object]) -> object:
        question = state.get("question")
        return question.get("kind") if isinstance(question, dict) else None

    return kind(turn.state) == "forget" != kind(before)


def _changed(effects: Iterable[Effect], facts: Facts) -> Iterable[str]:
    refs = {pledge.id: pledge.ref for pledge in facts.pledges}
    named = [
        effect.ref if isinstance(effect, ChangeEntry) else refs.get(effect.pledge_id, "")
        for effect in effects
        if isinstance(effect, ChangeEntry | ChangePledge)
    ]
    return dict.fromkeys(ref for ref in named if ref)
