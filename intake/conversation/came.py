"""Whether promised help came: the answer of those who asked for it, asked or unasked, as a record for both sides."""

import math
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from intake import wording, wording_came, wording_offers
from intake.conversation import short_words
from intake.conversation.pledge_answers import UNDER_WAY, pledge_named, quantity_words
from intake.conversation.talk import Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts
from intake.messages import Choice

CAME = re.compile(
    r"\b(came|come|arrived|turned up|showed up|got (them|it|here|all)|received|delivered|here now|have (them|it) now|"
    r"(it'?s|they'?re|has|have|is|was|were|got|all)( now| all)?( been)? (fixed|mended|repaired|painted|installed|fitted|finished)|"
    r"(they|he|she|you|somebody|someone) (just |have |has |'ve )?(brought|dropped (off|them|it)|handed (it|them) over|gave us))\b"
)
NOTHING = re.compile(
    r"\b(nothing|none|nobody|no[- ]?one|never|zero)\b.{0,25}\b(came|come|arrived|turned|showed|delivered)\b|"
    r"\b(never|didn'?t|did not|hasn'?t|haven'?t|has not|have not) ?(ever )?(came|come|arrived?|turned?|show(ed)?|"
    r"deliver(ed)?|got|received?)\b|"
    r"^\W*(nothing|none|no|nope|nah|nowt|0)\b(?! problem)"
)
NOT_YET = re.compile(
    r"\b(not yet|still waiting|haven'?t (yet|come yet)|(not|hasn'?t|haven'?t) (come|arrived|been delivered|"
    r"turned up)? ?yet|on (its|the) way|tomorrow|next week)\b"
)
SHORT_BY = re.compile(r"\b(\d+|one|two|three|four|five|six) (were |was |are |is )?(missing|short|broken|lost)\b")
ALL = re.compile(r"\b(all|everything|every one|the lot|both|in full)\b")
PART = re.compile(r"\b(some|not all|a few|most|part|half|several)\b")
HALF = re.compile(r"\bhalf\b")
CONFIRMED = ("delivered", "part-delivered", "not-delivered")


def came(talk: Talk) -> Turn | None:
    """The handler for all of these; None when the message is about something else."""
    verb, _, value = talk.choice.partition(":")
    if verb == "came":
        how, _, number = value.partition(":")
        pledge = pledge_named(talk, number, receiving=True)
        return _came_choice(talk, pledge, how) if pledge else None
    if talk.incoming.choice:
        return None
    asked = talk.about.get("kind") == "came" or talk.state.question.get("kind") == "which_came"
    return (_on_came(talk) if asked else None) or _unasked(talk)


def _on_came(talk: Talk) -> Turn | None:
    """Words after "did it come?"."""
    question = talk.state.question
    if question.get("kind") == "which_came":
        pledge = pledge_named(talk, talk.choice.removeprefix("which_came:"), " ".join(talk.references), receiving=True)
        words = str(question.get("words", ""))
        if pledge is None:
            return None
        talk = replace(talk, state=talk.state.answered())
        return delivered(talk, pledge, words)
    pledge = pledge_named(talk, talk.about.get("pledge"), talk.about.get("ref"), receiving=True)
    if pledge is None or pledge.status not in {*UNDER_WAY, "not-delivered"} or talk.intent == "question":
        return None
    return delivered(talk, pledge, talk.words)


def _unasked(talk: Talk) -> Turn | None:
    """ "It came" or "nothing came" without having been asked."""
    under_way = [pledge for pledge in talk.facts.pledges if pledge.receiving and pledge.status in UNDER_WAY]
    if talk.references:
        under_way = [pledge for pledge in under_way if pledge.ref in talk.references]
    says = CAME.search(talk.plain) or (NOTHING.search(talk.plain) and CAME.search(talk.plain))
    if not under_way and says:
        return _corrected(talk)
    if not under_way or not says or "?" in talk.words or talk.intent in {"ask", "question", "subscription", "offer"}:
        return None
    if re.search(r"\b(could|can|will|would) (you )?come\b", talk.plain):
        return None
    if len(under_way) == 1:
        return delivered(talk, under_way[0], talk.words)
    choices = tuple(
        Choice(f"{pledge.ref}: {quantity_words(pledge)} {pledge.supplier}".strip()[:60], f"which_came:{pledge.id}")
        for pledge in under_way
    )[: talk.facts.channel.max_choices]
    refs = [pledge.ref for pledge in under_way]
    state = talk.state.asking("which_came", choices, words=talk.words[:500], refs=refs)
    about = {"kind": "which_came", "refs": refs}
    return closed(talk, wording_came.WHICH_CAME, why="asked which came", state=state, choices=choices, about=about)


def _corrected(talk: Talk) -> Turn | None:
    """ "Only 4 came", after it was written down that all did: the newest record is put right."""
    recorded = [pledge for pledge in talk.facts.pledges if pledge.receiving and pledge.status in CONFIRMED]
    if talk.references:
        recorded = [pledge for pledge in recorded if pledge.ref in talk.references]
    newest = max(recorded, key=lambda pledge: pledge.id, default=None)
    if (
        newest is None
        or "?" in talk.words
        or len(talk.plain.split()) > 12
        or talk.intent in {"ask", "offer", "question"}
    ):
        return None
    said = re.sub(r"\b[a-z]{2}-\d{3,6}\b", " ", talk.plain)
    count = 0.0 if NOTHING.search(said) else _count(said, newest.quantity)
    return delivered(talk, newest, talk.words) if count is not None and count != newest.delivered_quantity else None


def _came_choice(talk: Talk, pledge: PledgeFacts, how: str) -> Turn | None:
    words = {"all": "yes", "none": "nothing came", "later": "not yet"}.get(how)
    return delivered(talk, pledge, words) if words else None


