"""The answer to a curator's question about an entry: it is added to the entry, which is read again."""

from typing import Any

from intake import wording_curating
from intake.conversation.talk import Talk, closed
from intake.curating.decided import ASKED
from intake.effects import ChangeEntry, Turn
from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses


def asked_back(talk: Talk) -> Turn | None:
    """Adds the words to the entry that a curator asked about; None when no such question is open."""
    ref = talk.about.get("ref")
    entry = talk.facts.entries.get(str(ref))
    if talk.about.get("kind") != "asked-back" or entry is None or not talk.words:
        return None
    if not entry.mine or entry.status != "waiting" or not entry.reason.startswith(ASKED):
        return None
    read = talk.reading
    changes: dict[str, Any] = {
        "text": f"{entry.text}\n{talk.words}",
        "public_text": f"{entry.public_text} {read.public_text or talk.words}".strip(),
        "reason": "",
    }
    if read.personal:
        changes["personal"] = tuple(dict.fromkeys((*entry.personal, *(span.text for span in read.personal))))
    hidden = tuple((span.start, span.end) for span in read.personal)
    amounts = read.quantity or read_amounts(talk.words, cut_clauses(talk.words), hidden)
    if amounts and entry.quantity is None:
        changes["quantity"] = tuple((one.count, one.what) for one in amounts)
    if read.needed_by and entry.needed_by is None:
        changes["needed_by"] = read.needed_by
    if read.wards and read.ward_certain and not entry.ward_certain:
        changes |= {"wards": tuple(ward.gss for ward in read.wards), "ward_certain": True}
    effect = ChangeEntry(entry.ref, entry.version, changes, "answered")
    return closed(talk, wording_curating.answer_added(entry.ref), why="answer to a curator added", effects=[effect])
