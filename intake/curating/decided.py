"""What a settled decision of a curator leads to: effects on rows, words to who asked, and one line of echo."""

from typing import Any

from intake import wording_curating
from intake.curating import splitting
from intake.curating.decisions import Decision
from intake.effects import ChangeEntry, Effect, Tell, ref_mark
from intake.facts import Facts

OPEN = ("open", "part-met")
AGAIN = ("declined", "merged")
"""What a curator decided so can be looked at again."""


def effects_of(decision: Decision, facts: Facts) -> list[Effect]:
    """The change of the entry and what its sender is told; nothing when somebody decided before."""
    entry = decision.entry
    if entry.status == "waiting":
        return _on_waiting(decision, facts)
    if entry.status in OPEN and decision.verb in {"hold", "reopen"} and entry.open_quantity == entry.quantity:
        return [ChangeEntry(entry.ref, entry.version, {"status": "waiting"}, "held")]
    if entry.status in AGAIN and decision.verb == "reopen":
        changes = {"status": "waiting", "approved_by": "", "reason": "", "merged_into": None}
        text = wording_curating.reopened(entry.ref)
        subject = wording_curating.REOPENED_SUBJECT.format(ref=entry.ref)
        return [ChangeEntry(entry.ref, entry.version, changes, "reopened"), *_tell(decision, text, subject)]
    if entry.status in OPEN and not decision.verb and decision.edits:
        return _corrected(decision, decision.edits)
    return []


def _corrected(decision: Decision, changes: dict[str, Any]) -> list[Effect]:
    """A change without a yes or a no; who asked hears of each that makes a difference."""
    ref = decision.entry.ref
    if not changes:
        return []
    change = ChangeEntry(ref, decision.entry.version, changes, "corrected")
    if not decision.changes:
        return [change]
    text = wording_curating.corrected(ref, decision.changes, _why(decision))
    return [change, *_tell(decision, text, wording_curating.CORRECTED_SUBJECT.format(ref=ref))]


def _why(decision: Decision) -> str:
    """The reason for the changes as a sentence; where the asker's own words were changed, that none was given."""
    if decision.reason:
        return wording_curating.the_reason(_sentence(decision.reason))
    return wording_curating.NO_REASON if "public_text" in decision.edits else ""


def _on_waiting(decision: Decision, facts: Facts) -> list[Effect]:
    entry, ref, by = decision.entry, decision.entry.ref, curator_name(facts)
    changes: dict[str, Any] = dict(decision.edits)
    if decision.verb == "hold":
        return _corrected(decision, changes)
    if decision.verb == "ask":
        changes["reason"] = f"{ASKED}{decision.words}"
        text = wording_curating.asked_back(ref, _question(decision.words))
        subject = wording_curating.ASKED_SUBJECT.format(ref=ref)
        about = {"kind": "asked-back", "ref": ref}
        return [ChangeEntry(ref, entry.version, changes, "asked back"), *_tell(decision, text, subject, about)]
    if decision.verb == "decline":
        changes |= {"status": "declined", "approved_by": by, "reason": decision.words}
        text = wording_curating.declined(ref, _sentence(decision.words))
        subject = wording_curating.DECLINED_SUBJECT.format(ref=ref)
        return [ChangeEntry(ref, entry.version, changes, "declined"), *_tell(decision, text, subject)]
    if decision.verb == "merge":
        changes |= {"status": "merged", "approved_by": by, "merged_into": decision.words, "reason": ""}
        text = wording_curating.merged(ref, decision.words)
        subject = wording_curating.MERGED_SUBJECT.format(ref=ref, into=decision.words)
        return [ChangeEntry(ref, entry.version, changes, "merged"), *_tell(decision, text, subject)]
    if decision.verb == "split":
        return _split(decision, changes)
    if not decision.approves:
        return _corrected(decision, changes)
    changes |= {"status": "open", "approved_by": by, "reason": ""}
    text = wording_curating.approved(ref, entry.kind, decision.changes, _why(decision))
    subject = wording_curating.APPROVED_SUBJECT.format(ref=ref)
    return [ChangeEntry(ref, entry.version, changes, "approved"), *_tell(decision, text, subject)]


def _split(decision: Decision, changes: dict[str, Any]) -> list[Effect]:
    """The entry becomes its first part; the others are entries of the same sender, who is told of all."""
    entry, (first, *more) = decision.entry, decision.parts
    opened = splitting.others(entry, more, decision.slot)
    changes = {**splitting.first_changes(entry, first), **changes}
    lines = [(entry.ref, first), *((ref_mark(one.slot), one.public_text) for one in opened)]
    subject = wording_curating.SPLIT_SUBJECT.format(ref=entry.ref)
    told = _tell(decision, wording_curating.split_up(entry.ref, lines), subject)
    return [ChangeEntry(entry.ref, entry.version, changes, "split"), *opened, *told]


ASKED = "Asked back: "


def _tell(decision: Decision, text: str, subject: str, about: dict[str, Any] | None = None) -> list[Effect]:
    contact_id = decision.entry.contact_id
    return [] if contact_id is None else [Tell(contact_id, text, subject, about=about or {})]


def curator_name(facts: Facts) -> str:
    """How a curator is named to other curators."""
    return facts.sender.name or (f"curator {facts.sender.contact_id}" if facts.sender.contact_id else "a curator")


def line_of(decision: Decision, facts: Facts) -> str:
    """One line on what became of the entry."""
    entry, label = decision.entry, decision.label
    if entry.status != "waiting":
        if not effects_of(decision, facts):
            return wording_curating.decided(label, entry.decided_by, entry.status)
        held = decision.verb in {"hold", "reopen"}
        words = (
            wording_curating.HELD_AGAIN
            if held and entry.status in OPEN
            else wording_curating.REOPENED
            if held
            else wording_curating.changed_line(decision.changes, False)
        )
        return wording_curating.line(label, words)
    if decision.verb in ("approve", "") and not decision.approves:
        return wording_curating.line(label, wording_curating.not_yet_line(decision.changes))
    words = {
        "hold": wording_curating.HELD,
        "ask": wording_curating.asked_line(decision.words),
        "decline": wording_curating.declined_line(decision.words),
        "merge": wording_curating.merged_line(decision.words),
        "split": wording_curating.split_line(
            [ref_mark(decision.slot + step) for step in range(len(decision.parts) - 1)]
        ),
        "reopen": wording_curating.HELD,
    }.get(decision.verb, wording_curating.APPROVED)
    if decision.changes and decision.verb in ("approve", ""):
        words = wording_curating.changed_line(decision.changes, True)
    elif decision.changes and decision.verb == "hold":
        words = f"{wording_curating.changed_line(decision.changes, False)} {wording_curating.HELD}"
    return wording_curating.line(label, words)


def _sentence(words: str) -> str:
    return words if words[-1:] in ".!?" else f"{words}."


def _question(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words[-1:] in ".!?" else f"{words}?"
