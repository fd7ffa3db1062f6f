"""Booking: a promise becomes a pledge for what is open, is echoed, and those who asked are told."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType

from intake import wording, wording_offers, wording_own, wording_pledges, wording_service
from intake.conversation import changing, pledge_details, things
from intake.conversation.in_words import asks_too
from intake.conversation.promises import BARE, SOME, Promise
from intake.conversation.standing import told
from intake.conversation.talk import Asked, Talk, closed, with_question
from intake.effects import Effect, MakePledge, SetSender, Tell, Turn, pledge_mark
from intake.facts import EntryFacts, PledgeFacts
from intake.messages import Choice

_INSTEAD = re.compile(r"\b(instead|rather than|in place of|in kind|not (the )?(money|cash))\b", re.IGNORECASE)
"""Words that give a thing where money is asked for."""


def refused(talk: Talk) -> Turn:
    return closed(talk, wording_pledges.REFUSED, why="refusal: nothing booked", state=talk.state.answered())


def _wanted(promise: Promise, entry: EntryFacts) -> tuple[float | None, str]:
    """How much the words give of this entry, and in what. None: all of it, or not counted. Money for a counted thing counts nothing."""
    whole, still = entry.quantity, entry.open_quantity
    if promise.count is not None:
        money = promise.what == "£"
        if whole is not None and money != entry.what.startswith("£") and (money or not promise.what):
            return (0.0, wording.amount(promise.count, "£")) if money else (promise.count, entry.what)
        return promise.count, entry.what if whole is not None else promise.what
    if _one_person(promise, entry):
        return 1.0, entry.what
    share = _share(promise.portion)
    if share and whole is not None:
        part = whole * share
        return (round(part, 2) if entry.what.startswith("£") else float(math.ceil(part))), entry.what
    return still, entry.what


def _one_person(promise: Promise, entry: EntryFacts) -> bool:
    """Whether somebody offers nobody but oneself ("I'd like to help the study club")."""
    alone = (
        promise.count is None and not promise.portion and entry.quantity is not None and "volunteers" in entry.support
    )
    return (
        alone
        and re.search(r"\bI('d|'ll|'m)?\b", promise.words) is not None
        and not re.search(r"\bwe\b", promise.words, re.I)
    )


def _share(portion: str) -> float:
    """The part of the whole that is meant: "half" or "25%"; 0 for none and for all of it."""
    if portion == "half":
        return 0.5
    return min(float(portion[:-1]) / 100, 1.0) if portion.endswith("%") else 0.0


def _already(talk: Talk, promise: Promise, entry: EntryFacts, wanted: float | None) -> PledgeFacts | None:
    """The same promise by the same sender within a day: a mail sent again or forwarded."""
    for pledge in talk.my_pledges("pledged", "accepted"):
        if pledge.ref != entry.ref or not talk.recent(pledge):
            continue
        nothing_named = promise.count is None and not promise.portion
        if nothing_named or promise.portion == "all" or wanted == pledge.quantity or entry.open_quantity == 0:
            return pledge
    return None


@dataclass
class _Booked:
    """What came of the promises of one message so far. `lines` are those of the echo: of what is given, and of what is taken."""

    lines: dict[bool, list[str]] = field(default_factory=lambda: {False: [], True: []})
    notes: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    unclear: list[Promise] = field(default_factory=list)


def book(talk: Talk, found: Sequence[Promise]) -> Turn:
    """Book each promise for what is open, and say what was booked, what remains and what could not be."""
    booked = _Booked()
    for promise in found:
        _take(talk, promise, booked)
    if booked.promises and talk.reading.organisation and not talk.facts.sender.organisation:
        booked.effects.insert(0, SetSender(organisation=talk.reading.organisation))
    if booked.promises and asks_too(talk.words):
        booked.notes.append(wording_service.QUESTION_TOO)
        booked.effects.append(told(talk, "question", wording.listed([one.ref for one in booked.promises])))
    asked = _asked(talk, booked)
    hints = [_words(takes).CONTACT_HINT for takes, lines in booked.lines.items() if lines]
    refused_all = "" if booked.promises or booked.notes or asked.text else wording_pledges.REFUSED
    return with_question(
        talk,
        asked,
        *[_words(takes).echo(lines) for takes, lines in booked.lines.items() if lines],
        "\n".join(filter(None, booked.notes)),
        refused_all,
        " ".join([*hints, wording_pledges.UNDO_HINT] if hints else []),
        why=f"booked {len(booked.promises)} pledge(s)" if booked.promises else "nothing booked",
        effects=booked.effects,
        subject=wording_pledges.ECHO_SUBJECT if booked.promises else "",
    )


def _take(talk: Talk, promise: Promise, booked: _Booked) -> None:
    """Book one promise, or note why it cannot be."""
    entry = talk.facts.entries.get(promise.ref)
    problem = _problem(talk, promise, entry)
    if problem or entry is None:
        booked.notes.append(problem)
    elif not promise.yes:
        return
    elif _of_another_thing(promise, entry) or _only_some(promise, entry):
        booked.unclear.append(promise)
    elif entry.what == "£" and promise.count is None and _INSTEAD.search(promise.words):
        booked.notes.append(wording_pledges.OTHER_THING_NOTED)
        booked.effects.append(told(talk, "question", entry.ref))
    else:
        line, left, made = _booking(talk, promise, entry)
        booked.lines[_takes(entry)].append(line)
        booked.notes.append(left)
        booked.effects += made
        booked.promises.append(promise)


def _asked(talk: Talk, booked: _Booked) -> Asked:
    """What must still be asked. Who answers the echo by mail still means the numbers of the letter."""
    if booked.unclear:
        asked = _what_was_meant(talk, booked.unclear[0])
    elif booked.lines[False]:
        given = [one for one in booked.promises if not _takes(talk.facts.entries[one.ref])]
        asked = pledge_details.more_asked(talk, given)
    else:
        asked = Asked(talk.state if talk.state.question.get("kind") == pledge_details.KIND else talk.state.answered())
    about = dict(talk.about) if talk.about.get("kind") == "digest" and not asked.about else asked.about
    return replace(asked, about=about)


def _takes(entry: EntryFacts) -> bool:
    """Whether a pledge on this entry takes what is offered, where one on an ask gives."""
    return entry.kind == "offer"


def _words(takes: bool) -> ModuleType:
    return wording_offers if takes else wording_pledges


def _of_another_thing(promise: Promise, entry: EntryFacts) -> bool:
    counted = promise.count is not None and entry.quantity is not None and promise.what != "£"
    return counted and not entry.what.startswith("£") and things.other(promise.what, entry.what)


def _only_some(promise: Promise, entry: EntryFacts) -> bool:
    """Whether the words give a part and do not say how much ("some of LS-0042"), where it must be known."""
    unsaid = promise.count is None and not promise.portion
    return (
        unsaid
        and (entry.open_quantity or 0) > 1
        and (SOME.search(promise.words) or BARE.fullmatch(promise.words)) is not None
    )


def _what_was_meant(talk: Talk, promise: Promise) -> Asked:
    """The question how many of the thing that is needed can be given, for a promise of something else or of "some"."""
    entry = talk.facts.entries[promise.ref]
    still = entry.open_quantity if entry.open_quantity is not None else entry.quantity or 0.0
    if promise.count is None:
        return how_many(talk, entry)
    said = wording.quoted(wording.amount(promise.count or 0.0, promise.what))
    text = wording_pledges.other_thing(entry.ref, said, wording.amount(still, entry.what), entry.what)
    state = talk.state.asking("how_many", refs=[entry.ref], count=promise.count, words=talk.words[:500])
    return Asked(state, text, about={"kind": "how_many", "refs": [entry.ref]})


def how_many(talk: Talk, entry: EntryFacts) -> Asked:
    """The question how many, and by when, of an entry that counts what it needs."""
    amount = wording.amount(entry.open_quantity or 0.0, entry.what)
    choices = (Choice(wording_pledges.all_of_them(amount), f"pledge:{entry.ref}:all"),)
    state = talk.state.asking("how_many", choices, refs=[entry.ref])
    about = {"kind": "how_many", "refs": [entry.ref]}
    return Asked(state, wording_pledges.how_many(entry.ref, amount), choices, about)


def _problem(talk: Talk, promise: Promise, entry: EntryFacts | None) -> str:
    """Why a promise cannot be booked, in words; "" when it can, or when it is a refusal."""
    if entry is None:
        return wording_own.unknown_ref(promise.ref)
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
        return str(_words(_takes(entry)).already_met(entry.ref))
    return "" if entry.status in {"open", "part-met"} else wording_pledges.not_open(entry.ref)


def _booking(talk: Talk, promise: Promise, entry: EntryFacts) -> tuple[str, str, list[Effect]]:
    """One pledge: its line in the echo, what remains, and its effects."""
    wanted, what = _wanted(promise, entry)
    words = _words(_takes(entry))
    still = entry.open_quantity
    quantity = min(wanted, still) if wanted is not None and still is not None else wanted
    said = wording.amount(quantity, what) if quantity else what
    when = promise.by_words or (wording.day(promise.by_date, talk.facts.today) if promise.by_date else "")
    notes = []
    if wanted is not None and still is not None and wanted > still:
        notes.append(words.less_than_offered(entry.ref, wording.amount(wanted, what), wording.amount(still, what)))
    left = (
        wording.amount(still - (quantity or 0), entry.what) if still is not None and still - (quantity or 0) > 0 else ""
    )
    notes.append(words.remains(entry.ref, left) if still is not None else "")
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
    else:
        made.append(told(talk, "problem", wording_pledges.nobody_to_tell(entry.ref, said)))
    return (
        wording_pledges.booked(entry.ref, said, when, promise.condition, promise.contract),
        " ".join(filter(None, notes)),
        made,
    )


def _news(talk: Talk, entry: EntryFacts, said: str, when: str, condition: str, left: str) -> Tell:
    """What those who asked are told of a new pledge."""
    supplier = talk.facts.sender.organisation or talk.reading.organisation
    name = changing.name_of(entry)
    mark = pledge_mark(entry.ref)
    if _takes(entry):
        return Tell(
            contact_id=entry.contact_id or 0,
            text=wording_offers.wanted(
                entry.ref, name, supplier, said, when, left, counted=entry.open_quantity is not None
            ),
            subject=wording_offers.WANTED_SUBJECT.format(ref=entry.ref),
            choices=(Choice(wording_offers.YES, f"accept:{mark}"), Choice(wording_offers.NO, f"refuse:{mark}")),
            about={"kind": "pledged", "ref": entry.ref},
        )
    return Tell(
        contact_id=entry.contact_id or 0,
        text=wording_pledges.pledged(
            entry.ref, name, supplier, said, when, condition, left, counted=entry.open_quantity is not None
        ),
        subject=wording_pledges.PLEDGED_SUBJECT.format(ref=entry.ref),
        choices=(Choice(wording_pledges.ACCEPT, f"accept:{mark}"), Choice(wording_pledges.REFUSE, f"refuse:{mark}")),
        about={"kind": "pledged", "ref": entry.ref},
    )
