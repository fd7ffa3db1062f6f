""" "Why?": the words that each thing was read from, or the reason that a curator gave."""

import re
from collections.abc import Mapping, Sequence

from intake import wording, wording_own
from intake.conversation.explaining import answered
from intake.conversation.talk import Talk, closed
from intake.effects import Turn
from intake.facts import EntryFacts

WHY = re.compile(
    r"^(but |and |so |ok |hm+ )*(why|how come)(?! (do|did|would|are|is|can|should) (you|i|we)\b)"
    r"( is (that|it|this)| that| this| so| not)?( [\w&-]+){0,5}\W*$"
)
CLOSED = ("declined",)


def why(talk: Talk) -> Turn | None:
    """The handler; None when the message does not ask why, or there is nothing to explain."""
    if not WHY.match(talk.plain) or talk.incoming.choice or talk.about.get("kind") in {"digest", "queue", "preview"}:
        return None
    if talk.state.drafts:
        draft = talk.state.drafts[-1]
        wards = draft.wards or tuple(gss for gss, _ in draft.candidates)
        return answered(talk, _because(talk, draft.themes, draft.support, wards, draft.evidence), "said why")
    newest = next(iter(talk.mine("waiting", "open", "part-met", *CLOSED)), None)
    named = [talk.facts.entries[ref] for ref in talk.references if ref in talk.facts.entries]
    entry: EntryFacts | None = next((one for one in named if one.mine), newest)
    if entry is None:
        return None
    if entry.status in CLOSED:
        return closed(talk, wording_own.why_declined(entry.ref, entry.reason), why="said why it was declined")
    return answered(talk, _because(talk, entry.themes, entry.support, entry.wards, entry.evidence), "said why")


def _because(
    talk: Talk,
    themes: Sequence[str],
    support: Sequence[str],
    wards: Sequence[str],
    evidence: Mapping[str, Sequence[str]],
) -> str:
    labels = {**talk.facts.theme_labels, **talk.facts.support_labels, **talk.facts.place.wards}
    lines = [
        wording_own.because(labels[slug], [wording.quoted(words, 40) for words in evidence.get(slug, ())[:2]])
        for slug in (*themes, *support, *wards)
        if slug in labels
    ]
    return wording_own.read_from(lines)
