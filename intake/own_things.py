"""What people do with their own asks: list them, cancel, change, close, give a late name or a late answer."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intake import drafting, naming, short_words, wording
from intake.correcting import corrections, drops, new_count
from intake.effects import ChangeEntry, Effect, SetSender, Tell, Turn
from intake.facts import EntryFacts
from intake.messages import Choice
from intake.talk import ACTIVE, Talk, closed

LIST = re.compile(
    r"\b(what|which|show|list|see|any news|where)\b.{0,30}\b((have|did) (i|we) (ask|request)\w*|(my|our) (asks?|requests?|entries|list|needs|things))\b|"
    r"^(my|our) (asks|requests|list|entries)\W*$|^list( my asks| mine)?\W*$|^status\W*$|\bwhat do you have (for|from) (me|us)\b"
)
CANCEL = re.compile(
    r"\b(cancel|withdraw|take back|remove|delete|scrap|take (down|off)|drop)\b|\b(no longer|don'?t|do not) (need|want|require)\b|\bnot needed\b"
)
MET = re.compile(
    r"\b(sorted|done|met|close (it|this|our|the)|can (be )?closed?|you can close|fitted|fixed|found (one|them|some|someone|somebody)|"
    r"mark (it |this |us )?as met|no longer short|got (it|them|one|some|a \w+)|all (here|arrived|in)|take (it|this|us) (down|off)|filled|"
    r"delivered|arrived|received|came)\b"
)
SOME_LEFT = re.compile(r"\b(still|short of|to go|remaining|but|only|not all|half)\b")
NEWS = re.compile(
    r"\b(any (news|luck|joy|word|interest|update|progress|takers?)|heard anything|what'?s happening|how is it going)\b"
)
CHANGE = re.compile(
    r"\b(make (it|that|them)|change|amend|update|now need|instead|should (be|say)|actually|correction|moved|not \d)\b"
)


def own_things(talk: Talk) -> Turn | None:
    """The handler for all of these; None when the message is not about the sender's own entries."""
    said = talk.plain
    if talk.state.question.get("kind") == "which":
        turn = _which_answered(talk)
        if turn:
            return turn
    if LIST.search(said) or NEWS.search(said):
        return listing(talk)
    named = [talk.facts.entries[ref] for ref in talk.references if ref in talk.facts.entries]
    own = [entry for entry in named if entry.mine]
    if CANCEL.search(said) and talk.references and not own and not _my_pledge_named(talk):
        ref = talk.references[0]
        return closed(talk, wording.not_yours(ref) if named else wording.unknown_ref(ref), why=f"{ref} is not theirs")
    if named and not own:
        return None
    if own:
        return _on_named(talk, own)
    return _unnamed(talk)


def _my_pledge_named(talk: Talk) -> bool:
    return any(pledge.mine and pledge.ref in talk.references for pledge in talk.facts.pledges)


def name_of(entry: EntryFacts) -> str:
    if entry.quantity is not None:
        return wording.amount(entry.quantity, entry.what)
    return wording.quoted(entry.public_text or entry.text, 50)


def listing(talk: Talk) -> Turn:
    """The sender's own entries, a line each."""
    shown = [*talk.mine(), *talk.mine("met")][:20]
    lines = []
    for entry in shown:
        partly = entry.status == "part-met" and entry.open_quantity
        lines.append(
            wording.own_line(
                entry.ref,
                name_of(entry),
                entry.status,
                wording.amount(entry.open_quantity or 0, entry.what) if partly else "",
            )
        )
    lines += [
        wording.own_line(wording.NO_REF_YET, drafting.short_name(draft), "draft", "") for draft in talk.state.drafts
    ]
    return closed(talk, wording.own_list(lines), why="listed own entries")


def _on_named(talk: Talk, own: list[EntryFacts]) -> Turn | None:
    """Words on own entries that are named by reference."""
    said = talk.plain
    active = [entry for entry in own if entry.status in ACTIVE]
    if not active:
        return closed(talk, wording.already_closed(own[0].ref), why=f"{own[0].ref} is closed")
    change = _change_of(talk, active[0])
    if change:
        return change
    if MET.search(said) and not re.search(r"\bnot (met|done|sorted)\b", said):
        return _met(talk, active)
    if CANCEL.search(said):
        return _withdraw(talk, active)
    if talk.reading.intent.slug in {"update", "question"} or len(said.split()) <= 2:
        return listing(talk) if len(said.split()) <= 2 else None
    return None


