"""What people do with their own asks: list them, cancel, change, close, give a late name or a late answer."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from intake import wording, wording_own, wording_service
from intake.conversation import changing, said_fields, short_words, standing
from intake.conversation.correcting import drops, new_count
from intake.conversation.listing import listing
from intake.conversation.talk import ACTIVE, Talk, closed
from intake.effects import ChangeEntry, Turn
from intake.facts import EntryFacts
from intake.messages import Choice

CANCEL = re.compile(
    r"\b(cancel|withdraw|take back|remove|delete|scrap|take (down|off)|drop)\b|\b(no longer|don'?t|do not) (need|"
    r"want|require)(ed)?\b|\b(not|no longer) (needed|wanted|required)\b"
)
NOT_NEEDED = re.compile(
    r"^(sorry|hi|hello|ok|actually|all|it'?s|they'?re|[ ,.])*(not|no longer) (needed|wanted|required)\b"
)
_ORDER = re.compile(r"^(please |pls |can you |ok |hi |[,.])*(cancel|withdraw|scrap)\b")
MET = re.compile(
    r"\b(sorted|done|met|close (it|this|our|the)|can (be )?closed?|you can close|fitted|fixed|found (one|them|some|someone|somebody)|"
    r"mark (it |this |us )?as met|no longer short|got (it|them|one|some|a \w+)|all (here|arrived|in)|take (it|this|us) (down|off)|filled|"
    r"delivered|arrived|received|came)\b"
)
_COUNT = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
STILL_WANTED = re.compile(
    rf"\b(still )?(short of|need|needs|want) (another )?{_COUNT}\b|\b{_COUNT} (more )?to go\b|"
    rf"\bonly {_COUNT} (\w+ )?(is |are )?(still )?(wanted|needed)\b|\b{_COUNT} (\w+ ){{0,2}}(still )?(remain|"
    rf"remaining|outstanding|wanted)\b"
)
SOME_LEFT = re.compile(
    r"\b(still|short of|to go|remain\w*|outstanding|not all|half|not (met|done|sorted)|hasn'?t|haven'?t|never)\b"
)
_GONE = re.compile(
    r"\b(they|it|all|that)('ve|'s| have| has| are| is)? ?(all )?(now )?(gone|sold|taken|been (taken|given|sold))\b"
)
_REPLACES = re.compile(
    r"\b(need|want)(ed)?\b.{0,30}(,|\bbut\b|\bjust\b|\bonly\b).{0,10}\b(it'?s|its|they'?re|now|just|only|instead)\b"
)
"""Words that take back a part and put another in its place ("we don't need it Saturdays, it's Sundays now")."""
_PART = re.compile(r"\b(numbers?|nos?\.?|items?|parts?) \d+\b")
_LESS_NOW = re.compile(r"\b(got|found|have|been given|now|only|just|still)\b")
CLOSE = re.compile(r"\b(mark (it |this |us )?as met|(can be|you can|please) close|close (it|this|our))\b")


def own_things(talk: Talk) -> Turn | None:
    """The handler for all of these; None when the message is not about the sender's own entries."""
    said = talk.plain
    if talk.state.question.get("kind") == "which":
        turn = _which_answered(talk)
        if turn:
            return turn
    named = [talk.facts.entries[ref] for ref in talk.references if ref in talk.facts.entries]
    own = [entry for entry in named if entry.mine]
    cancels = CANCEL.search(said) and (talk.intent == "update" or len(said.split()) <= 6)
    if cancels and talk.references and not own and not _my_pledge_named(talk):
        ref = talk.references[0]
        return closed(
            talk, wording_own.not_yours(ref) if named else wording_own.unknown_ref(ref), why=f"{ref} is not theirs"
        )
    if named and not own:
        return None
    if own:
        return _on_named(talk, own)
    return _unnamed(talk)


def _my_pledge_named(talk: Talk) -> bool:
    return any(pledge.mine and pledge.ref in talk.references for pledge in talk.facts.pledges)


