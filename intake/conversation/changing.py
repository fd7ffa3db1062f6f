"""Changes of stored entries by those who asked: taken back, met, corrected, named later."""

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from intake import wording, wording_own, wording_pledges
from intake.conversation import drafting, naming, said_fields, short_words
from intake.conversation.correcting import corrections, drops, new_count, other_thing, other_word, replaced
from intake.conversation.gist import gist
from intake.conversation.standing import told
from intake.conversation.talk import Talk, closed
from intake.effects import ChangeEntry, ChangePledge, Effect, SetSender, Tell, Turn
from intake.facts import EntryFacts

UNDER_WAY = ("pledged", "accepted")
CHANGE = re.compile(
    r"\b(make (it|that|them|(the|our|my) \w+)|change|amend|update|now need|instead|should (be|say)|actually|correction|moved|"
    r"wrong|not \d+)\b"
)
_TYPO = re.compile(r"\b(typo|spel\w+|meant|should be|correction|wrong name|not \w+)\b")
LATE_NAME = re.compile(
    r"^(hi[,.]? |hello[,.]? |oh[,.]? |yes[,.]? |sorry[,.]? |ps[,.:]? |by the way[,.]? |btw[,.]? |and |for the record[,.]? )*"
    r"(we are|we're|(please )?(call|name) (us|it)|our name is|it'?s from|(it'?s|this is|the name is|name is|called|from) (?=.{3,40}$))"
)
RENAME = re.compile(
    r"^(hi|hello|oh|sorry|no|actually|please|and|but|[ ,.])*((call|name) us|(our|the) name (is|should be)( now)?|"
    r"change (our|the) name to|(we are|we're) (now )?called)\b"
)
CUE = re.compile(
    r"(oh|hi|hello|and|also|but|ok|[,. ])*\b(no|not|sorry|actually|it'?s|its|it is|that'?s|by|before|until|for|in)\b"
)
"""How a correction of what was just written down begins; it is one only when it also names another value."""


def name_of(entry: EntryFacts) -> str:
    if entry.quantity is not None:
        return wording.amount(entry.quantity, entry.what)
    return wording.quoted(gist(entry.public_text or entry.text), 50)


def withdraw(talk: Talk, entries: list[EntryFacts]) -> Turn:
    """Take entries back; who had pledged on them is told."""
    effects: list[Effect] = []
    for entry in entries:
        effects.append(ChangeEntry(entry.ref, entry.version, {"status": "withdrawn"}, why="the sender took it back"))
        effects += _tell_pledgers(talk, entry)
    said = " ".join(wording_own.withdrawn(entry.ref) for entry in entries)
    return closed(
        talk,
        said,
        why=f"withdrew {', '.join(entry.ref for entry in entries)}",
        effects=effects,
        state=talk.state.answered(),
    )


def met(talk: Talk, entries: list[EntryFacts]) -> Turn:
    """Close these as met. Who had promised something that has no yes yet is told that it is not needed any more."""
    refs = [entry.ref for entry in entries]
    waiting = [one for one in talk.facts.pledges if one.on_mine and one.ref in refs and one.status == "pledged"]
    effects: list[Effect] = []
    for pledge in waiting:
        effects.append(ChangePledge(pledge.id, "pledged", {"status": "refused"}, why="not needed any more"))
        if pledge.contact_id is not None:
            text = wording_pledges.refused_supplier(pledge.ref)
            effects.append(Tell(pledge.contact_id, text, subject=pledge.ref, key=f"refused:{pledge.id}"))
    effects += [ChangeEntry(entry.ref, entry.version, {"status": "met"}, why="the sender said so") for entry in entries]
    said = " ".join(wording_own.closed_met(entry.ref) for entry in entries)
    return closed(
        talk, said, why=f"met {', '.join(entry.ref for entry in entries)}", effects=effects, state=talk.state.answered()
    )