def _unnamed(talk: Talk) -> Turn | None:
    """Words on own entries without a reference: "make it 12", "cancel our ask about the trikes", "it's sorted"."""
    said = talk.plain
    active = talk.mine()
    if not active or talk.state.question.get("kind") == "draft":
        return None
    short = len(said.split()) <= 12
    it = re.search(r"\b(ask|request|need|want|it|entry|them|that)\b", said) or len(_meant(talk, active)) < len(active)
    cancels = drops(said) or (CANCEL.search(said) and it)
    if cancels and (talk.reading.intent.slug == "update" or short):
        return _pick(talk, active, "cancel", None)
    if short and (CHANGE.search(said) or re.match(r"(no|sorry|actually)\b", said)):
        target = _meant(talk, active)
        if len(target) == 1:
            return _change_of(talk, target[0])
        count = new_count(talk.words)
        return _pick(talk, target, "quantity", count) if count else None
    late = _late_name(talk, active)
    if late:
        return late
    if talk.reading.intent.slug == "update" and MET.search(said) and not SOME_LEFT.search(said):
        return _pick(talk, active, "met", None)
    return None


def _meant(talk: Talk, active: list[EntryFacts]) -> list[EntryFacts]:
    """The entries that the words can mean: those that name the thing counted, or else all."""
    words = set(re.findall(r"[a-z]{4,}", talk.plain))
    named = [
        entry
        for entry in active
        if words & set(re.findall(r"[a-z]{4,}", f"{entry.what} {entry.public_text}".lower())) - {"need", "with"}
    ]
    return named or active


def _pick(talk: Talk, active: list[EntryFacts], action: str, value: float | None) -> Turn:
    """Do it when only one entry can be meant, else ask which."""
    meant = _meant(talk, active)
    if len(meant) == 1:
        return _act(talk, meant[0], action, value)
    shown = meant[: talk.facts.channel.max_choices]
    choices = tuple(Choice(f"{entry.ref}: {name_of(entry)}"[:60], f"which:{entry.ref}") for entry in shown)
    refs = [entry.ref for entry in shown]
    state = talk.state.asking("which", choices, action=action, value=value, refs=refs, text=talk.words[:500])
    return closed(
        talk,
        wording.which_one(0),
        why=f"asked which to {action}",
        state=state,
        choices=choices,
        about={"kind": "which", "refs": refs},
    )


def _which_answered(talk: Talk) -> Turn | None:
    """The answer to "which of these?"."""
    question = talk.state.question
    refs = talk.references
    ref = (
        talk.choice.removeprefix("which:") if talk.choice.startswith("which:") else (refs[0] if len(refs) == 1 else "")
    )
    entry = talk.facts.entries.get(ref)
    if entry is None or not entry.mine:
        return None
    cleared = replace(talk, state=talk.state.answered())
    return _act(cleared, entry, str(question.get("action")), question.get("value"))


def _act(talk: Talk, entry: EntryFacts, action: str, value: float | None) -> Turn:
    if action == "cancel":
        return _withdraw(talk, [entry])
    if action == "met":
        return _met(talk, [entry])
    return changed_entry(
        talk, entry, {"quantity": ((value or 0.0, entry.what),)}, [wording.amount(value or 0.0, entry.what)]
    )


def _withdraw(talk: Talk, entries: list[EntryFacts]) -> Turn:
    """Take entries back; who had pledged on them is told."""
    effects: list[Effect] = []
    for entry in entries:
        effects.append(ChangeEntry(entry.ref, entry.version, {"status": "withdrawn"}, why="the sender took it back"))
        effects += _tell_pledgers(talk, entry)
    said = " ".join(wording.withdrawn(entry.ref) for entry in entries)
    return closed(
        talk,
        said,
        why=f"withdrew {', '.join(entry.ref for entry in entries)}",
        effects=effects,
        state=talk.state.answered(),
    )


def _met(talk: Talk, entries: list[EntryFacts]) -> Turn:
    effects = [ChangeEntry(entry.ref, entry.version, {"status": "met"}, why="the sender said so") for entry in entries]
    said = " ".join(wording.closed_met(entry.ref) for entry in entries)
    return closed(
        talk, said, why=f"met {', '.join(entry.ref for entry in entries)}", effects=effects, state=talk.state.answered()
    )


