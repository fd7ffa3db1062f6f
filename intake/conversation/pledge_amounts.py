"""A supplier's change of how much it gives: "sorry, make it 4", "LS-0042: only 3 now"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake import wording, wording_pledges
from intake.conversation import giving_days, short_words
from intake.conversation.correcting import new_count, other_thing
from intake.conversation.promises import amount_in
from intake.conversation.talk import Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts

_CUE = re.compile(
    r"^(oh|ok|sorry|actually|no|hi|hello|correction|and|but|[ ,.!-])*"
    r"(make (it|that|them)|change (it|that|this|them)|(we|i) meant|should be|only|just|\d+,? (not|instead of|rather than) \d)"
)


@dataclass(frozen=True, slots=True)
class Changed:
    """How much is promised now, the words that say so, and what follows."""

    quantity: float
    said: str
    effects: Sequence[Effect]


def pledge_amount(talk: Talk) -> Turn | None:
    """The handler: a change of the newest pledge, or of the one that is named; None when the message is about something else."""
    live = talk.my_pledges("pledged", "accepted")
    named = [pledge for pledge in live if pledge.ref in talk.references]
    if talk.references and not named:
        return None
    words = re.sub(r"\b[a-z]{2}[- ]?\d{3,6}\b[\s:,]*", "", talk.plain)
    if not live or not _CUE.match(words) or len(words.split()) > 12 or talk.words.endswith("?") or talk.incoming.choice:
        return None
    if not named and (talk.mine() or not talk.recent(live[0])):
        return None
    pledge = (named or live)[0]
    change = changed(talk, pledge, giving_days.NAMED.sub(" ", words), number_alone=False)
    if change is None:
        return None
    return closed(talk, change.said, why=f"pledge {pledge.id} is {change.quantity:g} now", effects=change.effects)


def changed(talk: Talk, pledge: PledgeFacts, words: str, *, number_alone: bool) -> Changed | None:
    """The change that the words make of this pledge. `number_alone`: an amount and little more ("4 please") makes one too."""
    entry = talk.facts.entries.get(pledge.ref)
    count = new_count(words)
    alone = number_alone and len(words.split()) <= 4 and re.search(r"\d", words)
    if count is None and (alone or _CUE.match(short_words.plain(words))):
        count, what = amount_in(words)
        known = what in {"", "£"} or what.split()[-1].rstrip("s").lower() in pledge.what.lower()
        count = count if known else None
    if not count or pledge.quantity is None or count == pledge.quantity or other_thing(words, pledge.what):
        return None
    most = pledge.quantity + (entry.open_quantity or 0.0) if entry else count
    quantity = min(count, most)
    now, was = wording.amount(quantity, pledge.what), wording.amount(pledge.quantity, pledge.what)
    said = wording_pledges.pledge_now(pledge.ref, now)
    if count > most:
        said = wording_pledges.less_than_offered(pledge.ref, wording.amount(count, pledge.what), now)
    if quantity == pledge.quantity:
        return Changed(quantity, said, ())
    effects: list[Effect] = [ChangePledge(pledge.id, pledge.status, {"quantity": quantity}, why="the supplier said so")]
    if pledge.entry_contact_id is not None:
        news = wording_pledges.amount_now(pledge.ref, now, was)
        effects.append(Tell(pledge.entry_contact_id, news, subject=pledge.ref, key=f"amount:{pledge.id}:{quantity:g}"))
    return Changed(quantity, said, effects)
