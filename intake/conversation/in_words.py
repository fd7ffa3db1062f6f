"""An answer in words to what was asked about drafts: the open fields that it settles, and whatever it corrects besides."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from intake import wording
from intake.conversation import asking, drafting, naming, said_fields, standing
from intake.conversation.correcting import Correction, corrections
from intake.conversation.talk import Talk, with_question
from intake.effects import Effect, SetSender, Turn
from intake.state import Draft, State

Fields = Mapping[str, list[int]]
"""The open fields of a question, and the numbers of the drafts that each is about."""


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
        state = state.with_changes(fields[field], found[field])
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
    effects = learnt(state, numbers, "share" in understood)
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
    return state.with_changes(batch, place) if place else state


def learnt(state: State, numbers: list[int], shared: bool) -> list[Effect]:
    """What the sender said of itself, to be remembered so that it is never asked again."""
    draft = next((found for found in map(state.draft, numbers) if found), None)
    if draft is None or not shared:
        return []
    return [SetSender(organisation=draft.organisation or None, share_organisation=draft.share)]
