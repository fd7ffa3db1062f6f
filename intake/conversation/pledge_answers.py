"""What those who asked say to a pledge: welcome or not."""

import re
from collections.abc import Sequence
from typing import Any

from intake import wording, wording_offers, wording_pledges
from intake.conversation import short_words
from intake.conversation.explaining import MEANING
from intake.conversation.promises import promises
from intake.conversation.standing import told
from intake.conversation.talk import Talk, closed
from intake.effects import ChangePledge, Effect, Tell, Turn
from intake.facts import PledgeFacts
from intake.messages import Choice

WELCOME = re.compile(
    r"\b(accept|welcome|we('d| would) (love|like)|we want|brilliant|fantastic|amazing|wonderful|awesome|superb|put us in touch|perfect|"
    r"that would be|lovely|sa(ys|id) (yes|ok|fine)|(are|is|'re) (happy|fine) with (it|that|this))\b"
)
WHO = re.compile(
    r"^((and|but|ok|so|oo+h*|oh|wow|hi|hello|lovely|great|brilliant|amazing|thanks?|thank you)\b|[ ,.!])*"
    r"(who (are|is|was) (they|it|that|this|he|she|the (supplier|company|firm|donor))|who'?s (it|that)( from)?|"
    r"who (offered|pledged|gives?|is giving|is offering|from)|(which|what) (company|firm|supplier)|from who(m)?)\b.{0,25}$"
)
_BOTH = re.compile(r"\b(both|all of them|all (two|three|four)|each of them|everyone|neither)\b")
UNDER_WAY = ("pledged", "accepted")


def pledge_answers(talk: Talk) -> Turn | None:
    """The handler for all of these; None when the message is about something else."""
    verb, _, value = talk.choice.partition(":")
    if verb in {"accept", "refuse"}:
        pledge = pledge_named(talk, value)
        return _said(talk, pledge, verb == "accept") if pledge else None
    if talk.incoming.choice:
        return None
    return _by_reference(talk) or (_on_pledged(talk) if talk.about.get("kind") == "pledged" else None)


def _by_reference(talk: Talk) -> Turn | None:
    """ "LS-0042 ok", "yes to LS-0042 but not LS-0043": a yes or no for each pledge whose need is named and that waits for one."""
    waiting = {one.ref: one for one in reversed(talk.facts.pledges) if one.on_mine and one.status == "pledged"}
    if not set(talk.references) & set(waiting) or talk.intent in {"question", "ask"}:
        return None
    prefixes = sorted({ref.split("-")[0] for ref in waiting})
    said = []
    for promise in promises(talk.words, (), {}, prefixes, talk.facts.today):
        answer = short_words.polarity(promise.words) or ("yes" if WELCOME.search(promise.words.lower()) else "")
        if answer and promise.ref in waiting and len(promise.words.split()) <= 12 and promise.count is None:
            said.append((waiting[promise.ref], answer == "yes"))
    return decided(talk, said) if said else None


def pledge_named(talk: Talk, value: object = "", ref: object = "", *, receiving: bool = False) -> PledgeFacts | None:
    """The pledge on the sender's own entry with this number, or the only one under way on the reference in the value; with
    `receiving` the one that brings the sender help.
    """
    known = [one for one in talk.facts.pledges if (one.receiving if receiving else one.on_mine)]
    digits = re.fullmatch(r"\d+", str(value or ""))
    if digits:
        return next((pledge for pledge in known if pledge.id == int(digits.group())), None)
    named = short_words.references(
        f"{value} {ref}", [talk.facts.place.prefix, *{key.split("-")[0] for key in talk.facts.entries}]
    )
    found = [pledge for pledge in known if pledge.ref in named and pledge.status in UNDER_WAY]
    return found[-1] if found else None


