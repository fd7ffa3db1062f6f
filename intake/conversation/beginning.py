"""A new ask, offer, capacity or gap: its drafts, with what the message and the last ask say before anything is asked."""

import re
from dataclasses import replace
from datetime import timedelta

from intake import wording
from intake.conversation import drafting, naming, said_fields, short_words
from intake.conversation.asking import proceed
from intake.conversation.talk import Talk
from intake.effects import SetSender, Turn
from intake.facts import EntryFacts
from intake.state import Draft, State

_ALSO = re.compile(
    r"^(hi |hello |oh |thanks[,.!]? |ok |ps |sorry |[,.])*((we|i) (also|still)|and|also|plus|one more thing|"
    r"another thing|can (we|you|i) (also |please )?add)\b"
)


def is_place_alone(talk: Talk) -> bool:
    """Whether the message is the name of a place or a postcode and nothing else, while nothing is asked."""
    if talk.state.question or talk.state.drafts or talk.about.get("kind") or talk.mine():
        return False
    return said_fields.is_place(talk)


def begin(talk: Talk, kind: str, *, needs_need: bool = False) -> Turn:
    """A new ask, offer, capacity or gap: drafts are made, and the first question asked. `needs_need`: only the place is known."""
    waiting = bool(talk.state.drafts)
    state, made = drafting.drafts_of(talk, kind)
    if needs_need:
        state = state.with_changes([draft.number for draft in made], {"needs_need": True})
        return proceed(talk, state, why=f"{kind}: only the place is known")
    if any(draft.needs_need for draft in made):
        return proceed(talk, state, why=f"{kind}: nothing known yet")
    state, made = _told_at_once(talk, state, made)
    said = [wording.TOOK_NEW] if waiting else []
    said += [drafting.summaries(made, talk.facts), "" if waiting else wording.CORRECTIONS]
    first = made[0]
    new_words = first.share is not None and first.share is not talk.facts.sender.share_organisation
    learnt = [SetSender(organisation=first.organisation or None, share_organisation=first.share)] if new_words else []
    return proceed(talk, state, *said, why=f"{kind}: drafts made: {len(made)}", effects=learnt)


def _told_at_once(talk: Talk, state: State, made: tuple[Draft, ...]) -> tuple[State, tuple[Draft, ...]]:
    """What the message says before it is asked: whether the name may be given, and the place of an addition ("also …")."""
    said = talk.plain
    share = False if naming.KEEP_PRIVATE.search(said) else True if short_words.wants_open(talk.words) else None
    before = _just_asked(talk) if _ALSO.match(said) else None
    for draft in made:
        if draft.share is None and share is not None and (draft.organisation or share is False):
            draft = replace(draft, share=share)
        if before and not draft.wards and not draft.candidates:
            draft = replace(draft, wards=before.wards, ward_certain=True)
        if before and before.themes and draft.theme_unsure:
            draft = replace(draft, themes=before.themes, theme_unsure=False)
        state = state.with_draft(draft)
    numbers = [draft.number for draft in made]
    return state, tuple(draft for draft in state.drafts if draft.number in numbers)


def _just_asked(talk: Talk) -> EntryFacts | None:
    """The sender's newest entry, when it is of the last day and its place is certain."""
    newest = next(iter(talk.mine()), None)
    if newest is None or not newest.ward_certain or not newest.wards or newest.created_at is None:
        return None
    return newest if talk.facts.now - newest.created_at <= timedelta(days=1) else None