def _tell_pledgers(talk: Talk, entry: EntryFacts) -> list[Effect]:
    return [
        Tell(
            pledge.contact_id,
            wording_own.pledged_on_withdrawn(entry.ref),
            subject=entry.ref,
            key=f"withdrawn:{entry.ref}:{pledge.id}",
        )
        for pledge in talk.facts.pledges
        if pledge.on_mine and pledge.ref == entry.ref and pledge.contact_id and pledge.status in UNDER_WAY
    ]


def change_of(talk: Talk, entry: EntryFacts) -> Turn | None:
    """The correction of a stored entry that this message makes, if it makes one."""
    quantity = ((entry.quantity, entry.what),) if entry.quantity is not None else ()
    words = re.sub(r"\b[A-Za-z]{2}[- ]?\d{3,6}\b", "", talk.words)
    thing = other_thing(words, entry.what)
    if thing:
        effects = [told(talk, "question", entry.ref)]
        return closed(
            talk, wording_own.not_of_that(entry.ref, name_of(entry)), why="a change of something else", effects=effects
        )
    worded = other_word(words, entry.public_text)
    if worded and worded[1][-1].isdigit():  # "no, size 5" counts nothing
        return changed_entry(talk, entry, {"public_text": replaced(entry.public_text, *worded)}, [worded[1]])
    fixed = corrections(
        words,
        talk.reading,
        talk.facts,
        quantity=quantity,
        wards=entry.wards,
        needed_by=entry.needed_by,
        themes=entry.themes,
    )
    if worded and not fixed:
        return changed_entry(talk, entry, {"public_text": replaced(entry.public_text, *worded)}, [worded[1]])
    if not fixed or not (CHANGE.search(talk.plain) or CUE.match(talk.plain) or new_count(words)):
        return None
    changes = {name: value for name, value in fixed.changes.items() if name != "candidates"}
    if "candidates" in fixed.changes:
        changes |= {"wards": tuple(gss for gss, _ in fixed.changes["candidates"]), "ward_certain": False}
    return changed_entry(talk, entry, changes, list(fixed.said))


def changed_entry(talk: Talk, entry: EntryFacts, changes: Mapping[str, Any], said: list[str]) -> Turn:
    """Store the change and say it. A count that stands once in the public text is changed there too."""
    changes = dict(changes)
    if "quantity" in changes and entry.quantity is not None:
        text = with_new_count(entry.public_text, entry.quantity, changes["quantity"][0][0])
        changes |= {"public_text": text} if text else {}
    words = {name: (talk.reading.public_text[:80],) for name in drafting.WITH_EVIDENCE if name in changes}
    changes |= {"evidence": {**entry.evidence, **words}} if words else {}
    effect = ChangeEntry(entry.ref, entry.version, changes, why="the sender corrected it")
    text = wording_own.changed(entry.ref, wording.listed(said) or wording.quoted(talk.words))
    again = wording_own.READ_AGAIN if entry.status in {"open", "part-met"} and "public_text" in changes else ""
    promised, told_too = _promised(talk, entry, changes)
    effects = [effect, *told_too]
    return closed(talk, text, again, promised, why=f"changed {entry.ref}", effects=effects, state=talk.state.answered())


def _promised(talk: Talk, entry: EntryFacts, changes: Mapping[str, Any]) -> tuple[str, list[Effect]]:
    """What a new count means for what is promised: it stays; who promised more than is needed now is told."""
    given = 0.0 if entry.quantity is None or entry.open_quantity is None else entry.quantity - entry.open_quantity
    if "quantity" not in changes or given <= 0:
        return "", []
    count, what = changes["quantity"][0]
    promised = wording.amount(given, what)
    if count >= given:
        return wording_own.promised_stays(promised, wording.amount(count - given, what) if count > given else ""), []
    live = [one for one in talk.facts.pledges if one.on_mine and one.ref == entry.ref and one.status in UNDER_WAY]
    if len(live) != 1 or live[0].contact_id is None:
        return wording_own.more_than_needed(promised, False), [told(talk, "problem", f"{entry.ref}: {promised}")]
    news = wording_pledges.needs_less(entry.ref, wording.amount(count, what), promised)
    tell = Tell(live[0].contact_id, news, subject=entry.ref, key=f"less:{live[0].id}:{entry.version}")
    return wording_own.more_than_needed(promised, True), [tell]


