"""What a supplier says to a reminder: a new day, that it was brought, or that it cannot be."""

import re
from dataclasses import replace

from intake import wording, wording_came, wording_pledges
from intake.conversation import giving_days, pledge_amounts, short_words, taking_back
from intake.conversation.meaning import NEED
from intake.conversation.pledge_answers import quantity_words
from intake.conversation.promises import REFUSAL
from intake.conversation.talk import Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts
from intake.messages import Choice

_BROUGHT = re.compile(
    r"\b(delivered|dropped (it|them)? ?off|brought|took (it|them)|sent|done|handed over|collected|fitted|came)\b"
)
_UNDER_WAY = re.compile(
    r"\b(on (its|the|their) way|on track|on schedule|all set|confirmed|still (fine|ok|okay|good|on)|coming|soon|in hand|sorting it|"
    r"nearly there|no change|all good|as planned)\b"
)
_AMOUNT_CUE = re.compile(
    r"^\W*(actually|sorry|hi|hello|well|oh|now|it will be|it'?ll be|we can only do|only|just)\b[\s,.!:-]*|"
    r"\b(now|then|instead|after all|i'?m afraid)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(instead|postpone\w*|delay\w*|running late|be late|rather than|(move|change|make|bring|do|drop|deliver) (it|them|that|the day)"
    r"( off| round| over)?( to| on| until| by)? (next|on|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the|tomorrow))\b"
)
_SAYS_BROUGHT = re.compile(
    r"^(hi|hello|ok|we|we've|i|i've|have|it|it's|they|they're|the|was|were|is|are|all|now|just|been|\w+s|[ ,.'])*\b"
    r"(delivered|dropped|brought|handed (it |them )?over|fitted)\b"
)


def _to_give(talk: Talk) -> list[PledgeFacts]:
    """What the sender still has to give, newest first."""
    own = [one for one in talk.facts.pledges if one.giving and one.status in ("pledged", "accepted")]
    return sorted(own, key=lambda one: (one.created_at or talk.facts.now, one.id), reverse=True)


def reminded(talk: Talk) -> Turn | None:
    """The handler; None when the message does not answer a reminder of the sender's own pledge, or says something else."""
    named = talk.about.get("pledge") if talk.about.get("kind") == "reminded" else None
    live = _to_give(talk)
    meant = [one for one in live if one.id == named] or (live if named and len(live) == 1 else [])
    pledge = next(iter(meant), None) or _not_come(talk, named)
    if pledge is None or talk.intent in {"ask", "question", "subscription"} or talk.incoming.choice:
        return None
    if pledge.status == "not-delivered":
        return _after_all(talk, pledge)
    if taking_back.WITHDRAW.search(talk.plain) or REFUSAL.search(talk.plain):
        return taking_back.taken_back(talk, [pledge], "withdrawn")
    day, words = giving_days.named(talk.words, talk.facts.today)
    if _BROUGHT.search(talk.plain) and not (day and day > talk.facts.today):
        return _brought(talk, pledge)
    if words:
        return _another_day(talk, pledge)
    change = pledge_amounts.changed(
        talk, pledge, _AMOUNT_CUE.sub("", _AMOUNT_CUE.sub("", talk.words)).strip(), number_alone=True
    )
    if change is not None:
        return closed(talk, change.said, why=f"pledge {pledge.id} is {change.quantity:g} now", effects=change.effects)
    if short_words.lead(talk.words)[0] == "yes" or _UNDER_WAY.search(talk.plain) or short_words.is_thanks(talk.words):
        return closed(talk, wording_pledges.REMINDED_THANKS, why="answered a reminder", about=dict(talk.about))
    return None


def _not_come(talk: Talk, named: object) -> PledgeFacts | None:
    """The pledge of which the receiver said that nothing came, when that is what the supplier answers."""
    gone = [one for one in talk.facts.pledges if one.giving and one.status == "not-delivered"]
    return next((one for one in gone if one.id == named), None)


