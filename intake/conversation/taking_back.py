"""Pledges taken back: "undo" within a day, or in words at any later time."""

import re
from collections.abc import Sequence

from intake import wording, wording_offers, wording_pledges
from intake.conversation import drafting
from intake.conversation.promises import REFUSAL
from intake.conversation.talk import Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts

UNDO = re.compile(
    r"^(please |pls |no[,.]? |oh |sorry[,.]? )*(undo|take (it|that) back|scratch that|wrong one|mistake)\b"
)
WITHDRAW = re.compile(
    r"\b(withdraw|pull out|back out|take back|can'?t go through|cannot go through|have to cancel|cancel|call off|"
    r"(can'?t|cannot|won'?t be able to|not able to|unable to) (do|make|manage|give|bring|deliver|get) (it|them|that|this|those)\b"
    r"(?! (on|this|next|until|before|by|today|tomorrow))|"
    r"no longer (able|possible|give)|(can'?t|cannot|won'?t|(not|un) ?able to)\b.{0,40}\b(any ?more|any longer|after all))\b"
)


def undo(talk: Talk) -> Turn | None:
    """ "undo" within a day: the pledges of the last message, or the one that is named, are taken back."""
    if not UNDO.match(talk.plain) and talk.choice != "undo":
        return None
    recent = [pledge for pledge in talk.my_pledges("pledged", "accepted") if talk.recent(pledge)]
    if talk.references:
        recent = [pledge for pledge in recent if pledge.ref in talk.references]
    elif recent and recent[0].created_at is not None:
        newest = recent[0].created_at
        recent = [
            pledge for pledge in recent if pledge.created_at and (newest - pledge.created_at).total_seconds() < 60
        ]
    if not recent:
        return closed(talk, wording_pledges.NOTHING_TO_UNDO, why="nothing to undo")
    return taken_back(talk, recent, "undone")


def withdrawing(talk: Talk) -> Turn | None:
    """A supplier takes a pledge back at any later time, in words."""
    mine = talk.my_pledges("pledged", "accepted")
    named = [pledge for pledge in mine if pledge.ref in talk.references]
    plainly = WITHDRAW.search(talk.plain) or (named and _refuses(talk))
    if not mine or not plainly or talk.intent in drafting.KINDS:
        return None
    if talk.references and not named:
        return None
    by_thing = [pledge for pledge in mine if pledge.what and pledge.what.split()[-1].lower() in talk.plain.split()]
    named = named or (by_thing if len(by_thing) == 1 else [])
    if not named and (
        len(mine) > 1 or not re.search(r"\b(pledge|promise|offer|we|it|them|sorry)\b", talk.plain) or talk.mine()
    ):
        return None
    return taken_back(talk, named or mine, "withdrawn")


def _refuses(talk: Talk) -> bool:
    """True for "LS-0042: sorry, we can't", not for "we can't do 10 but can do 5"."""
    said = re.sub(r"\b[a-z]{2}[- ]?\d{3,6}\b", " ", talk.plain)
    return REFUSAL.search(said) is not None and not re.search(r"\bbut\b|\d", said)


def taken_back(talk: Talk, pledges: Sequence[PledgeFacts], why: str) -> Turn:
    effects: list[Effect] = []
    for pledge in pledges:
        effects.append(ChangePledge(pledge.id, pledge.status, {"status": "withdrawn"}, why=why))
        entry = talk.facts.entries.get(pledge.ref)
        contact = pledge.entry_contact_id or (entry.contact_id if entry else None)
        if contact is not None:
            amount = wording.amount(pledge.quantity, pledge.what) if pledge.quantity else ""
            taken = wording_offers.not_wanted if pledge.taking else wording_pledges.pledge_withdrawn
            text = taken(pledge.ref, amount)
            effects.append(Tell(contact, text, subject=pledge.ref, key=f"taken-back:{pledge.id}"))
    refs = [pledge.ref for pledge in pledges]
    return closed(
        talk,
        wording_pledges.undone(refs),
        why=f"{why}: {', '.join(refs)}",
        effects=effects,
        state=talk.state.answered(),
        about=dict(talk.about) if talk.about.get("kind") == "digest" else None,
    )
