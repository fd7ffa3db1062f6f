"""Commands become one decision for each entry: what changes, and what is said to the curator and to who asked."""

import re
from dataclasses import dataclass, field
from typing import Any

from intake import wording, wording_curating
from intake.conversation.changing import with_new_count
from intake.conversation.short_words import number_in
from intake.curating import named_tags, splitting
from intake.curating.commands import Command
from intake.facts import EntryFacts, Facts
from nlp.reading import Reading

_REASON = re.compile(r"[\s,;(–—-]*\b(?:reason|why|because)\s*:\s*(?P<why>[^)]+?)[\s)]*$", re.IGNORECASE)
PRIVATE = ("phone", "email", "address", "number")
MERGEABLE = ("waiting", "open", "part-met")


@dataclass
class Decision:
    """What a curator wants with one entry. `verb` is approve, decline, ask, merge, split, reopen, hold or "" (only changes, in
    `edits`, for the `reason` that was given, if any). The `parts` of a split but the first get their slots from `slot` on.
    """

    entry: EntryFacts
    label: str
    verb: str = ""
    words: str = ""
    reason: str = ""
    edits: dict[str, Any] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    slot: int = 1

    @property
    def approves(self) -> bool:
        """Whether it ends in a yes: said, or meant by a correction; never while a correction of the same entry was refused."""
        return not self.refusals and (self.verb == "approve" or (not self.verb and bool(self.edits)))

    @property
    def settled(self) -> bool:
        """Whether there is something to do."""
        return bool(self.verb or self.edits)


def take(decision: Decision, command: Command, facts: Facts, reading: Reading) -> None:
    """Add one command to the decision; a command that cannot be done leaves a refusal and changes nothing."""
    if command.verb in ("approve", "hold", "reopen"):
        decision.verb = command.verb
    elif command.verb == "decline":
        _with_words(decision, command, wording_curating.NEEDS_REASON)
    elif command.verb == "ask":
        if decision.entry.contact_id is None:
            decision.refusals.append(wording_curating.NO_CONTACT)
        else:
            _with_words(decision, command, wording_curating.NEEDS_QUESTION)
    elif command.verb == "merge":
        _merge(decision, command, facts)
    elif command.verb == "split":
        _split(decision, command, reading)
    elif not command.words:
        number = decision.label.split()[0]
        decision.refusals.append(wording_curating.NEEDS_WORDS.format(number=number, verb=command.verb))
    else:
        reason = _REASON.search(command.words)
        words = command.words[: reason.start()] if reason else command.words
        decision.reason = reason["why"] if reason else decision.reason
        EDITS[command.verb](decision, words, facts, reading)


def _with_words(decision: Decision, command: Command, without: str) -> None:
    if command.words:
        decision.verb, decision.words = command.verb, command.words
    else:
        decision.refusals.append(without.format(number=decision.label.split()[0]))


def _merge(decision: Decision, command: Command, facts: Facts) -> None:
    """`command.words` is a reference by now, or what was typed for one."""
    other = facts.entries.get(command.words)
    entry = decision.entry
    if other is None or other.ref == entry.ref or other.kind != entry.kind or other.status not in MERGEABLE:
        decision.refusals.append(wording_curating.NO_SUCH_MERGE.format(words=command.words))
    else:
        decision.verb, decision.words = "merge", other.ref


def _split(decision: Decision, command: Command, reading: Reading) -> None:
    """Two parts at least, free of personal data like any words for the letter."""
    parts = splitting.parts_of(command.words)
    hidden = _private_in(command.words, reading)
    if hidden:
        decision.refusals.append(wording_curating.personal_in_text(hidden))
    elif len(parts) < 2:
        decision.refusals.append(wording_curating.NEEDS_PARTS.format(number=decision.label.split()[0]))
    else:
        decision.verb, decision.parts = "split", parts


def _private_in(words: str, reading: Reading) -> list[str]:
    return sorted({span.kind for span in reading.personal if span.kind in PRIVATE and span.text in words})


def _edit(decision: Decision, name: str, value: Any, words: str) -> None:
    """Note the edit; words on it only when it makes a difference."""
    decision.edits[name] = value
    if getattr(decision.entry, name) != value:
        decision.changes.append(words)


def _theme(decision: Decision, words: str, facts: Facts, reading: Reading) -> None:
    slugs, unknown = named_tags.themes(words, facts.theme_labels)
    if unknown:
        decision.refusals.append(wording_curating.unknown("theme", unknown, tuple(facts.theme_labels)))
    else:
        words = wording_curating.change_of_theme([facts.theme_labels[slug] for slug in slugs])
        _edit(decision, "themes", slugs, words)


def _support(decision: Decision, words: str, facts: Facts, reading: Reading) -> None:
    slugs, unknown = named_tags.support(words, facts.support_labels)
    if unknown:
        decision.refusals.append(wording_curating.unknown("kind of help", unknown, tuple(facts.support_labels)))
    else:
        words = wording_curating.change_of_support([facts.support_labels[slug] for slug in slugs])
        _edit(decision, "support", slugs, words)


def _ward(decision: Decision, words: str, facts: Facts, reading: Reading) -> None:
    codes, unknown = named_tags.wards(words, facts.place.wards)
    if unknown:
        possible = (*facts.place.wards.values(), named_tags.CITY_WIDE)
        decision.refusals.append(wording_curating.unknown("ward", unknown, possible))
    else:
        names = [facts.place.wards.get(code, code) for code in codes]
        _edit(decision, "wards", codes, wording_curating.change_of_ward(names, facts.place.name))
        decision.edits["ward_certain"] = True


def _text(decision: Decision, words: str, facts: Facts, reading: Reading) -> None:
    hidden = _private_in(words, reading)
    if hidden:
        decision.refusals.append(wording_curating.personal_in_text(hidden))
    else:
        decision.edits["public_text"] = words.strip(' "“”')
        decision.changes.append(wording_curating.change_of_text(decision.edits["public_text"]))


def _quantity(decision: Decision, words: str, facts: Facts, reading: Reading) -> None:
    count = number_in(words)
    if count is None:
        decision.refusals.append(wording_curating.NO_AMOUNT.format(words=words))
    else:
        amount = wording.amount(count, decision.entry.what)
        old = decision.entry.quantity
        _edit(decision, "quantity", ((count, decision.entry.what),), wording_curating.change_of_quantity(amount))
        text = with_new_count(decision.edits.get("public_text", decision.entry.public_text), old, count)
        if text:
            decision.edits["public_text"] = text


EDITS = {"theme": _theme, "support": _support, "ward": _ward, "text": _text, "quantity": _quantity}
