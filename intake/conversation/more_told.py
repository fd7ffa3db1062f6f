"""Answers that tell more of the need than was asked: they are added to the draft, and what was missing is filled in."""

import re
from dataclasses import replace

from intake import wording
from intake.conversation import asking, drafting, naming
from intake.conversation.meaning import UNSAID
from intake.conversation.talk import Talk, with_question
from intake.effects import Turn
from intake.state import Draft, State

_DETAIL = re.compile(
    r"(and |but |also |oh |ps )*((they|it|these|those|we|the \w+) (must|should|need to|needs to|can|will|would|has to|have to)\b|"
    r"(ideally|preferably|if possible|for the|for our|with a|without|the (\w+ ){1,2}ones?\b|on (mon|tues|wednes|thurs|fri|"
    r"satur|sun)days?)\b)"
)
_DAYS = re.compile(
    r"(on |every )?((mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?|mornings?|evenings?|[ ,&]|and|or|only)+\W*"
)


def more_told(talk: Talk, target: Draft) -> Turn | None:
    """Words that answer nothing but tell more of the need ("they must be sturdy"): they are added, and the question stays open."""
    read = talk.reading
    poor = not (target.themes or target.support or target.quantity)
    themes = any(tag.confidence >= UNSAID for tag in read.themes)
    tells = (
        read.quantity
        or read.support
        or themes
        or read.beneficiaries
        or read.needed_by
        or _DETAIL.match(talk.plain)
        or _DAYS.fullmatch(talk.plain)
    )
    answers = read.outside or naming.may_share(talk.words) is not None or "?" in talk.words
    few = 1 if poor or _DAYS.fullmatch(talk.plain) else 3
    if not tells or answers or len(talk.plain.split()) < few:
        return None
    if poor and (read.quantity or read.support or themes):
        draft = drafting.completed(target, drafting.draft_of(read, talk, target.number, target.kind))
        state = talk.state.with_draft(replace(draft, needs_need=False))
        said = drafting.summaries((draft,), talk.facts)
    else:
        state, said = with_words(talk.state, target.number, talk), wording.ADDED
    return with_question(talk, asking.repeated(state, talk.facts), said, why="more of the need")


def tells_more(talk: Talk) -> bool:
    """Whether an answer tells the need again in fuller words, which the letter should have."""
    read = talk.reading
    return talk.intent in drafting.KINDS and len(talk.plain.split()) >= 6 and bool(read.quantity or read.themes)


def with_words(state: State, number: int, talk: Talk) -> State:
    """The state with the message's words added to this draft, and with what they say of a day, an amount or a theme that it lacked."""
    draft = state.draft(number)
    if draft is None:
        return state
    themes = talk.reading.themes
    sure = draft.theme_unsure and themes and themes[0].confidence >= drafting.SURE_THEME
    draft = replace(draft, themes=tuple(tag.slug for tag in themes), theme_unsure=False) if sure else draft
    return state.with_draft(
        replace(
            draft,
            needed_by=draft.needed_by or (talk.reading.needed_by.isoformat() if talk.reading.needed_by else ""),
            quantity=draft.quantity
            or tuple((item.count, item.what) for item in talk.reading.quantity if not item.people),
            text=f"{draft.text}\n{talk.words}"[: drafting.MOST_TEXT],
            public_text=f"{draft.public_text}\n{talk.reading.public_text}"[: drafting.MOST_TEXT],
            personal=(*draft.personal, *(span.text for span in talk.reading.personal)),
        )
    )