def _after_all(talk: Talk, pledge: PledgeFacts) -> Turn | None:
    """A supplier whose help did not come names a day on which it will: the promise stands again, for what is still open."""
    day, words = giving_days.named(talk.words, talk.facts.today)
    entry = talk.facts.entries.get(pledge.ref)
    still = entry.open_quantity if entry else None
    if not words or REFUSAL.search(talk.plain) or (day and day < talk.facts.today) or still == 0:
        return None
    quantity = min(pledge.quantity, still) if pledge.quantity is not None and still is not None else pledge.quantity
    again = {"status": "accepted", "quantity": quantity, "by_date": day, "by_words": words, "delivered_quantity": None}
    stands = replace(pledge, quantity=quantity)
    turn = _another_day(talk, stands)
    others = [effect for effect in turn.effects if not isinstance(effect, ChangePledge)]
    change = ChangePledge(pledge.id, pledge.status, again, why="it comes after all")
    return replace(turn, effects=(change, *others), why=f"pledge {pledge.id} comes after all")


def _another_day(talk: Talk, pledge: PledgeFacts) -> Turn:
    """The supplier names another day: it is written down, and those who wait are told."""
    day, words = giving_days.named(talk.words, talk.facts.today)
    written = wording.day(day, talk.facts.today) if day else words
    changes = {"by_date": day, "by_words": words}
    effects: list[Effect] = [ChangePledge(pledge.id, pledge.status, changes, why="the supplier named another day")]
    if pledge.receiver_id is not None:
        news = wording_pledges.new_day(pledge.ref, quantity_words(pledge), wording.on_day(written) if day else words)
        effects.append(Tell(pledge.receiver_id, news, subject=pledge.ref, key=f"new-day:{pledge.id}:{written}"))
    said = wording_pledges.new_day_noted(pledge.ref, written)
    return closed(talk, said, why=f"pledge {pledge.id} has a new day", effects=effects)


def later_unasked(talk: Talk) -> Turn | None:
    """A supplier moves its day without being asked: "the van broke down, can we do it next Tuesday instead?"."""
    live = _to_give(talk)
    meant = [one for one in live if one.ref in talk.references] if talk.references else live
    told_day = bool(giving_days.named(talk.words, talk.facts.today)[1])
    if len(meant) != 1 or not told_day or talk.incoming.choice or talk.reading.quantity:
        return None
    if len(talk.plain.split()) > 25 or not _MOVES.search(talk.plain) or NEED.search(talk.plain):
        return None
    return _another_day(talk, meant[0])


def brought_unasked(talk: Talk) -> Turn | None:
    """A supplier says without being asked that its promise was brought. When it may be one of several, it is asked which."""
    mine = _to_give(talk)
    receives = any(pledge.receiving and pledge.status in {"pledged", "accepted"} for pledge in talk.facts.pledges)
    few = len(talk.plain.split()) <= 14 and "?" not in talk.words
    if not mine or receives or not few or talk.intent in {"ask", "question", "subscription"}:
        return None
    said = re.sub(r"\b[a-z]{2}[- ]?\d{3,6}\b[\s:,]*", "", talk.plain)
    if not _SAYS_BROUGHT.match(said):
        return None
    named = [pledge for pledge in mine if pledge.ref in talk.references]
    things = [pledge for pledge in mine if pledge.what and pledge.what.split()[-1].lower() in talk.plain]
    welcome = [pledge for pledge in mine if pledge.status == "accepted"]
    meant = next((found for found in (named, things, welcome, mine) if len(found) == 1), None)
    if meant:
        return _brought(talk, meant[0])
    lines = [
        wording_pledges.own_pledge(pledge.ref, quantity_words(pledge), pledge.by_words, pledge.status)
        for pledge in mine
    ]
    return closed(talk, wording_came.which_brought(lines), why="asked which was brought")


def _brought(talk: Talk, pledge: PledgeFacts) -> Turn:
    """The supplier says it came: the receiver is asked, for only the receiver's word counts."""
    effects: list[Effect] = []
    if pledge.receiver_id is not None:
        choices = (
            Choice(wording_came.CAME_ALL, f"came:all:{pledge.id}"),
            Choice(wording_came.CAME_NONE, f"came:none:{pledge.id}"),
            Choice(wording_came.CAME_NOT_YET, f"came:later:{pledge.id}"),
        )
        question = wording_came.came_question(pledge.ref, quantity_words(pledge))
        about = {"kind": "came", "pledge": pledge.id, "ref": pledge.ref}
        effects.append(
            Tell(
                pledge.receiver_id,
                question,
                subject=pledge.ref,
                choices=choices,
                about=about,
                key=f"brought:{pledge.id}",
            )
        )
    return closed(
        talk, wording_came.brought(pledge.ref), why=f"pledge {pledge.id} was brought, they say", effects=effects
    )
