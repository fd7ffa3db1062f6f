"""Words on own entries without a reference, which may mean any of them: "make it 12", "cancel our ask about the trikes", "it's sorted"."""

import re
from collections.abc import Callable
from datetime import timedelta

from intake import wording, wording_own, wording_service
from intake.conversation import changing, said_fields, short_words, standing
from intake.conversation.correcting import drops, new_count
from intake.conversation.listing import listing
from intake.conversation.own_words import (
    CANCEL,
    GONE,
    LESS_NOW,
    MET,
    MET_PLAINLY,
    MORE_WANTED,
    NOT_NEEDED,
    ORDER,
    PART,
    REPLACES,
    SOME_LEFT,
    still_wanted,
)
from intake.conversation.talk import Talk, closed
from intake.effects import Turn
from intake.facts import EntryFacts
from intake.messages import Choice


def unnamed(talk: Talk) -> Turn | None:
    """Words on own entries without a reference: "make it 12", "cancel our ask about the trikes", "it's sorted"."""
    active = talk.mine()
    if not active or talk.state.question.get("kind") == "draft":
        return None
    for step in STEPS:
        turn = step(talk, active)
        if turn:
            return turn
    return None


def _is_short(talk: Talk) -> bool:
    return len(talk.plain.split()) <= 12


