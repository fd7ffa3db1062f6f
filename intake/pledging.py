"""Suppliers' promises: booked for what is open, echoed, told to those who asked; refusals, undo and withdrawal."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from intake import drafting, own_things, short_words, wording, wording_pledges
from intake.effects import ChangePledge, Effect, MakePledge, SetSender, Tell, Turn, pledge_mark
from intake.facts import EntryFacts, PledgeFacts
from intake.messages import Choice
from intake.promises import COMMIT, HALF, REFUSAL, Promise, promises, understood
from intake.talk import Talk, closed

UNDO = re.compile(
    r"^(please |pls |no[,.]? |oh |sorry[,.]? )*(undo|take (it|that) back|scratch that|wrong one|mistake)\b"
)
WITHDRAW = re.compile(
    r"\b(withdraw|pull out|back out|take back|can'?t go through|cannot go through|have to cancel|cancel|call off|no longer (able|possible|give))\b"
)
_DULL = {
    "need",
    "needs",
    "help",
    "give",
    "have",
    "with",
    "from",
    "this",
    "that",
    "your",
    "them",
    "could",
    "some",
    "will",
    "letter",
    "would",
    "there",
}


def numbers_of(talk: Talk) -> dict[str, str]:
    """Number in the letter → reference, for the letter that this message answers."""
    numbers = talk.about.get("numbers", {}) if talk.about.get("kind") == "digest" else {}
    return {str(number): str(ref) for number, ref in dict(numbers).items()}


def read_promises(talk: Talk) -> list[Promise]:
    prefixes = sorted({talk.facts.place.prefix, *(ref.split("-")[0] for ref in talk.facts.entries)})
    found = promises(talk.words, talk.incoming.answers, numbers_of(talk), prefixes, talk.facts.today)
    read = talk.reading.quantity
    if (
        len(found) == 1
        and found[0].yes
        and found[0].count is None
        and not found[0].portion
        and len(read) == 1
        and read[0].evidence
    ):
        return [replace(found[0], count=read[0].count, what=read[0].what)]
    return found


def from_digest(talk: Talk) -> Turn | None:
    """An answer to a letter: lines with numbers or references, a description ("the chairs"), or a refusal of it all."""
    numbers = numbers_of(talk)
    if not numbers or talk.reading.intent.slug == "subscription":
        return None
    found = read_promises(talk)
    if found:
        return _answer(talk, found)
    if talk.reading.intent.slug in {"capacity", "gap"} or short_words.is_thanks(talk.words):
        return None
    if REFUSAL.search(talk.plain) and not re.search(r"\b(but|need)\b", talk.plain):
        return _refused(talk)
    if not COMMIT.search(talk.plain) and short_words.number_in(talk.words) is None:
        return None
    described = _described(talk, list(numbers.values()))
    if len(described) == 1:
        return book(talk, [understood(described[0], talk.words, talk.facts.today)])
    commits = talk.reading.intent.slug in {"pledge", "other"} or len(described) > 1
    if not commits or "?" in talk.words:
        return None
    return _which(talk, described or list(numbers.values()))


def _answer(talk: Talk, found: list[Promise]) -> Turn | None:
    """Book what was read, unless it is a question, or news on the sender's own entries."""
    entries = [talk.facts.entries.get(item.ref) for item in found]
    if any(entry and entry.mine for entry in entries) and not any(entry and not entry.mine for entry in entries):
        return None
    asks = talk.words.rstrip().endswith("?") and not any(item.count or item.portion for item in found)
    if talk.reading.intent.slug == "question" and asks:
        return None
    if all(not item.yes for item in found):
        return _refused(talk)
    return book(talk, found)