def _on_named(talk: Talk, own: list[EntryFacts]) -> Turn | None:
    """Words on own entries that are named by reference."""
    said = talk.plain
    active = [entry for entry in own if entry.status in ACTIVE]
    if not active:
        return closed(talk, wording_own.already_closed(own[0].ref), why=f"{own[0].ref} is closed")
    change = changing.change_of(talk, active[0])
    if change:
        return change
    left = _still_wanted(said)
    if left:
        entry = active[0]
        return changing.changed_entry(
            talk, entry, {"quantity": ((left, entry.what),)}, [wording.amount(left, entry.what)]
        )
    if CLOSE.search(said) or (MET.search(said) and not SOME_LEFT.search(said)):
        return changing.met(talk, active)
    if CANCEL.search(said):
        return changing.withdraw(talk, active)
    if len(active) == 1 and len(said.split()) <= 5 and _agrees(said):
        return _agreed(talk, active[0])
    if talk.intent in {"update", "question"} or len(said.split()) <= 2:
        return listing(talk) if len(said.split()) <= 2 else None
    return None


def _agrees(said: str) -> bool:
    """Whether the words are a yes with a reference ("LS-0042 ok")."""
    return short_words.polarity(re.sub(r"\b[a-z]{2}[- ]?\d{3,6}\b", " ", said).strip(" :,.-")) == "yes"


def _agreed(talk: Talk, entry: EntryFacts) -> Turn:
    """A yes to one's own entry while nothing is asked: an unfinished one is finished, else its stand is said."""
    if entry.status == "draft":
        changes = {"status": "waiting", "share_organisation": bool(entry.organisation)}
        effect = ChangeEntry(entry.ref, entry.version, changes, why="the sender said yes")
        words = (wording_own.named_later(entry.ref), wording.naming(entry.organisation, bool(entry.organisation)))
        return closed(talk, *words, why=f"{entry.ref} is finished", effects=[effect])
    taken = any(pledge.on_mine and pledge.ref == entry.ref for pledge in talk.facts.pledges)
    stand = "accepted" if taken else "waiting" if entry.status == "waiting" else "open"
    return closed(talk, wording_own.NOTHING_TO_DO[stand].format(ref=entry.ref), why=f"{entry.ref} needs nothing")


def _still_wanted(said: str) -> float | None:
    """How many are still wanted when part was found elsewhere: "still short of 6 coats", "1 to go"."""
    found = STILL_WANTED.search(said)
    return short_words.number_in(found.group()) if found else None


def _unnamed(talk: Talk) -> Turn | None:
    """Words on own entries without a reference: "make it 12", "cancel our ask about the trikes", "it's sorted"."""
    active = talk.mine()
    if not active or talk.state.question.get("kind") == "draft":
        return None
    for step in STEPS:
        turn = step(talk, active)
        if turn:
            return turn
    return None


def _is_short(talk: Talk) -> bool:
    return len(talk.plain.split()) <= 12


