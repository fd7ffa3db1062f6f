""" "Why?": the words that each thing was read from, or the reason that a curator gave."""

import re
from collections.abc import Sequence

from intake import wording, wording_own
from intake.conversation import drafting
from intake.conversation.explaining import answered
from intake.conversation.talk import Talk, closed
from intake.effects import Turn
from intake.facts import EntryFacts
from intake.state import Draft

WHY = re.compile(
    r"^(but |and |so |ok |hm+ )*(why|how come)(?! (do|did|would|are|is|can|should) (you|i|we)\b)"
    r"( is (that|it|this)| that| this| so| not)?( [\w&-]+){0,5}\W*$"
)
CLOSED = ("declined",)


def _amount(read: Draft | EntryFacts) -> str:
    if isinstance(read, Draft):
        return drafting.counted(read.quantity)
    return wording.amount(read.quantity, read.what) if read.quantity is not None else ""


def _day(read: Draft | EntryFacts, talk: Talk) -> str:
    day = read.needed_date if isinstance(read, Draft) else read.needed_by
    return wording.by_day(wording.day(day, talk.facts.today)) if day else read.needed_words


def why(talk: Talk) -> Turn | None:
    """The handler; None when the message does not ask why, or there is nothing to explain."""
    if not WHY.match(talk.plain) or talk.incoming.choice or talk.about.get("kind") in {"digest", "queue", "preview"}:
        return None
    if talk.state.drafts:
        draft = talk.state.drafts[-1]
        wards = draft.wards or tuple(gss for gss, _ in draft.candidates)
        return answered(talk, _because(talk, draft.themes, draft.support, wards, draft), "said why")
    newest = next(iter(talk.mine("waiting", "open", "part-met", *CLOSED)), None)
    named = [talk.facts.entries[ref] for ref in talk.references if ref in talk.facts.entries]
    entry: EntryFacts | None = next((one for one in named if one.mine), newest)
    if entry is None:
        return None
    if entry.status in CLOSED:
        return closed(talk, wording_own.why_declined(entry.ref, entry.reason), why="said why it was declined")
    return answered(talk, _because(talk, entry.themes, entry.support, entry.wards, entry), "said why")


def _because(
    talk: Talk,
    themes: Sequence[str],
    support: Sequence[str],
    wards: Sequence[str],
    read: Draft | EntryFacts,
) -> str:
    evidence = read.evidence
    labels = {**talk.facts.theme_labels, **talk.facts.support_labels, **talk.facts.place.wards}
    lines = [
        wording_own.because(value, [wording.quoted(words, 40) for words in evidence.get(name, ())[:2]])
        for name, value in ((drafting.QUANTITY, _amount(read)), (drafting.NEEDED_BY, _day(read, talk)))
        if value
    ]
    lines += [
        wording_own.because(labels[slug], [wording.quoted(words, 40) for words in evidence.get(slug, ())[:2]])
        for slug in (*themes, *support, *wards)
        if slug in labels
    ]
    return wording_own.read_from(lines)