def pledging(talk: Talk) -> Turn | None:
    """Promises that name references without a letter to answer; or a pledge that names nothing."""
    slug = talk.reading.intent.slug
    if slug in {"question", "subscription"}:
        return None
    found = read_promises(talk) if talk.references or talk.incoming.answers else []
    if found:
        commits = slug == "pledge" or any(
            item.yes and (item.count is not None or item.portion or short_words.lead(item.words)[0] == "yes")
            for item in found
        )
        if slug == "update" and not any(short_words.lead(item.words)[0] == "yes" for item in found):
            return None
        if commits or all(not item.yes for item in found):
            return _answer(talk, found)
        return None
    if slug != "pledge":
        return None
    open_here = [
        entry.ref for entry in talk.facts.entries.values() if not entry.mine and entry.status in {"open", "part-met"}
    ]
    described = _described(talk, open_here)
    if len(described) == 1:
        return book(talk, [understood(described[0], talk.words, talk.facts.today)])
    if described or open_here:
        return _which(talk, described or open_here)
    example = f"{talk.facts.place.prefix}-0042"
    state = talk.state.asking("promise", words=talk.words[:500], refs=[])
    return closed(
        talk,
        wording_pledges.WHICH_REF.format(example=example),
        why="pledge without a need",
        state=state,
        about={"kind": "promise"},
    )


def _described(talk: Talk, refs: Sequence[str]) -> list[str]:
    """The entries whose words the message uses most; several when they tie, none when no word fits."""
    said = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", talk.plain)} - _DULL
    scores: dict[str, int] = {}
    for ref in refs:
        entry = talk.facts.entries.get(ref)
        if entry is None or entry.mine:
            continue
        words = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", f"{entry.what} {entry.public_text}".lower())}
        thing = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", entry.what.lower())}
        scores[ref] = len(said & words) + 2 * len(said & thing)
    best = max(scores.values(), default=0)
    return [ref for ref, score in scores.items() if score == best] if best else []


def _which(talk: Talk, refs: Sequence[str]) -> Turn:
    known = [talk.facts.entries[ref] for ref in refs if ref in talk.facts.entries][: talk.facts.channel.max_choices]
    if not known:
        return closed(
            talk,
            wording_pledges.WHICH_REF.format(example=f"{talk.facts.place.prefix}-0042"),
            why="pledge without a need",
        )
    choices = tuple(Choice(f"{entry.ref}: {own_things.name_of(entry)}"[:60], f"pledge:{entry.ref}") for entry in known)
    listed = [entry.ref for entry in known]
    state = talk.state.asking("promise", choices, words=talk.words[:500], refs=listed)
    about = {"kind": "promise", "refs": listed}
    return closed(talk, wording_pledges.WHICH_NEED, why="asked which need", state=state, choices=choices, about=about)


def chosen(talk: Talk) -> Turn | None:
    """A tapped need ("pledge:LS-0042"), or the answer to "which one?" and "how many?"."""
    question = talk.state.question
    kind = question.get("kind")
    refs = talk.references
    value = talk.choice
    typed = numbers_of(talk).get(str(short_words.bare_number(talk.words)), "")
    if typed and not value:
        value = f"pledge:{typed}"
    if value.startswith("pledge:"):
        ref, _, portion = value.removeprefix("pledge:").partition(":")
    elif kind == "promise" and len(refs) == 1 and len(talk.plain.split()) <= 6:
        ref, portion = refs[0], ""
    elif kind == "how_many" and not refs:
        return _how_many(talk, str(question.get("refs", [""])[0]))
    else:
        return None
    cleared = replace(talk, state=talk.state.answered())
    if kind == "promise" and not portion:
        return book(cleared, [replace(understood(ref, str(question.get("words", "")), talk.facts.today), yes=True)])
    entry = talk.facts.entries.get(ref)
    if portion or entry is None or entry.open_quantity is None or entry.open_quantity <= 1:
        return book(cleared, [Promise(ref, value, portion="half" if portion == "half" else "all")])
    amount = wording.amount(entry.open_quantity, entry.what)
    choices = (Choice(wording_pledges.all_of_them(amount), f"pledge:{ref}:all"),)
    state = cleared.state.asking("how_many", choices, refs=[ref])
    about = {"kind": "how_many", "refs": [ref]}
    return closed(
        cleared,
        wording_pledges.how_many(ref, amount),
        why=f"asked how many of {ref}",
        state=state,
        choices=choices,
        about=about,
    )


def _how_many(talk: Talk, ref: str) -> Turn | None:
    promise = understood(ref, talk.words, talk.facts.today)
    cleared = replace(talk, state=talk.state.answered())
    if not promise.yes:
        return _refused(cleared)
    # The one choice is "all", numbered 1 where choices are numbered; a typed 1 still means one.
    if promise.count or promise.portion or HALF.search(talk.plain) or short_words.lead(talk.words)[0] == "yes":
        return book(cleared, [promise])
    return None