def delivered(talk: Talk, pledge: PledgeFacts, words: str) -> Turn | None:
    """Write down how much came, in the receiver's words; None when they do not say."""
    said = short_words.plain(words)
    said = re.sub(r"\b[a-z]{2}-\d{3,6}\b", " ", said)
    if NOT_YET.search(said):
        return _not_yet(talk, pledge)
    count = _count(said, pledge.quantity)
    if count == 0 or (count is None and NOTHING.search(said) and not ALL.search(said)):
        return _recorded(talk, pledge, "not-delivered", 0.0, words)
    if count is not None and pledge.quantity is not None and count < pledge.quantity:
        return _recorded(talk, pledge, "part-delivered", count, words)
    if count is None and PART.search(said):
        about = {"kind": "came", "pledge": pledge.id}
        return closed(talk, wording_came.how_many_came(pledge.ref), why="asked how many came", about=about)
    if count is not None or short_words.polarity(words) == "yes" or CAME.search(said) or ALL.search(said):
        return _recorded(talk, pledge, "delivered", count if count is not None else pledge.quantity, words)
    return None


def _count(said: str, promised: float | None) -> float | None:
    """How many came: "8", "only 8 of the 10", "2 were missing". None when no number says it."""
    short_by = SHORT_BY.search(said)
    if short_by and promised is not None:
        return max(promised - (short_words.number_in(short_by.group()) or 0), 0.0)
    if promised is None or (ALL.search(said) and not re.search(r"\bnot all\b", said)):
        return None
    if HALF.search(said) and not re.search(r"\d", said):
        return float(math.ceil(promised / 2))
    timeless = re.sub(r"\b\d{1,2}([.:]\d{2}|\s?(am|pm)|st|nd|rd|th)\b|\b0\d{3,4}[ \d]{5,}", " ", said)
    return short_words.number_in(timeless)


def _recorded(talk: Talk, pledge: PledgeFacts, status: str, count: float | None, words: str) -> Turn:
    """The record for both sides. What did not come is open again by the pledge's own state."""
    spoken = (talk.reading.public_text if words == talk.words else words)[:500]
    changes: dict[str, Any] = {"status": status, "delivered_quantity": count, "receiver_words": spoken}
    effects: list[Effect] = [ChangePledge(pledge.id, pledge.status, changes, why="the receiver said so")]
    amount = wording.amount(count, pledge.what) if count else ""
    if pledge.giver_id is not None:
        day = wording.day(talk.facts.today, talk.facts.today)
        text = (
            wording_came.record_nothing(pledge.ref)
            if status == "not-delivered"
            else wording_came.record(pledge.ref, day, amount or wording_came.ALL_OF_IT, spoken, pledge.contract)
        )
        about = {"kind": "reminded", "pledge": pledge.id} if status == "not-delivered" else {}
        key = f"{status}:{pledge.id}:{count or 0:g}"
        effects.append(Tell(pledge.giver_id, text, subject=pledge.ref, about=about, key=key))
    if status == "not-delivered":
        said = wording_came.came_none(pledge.ref)
    elif status == "part-delivered":
        said = wording_came.came_some(
            pledge.ref, amount, wording.amount((pledge.quantity or 0) - (count or 0), pledge.what)
        )
    else:
        said = wording_came.came_all(pledge.ref, amount)
    asked = [entry.ref for entry in talk.mine("open", "part-met") if entry.kind == "ask"] if pledge.taking else []
    if len(asked) == 1 and count != 0:
        said = wording.sentences(said, wording_offers.asked_as_well(asked[0]))
    why, state = f"pledge {pledge.id} {status}", talk.state.answered()
    other = _also_due(talk, pledge)
    if other is None:
        return closed(talk, said, why=why, effects=effects, state=state)
    more = wording_came.came_question(other.ref, quantity_words(other))
    choices = (
        Choice(wording_came.CAME_ALL, f"came:all:{other.id}"),
        Choice(wording_came.CAME_NONE, f"came:none:{other.id}"),
        Choice(wording_came.CAME_NOT_YET, f"came:later:{other.id}"),
    )
    about = {"kind": "came", "pledge": other.id, "ref": other.ref}
    return closed(talk, said, more, why=why, effects=effects, state=state, choices=choices, about=about)


def _also_due(talk: Talk, answered: PledgeFacts) -> PledgeFacts | None:
    """Another pledge on the sender's entries whose day has passed, so that its question is the open one now."""
    for other in sorted(talk.facts.pledges, key=lambda one: one.id):
        entry = talk.facts.entries.get(other.ref)
        day = other.by_date or (entry.needed_by if entry else None)
        due = day is not None and day < talk.facts.today
        if other.receiving and other.id != answered.id and other.status in UNDER_WAY and due:
            return other
    return None


def _not_yet(talk: Talk, pledge: PledgeFacts) -> Turn:
    """Not yet: the supplier is asked when, and the day to ask again moves on by a week."""
    later = talk.facts.today + timedelta(days=7)
    effects: list[Effect] = [
        ChangePledge(pledge.id, pledge.status, {"by_date": later, "asked_at": None}, why="not yet come")
    ]
    if pledge.giver_id is not None:
        text = wording_came.not_yet_supplier(pledge.ref)
        about = {"kind": "reminded", "pledge": pledge.id}
        key = f"not-yet:{pledge.id}:{talk.facts.today}"
        effects.append(Tell(pledge.giver_id, text, subject=pledge.ref, about=about, key=key))
    return closed(talk, wording_came.came_not_yet(pledge.ref), why=f"pledge {pledge.id} not yet", effects=effects)