def _tell_pledgers(talk: Talk, entry: EntryFacts) -> list[Effect]:
    return [
        Tell(
            pledge.contact_id,
            wording.pledged_on_withdrawn(entry.ref),
            subject=entry.ref,
            key=f"withdrawn:{entry.ref}:{pledge.id}",
        )
        for pledge in talk.facts.pledges
        if pledge.on_mine and pledge.ref == entry.ref and pledge.contact_id and pledge.status in {"pledged", "accepted"}
    ]


def _change_of(talk: Talk, entry: EntryFacts) -> Turn | None:
    """The correction of a stored entry that this message makes, if it makes one."""
    quantity = ((entry.quantity, entry.what),) if entry.quantity is not None else ()
    words = re.sub(r"\b[A-Za-z]{2}[- ]?\d{3,6}\b", "", talk.words)
    fixed = corrections(
        words,
        talk.reading,
        talk.facts,
        quantity=quantity,
        wards=entry.wards,
        needed_by=entry.needed_by,
        themes=entry.themes,
    )
    if not fixed or not (
        CHANGE.search(talk.plain) or re.match(r"(no|sorry|actually)\b", talk.plain) or new_count(words)
    ):
        return None
    changes = {name: value for name, value in fixed.changes.items() if name != "candidates"}
    if "candidates" in fixed.changes:
        changes |= {"wards": tuple(gss for gss, _ in fixed.changes["candidates"]), "ward_certain": False}
    return changed_entry(talk, entry, changes, list(fixed.said))


def changed_entry(talk: Talk, entry: EntryFacts, changes: Mapping[str, Any], said: list[str]) -> Turn:
    """Store the change and say it. A count that stands once in the public text is changed there too."""
    changes = dict(changes)
    if "quantity" in changes and entry.quantity is not None:
        old, new = f"{entry.quantity:g}", f"{changes['quantity'][0][0]:g}"
        if len(re.findall(rf"\b{re.escape(old)}\b", entry.public_text)) == 1:
            changes["public_text"] = re.sub(rf"\b{re.escape(old)}\b", new, entry.public_text)
    effect = ChangeEntry(entry.ref, entry.version, changes, why="the sender corrected it")
    text = wording.changed(entry.ref, wording.listed(said) or wording.quoted(talk.words))
    return closed(talk, text, why=f"changed {entry.ref}", effects=[effect], state=talk.state.answered())


def _late_name(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """A name, or an answer on sharing, given after the receipt, or to a draft that was put aside unanswered."""
    unnamed = [entry for entry in active if not entry.organisation or entry.status == "draft"]
    aside = [entry for entry in unnamed if entry.status == "draft"]
    if talk.state.question or not unnamed or len(talk.plain.split()) > 14 or drops(talk.words):
        return None
    cue = re.match(
        r"^(hi[,.]? |hello[,.]? |oh[,.]? |yes[,.]? |sorry[,.]? |ps[,.:]? |by the way[,.]? )*(we are|we're|our name is|it'?s from)\b",
        talk.plain,
    )
    share = naming.may_share(talk.words)
    if not cue and not (aside and share is not None):
        return None
    organisation = naming.organisation_in(talk.words, talk.reading.organisation)
    if not organisation and not aside:
        return None
    shared = share is True or (share is None and any(entry.share_organisation for entry in unnamed))
    effects: list[Effect] = [
        SetSender(organisation=organisation or None, share_organisation=shared if share is not None else None)
    ]
    for entry in unnamed:
        changes: dict[str, Any] = {
            "share_organisation": shared if entry.status == "draft" or share is not None else entry.share_organisation
        }
        if organisation:
            changes["organisation"] = organisation
        if entry.status == "draft":
            changes["status"] = "waiting"
        effects.append(ChangeEntry(entry.ref, entry.version, changes, why="named later"))
    refs = wording.listed([entry.ref for entry in unnamed])
    return closed(
        talk,
        wording.named_later(refs),
        wording.naming(organisation, shared),
        why=f"named later: {refs}",
        effects=effects,
    )


def is_chat(talk: Talk) -> bool:
    """True for thanks and for a lone yes, no or thumb that answers nothing."""
    return short_words.is_thanks(talk.words) or (bool(short_words.lead(talk.words)[0]) and len(talk.plain.split()) <= 3)