def _refused(talk: Talk) -> Turn:
    again = talk.state.last == wording_pledges.REFUSED
    text = wording_pledges.REFUSED_AGAIN if again else wording_pledges.REFUSED
    return closed(talk, text, why="refusal: nothing booked", state=talk.state.answered())


def _wanted(promise: Promise, entry: EntryFacts) -> tuple[float | None, str]:
    """How much the words give of this entry, and in what. None: all of it, or not counted. Money for a counted thing counts nothing."""
    whole, still = entry.quantity, entry.open_quantity
    if promise.count is not None:
        money = promise.what == "£"
        if whole is not None and money != entry.what.startswith("£") and (money or not promise.what):
            return (0.0, wording.amount(promise.count, "£")) if money else (promise.count, entry.what)
        return promise.count, entry.what if whole is not None else promise.what
    if promise.portion == "half" and whole is not None:
        return (whole / 2 if entry.what.startswith("£") else float(math.ceil(whole / 2))), entry.what
    return still, entry.what


def _already(talk: Talk, promise: Promise, entry: EntryFacts, wanted: float | None) -> PledgeFacts | None:
    """The same promise by the same sender within a day: a mail sent again or forwarded."""
    for pledge in talk.my_pledges("pledged", "accepted"):
        if pledge.ref != entry.ref or not talk.recent(pledge):
            continue
        nothing_named = promise.count is None and not promise.portion
        if nothing_named or promise.portion == "all" or wanted == pledge.quantity or entry.open_quantity == 0:
            return pledge
    return None


def book(talk: Talk, found: Sequence[Promise]) -> Turn:
    """Book each promise for what is open, and say what was booked, what remains and what could not be."""
    lines: list[str] = []
    notes: list[str] = []
    effects: list[Effect] = []
    if talk.reading.organisation and not talk.facts.sender.organisation:
        effects.append(SetSender(organisation=talk.reading.organisation))
    for promise in found:
        entry = talk.facts.entries.get(promise.ref)
        problem = _problem(talk, promise, entry)
        if problem or entry is None:
            notes.append(problem)
            continue
        if promise.yes:
            line, left, made = _booking(talk, promise, entry)
            lines.append(line)
            notes.append(left)
            effects += made
    if not lines:
        return closed(
            talk,
            "\n".join(filter(None, notes)) or wording_pledges.REFUSED,
            why="nothing booked",
            effects=[],
            state=talk.state.answered(),
        )
    hints = f"{wording_pledges.CONTACT_HINT} {wording_pledges.UNDO_HINT}"
    return closed(
        talk,
        wording_pledges.echo(lines),
        "\n".join(filter(None, notes)),
        hints,
        why=f"booked {len(lines)} pledge(s)",
        effects=effects,
        state=talk.state.answered(),
        subject=wording_pledges.ECHO_SUBJECT,
    )


def _problem(talk: Talk, promise: Promise, entry: EntryFacts | None) -> str:
    """Why a promise cannot be booked, in words; "" when it can, or when it is a refusal."""
    if entry is None:
        return wording.unknown_ref(promise.ref)
    if not promise.yes:
        return ""
    if entry.mine:
        return wording_pledges.own_entry(entry.ref)
    wanted, what = _wanted(promise, entry)
    same = _already(talk, promise, entry, wanted)
    if same is not None:
        return wording_pledges.already_noted(
            entry.ref, wording.amount(same.quantity, same.what or what) if same.quantity else ""
        )
    if entry.status == "met" or entry.open_quantity == 0:
        return wording_pledges.already_met(entry.ref)
    return "" if entry.status in {"open", "part-met"} else wording_pledges.not_open(entry.ref)


