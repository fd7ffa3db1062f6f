"""Answers to what was asked about drafts: which of them a message is, and those by button or number. Words are for `in_words`."""

import re
from dataclasses import replace
from typing import Any

from intake import wording, wording_own
from intake.conversation import asking, drafting, meaning, short_words
from intake.conversation.correcting import drops
from intake.conversation.in_words import Fields, by_words, learnt
from intake.conversation.talk import Talk, closed, with_question
from intake.effects import ChangeEntry, Turn
from nlp.taxonomy import CITY_WIDE

ADDITION = re.compile(
    r"^(oh |ok |[,.])*((and|plus) (a|an|some(?! of)|\d+)|also|can (we|you|i) (also |please )?(add|have)) (\w+ ?){1,8}\W*$"
)
"""Words that add a need of their own to what was told ("and a fridge please")."""
_GIVING = re.compile(
    r"\b(give away|to (give|spare|donate|offer)|(we|i) (can|could) (offer|give|donate)|donat(e|ing))\b"
)

_WANTS = re.compile(
    r"^(hi|hello|please|we|i|just|really|need|needs|want|looking for|after|some|a few|more|any|[ ,.!])*\b(?=[a-z])",
    re.IGNORECASE,
)


def _needs_or_gives(said: str) -> bool:
    return meaning.NEED.search(said) is not None or _GIVING.search(said) is not None


def is_new_need(talk: Talk) -> bool:
    """True for a message that plainly starts something of its own while a question is open."""
    adds = ADDITION.match(talk.plain) is not None
    kind = talk.intent in drafting.KINDS or (adds and talk.intent == "other")
    if talk.incoming.choice or not kind or short_words.lead(talk.words)[0]:
        return False
    if short_words.wants_private(talk.words) or drops(talk.words) or re.search(r"\bnot \d", talk.plain):
        return False
    something = bool(talk.reading.quantity or talk.reading.themes or talk.reading.support)
    return something and (adds or (len(talk.plain.split()) >= 4 and _needs_or_gives(talk.plain)))


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
    if "same" not in fields and any(ref in talk.facts.entries for ref in talk.references):
        return None  # it speaks of something else by its reference
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
    if _told_before(talk):
        return with_question(
            talk, asking.repeated(talk.state, talk.facts), wording.TOLD_BEFORE, why="the same once more"
        )
    if is_new_need(talk) and not _in_other_words(talk):
        return None
    counted = _only_a_number(talk, fields)
    if counted:
        return counted
    if "same" in fields and short_words.polarity(talk.words):
        return _same(talk, fields["same"], short_words.polarity(talk.words) == "yes")
    return by_words(talk, fields)


def _told_before(talk: Talk) -> bool:
    """Whether the message is a draft's own words again: sent twice."""
    said = re.sub(r"\W+", " ", talk.plain).strip()
    return any(said == re.sub(r"\W+", " ", short_words.plain(draft.text)).strip() for draft in talk.state.drafts)


def _in_other_words(talk: Talk) -> bool:
    """Whether a need is one of the drafts told again: of the same theme and amount, in wards that are the same or were asked for."""
    read = talk.reading
    wards = {ward.gss for ward in read.wards}
    amounts = {item.count for item in read.quantity if not item.people}
    return bool(wards and read.themes and not read.parts) and any(
        (
            wards == set(draft.wards)
            if draft.ward_certain
            else not draft.candidates or wards <= {gss for gss, _ in draft.candidates}
        )
        and read.themes[0].slug in draft.themes[:1]
        and amounts == {count for count, _ in draft.quantity}
        and not re.match(r"\W*((and|we|i) )?(also|plus|another)\b", talk.plain)
        for draft in talk.state.drafts
    )


def _only_a_number(talk: Talk, fields: Fields) -> Turn | None:
    """A bare number, where none was asked for and no amount is known ("chairs", then "10"): how many it is."""
    count = short_words.bare_number(talk.words)
    draft = talk.state.draft(next(number for numbers in fields.values() for number in numbers))
    thing = _WANTS.sub("", " ".join(draft.text.split())) if draft else ""
    if (
        count is None
        or draft is None
        or draft.quantity
        or talk.state.offered
        or not re.fullmatch(r"[A-Za-z]+( [A-Za-z]+){0,2}", thing)
    ):
        return None
    text = f"{count} {thing}"
    state = talk.state.with_draft(replace(draft, quantity=((float(count), thing),), text=text, public_text=text))
    said = wording.corrected(wording.amount(count, thing))
    return with_question(talk, asking.repeated(state, talk.facts), said, why="how many it is")


def _answer_need(talk: Talk, numbers: list[int]) -> Turn:
    """Words after "what do you need?": they are read as the need itself, together with what was said before."""
    old = talk.state.draft(numbers[0])
    fresh = drafting.draft_of(talk.reading, talk, numbers[0], "ask")
    if old is None:
        return asking.proceed(talk, talk.state, wording.NOT_UNDERSTOOD, why="no such draft")
    said_nothing = fresh.needs_need and len(talk.plain.split()) < 2
    draft = replace(drafting.completed(old, fresh), needs_need=said_nothing)
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
    elif field == "ward" and (chosen in talk.facts.place.wards or chosen == CITY_WIDE):
        changes = {"wards": (chosen,), "ward_certain": True, "ward_settled": True}
    elif field == "theme" and chosen in talk.facts.theme_labels:
        changes = {"themes": (chosen,), "theme_unsure": False}
    elif field == "share":
        changes = {"share": chosen == "yes"}
    if not changes:
        return None
    numbers = fields.get(field) or [draft.number for draft in talk.state.drafts if field in asking.open_fields(draft)]
    state = talk.state.with_changes(numbers, changes)
    return asking.proceed(talk, state, why=f"answered {field}", effects=learnt(state, numbers, "share" in changes))


def _same(talk: Talk, numbers: list[int], same: bool) -> Turn:
    """The answer to "is this LS-0042?": its words are added there, or it stays a draft of its own."""
    draft = next((found for found in map(talk.state.draft, numbers) if found), None)
    entry = talk.facts.entries.get(draft.same_as) if draft else None
    if draft is None or not same or entry is None:
        state = talk.state.with_changes(numbers, {"same_as": ""})
        return asking.proceed(talk, state, why="not the same")
    changes: dict[str, Any] = {"text": f"{entry.text}\n\n{draft.text}"[: drafting.MOST_TEXT]}
    said = ""
    if entry.mine and draft.quantity and (entry.quantity, entry.what) != draft.quantity[0]:
        changes["quantity"] = draft.quantity
        said = wording_own.changed(entry.ref, drafting.counted(draft.quantity))
    if entry.mine and draft.needed_date and draft.needed_date != entry.needed_by:
        changes["needed_by"] = draft.needed_date
    state = replace(talk.state, drafts=tuple(other for other in talk.state.drafts if other.number != draft.number))
    effect = ChangeEntry(entry.ref, entry.version, changes, why="told again")
    return asking.proceed(talk, state, wording.noted_on(entry.ref), said, why=f"same as {entry.ref}", effects=[effect])
