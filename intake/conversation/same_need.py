"""Whether a need was told before: by how alike the words are, in the same place, and by the count."""

from intake.conversation.talk import Talk
from intake.facts import EntryFacts
from intake.state import Draft

SAME_MINE = 0.9
SAME_OTHERS = 0.95
SAME_COUNT = 0.25
"""So much less alike may one's own words be when both ask for as many of the same thing in the same ward."""
NEVER = 2.0


def repeats(talk: Talk, draft: Draft) -> str:
    """The earlier entry that this draft probably tells again, else ""."""
    for similar in sorted(talk.facts.similar, key=lambda item: -item.score):
        entry = talk.facts.entries.get(similar.ref)
        if entry is not None and entry.kind != draft.kind:
            continue
        here = {*draft.wards} | {gss for gss, _ in draft.candidates}
        near = entry is not None and bool(set(entry.wards) & here)
        if similar.mine:
            same = entry is not None and near and _same_count(draft, entry)
            needed = SAME_MINE - (SAME_COUNT if same else 0)
        else:
            needed = SAME_OTHERS if near else NEVER
        if similar.score >= needed:
            return similar.ref
    return ""


def _same_count(draft: Draft, entry: EntryFacts) -> bool:
    """Whether both count the same thing, as in "10 chairs" and "10 sturdy chairs"."""
    if not draft.quantity or entry.quantity is None:
        return False
    count, what = draft.quantity[0]
    last = (what.split() or [""])[-1].casefold().rstrip("s")
    return count == entry.quantity and last == (entry.what.split() or [""])[-1].casefold().rstrip("s")
