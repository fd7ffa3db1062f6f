"""An answer in words to what was asked about drafts: the open fields that it settles, and whatever it corrects besides."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from intake import wording, wording_service
from intake.conversation import asking, drafting, more_told, naming, said_fields, short_words, standing
from intake.conversation.correcting import Correction, corrections, other_word, replaced
from intake.conversation.talk import Talk, with_question
from intake.effects import Effect, SetSender, Turn
from intake.state import Draft, State

Fields = Mapping[str, list[int]]
"""The open fields of a question, and the numbers of the drafts that each is about."""


_IS_ASK = re.compile(
    r"\b(not (an? )?offer(ing)?|(we('re| are)|i('m| am)) (asking|after|looking)|(we|i) need (it|them|this|these|those)|"
    r"(it'?s|this is) (an? )?(ask|request|need))\b"
)
_IS_OFFER = re.compile(
    r"\b((we('re| are)|i('m| am)) (offering|giving)|(it'?s|this is) (an? )?(offer|gift|donation)|(we|i) (can|want to) give (it|them)|"
    r"not (an? )?(ask|request)(ing)?|(we|i) don'?t need (it|them), (we|i))\b"
)


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


def by_words(talk: Talk, fields: Fields) -> Turn:
    """An answer in words. Each field that is open is looked for, then anything that corrects what was understood."""
    state = talk.state
    state = _with_name(talk, state, fields)
    heard = state is not talk.state
    fields = _with_share(talk, fields)
    numbers = fields.get("share", [])
    organisation = said_fields.organisation(talk) if numbers else ""
    target = _target(talk, list(chain.from_iterable(fields.values())))
    fixed = _correction(talk, target, organisation, places="ward" not in fields) if target else Correction()
    fixed = Correction() if target and _renumbers(talk, target) else fixed
    state = _fix(state, target, fixed, talk.reading.public_text) if fixed and target else state
    if target and _is_outside(talk, fixed):
        elsewhere = {"wards": (), "ward_certain": False, "candidates": (), "outside": talk.reading.outside}
        return asking.proceed(talk, state.with_changes([target.number], elsewhere), why="outside the place")
    other = _otherwise(talk, target) if target and not fixed else None
    if other:
        return with_question(talk, asking.repeated(other[0], talk.facts), other[1], why="corrected")
    state, found = _read(talk, state, fields, fixed, organisation)
    understood = [field for field in fields if found.get(field)]
    said = _said(talk, fixed, found, more=any(map(asking.open_fields, state.drafts)))
    if fixed and not understood and set(fields) == {"share"} and "candidates" not in fixed.changes:
        # The question stays as it was, so putting it once more does not count as another one.
        return with_question(talk, asking.repeated(state, talk.facts), *said, why="corrected")
    if not understood and not fixed:
        more = more_told.more_told(talk, target) if target and not heard else None
        if more:
            return more
        named = wording.for_group(said_fields.organisation(talk)) if heard else ""
        return _not_understood(talk, state, fields, named)
    if target and "quantity" not in fixed.changes and more_told.tells_more(talk):
        state = more_told.with_words(state, target.number, talk)
        fuller = state.draft(target.number)
        new = fuller and drafting.summary(fuller, talk.facts) != drafting.summary(target, talk.facts)
        said = [drafting.summaries((fuller,), talk.facts)] if fuller and new else said
    effects = learnt(state, numbers, "share" in understood)
    if asks_too(talk.words):
        said.append(wording_service.QUESTION_TOO)
        effects.append(standing.told(talk, "question"))
    return asking.proceed(
        talk, state, *said, why=f"answered {', '.join(understood) or 'with a correction'}", effects=effects
    )


def _renumbers(talk: Talk, target: Draft) -> bool:
    """Whether the words correct a number that counts nothing ("no, size 5")."""
    worded = other_word(talk.words, target.public_text)
    return worded is not None and worded[1][-1].isdigit()


def _otherwise(talk: Talk, target: Draft) -> tuple[State, str] | None:
    """A correction of the thing ("freezer not fridge") or of the kind ("we need it, it is no offer"), and the words that say it."""
    worded = other_word(talk.words, target.public_text)
    if worded:
        text, public = (replaced(one, *worded) for one in (target.text, target.public_text))
        named = [(count, replaced(what, *worded)) for count, what in target.quantity]
        draft = replace(target, text=text, public_text=public, quantity=tuple(named))
        return talk.state.with_draft(draft), wording.corrected(drafting.short_name(draft))
    few = len(talk.plain.split()) <= 10
    kind = "ask" if _IS_ASK.search(talk.plain) else "offer" if _IS_OFFER.search(talk.plain) else ""
    if not few or not kind or kind == target.kind:
        return None
    batch = [draft.number for draft in talk.state.drafts if draft.batch == target.batch]
    return talk.state.with_changes(batch, {"kind": kind}), wording.KIND_CORRECTED[kind]


def _read(
    talk: Talk, state: State, fields: Fields, fixed: Correction, organisation: str
) -> tuple[State, dict[str, dict[str, Any]]]:
    """The state with what the answer says on each open field, and that by field."""
    found = {
        "ward": {} if "wards" in fixed.changes else said_fields.ward(talk, organisation),
        "theme": said_fields.theme(talk, organisation, alone="share" not in fields),
        "share": said_fields.share(talk, organisation, correcting=bool(fixed)) if "share" in fields else {},
    }
    found = {field: changes for field, changes in found.items() if field in fields}
    for field, changes in found.items():
        state = state.with_changes(fields[field], changes)
    if {"candidates", "wards"} & found.get("ward", {}).keys():
        state = _with_evidence(state, fields["ward"], talk)
    return state, found


def _said(talk: Talk, fixed: Correction, found: Mapping[str, Mapping[str, Any]], *, more: bool) -> list[str]:
    """What is said back: a correction, the whole place, and before `more` questions a name told before it was asked for."""
    said = [wording.corrected(wording.listed(fixed.said))] if fixed else []
    wards = found.get("ward", {}).get("wards", ())
    names = [talk.facts.place.wards[gss] for gss in wards if gss in talk.facts.place.wards]
    if wards and said_fields.is_whole_place(talk):
        said.append(wording.ALL_OVER.format(place=talk.facts.place.name))
    elif any(short_words.plain(name) not in talk.plain for name in names):
        said.append(wording.THAT_IS_IN.format(wards=wording.listed(names)))
    share = found.get("share")
    if share and "share" in share and more and "share" not in talk.state.question.get("fields", {}):
        said.append(wording.naming(str(share.get("organisation", "")), share.get("share") is True))
    return said


def _not_understood(talk: Talk, state: State, fields: Fields, named: str) -> Turn:
    """The question once more; `named` says that at least a name was heard."""
    if named:
        return with_question(talk, asking.repeated(state, talk.facts), named, why="only a name")
    unknown = said_fields.UNKNOWN_PLACE.fullmatch(talk.words)
    if unknown and set(fields) == {"share"}:
        sorry = wording.unknown_place(unknown["name"].strip(), talk.facts.place.name)
        return with_question(talk, asking.repeated(state, talk.facts), sorry, why="a place that is not known")
    if talk.intent == "question" or talk.words.endswith("?"):
        asked = asking.repeated(state, talk.facts)
        return with_question(
            talk, asked, wording_service.PASSED_ON, why="a question", effects=[standing.told(talk, "question")]
        )
    gone = not any(field in asking.open_fields(draft) for field in fields for draft in state.drafts)
    sorry = wording.LEFT_TO_A_PERSON if gone else wording.NOT_UNDERSTOOD
    lost = gone and len(talk.plain.split()) >= 3
    passed = [standing.told(talk, "question")] if lost else []
    return asking.proceed(talk, state, sorry, why="answer not understood", effects=passed)


def _is_outside(talk: Talk, fixed: Correction) -> bool:
    """Whether a short answer says that the help is for somewhere else ("no, it's Bradford")."""
    few = len(talk.plain.split()) <= 8 and not naming.may_share(talk.words)
    return bool(talk.reading.outside) and few and not fixed and not said_fields.organisation(talk)


def asks_too(words: str) -> bool:
    """Whether an answer holds a question of its own ("yes. And who pays for it?")."""
    return (
        re.search(
            r"(?:^|[.!,\n]) *(?:and |but |so )?(?:who|what|how|when|where|why|do|does|is|are|can|will)\b[^.!?]{8,}\?",
            words,
            re.I,
        )
        is not None
    )


def _with_evidence(state: State, numbers: list[int], talk: Talk) -> State:
    """The words that an answer used for a loose place, so that the next question can quote them."""
    words = {ward.gss: ward.evidence[:3] for ward in talk.reading.wards if ward.evidence}
    for draft in filter(None, map(state.draft, numbers)):
        state = state.with_draft(replace(draft, evidence={**draft.evidence, **words}))
    return state


def _with_name(talk: Talk, state: State, fields: Fields) -> State:
    """The state with a group's name that answers no open question: it will be asked only whether it may be given."""
    name = "" if "share" in fields or len(talk.plain.split()) > 10 else said_fields.organisation(talk)
    if not naming.is_group(name):
        return state
    unnamed = [draft.number for draft in state.drafts if not draft.organisation]
    return state.with_changes(unnamed, {"organisation": name}) if unnamed else state


