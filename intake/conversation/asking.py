"""Which question comes next, and what becomes of drafts that need none: they are opened and get a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from intake import wording, wording_service
from intake.conversation import drafting
from intake.conversation.talk import Asked, Talk, closed
from intake.effects import Effect, OpenEntry, SetSender, Turn, ref_mark
from intake.facts import Facts
from intake.messages import Choice
from intake.state import MOST_QUESTIONS, Draft, State

ORDER = ("need", "same", "ward", "theme", "share")
AGAIN = "again"
"""Under this name an open question counts how often it was put once more."""


def open_fields(draft: Draft) -> tuple[str, ...]:
    """What must still be asked about a draft, in order. Never more than its remaining questions; the theme gives way first."""
    if draft.needs_need and draft.asked.count("need") < 2:
        return ("need",)
    left = MOST_QUESTIONS - len(draft.asked)
    if draft.same_as and left > 0:
        return ("same",)
    fields = []
    if draft.kind == "ask" and not (draft.ward_certain or draft.ward_settled):
        fields.append("ward")
    if draft.kind == "ask" and draft.theme_unsure and draft.theme_choices:
        fields.append("theme")
    if draft.share is None:
        fields.append("share")
    fields = [field for field in fields if draft.asked.count(field) < (1 if field == "theme" else 2)]
    if len(fields) > left and "theme" in fields:
        fields.remove("theme")
    return tuple(fields[-left:]) if left > 0 else ()


def _about(draft: Draft, state: State) -> str:
    return drafting.short_name(draft) if len(state.drafts) > 1 else ""


def ward_choices(draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    """The likeliest wards as choices, as many as the channel shows, and two ways out. None when no ward is likely."""
    most = min(drafting.MOST_WARDS, max(facts.channel.max_choices - 2, 1))
    if not 1 <= len(draft.candidates) <= 2 * drafting.MOST_WARDS:
        return ()
    wards = tuple(Choice(name, f"ward:{gss}") for gss, name in draft.candidates[:most])
    return (*wards, Choice(wording.SOMEWHERE_ELSE, "ward:other"), Choice(wording.NOT_SURE, "ward:unsure"))


def _one(field: str, drafts: Sequence[Draft], state: State, facts: Facts) -> tuple[str, tuple[Choice, ...]]:
    """The words and choices of one question about these drafts, in other words each time."""
    draft = drafts[0]
    times = draft.asked.count(field) + state.question.get(AGAIN, 0)
    about = _about(draft, state) if len(drafts) == 1 else ""
    if field == "need":
        return wording.ask_need(times, placed=bool(draft.wards or draft.candidates)), ()
    if field == "same":
        entry = facts.entries.get(draft.same_as)
        text = next(
            (item.public_text for item in facts.similar if item.ref == draft.same_as),
            entry.public_text if entry else "",
        )
        return wording.ask_same(draft.same_as, text, times), (
            Choice(wording.SAME_YES, "same:yes"),
            Choice(wording.SAME_NO, "same:no"),
        )
    if field == "ward":
        loose = ", ".join(words for gss, _ in draft.candidates[:1] for words in draft.evidence.get(gss, ())[:1])
        return wording.ask_ward(facts.place.name, about, loose, draft.outside, times), ward_choices(draft, facts)
    if field == "theme":
        choices = tuple(Choice(facts.theme_labels.get(slug, slug), f"theme:{slug}") for slug in draft.theme_choices)
        return wording.ask_theme(about, times), choices
    yes_no = (
        Choice(wording.SHARE_YES, "share:yes"),
        Choice(wording.SHARE_NO, "share:no"),
    )
    return wording.ask_share(draft.organisation, times, draft.kind), yes_no


def _asked_about(field: str, state: State) -> tuple[Draft, ...]:
    """The drafts that one question on this field settles together."""
    missing = [draft for draft in state.drafts if field in open_fields(draft)]
    if field == "share":
        return tuple(draft for draft in missing if draft.organisation == missing[0].organisation)
    if field == "ward":
        return tuple(draft for draft in missing if draft.candidates == missing[0].candidates)
    return tuple(missing[:1])


def _put(state: State, facts: Facts, together: Sequence[str]) -> tuple[Asked, dict[str, list[int]]]:
    """One letter or message that asks these fields, and which drafts each is about."""
    asked: list[tuple[str, tuple[Choice, ...]]] = []
    numbers: dict[str, list[int]] = {}
    for field in together:
        drafts = _asked_about(field, state)
        if drafts:
            asked.append(_one(field, drafts, state, facts))
            numbers[field] = [draft.number for draft in drafts]
    text, choices = _together(asked)
    return Asked(state, text, choices, {"kind": "draft"}, wording.QUESTION_SUBJECT), numbers


def _together(asked: Sequence[tuple[str, tuple[Choice, ...]]]) -> tuple[str, tuple[Choice, ...]]:
    """Several questions as one text. A number would be unclear then, so each question says its own possible answers."""
    if len(asked) < 2:
        return asked[0] if asked else ("", ())
    texts = [
        f"{text} {wording.options([choice.label for choice in choices])}"
        if choices and not choices[0].value.startswith("share:")
        else text
        for text, choices in asked
    ]
    return wording.all_questions(texts), ()


def next_question(state: State, facts: Facts) -> Asked:
    """The state with its next question put (all of them together in a letter); no text when none is open."""
    fields = [field for field in ORDER if any(field in open_fields(draft) for draft in state.drafts)]
    if not fields:
        return Asked(state.answered())
    together = fields if facts.channel.asks_together and not {"need", "same"} & set(fields) else fields[:1]
    asked, numbers = _put(state, facts, together)
    for field, chosen in numbers.items():
        for number in chosen:
            draft = state.draft(number)
            if draft is not None:
                state = state.with_draft(replace(draft, asked=(*draft.asked, field)))
    refs = [draft.same_as for draft in state.drafts if draft.same_as and "same" in together]
    return replace(asked, state=state.asking("draft", asked.choices, fields=numbers, refs=refs))


def repeated(state: State, facts: Facts) -> Asked:
    """The open question once more, in other words; it does not count as another one. No text when none is open."""
    fields: Mapping[str, list[int]] = state.question.get("fields", {})
    asked = []
    for field, numbers in fields.items():
        drafts = [draft for draft in map(state.draft, numbers) if draft]
        if drafts:
            asked.append(_one(field, drafts, state, facts))
    text, choices = _together(asked)
    put = replace(state, question={**state.question, AGAIN: state.question.get(AGAIN, 0) + 1}) if asked else state
    return Asked(put, text, choices, {"kind": "draft"}, wording.QUESTION_SUBJECT)


def set_aside(state: State, kind: str, **details: Any) -> State:
    """The same state with another question put before the one that is open, which `taken_up` comes back to."""
    before, offered = state.question, state.offered
    if "before" in before:  # that one gives way: what it had set aside is what is come back to
        before, offered = before["before"], before.get("offered", ())
    return state.asking(kind, before=dict(before), offered=offered, **details)


def taken_up(state: State, facts: Facts) -> Asked:
    """The question that was set aside, as the open one again, and put once more where it is about drafts."""
    offered = tuple((str(label), str(value)) for label, value in state.question.get("offered", ()))
    before = replace(state, question=state.question.get("before", {}), offered=offered)
    asked = repeated(before, facts) if before.question.get("kind") == "draft" else Asked(before)
    return replace(asked, text=wording_service.resumed(asked.text) if asked.text else "")


def _entry(draft: Draft, slot: int, status: str) -> OpenEntry:
    wards = draft.wards or tuple(gss for gss, _ in draft.candidates)
    named = draft.share is True or not draft.organisation
    return OpenEntry(
        slot=slot,
        kind=draft.kind,
        text=draft.text,
        public_text=draft.public_text if named else wording.unnamed(draft.public_text, draft.organisation),
        status=status,
        themes=draft.themes,
        support=draft.support,
        beneficiaries=draft.beneficiaries,
        wards=wards,
        ward_certain=draft.ward_certain,
        quantity=draft.quantity,
        needed_by=draft.needed_date,
        needed_words=draft.needed_words,
        organisation=draft.organisation,
        share_organisation=draft.share is True,
        confidence=draft.confidence,
        evidence=draft.evidence,
        personal=draft.personal,
    )


def opened(
    state: State, *, status: str = "waiting", all_of_them: bool = False
) -> tuple[State, list[OpenEntry], list[Draft]]:
    """The state without the drafts that need no more questions (whole batches only), their entries, and those drafts."""
    done: list[Draft] = []
    for _, group in groupby(
        sorted(state.drafts, key=lambda draft: (draft.batch, draft.number)),
        key=lambda draft: draft.batch,
    ):
        batch = list(group)
        if all_of_them or not any(open_fields(draft) for draft in batch):
            done += batch
    entries = [_entry(draft, slot, status) for slot, draft in enumerate(done, 1)]
    gone = {draft.number for draft in done}
    return (
        replace(
            state,
            drafts=tuple(draft for draft in state.drafts if draft.number not in gone),
        ),
        entries,
        done,
    )


def receipt(done: Sequence[Draft], facts: Facts) -> str:
    """The receipt for these drafts; the long notice only for somebody new."""
    marks = [(ref_mark(slot), drafting.short_name(draft)) for slot, draft in enumerate(done, 1)]
    known = any(entry.mine for entry in facts.entries.values())
    kind = done[0].kind
    notice = (
        wording.short_notice(kind) if known else wording.notice(facts.place.service, facts.place.keeps_months, kind)
    )
    naming = wording.naming(done[0].organisation, done[0].share is True)
    return wording.sentences(
        f"{wording.receipt(marks)} {naming}" if len(marks) == 1 else f"{wording.receipt(marks)}\n{naming}",
        notice,
    )


def proceed(talk: Talk, state: State, *parts: str, why: str, effects: Sequence[Effect] = ()) -> Turn:
    """Open what is complete, say these paragraphs and the receipt, and ask what is still missing."""
    state, entries, done = opened(state.answered())
    asked = next_question(state, talk.facts)
    said = receipt(done, talk.facts) if done else ""
    learnt = [effect for effect in effects if isinstance(effect, SetSender)]
    rest = [effect for effect in effects if not isinstance(effect, SetSender)]
    subject = asked.subject if asked.text else wording.RECEIPT_SUBJECT
    return closed(
        talk,
        *parts,
        said,
        asked.text,
        why=why,
        effects=(*learnt, *entries, *rest),
        state=asked.state,
        choices=asked.choices,
        about=asked.about,
        subject=subject if done or asked.text else "",
    )
