"""Answers to what was asked about drafts: by button, by number, or in any words."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from intake import wording
from intake.conversation import asking, drafting, meaning, naming, said_fields, short_words, standing
from intake.conversation.correcting import Correction, corrections, drops
from intake.conversation.talk import Talk, closed, with_question
from intake.effects import ChangeEntry, Effect, SetSender, Turn
from intake.state import Draft, State

Fields = Mapping[str, list[int]]


_GIVING = re.compile(
    r"\b(give away|to (give|spare|donate|offer)|(we|i) (can|could) (offer|give|donate)|donat(e|ing))\b"
)


def _needs_or_gives(said: str) -> bool:
    return meaning.NEED.search(said) is not None or _GIVING.search(said) is not None


def is_new_need(talk: Talk) -> bool:
    """True for a message that plainly starts something of its own while a question is open."""
    if talk.incoming.choice or talk.intent not in drafting.KINDS or short_words.lead(talk.words)[0]:
        return False
    if short_words.wants_private(talk.words) or drops(talk.words) or re.search(r"\bnot \d", talk.plain):
        return False
    something = bool(talk.reading.quantity or talk.reading.themes or talk.reading.support)
    return something and len(talk.plain.split()) >= 4 and _needs_or_gives(talk.plain)


def answer_draft(talk: Talk) -> Turn | None:
    """The answer to an open question about drafts; None when the message is something else."""
    question = talk.state.question
    fields: Fields = question.get("fields", {})
    if question.get("kind") != "draft" or not any(
        talk.state.draft(number) for chosen in fields.values() for number in chosen
    ):
        return None
    if drops(talk.words):
        numbers = {number for chosen in fields.values() for number in chosen}
        left = replace(talk.state, drafts=tuple(draft for draft in talk.state.drafts if draft.number not in numbers))
        return asking.proceed(talk, left, wording.DROPPED, why="draft dropped")
    if "need" in fields:
        return _answer_need(talk, fields["need"])
    value = talk.choice
    if value == "ward:other":
        return closed(
            talk,
            wording.WHERE_ELSE,
            why="another ward than offered",
            state=replace(talk.state, offered=()),
            about={"kind": "draft"},
        )
    if value:
        return _by_choice(talk, fields, value)
    if is_new_need(talk):
        return None
    return _by_words(talk, fields)


def _answer_need(talk: Talk, numbers: list[int]) -> Turn:
    """Words after "what do you need?": they are read as the need itself, together with what was said before."""
    old = talk.state.draft(numbers[0])
    fresh = drafting.draft_of(talk.reading, talk, numbers[0], "ask")
    if old is None:
        return asking.proceed(talk, talk.state, wording.NOT_UNDERSTOOD, why="no such draft")
    said_nothing = fresh.needs_need and len(talk.plain.split()) < 2
    place: dict[str, Any] = (
        {}
        if fresh.wards or fresh.candidates
        else {"wards": old.wards, "ward_certain": old.ward_certain, "candidates": old.candidates}
    )
    draft = replace(
        fresh,
        batch=old.batch,
        asked=old.asked,
        text=f"{old.text}\n{fresh.text}".strip(),
        public_text=f"{old.public_text}\n{fresh.public_text}".strip(),
        personal=(*old.personal, *fresh.personal),
        needs_need=said_nothing,
        organisation=fresh.organisation or old.organisation,
        **place,
    )
    state = talk.state.with_draft(draft)
    if said_nothing:
        return asking.proceed(talk, state, wording.NOT_UNDERSTOOD, why="need still unknown")
    return asking.proceed(talk, state, drafting.summaries((draft,), talk.facts), why="need told")


def _by_choice(talk: Talk, fields: Fields, value: str) -> Turn | None:
    """A tapped or typed choice. A button of an older question counts as well, for the drafts that still miss the field."""
    field, _, chosen = value.partition(":")
    if field == "same":
        return _same(talk, fields.get("same", []), chosen == "yes")
    changes: dict[str, Any] = {}
    if field == "ward" and chosen == "unsure":
        changes = {"ward_settled": True}
    elif field == "ward" and (chosen in talk.facts.place.wards or chosen == wording.CITY_WIDE):
        changes = {"wards": (chosen,), "ward_certain": True, "ward_settled": True}
    elif field == "theme" and chosen in talk.facts.theme_labels:
        changes = {"themes": (chosen,), "theme_unsure": False}
    elif field == "share":
        changes = {"share": chosen == "yes"}
    if not changes:
        return None
    numbers = fields.get(field) or [draft.number for draft in talk.state.drafts if field in asking.open_fields(draft)]
    state = _changed(talk.state, numbers, changes)
    return asking.proceed(talk, state, why=f"answered {field}", effects=_learnt(state, numbers, "share" in changes))


def _changed(state: State, numbers: list[int], changes: Mapping[str, Any]) -> State:
    for number in numbers:
        draft = state.draft(number)
        if draft is not None:
            state = state.with_draft(replace(draft, **changes))
    return state


def _learnt(state: State, numbers: list[int], shared: bool) -> list[Effect]:
    """What the sender said of itself, to be remembered so that it is never asked again."""
    draft = next((found for found in map(state.draft, numbers) if found), None)
    if draft is None or not shared:
        return []
    return [SetSender(organisation=draft.organisation or None, share_organisation=draft.share)]


def _same(talk: Talk, numbers: list[int], same: bool) -> Turn:
    """The answer to "is this LS-0042?": its words are added there, or it stays a draft of its own."""
    draft = next((found for found in map(talk.state.draft, numbers) if found), None)
    entry = talk.facts.entries.get(draft.same_as) if draft else None
    if draft is None or not same or entry is None:
        state = _changed(talk.state, numbers, {"same_as": ""})
        return asking.proceed(talk, state, why="not the same")
    changes: dict[str, Any] = {"text": f"{entry.text}\n\n{draft.text}"[: drafting.MOST_TEXT]}
    said = ""
    if entry.mine and draft.quantity and (entry.quantity, entry.what) != draft.quantity[0]:
        changes["quantity"] = draft.quantity
        said = wording.changed(entry.ref, drafting.counted(draft.quantity))
    if entry.mine and draft.needed_date and draft.needed_date != entry.needed_by:
        changes["needed_by"] = draft.needed_date
    state = replace(talk.state, drafts=tuple(other for other in talk.state.drafts if other.number != draft.number))
    effect = ChangeEntry(entry.ref, entry.version, changes, why="told again")
    return asking.proceed(talk, state, wording.noted_on(entry.ref), said, why=f"same as {entry.ref}", effects=[effect])


def _correction(talk: Talk, draft: Draft, organisation: str, *, places: bool) -> Correction:
    return corrections(
        talk.words,
        talk.reading,
        talk.facts,
        quantity=draft.quantity,
        wards=draft.wards,
        needed_by=draft.needed_date,
        themes=draft.themes,
        skip=organisation,
        places=places,
    )


def _by_words(talk: Talk, fields: Fields) -> Turn:
    """An answer in words. Each field that is open is looked for, then anything that corrects what was understood."""
    state = talk.state
    if "same" in fields:
        answer = short_words.polarity(talk.words)
        if answer:
            return _same(talk, fields["same"], answer == "yes")
    fields = _with_share(talk, fields)
    numbers = fields.get("share", [])
    organisation = _organisation(talk) if numbers else ""
    target = _target(talk, list(chain.from_iterable(fields.values())))
    fixed = _correction(talk, target, organisation, places="ward" not in fields) if target else Correction()
    state = _fix(state, target, fixed) if fixed and target else state
    found = {
        "ward": {} if "wards" in fixed.changes else said_fields.ward(talk, organisation),
        "theme": said_fields.theme(talk, organisation, alone="share" not in fields),
        "share": said_fields.share(talk, organisation, correcting=bool(fixed)) if numbers else {},
    }
    understood = [field for field in fields if found.get(field)]
    for field in understood:
        state = _changed(state, fields[field], found[field])
    said = [wording.corrected(wording.listed(fixed.said))] if fixed else []
    if fixed and not understood and set(fields) == {"share"} and "candidates" not in fixed.changes:
        # The question stays as it was, so putting it once more does not count as another one.
        return with_question(talk, asking.repeated(state, talk.facts), *said, why="corrected")
    if not understood and not fixed:
        gone = not any(field in asking.open_fields(draft) for field in fields for draft in state.drafts)
        sorry = wording.LEFT_TO_A_PERSON if gone else wording.NOT_UNDERSTOOD
        lost = gone and len(talk.plain.split()) >= 3
        passed = [standing.told(talk, "question")] if lost else []
        return asking.proceed(talk, state, sorry, why="answer not understood", effects=passed)
    if target and _tells_more(talk):
        state = _with_words(state, target.number, talk)
    effects = _learnt(state, numbers, "share" in understood)
    return asking.proceed(
        talk, state, *said, why=f"answered {', '.join(understood) or 'with a correction'}", effects=effects
    )


def _tells_more(talk: Talk) -> bool:
    """Whether an answer tells the need again in fuller words, which the letter should have."""
    read = talk.reading
    return talk.intent in drafting.KINDS and len(talk.plain.split()) >= 6 and bool(read.quantity or read.themes)


def _with_words(state: State, number: int, talk: Talk) -> State:
    draft = state.draft(number)
    if draft is None:
        return state
    return state.with_draft(
        replace(
            draft,
            text=f"{draft.text}\n{talk.words}"[: drafting.MOST_TEXT],
            public_text=f"{draft.public_text}\n{talk.reading.public_text}"[: drafting.MOST_TEXT],
            personal=(*draft.personal, *(span.text for span in talk.reading.personal)),
        )
    )


def _organisation(talk: Talk) -> str:
    """The organisation that the answer names; a bare place ("Seacroft") is none."""
    name = naming.organisation_in(talk.words, talk.reading.organisation)
    places = {words.lower() for ward in talk.reading.wards for words in (*ward.evidence, ward.name)}
    places.add(talk.facts.place.name.lower())
    return "" if name.lower() in places else name


def _with_share(talk: Talk, fields: Fields) -> Fields:
    """The open fields; with the name as well when it is told before it is asked for ("Wharfe Carers, yes")."""
    told = "share" not in fields and _organisation(talk) and naming.may_share(talk.words) is not None
    early = [draft.number for draft in talk.state.drafts if draft.share is None] if told else []
    return {**fields, "share": early} if early else fields


def _target(talk: Talk, numbers: list[int]) -> Draft | None:
    """The draft that a correction is about: the one whose thing it names, else the first asked about."""
    asked = [draft for draft in map(talk.state.draft, numbers) if draft]
    named = [draft for draft in asked if any(what and what.lower() in talk.plain for _, what in draft.quantity)]
    return next(iter(named or asked), None)


def _fix(state: State, target: Draft, fixed: Correction) -> State:
    """The correction, put into the draft it is about; a place goes to all drafts of the same message."""
    changes = dict(fixed.changes)
    if "needed_by" in changes:
        changes["needed_by"] = changes["needed_by"].isoformat()
    if "themes" in changes:
        changes["theme_unsure"] = False
    if "candidates" in changes:
        changes |= {"wards": (), "ward_certain": False, "ward_settled": False}
    state = state.with_draft(replace(target, **changes))
    place = {
        name: value
        for name, value in changes.items()
        if name in {"wards", "ward_certain", "candidates", "ward_settled"}
    }
    batch = [draft.number for draft in state.drafts if draft.batch == target.batch and draft.wards == target.wards]
    return _changed(state, batch, place) if place else state