def _part_only(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """Words that end or replace a part of an ask, and must not end the whole: what cannot be changed here goes to a person."""
    said = talk.plain
    ends = CANCEL.search(said) or MET.search(said)
    if not ends or not _is_short(talk) or not (REPLACES.search(said) or PART.search(said)):
        return None
    return changing.change_of(talk, active[0]) or closed(
        talk, wording_service.NEWS_PASSED_ON, why="a part of an ask", effects=[standing.told(talk, "question")]
    )


def _taken_back(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    said, short = talk.plain, _is_short(talk)
    it = re.search(r"\b(ask|request|need|want|it|entry|them|that)\b", said) or len(_meant(talk, active)) < len(active)
    cancels = drops(said) or (CANCEL.search(said) and (it or NOT_NEEDED.match(said) or ORDER.match(said)))
    if cancels and short and _is_part(talk, active):
        return closed(
            talk, wording_service.NEWS_PASSED_ON, why="part of an ask", effects=[standing.told(talk, "question")]
        )
    if cancels and (talk.intent == "update" or short):
        return _pick(talk, active, "cancel", None)
    if short and len(active) == 1 and active[0].kind == "offer" and GONE.search(said):
        return changing.withdraw(talk, active)
    return None


def _long_name(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    return changing.late_name(talk, active) if len(said_fields.organisation(talk).split()) > 1 else None


def _changed(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    if not _is_short(talk) or not (changing.CHANGE.search(talk.plain) or changing.CUE.match(talk.plain)):
        return None
    target = _meant(talk, active)
    if len(target) == 1:
        return changing.change_of(talk, target[0])
    count = new_count(talk.words)
    return _pick(talk, target, "quantity", count) if count else None


def _fewer_now(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """How many are still wanted, when part was found elsewhere or is promised here."""
    left = still_wanted(talk.plain) if _is_short(talk) else None
    partly = [entry for entry in _meant(talk, active) if entry.open_quantity is not None]
    if not left or len(partly) != 1 or partly[0].quantity == left or _of_another_thing(talk, left, partly[0]):
        return None
    if partly[0].open_quantity == left:
        return listing(talk)
    if not LESS_NOW.search(talk.plain):
        return None
    return act(talk, partly[0], "quantity", left)


def _of_another_thing(talk: Talk, left: float, entry: EntryFacts) -> bool:
    """Whether so many of something else are wanted ("we got the chairs, but need 4 tables")."""
    said = {
        item.what.split()[-1].lower().rstrip("s") for item in talk.reading.quantity if item.count == left and item.what
    }
    return bool(said and entry.what) and not said & {entry.what.split()[-1].lower().rstrip("s"), "more", "left"}


def _met_now(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    said = talk.plain
    if _is_short(talk) and MET_PLAINLY.match(said) and not (SOME_LEFT.search(said) or MORE_WANTED.search(said)):
        return _pick(talk, active, "met", None)
    told = _names_thing(said, active) or short_words.is_sorted(said)
    news = talk.intent == "update" or (_is_short(talk) and talk.intent == "other" and told)
    return _pick(talk, active, "met", None) if news and MET.search(said) and not SOME_LEFT.search(said) else None


def _place_after_all(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """A place alone, which answers our question on it late or once more: where the newest ask is for."""
    newest = active[0]
    fresh = newest.created_at is not None and talk.facts.now - newest.created_at <= timedelta(days=1)
    if not fresh or talk.state.question or newest.kind != "ask" or not said_fields.is_place(talk):
        return None
    wards = tuple(ward.gss for ward in talk.reading.wards)
    if set(wards) == set(newest.wards) or not (talk.reading.ward_certain or len(wards) == 1):
        return None
    names = [talk.facts.place.wards.get(gss, gss) for gss in wards]
    changes = {"wards": wards, "ward_certain": True}
    return changing.changed_entry(talk, newest, changes, [wording.for_place(names)])


def _names_thing(said: str, active: list[EntryFacts]) -> bool:
    return any(entry.what and entry.what.split()[-1].lower() in said.split() for entry in active)


def _is_part(talk: Talk, active: list[EntryFacts]) -> bool:
    """Whether the thing to be cancelled is only one of several that an entry speaks of."""
    found = re.search(r"\b(?:cancel|drop|scrap|remove) (?:the|our|my) ([a-z]{4,})\b", talk.plain)
    thing = found.group(1) if found else ""
    if not thing or thing in {"asks", "request", "entry", "need"} or _names_thing(thing, active):
        return False
    return any(entry.what and thing in entry.public_text.lower() for entry in active)


def _meant(talk: Talk, active: list[EntryFacts]) -> list[EntryFacts]:
    """The entries that the words can mean: those that name the thing counted, or else all."""
    words = set(re.findall(r"[a-z]{4,}", talk.plain))
    named = [
        entry
        for entry in active
        if words & set(re.findall(r"[a-z]{4,}", f"{entry.what} {entry.public_text}".lower())) - {"need", "with"}
    ]
    return named or active


def _pick(talk: Talk, active: list[EntryFacts], action: str, value: float | None) -> Turn:
    """Do it when only one entry can be meant, else ask which."""
    meant = _meant(talk, active)
    if len(meant) == 1:
        return act(talk, meant[0], action, value)
    shown = meant[: talk.facts.channel.max_choices]
    choices = tuple(Choice(f"{entry.ref}: {changing.name_of(entry)}"[:60], f"which:{entry.ref}") for entry in shown)
    refs = [entry.ref for entry in shown]
    state = talk.state.asking("which", choices, action=action, value=value, refs=refs, text=talk.words[:500])
    return closed(
        talk,
        wording_own.WHICH_ONE,
        why=f"asked which to {action}",
        state=state,
        choices=choices,
        about={"kind": "which", "refs": refs},
    )


def act(talk: Talk, entry: EntryFacts, action: str, value: float | None) -> Turn:
    if action == "cancel":
        return changing.withdraw(talk, [entry])
    if action == "met":
        return changing.met(talk, [entry])
    return changing.changed_entry(
        talk, entry, {"quantity": ((value or 0.0, entry.what),)}, [wording.amount(value or 0.0, entry.what)]
    )


STEPS: tuple[Callable[[Talk, list[EntryFacts]], Turn | None], ...] = (
    changing.late_sharing,
    _part_only,
    _taken_back,
    _long_name,
    _changed,
    _fewer_now,
    changing.late_name,
    _place_after_all,
    _met_now,
)
"""What words without a reference can do, in this order."""