def _part_only(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """Words that end or replace a part of an ask, and must not end the whole: what cannot be changed here goes to a person."""
    said = talk.plain
    ends = CANCEL.search(said) or MET.search(said)
    if not ends or not _is_short(talk) or not (_REPLACES.search(said) or _PART.search(said)):
        return None
    return changing.change_of(talk, active[0]) or closed(
        talk, wording_service.NEWS_PASSED_ON, why="a part of an ask", effects=[standing.told(talk, "question")]
    )


def _taken_back(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    said, short = talk.plain, _is_short(talk)
    it = re.search(r"\b(ask|request|need|want|it|entry|them|that)\b", said) or len(_meant(talk, active)) < len(active)
    cancels = drops(said) or (CANCEL.search(said) and (it or NOT_NEEDED.match(said) or _ORDER.match(said)))
    if cancels and short and _is_part(talk, active):
        return closed(
            talk, wording_service.NEWS_PASSED_ON, why="part of an ask", effects=[standing.told(talk, "question")]
        )
    if cancels and (talk.intent == "update" or short):
        return _pick(talk, active, "cancel", None)
    if short and len(active) == 1 and active[0].kind == "offer" and _GONE.search(said):
        return changing.withdraw(talk, active)
    return None


def _long_name(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    return changing.late_name(talk, active) if len(said_fields.organisation(talk).split()) > 1 else None


def _changed(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    if not _is_short(talk) or not (changing.CHANGE.search(talk.plain) or changing.CUE.match(talk.plain)):
        return None
    target = _meant(talk, active)
    if len(target) == 1:
        return changing.change_of(talk, target[0])
    count = new_count(talk.words)
    return _pick(talk, target, "quantity", count) if count else None


def _fewer_now(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """How many are still wanted, when part was found elsewhere or is promised here."""
    left = _still_wanted(talk.plain) if _is_short(talk) else None
    partly = [entry for entry in _meant(talk, active) if entry.open_quantity is not None]
    if not left or len(partly) != 1 or partly[0].quantity == left:
        return None
    if partly[0].open_quantity == left:
        return listing(talk)
    if not _LESS_NOW.search(talk.plain):
        return None
    return _act(talk, partly[0], "quantity", left)


def _met_now(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    said = talk.plain
    told = _names_thing(said, active) or short_words.is_sorted(said)
    news = talk.intent == "update" or (_is_short(talk) and talk.intent == "other" and told)
    return _pick(talk, active, "met", None) if news and MET.search(said) and not SOME_LEFT.search(said) else None


def _place_after_all(talk: Talk, active: list[EntryFacts]) -> Turn | None:
    """A place alone, which answers our question on it late or once more: where the newest ask is for."""
    newest = active[0]
    fresh = newest.created_at is not None and talk.facts.now - newest.created_at <= timedelta(days=1)
    if not fresh or talk.state.question or newest.kind != "ask" or not said_fields.is_place(talk):
        return None
    wards = tuple(ward.gss for ward in talk.reading.wards)
    if set(wards) == set(newest.wards) or not (talk.reading.ward_certain or len(wards) == 1):
        return None
    names = [talk.facts.place.wards.get(gss, gss) for gss in wards]
    changes = {"wards": wards, "ward_certain": True}
    return changing.changed_entry(talk, newest, changes, [wording.for_place(names)])


def _names_thing(said: str, active: list[EntryFacts]) -> bool:
    return any(entry.what and entry.what.split()[-1].lower() in said.split() for entry in active)


def _is_part(talk: Talk, active: list[EntryFacts]) -> bool:
    """Whether the thing to be cancelled is only one of several that an entry speaks of."""
    found = re.search(r"\b(?:cancel|drop|scrap|remove) (?:the|our|my) ([a-z]{4,})\b", talk.plain)
    thing = found.group(1) if found else ""
    if not thing or thing in {"asks", "request", "entry", "need"} or _names_thing(thing, active):
        return False
    return any(entry.what and thing in entry.public_text.lower() for entry in active)


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
    choices = tuple(Choice(f"{entry.ref}: {changing.name_of(entry)}"[:60], f"which:{entry.ref}") for entry in shown)
    refs = [entry.ref for entry in shown]
    state = talk.state.asking("which", choices, action=action, value=value, refs=refs, text=talk.words[:500])
    return closed(
        talk,
        wording_own.WHICH_ONE,
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
        return changing.withdraw(talk, [entry])
    if action == "met":
        return changing.met(talk, [entry])
    return changing.changed_entry(
        talk, entry, {"quantity": ((value or 0.0, entry.what),)}, [wording.amount(value or 0.0, entry.what)]
    )


def is_chat(talk: Talk) -> bool:
    """True for thanks and for a lone yes, no or thumb that answers nothing."""
    return short_words.is_thanks(talk.words) or (bool(short_words.lead(talk.words)[0]) and len(talk.plain.split()) <= 3)


STEPS: tuple[Callable[[Talk, list[EntryFacts]], Turn | None], ...] = (
    changing.late_sharing,
    _part_only,
    _taken_back,
    _long_name,
    _changed,
    _fewer_now,
    changing.late_name,
    _place_after_all,
    _met_now,
)
"""What words without a reference can do, in this order."""