def _with_share(talk: Talk, fields: Fields) -> Fields:
    """The open fields; with the name as well when it is told before it is asked for ("Wharfe Carers, yes")."""
    named = said_fields.organisation(talk) and naming.may_share(talk.words) is not None
    told = "share" not in fields and (named or naming.KEEP_PRIVATE.search(talk.plain))
    early = [draft.number for draft in talk.state.drafts if draft.share is None] if told else []
    return {**fields, "share": early} if early else fields


def _target(talk: Talk, numbers: list[int]) -> Draft | None:
    """The draft that a correction is about: the one whose thing it names, else the first asked about."""
    asked = [draft for draft in map(talk.state.draft, numbers) if draft]
    named = [draft for draft in asked if any(what and what.lower() in talk.plain for _, what in draft.quantity)]
    return next(iter(named or asked), None)


def _fix(state: State, target: Draft, fixed: Correction, words: str) -> State:
    """The correction, put into the draft it is about; a place goes to all drafts of the same message."""
    changes = dict(fixed.changes)
    if "needed_by" in changes:
        changes["needed_by"] = changes["needed_by"].isoformat() if changes["needed_by"] else ""
    if "themes" in changes:
        changes["theme_unsure"] = False
    if "candidates" in changes:
        changes |= {"wards": (), "ward_certain": False, "ward_settled": False}
    evidence = {**target.evidence, **{name: (words[:80],) for name in drafting.WITH_EVIDENCE if name in changes}}
    state = state.with_draft(replace(target, **changes, evidence=evidence))
    place = {
        name: value
        for name, value in changes.items()
        if name in {"wards", "ward_certain", "candidates", "ward_settled"}
    }
    batch = [draft.number for draft in state.drafts if draft.batch == target.batch and draft.wards == target.wards]
    return state.with_changes(batch, place) if place else state


def learnt(state: State, numbers: list[int], shared: bool) -> list[Effect]:
    """What the sender said of itself, to be remembered so that it is never asked again."""
    draft = next((found for found in map(state.draft, numbers) if found), None)
    if draft is None or not shared:
        return []
    return [SetSender(organisation=draft.organisation or None, share_organisation=draft.share)]