def _booking(talk: Talk, promise: Promise, entry: EntryFacts) -> tuple[str, str, list[Effect]]:
    """One pledge: its line in the echo, what remains, and its effects."""
    wanted, what = _wanted(promise, entry)
    still = entry.open_quantity
    quantity = min(wanted, still) if wanted is not None and still is not None else wanted
    said = wording.amount(quantity, what) if quantity else what
    when = promise.by_words or (wording.day(promise.by_date, talk.facts.today) if promise.by_date else "")
    notes = []
    if wanted is not None and still is not None and wanted > still:
        notes.append(
            wording_pledges.less_than_offered(entry.ref, wording.amount(wanted, what), wording.amount(still, what))
        )
    left = (
        wording.amount(still - (quantity or 0), entry.what) if still is not None and still - (quantity or 0) > 0 else ""
    )
    notes.append(wording_pledges.remains(entry.ref, left) if still is not None else "")
    made: list[Effect] = [
        MakePledge(
            ref=entry.ref,
            version=entry.version,
            quantity=quantity,
            what=what,
            by_date=promise.by_date,
            by_words=promise.by_words,
            conditional=bool(promise.condition),
            condition=promise.condition,
            contract=promise.contract,
        )
    ]
    if entry.contact_id is not None:
        made.append(_news(talk, entry, said, when, promise.condition, left))
    return wording_pledges.booked(entry.ref, said, when, promise.condition), " ".join(filter(None, notes)), made


def _news(talk: Talk, entry: EntryFacts, said: str, when: str, condition: str, left: str) -> Tell:
    """What those who asked are told of a new pledge."""
    supplier = talk.facts.sender.organisation or talk.reading.organisation
    name = own_things.name_of(entry)
    mark = pledge_mark(entry.ref)
    return Tell(
        contact_id=entry.contact_id or 0,
        text=wording_pledges.pledged(entry.ref, name, supplier, said, when, condition, left),
        subject=wording_pledges.PLEDGED_SUBJECT.format(ref=entry.ref),
        choices=(Choice(wording_pledges.ACCEPT, f"accept:{mark}"), Choice(wording_pledges.REFUSE, f"refuse:{mark}")),
        about={"kind": "pledged", "ref": entry.ref},
    )


def undo(talk: Talk) -> Turn | None:
    """ "undo" within a day: the pledges of the last message, or the one that is named, are taken back."""
    if not UNDO.match(talk.plain) and talk.choice != "undo":
        return None
    recent = [pledge for pledge in talk.my_pledges("pledged", "accepted") if talk.recent(pledge)]
    if talk.references:
        recent = [pledge for pledge in recent if pledge.ref in talk.references]
    elif recent and recent[0].created_at is not None:
        newest = recent[0].created_at
        recent = [
            pledge for pledge in recent if pledge.created_at and (newest - pledge.created_at).total_seconds() < 60
        ]
    if not recent:
        return closed(talk, wording_pledges.NOTHING_TO_UNDO, why="nothing to undo")
    return _taken_back(talk, recent, "undone")


def withdrawing(talk: Talk) -> Turn | None:
    """A supplier takes a pledge back at any later time, in words."""
    mine = talk.my_pledges("pledged", "accepted")
    if not mine or not WITHDRAW.search(talk.plain) or talk.reading.intent.slug in drafting.KINDS:
        return None
    named = [pledge for pledge in mine if pledge.ref in talk.references]
    if talk.references and not named:
        return None
    if not named and (len(mine) > 1 or not re.search(r"\b(pledge|promise|offer|we)\b", talk.plain) or talk.mine()):
        return None
    return _taken_back(talk, named or mine, "withdrawn")


def _taken_back(talk: Talk, pledges: Sequence[PledgeFacts], why: str) -> Turn:
    effects: list[Effect] = []
    for pledge in pledges:
        effects.append(ChangePledge(pledge.id, pledge.status, {"status": "withdrawn"}, why=why))
        entry = talk.facts.entries.get(pledge.ref)
        contact = pledge.entry_contact_id or (entry.contact_id if entry else None)
        if contact is not None:
            amount = wording.amount(pledge.quantity, pledge.what) if pledge.quantity else ""
            text = wording_pledges.pledge_withdrawn(pledge.ref, amount)
            effects.append(Tell(contact, text, subject=pledge.ref, key=f"taken-back:{pledge.id}"))
    refs = [pledge.ref for pledge in pledges]
    return closed(
        talk,
        wording_pledges.undone(refs),
        why=f"{why}: {', '.join(refs)}",
        effects=effects,
        state=talk.state.answered(),
    )