def _on_pledged(talk: Talk) -> Turn | None:
    """Words after "is that welcome?"."""
    pledge = pledge_named(talk, talk.about.get("pledge"), talk.about.get("ref"))
    if pledge is None or pledge.status != "pledged":
        return None
    if WHO.match(talk.plain) or MEANING.match(talk.plain):
        who = WHO.match(talk.plain)
        return closed(
            talk,
            wording_pledges.who_pledged(pledge.supplier) if who else wording_pledges.WHAT_A_PLEDGE_IS,
            why="said who pledged" if who else "said what a pledge is",
            choices=_yes_or_no(pledge),
            about=dict(talk.about),
        )
    unsure = short_words.is_unsure(talk.words)
    if (talk.intent == "question" and not unsure) or short_words.is_sorted(talk.words):
        return None
    number = short_words.bare_number(talk.words)
    answer = {1: "yes", 2: "no"}.get(number or 0) or short_words.polarity(talk.words)
    if not answer and WELCOME.search(talk.plain) and len(talk.plain.split()) <= 20 and "?" not in talk.words:
        answer = "yes"
    if answer and _BOTH.search(talk.plain):
        waiting = [one for one in talk.facts.pledges if one.on_mine and one.status == "pledged"]
        return decided(talk, [(one, answer == "yes") for one in sorted(waiting, key=lambda one: one.id)])
    if answer:
        return _said(talk, pledge, answer == "yes")
    if short_words.is_thanks(talk.words):
        return closed(
            talk, wording_pledges.ACCEPT_OR_REFUSE, why="yes or no to the pledge is still open", about=dict(talk.about)
        )
    if unsure:
        return closed(talk, wording_pledges.ASK_THEM_FIRST, why="answers a pledge later", about=dict(talk.about))
    remark = talk.intent in {"offer", "pledge"} or (talk.intent == "other" and len(talk.plain.split()) >= 4)
    if remark and not talk.references and not talk.incoming.choice:
        # A condition or a doubt about this pledge must not become an offer of theirs.
        return closed(
            talk,
            wording_pledges.REMARK_PASSED_ON,
            wording_pledges.ACCEPT_OR_REFUSE,
            why="a remark on a pledge",
            effects=[told(talk, "question", f"{pledge.ref}, pledge {pledge.id}")],
            choices=_yes_or_no(pledge),
            about=dict(talk.about),
        )
    return None


def _yes_or_no(pledge: PledgeFacts) -> tuple[Choice, ...]:
    yes, no = (
        (wording_offers.YES, wording_offers.NO) if pledge.taking else (wording_pledges.ACCEPT, wording_pledges.REFUSE)
    )
    return (Choice(yes, f"accept:{pledge.id}"), Choice(no, f"refuse:{pledge.id}"))


def _said(talk: Talk, pledge: PledgeFacts, welcome: bool) -> Turn:
    if pledge.status != "pledged":
        return closed(talk, wording_pledges.answered_before(pledge.ref), why=f"pledge {pledge.id} was answered before")
    return decided(talk, [(pledge, welcome)])


def decided(talk: Talk, decided: Sequence[tuple[PledgeFacts, bool]]) -> Turn:
    """Each yes and no is told to its supplier; then the next pledge that waits is asked about."""
    effects: list[Effect] = []
    said = []
    for pledge, welcome in decided:
        words, made = _answer(talk, pledge, welcome)
        said.append(words)
        effects += made
    why = ", ".join(f"pledge {pledge.id} {'accepted' if welcome else 'refused'}" for pledge, welcome in decided)
    done = {pledge.id for pledge, _ in decided}
    waiting = [one for one in talk.facts.pledges if one.on_mine and one.status == "pledged" and one.id not in done]
    if not waiting:
        return closed(talk, *said, why=why, effects=effects)
    other = min(waiting, key=lambda one: one.id)
    what = quantity_words(other)
    more = (
        wording_offers.wanted_again(other.ref, other.supplier, what)
        if other.taking
        else wording_pledges.one_more(other.ref, what, other.supplier)
    )
    about = {"kind": "pledged", "pledge": other.id, "ref": other.ref}
    return closed(talk, *said, more, why=why, effects=effects, choices=_yes_or_no(other), about=about)


def _answer(talk: Talk, pledge: PledgeFacts, welcome: bool) -> tuple[str, list[Effect]]:
    """Accepted: both are told how to reach each other, for both have now said yes. Refused: the supplier is told kindly."""
    status = "accepted" if welcome else "refused"
    late = welcome and pledge.by_date is not None and pledge.by_date < talk.facts.today
    changes: dict[str, Any] = {"status": status, **({"by_date": None, "by_words": ""} if late else {})}
    effects: list[Effect] = [ChangePledge(pledge.id, "pledged", changes, why="the one who asked said so")]
    sender = talk.facts.sender
    if pledge.contact_id is not None:
        if pledge.taking:
            yes = wording_offers.welcome(pledge.ref, sender.organisation, sender.reachable)
            text = yes if welcome else wording_offers.not_possible(pledge.ref)
        else:
            yes = wording_pledges.accepted_supplier(pledge.ref, sender.organisation, sender.reachable, late=late)
            text = yes if welcome else wording_pledges.refused_supplier(pledge.ref)
        effects.append(Tell(pledge.contact_id, text, subject=pledge.ref, key=f"{status}:{pledge.id}"))
    if pledge.taking:
        given = wording_offers.given(pledge.ref, pledge.supplier, pledge.reachable)
        return given if welcome else wording_offers.not_given(pledge.ref), effects
    if welcome:
        return wording_pledges.accepted(pledge.ref, pledge.supplier, pledge.reachable), effects
    return wording_pledges.refused(pledge.ref), effects


def quantity_words(pledge: PledgeFacts) -> str:
    return wording.amount(pledge.quantity, pledge.what) if pledge.quantity else pledge.what
