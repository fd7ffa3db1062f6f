"""What people do with their own asks: list them, cancel, change, close, give a late name or a late answer."""

import re
from dataclasses import replace

from intake import wording, wording_own
from intake.conversation import changing, short_words
from intake.conversation.listing import listing
from intake.conversation.own_unnamed import act, unnamed
from intake.conversation.own_words import CANCEL, CLOSE, MET, SOME_LEFT, still_wanted
from intake.conversation.talk import ACTIVE, Talk, closed
from intake.effects import ChangeEntry, Turn
from intake.facts import EntryFacts


def own_things(talk: Talk) -> Turn | None:
    """The handler for all of these; None when the message is not about the sender's own entries."""
    said = talk.plain
    if talk.state.question.get("kind") == "which":
        turn = _which_answered(talk)
        if turn:
            return turn
    named = [talk.facts.entries[ref] for ref in talk.references if ref in talk.facts.entries]
    own = [entry for entry in named if entry.mine]
    cancels = CANCEL.search(said) and (talk.intent == "update" or len(said.split()) <= 6)
    if cancels and talk.references and not own and not _my_pledge_named(talk):
        ref = talk.references[0]
        return closed(
            talk, wording_own.not_yours(ref) if named else wording_own.unknown_ref(ref), why=f"{ref} is not theirs"
        )
    if named and not own:
        return None
    if own:
        return _on_named(talk, own)
    return unnamed(talk)


def _my_pledge_named(talk: Talk) -> bool:
    return any(pledge.mine and pledge.ref in talk.references for pledge in talk.facts.pledges)


def _on_named(talk: Talk, own: list[EntryFacts]) -> Turn | None:
    """Words on own entries that are named by reference."""
    said = talk.plain
    active = [entry for entry in own if entry.status in ACTIVE]
    if not active:
        return closed(talk, wording_own.already_closed(own[0].ref), why=f"{own[0].ref} is closed")
    change = changing.change_of(talk, active[0])
    if change:
        return change
    left = still_wanted(said)
    if left:
        entry = active[0]
        return changing.changed_entry(
            talk, entry, {"quantity": ((left, entry.what),)}, [wording.amount(left, entry.what)]
        )
    if CLOSE.search(said) or (MET.search(said) and not SOME_LEFT.search(said)):
        return changing.met(talk, active)
    if CANCEL.search(said):
        return changing.withdraw(talk, active)
    if len(active) == 1 and len(said.split()) <= 5 and _agrees(said):
        return _agreed(talk, active[0])
    if talk.intent in {"update", "question"} or len(said.split()) <= 2:
        return listing(talk) if len(said.split()) <= 2 else None
    return None


def _agrees(said: str) -> bool:
    """Whether the words are a yes with a reference ("LS-0042 ok")."""
    return short_words.polarity(re.sub(r"\b[a-z]{2}[- ]?\d{3,6}\b", " ", said).strip(" :,.-")) == "yes"


def _agreed(talk: Talk, entry: EntryFacts) -> Turn:
    """A yes to one's own entry while nothing is asked: an unfinished one is finished, else its stand is said."""
    if entry.status == "draft":
        changes = {"status": "waiting", "share_organisation": bool(entry.organisation)}
        effect = ChangeEntry(entry.ref, entry.version, changes, why="the sender said yes")
        words = (wording_own.named_later(entry.ref), wording.naming(entry.organisation, bool(entry.organisation)))
        return closed(talk, *words, why=f"{entry.ref} is finished", effects=[effect])
    taken = any(pledge.on_mine and pledge.ref == entry.ref for pledge in talk.facts.pledges)
    stand = "accepted" if taken else "waiting" if entry.status == "waiting" else "open"
    return closed(talk, wording_own.NOTHING_TO_DO[stand].format(ref=entry.ref), why=f"{entry.ref} needs nothing")


def _which_answered(talk: Talk) -> Turn | None:
    """The answer to "which of these?"."""
    question = talk.state.question
    refs = talk.references
    ref = (
        talk.choice.removeprefix("which:") if talk.choice.startswith("which:") else (refs[0] if len(refs) == 1 else "")
    )
    entry = talk.facts.entries.get(ref)
    if entry is None or not entry.mine:
        return None
    cleared = replace(talk, state=talk.state.answered())
    return act(cleared, entry, str(question.get("action")), question.get("value"))


def is_chat(talk: Talk) -> bool:
    """True for thanks and for a lone yes, no or thumb that answers nothing."""
    return short_words.is_thanks(talk.words) or (bool(short_words.lead(talk.words)[0]) and len(talk.plain.split()) <= 3)
