"""By when, and for which contract: asked once after a pledge is booked, so that nothing is lost when no answer comes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intake import wording, wording_pledges
from intake.conversation import answering, giving_days, pledge_amounts, short_words
from intake.conversation.promises import NO_CONTRACT, Promise, amount_in, contract_in
from intake.conversation.talk import Asked, Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts
from intake.messages import Choice

KIND = "pledge_details"
_CODE = re.compile(r"(?<![\w£-])(?=[\w/-]*\d)[A-Za-z]{1,8}[-/ ]?\d[\w/-]*(?![\w-])")


def more_asked(talk: Talk, booked: Sequence[Promise]) -> Asked:
    """The state that waits for what the booked promises leave unsaid, with its question: a day that is missing, else a hint
    on the contract only. A letter has room for all of it at once, so there nothing is asked; nor while needs of their own are open.
    """
    state = talk.state.answered()
    if (
        talk.facts.channel.asks_together
        or state.drafts
        or all(promise.contract and promise.by_words for promise in booked)
    ):
        return Asked(state)
    refs = [promise.ref for promise in booked]
    undated = [promise for promise in booked if not promise.by_words and not promise.condition]
    choices = (Choice(wording_pledges.NO_DAY_YET, f"{KIND}:none"),) if undated else ()
    text = wording_pledges.BY_WHEN if undated else wording_pledges.WHICH_CONTRACT
    return Asked(state.asking(KIND, choices, refs=refs), text, choices)


def pledge_details(talk: Talk) -> Turn | None:
    """The answer; None when nothing was asked, or the message is about something else."""
    question = talk.state.question
    if question.get("kind") != KIND:
        return _contract_unasked(talk)
    asked = [str(ref) for ref in question.get("refs", ())]
    refs = [ref for ref in asked if ref in talk.references] or asked
    pledges = [one for one in talk.my_pledges("pledged", "accepted") if one.ref in refs and talk.recent(one)]
    others = [ref for ref in talk.references if ref not in asked]
    if not pledges or others or answering.is_new_need(talk) or len(talk.plain.split()) > 25:
        return None
    changes, day, words = _said(talk)
    other = pledge_amounts.changed(talk, pledges[0], words, number_alone=True) if len(pledges) == 1 else None
    if other or changes:
        return _noted(talk, pledges, changes, day, other)
    says_none = talk.choice == f"{KIND}:none" or NO_CONTRACT.search(talk.plain)
    if says_none or (len(talk.plain.split()) <= 5 and _leaves_open(talk)):
        return closed(talk, wording_pledges.DETAILS_LATER, why="no more on the pledge", state=talk.state.answered())
    return None


def _contract_unasked(talk: Talk) -> Turn | None:
    """ "This is under contract LCC-12", said of what was pledged a while ago; None when the words say anything else."""
    contract = contract_in(talk.words)
    recent = [
        one for one in talk.my_pledges("pledged", "accepted") if talk.recent(one, hours=24 * 14) and not one.taking
    ]
    meant = [one for one in recent if one.ref in talk.references] if talk.references else recent[:1]
    rest = talk.words.replace(contract, " ")
    others = set(talk.references) - {one.ref for one in meant}
    if not contract or not meant or others or len(talk.plain.split()) > 15 or "?" in talk.words:
        return None
    if amount_in(re.sub(r"\b[A-Za-z]{2}[- ]?\d{3,6}\b", " ", rest))[0] is not None or talk.intent in {
        "ask",
        "question",
    }:
        return None
    return _noted(talk, meant, {"contract": contract}, "", None)


def _leaves_open(talk: Talk) -> bool:
    return short_words.polarity(talk.words) == "no" or short_words.is_unsure(talk.words)


def _said(talk: Talk) -> tuple[dict[str, Any], str, str]:
    """The columns of a pledge that the words give, the day in words, and the words that are left, which may name an amount."""
    if talk.incoming.choice or talk.words.endswith("?"):
        return {}, "", ""
    words = (
        re.sub(rf"\b(?:{'|'.join(talk.references)})\b", " ", talk.words, flags=re.I) if talk.references else talk.words
    )
    contract = _contract(words)
    rest = words.replace(contract, " ") if contract else words
    day, day_words = giving_days.named(rest, talk.facts.today)
    changes: dict[str, Any] = {"by_date": day, "by_words": day_words} if day_words else {}
    if contract:
        changes["contract"] = contract
    when = wording.on_day(wording.day(day, talk.facts.today)) if day else day_words
    return changes, when, giving_days.NAMED.sub(" ", rest)


def _contract(words: str) -> str:
    """The contract that the words name; a code alone names one too, as they answer that question."""
    named = contract_in(words)
    if named or NO_CONTRACT.search(short_words.plain(words)):
        return named
    code = _CODE.search(giving_days.NAMED.sub(" ", words))
    return code.group().strip() if code else ""


def _noted(
    talk: Talk, pledges: Sequence[PledgeFacts], changes: dict[str, Any], day: str, other: pledge_amounts.Changed | None
) -> Turn:
    """Write it down, and tell those who asked when the help will come, and how much when that is different now."""
    amount = other.effects if other else ()
    effects: list[Effect] = [
        effect for effect in amount if not (day and isinstance(effect, Tell))
    ]  # the day tells both
    for pledge in pledges if changes else ():
        effects.append(ChangePledge(pledge.id, pledge.status, dict(changes), why="the supplier added it"))
        if day and pledge.entry_contact_id is not None:
            quantity = other.quantity if other else pledge.quantity
            what = wording.amount(quantity, pledge.what) if quantity else pledge.what
            news = wording_pledges.new_day(pledge.ref, what, day)
            effects.append(Tell(pledge.entry_contact_id, news, subject=pledge.ref, key=f"new-day:{pledge.id}:{day}"))
    refs = wording.listed(sorted(pledge.ref for pledge in pledges))
    now = wording.amount(other.quantity, pledges[0].what) if other else ""
    text = wording_pledges.details_noted(refs, now, day, str(changes.get("contract", ""))) if changes else ""
    left = talk.state.answered() if "contract" in changes else replace(talk.state, offered=())
    return closed(talk, text or (other.said if other else ""), why=f"more on {refs}", effects=effects, state=left)