def with_new_count(text: str, old: float | None, new: float) -> str:
    """The text with its count changed, when the old one stands in it exactly once; else ""."""
    digits = rf"\b{re.escape(f'{old:g}')}\b" if old is not None else r"(?!)"
    return re.sub(digits, f"{new:g}", text) if len(re.findall(digits, text)) == 1 else ""


def late_sharing(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """ "Keep our name private", or "you can name us", after the receipt."""
    if talk.state.question or len(talk.plain.split()) > 12:
        return None
    share = False if naming.KEEP_PRIVATE.search(talk.plain) else True if short_words.wants_open(talk.words) else None
    wrong = [entry for entry in active if entry.organisation and entry.share_organisation is not share]
    if share is None or not wrong:
        return None
    effects: list[Effect] = [SetSender(organisation=None, share_organisation=share)]
    for entry in wrong:
        text = entry.public_text if share else wording.unnamed(entry.public_text, entry.organisation)
        changes: dict[str, Any] = {"share_organisation": share}
        if text != entry.public_text:
            changes["public_text"] = text
        effects.append(ChangeEntry(entry.ref, entry.version, changes, why="the sender said so"))
    refs = wording.listed([entry.ref for entry in wrong])
    return closed(
        talk,
        wording_own.named_later(refs),
        wording.naming(wrong[0].organisation, share),
        why=f"sharing changed: {refs}",
        effects=effects,
    )


def _misspelt(name: str, given: str) -> bool:
    """Whether a name that was given later is nearly the one we have, so that it corrects it."""
    return bool(given) and given != name and fuzz.ratio(name.casefold(), given.casefold()) >= 75


def _named_now(unnamed: list[EntryFacts], organisation: str, share: bool | None, shared: bool) -> list[Effect]:
    """The name, or the answer on sharing, put into these entries; one that was put aside goes on to a curator."""
    effects: list[Effect] = [
        SetSender(organisation=organisation or None, share_organisation=shared if share is not None else None)
    ]
    for entry in unnamed:
        told_so = entry.status == "draft" or share is not None
        changes: dict[str, Any] = {"share_organisation": shared if told_so else entry.share_organisation}
        if organisation:
            changes["organisation"] = organisation
        if organisation and entry.organisation and entry.organisation in entry.public_text:
            changes["public_text"] = entry.public_text.replace(entry.organisation, organisation)
        if entry.status == "draft":
            changes["status"] = "waiting"
        effects.append(ChangeEntry(entry.ref, entry.version, changes, why="named later"))
    return effects


def late_name(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """A name, or an answer on sharing, given after the receipt, or to a draft that was put aside unanswered."""
    organisation = said_fields.organisation(talk)
    renamed = organisation and RENAME.match(talk.plain)
    unnamed = [
        entry
        for entry in active
        if not entry.organisation
        or (renamed and entry.organisation != organisation)
        or entry.status == "draft"
        or _misspelt(entry.organisation, organisation)
    ]
    aside = [entry for entry in unnamed if entry.status == "draft"]
    if talk.state.question or not unnamed or len(talk.plain.split()) > 14 or drops(talk.words):
        return None
    cue = LATE_NAME.match(talk.plain)
    share = naming.may_share(talk.words)
    typo = any(entry.organisation for entry in unnamed) and _TYPO.search(talk.plain)
    # Nobody refused the name, so a message that is nothing but a name gives it.
    alone = (
        organisation and organisation == talk.words.strip(" .!") and talk.facts.sender.share_organisation is not False
    )
    if not cue and not renamed and not alone and not typo and not (aside and share is not None):
        return None
    if not organisation and not aside:
        return None
    shared = share is True or (share is None and any(entry.share_organisation for entry in unnamed))
    effects = _named_now(unnamed, organisation, share, shared)
    refs = wording.listed([entry.ref for entry in unnamed])
    return closed(
        talk,
        wording_own.named_later(refs),
        wording.naming(organisation, shared),
        why=f"named later: {refs}",
        effects=effects,
    )
