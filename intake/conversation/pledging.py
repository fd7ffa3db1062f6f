"""Suppliers' words: answers to a letter, promises by reference, taps; what they mean, and what must still be asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake import wording_pledges
from intake.conversation import booking, changing, described, short_words, things
from intake.conversation.described import entries_of
from intake.conversation.meaning import NEED
from intake.conversation.promises import ALL, COMMIT, GIVES, HALF, REFUSAL, Promise, promises, understood
from intake.conversation.standing import told
from intake.conversation.talk import Talk, closed, with_question
from intake.effects import Turn
from intake.facts import EntryFacts
from intake.messages import Choice

_FOR_US = re.compile(r"\b(for|at|in) (our|us|my)\b|\bwanted\b")
_NOT_NOW = re.compile(
    r"\b((will|'ll|let me|going to|need to|have to|must|can) (have a |take a )?(look|check|ask|think|get back|come back|speak|see what|"
    r"discuss|raise it|talk)|get back to you|on (holiday|leave)|away until|out of (the )?office|(ask|try) (us|me) (again )?(next|in)|"
    r"next (month|quarter|year|time)|in the new year|later (this|in the) (month|year))\b"
)


def numbers_of(talk: Talk) -> dict[str, str]:
    """Number in the letter → reference, for the letter that this message answers."""
    numbers = talk.about.get("numbers", {}) if talk.about.get("kind") == "digest" else {}
    return {str(number): str(ref) for number, ref in dict(numbers).items()}


def read_promises(talk: Talk) -> list[Promise]:
    """Every promise and refusal of the message. For one promise in longer words the reader's amounts count, not ours."""
    prefixes = sorted({talk.facts.place.prefix, *(ref.split("-")[0] for ref in talk.facts.entries)})
    found = promises(talk.words, talk.incoming.answers, numbers_of(talk), prefixes, talk.facts.today)
    named = _named_by_subject(talk, prefixes)
    if named and not found:
        return [understood(named, talk.words, talk.facts.today)]
    if len(found) != 1 or not found[0].yes or found[0].portion or talk.intent != "pledge":
        return found
    read = talk.reading.quantity
    if read and found[0].count not in {item.count for item in read}:
        return [replace(found[0], count=read[0].count, what=read[0].what)]
    if not read and len(talk.plain.split()) > 12:
        return [replace(found[0], count=None, what="")]
    return found


def _named_by_subject(talk: Talk, prefixes: Sequence[str]) -> str:
    """The need that the subject names, as the links of a letter fill it in; "" for an answer to anything else of ours."""
    if talk.about and not numbers_of(talk):
        return ""
    if talk.incoming.in_reply_to and not talk.about:
        return ""
    named = short_words.references(talk.incoming.subject, prefixes)
    return named[0] if len(named) == 1 and not talk.references else ""


def from_digest(talk: Talk) -> Turn | None:
    """An answer to a letter: lines with numbers or references, a description ("the chairs"), or a refusal of it all."""
    numbers = numbers_of(talk)
    if not numbers:
        return None
    found = read_promises(talk)
    if _own_need(talk, found) or (talk.intent == "subscription" and not found):
        return None
    entries = entries_of(list(numbers.values()), talk.facts.entries)
    return _answer(talk, found) if found else _by_description(talk, entries)


def _own_need(talk: Talk, found: Sequence[Promise]) -> bool:
    """True when a reader of the letter writes what it needs itself."""
    if talk.references or short_words.lead(talk.words)[0] == "yes":
        return False
    if found:
        return all(_needs(short_words.plain(promise.words)) for promise in found)
    return talk.intent == "ask" and (NEED.search(talk.plain) or _FOR_US.search(talk.plain)) is not None


def _needs(said: str) -> bool:
    """Whether words begin with a need, where "2 laptops, we just need a sign-off" gives."""
    found = NEED.search(said)
    return found is not None and re.search(r"\d", said[: found.start()]) is None


def _by_description(talk: Talk, entries: Mapping[str, EntryFacts]) -> Turn | None:
    """The answer to a letter in words that name no number and no reference."""
    if short_words.is_thanks(talk.words) or _just_chat(talk, entries):
        return None
    told = described.several(talk.words, entries, talk.facts.today)
    if any(promise.yes for promise in told) and "?" not in talk.words and not NEED.search(talk.plain):
        return booking.book(talk, told)
    meant = described.best(talk.words, entries)
    plainly = len(meant) == 1 and described.scores(talk.words, entries)[meant[0]] >= described.STRONG
    plainly = plainly or (len(meant) == 1 and bool(talk.reading.quantity) and GIVES.search(talk.plain) is not None)
    if talk.intent in {"ask", "capacity", "gap", "update"} and (not plainly or NEED.search(talk.plain)):
        return None
    if REFUSAL.search(talk.plain) and not re.search(r"\b(but|need|unless)\b", talk.plain):
        return booking.refused(talk)
    gives = COMMIT.search(talk.plain) or ALL.search(talk.plain) or HALF.search(talk.plain)
    later = _NOT_NOW.search(talk.plain) or short_words.is_unsure(talk.words)
    if later and (not meant or not gives) and not talk.reading.quantity:
        return closed(talk, wording_pledges.LATER, why="answers later", state=talk.state.answered())
    if talk.intent == "question" and talk.words.rstrip().endswith("?"):
        return None
    if not gives and short_words.number_in(talk.words) is None:
        return None
    if len(meant) == 1:
        return booking.book(talk, [understood(meant[0], talk.words, talk.facts.today)])
    commits = talk.intent in {"pledge", "other"} or len(meant) > 1
    return _which(talk, meant or list(entries)) if commits and "?" not in talk.words else None


def _just_chat(talk: Talk, entries: Mapping[str, EntryFacts]) -> bool:
    """True for a lone "ok" from somebody whose pledge on this letter was booked within a day."""
    alone = bool(short_words.lead(talk.words)[0]) and len(talk.plain.split()) <= 3
    return alone and any(
        pledge.ref in entries and talk.recent(pledge) for pledge in talk.my_pledges("pledged", "accepted")
    )


def _answer(talk: Talk, found: list[Promise]) -> Turn | None:
    """Book what was read, unless it is a question, or news on the sender's own entries."""
    entries = [talk.facts.entries.get(item.ref) for item in found]
    if any(entry and entry.mine for entry in entries) and not any(entry and not entry.mine for entry in entries):
        return None
    asks = talk.words.rstrip().endswith("?") and not any(item.count or item.portion for item in found)
    if talk.intent == "question" and asks:
        return None
    counts = any(item.count is not None or item.portion for item in found)
    no_pledge = talk.intent == "other" and not counts and REFUSAL.search(talk.plain)
    if no_pledge or all(not item.yes for item in found):
        return booking.refused(talk)
    return booking.book(talk, found)


def pledging(talk: Talk) -> Turn | None:
    """Promises that name references without a letter to answer; or a pledge that names nothing."""
    slug = talk.intent
    if slug in {"question", "subscription"}:
        return None
    by_subject = _named_by_subject(talk, [talk.facts.place.prefix])
    found = read_promises(talk) if talk.references or talk.incoming.answers or by_subject else []
    if found:
        gives = any(
            item.yes and (item.count is not None or item.portion or short_words.lead(item.words)[0] == "yes")
            for item in found
        )
        refuses = not gives and (all(not item.yes for item in found) or REFUSAL.search(talk.plain) is not None)
        if slug == "update" and not any(short_words.lead(item.words)[0] == "yes" for item in found):
            return None
        return _answer(talk, found) if slug == "pledge" or gives or refuses else None
    if slug != "pledge" or numbers_of(talk):
        return None
    open_here = {
        ref: entry
        for ref, entry in talk.facts.entries.items()
        if not entry.mine and entry.status in {"open", "part-met"}
    }
    meant = described.best(talk.words, open_here)
    if len(meant) == 1:
        return booking.book(talk, [understood(meant[0], talk.words, talk.facts.today)])
    if open_here:
        return _which(talk, meant or list(open_here))
    example = f"{talk.facts.place.prefix}-0042"
    state = talk.state.asking("promise", words=talk.words[:500], refs=[])
    return closed(
        talk,
        wording_pledges.WHICH_REF.format(example=example),
        why="pledge without a need",
        state=state,
        about={"kind": "promise"},
    )


def _which(talk: Talk, refs: Sequence[str]) -> Turn:
    known = [talk.facts.entries[ref] for ref in refs if ref in talk.facts.entries][: talk.facts.channel.max_choices]
    if not known:
        return closed(
            talk,
            wording_pledges.WHICH_REF.format(example=f"{talk.facts.place.prefix}-0042"),
            why="pledge without a need",
        )
    choices = tuple(Choice(f"{entry.ref}: {changing.name_of(entry)}"[:60], f"pledge:{entry.ref}") for entry in known)
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
    if typed and not value and kind in {None, "promise"}:
        value = f"pledge:{typed}"
    if kind == "promise" and not value and not refs and len(talk.plain.split()) <= 6:
        listed = entries_of([str(ref) for ref in question.get("refs", ())], talk.facts.entries)
        meant = described.best(talk.words, listed)
        value = f"pledge:{meant[0]}" if len(meant) == 1 and not REFUSAL.search(talk.plain) else ""
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
        return _named_after(cleared, ref, str(question.get("words", "")), typed=bool(refs))
    entry = talk.facts.entries.get(ref)
    if portion or entry is None or entry.open_quantity is None or entry.open_quantity <= 1:
        return booking.book(cleared, [Promise(ref, value, portion="half" if portion == "half" else "all")])
    return with_question(cleared, booking.how_many(cleared, entry), why=f"asked how many of {ref}")


def _named_after(talk: Talk, ref: str, before: str, *, typed: bool) -> Turn:
    """The need was named after "which one?". Words typed with it ("LS-0042 no") count before the earlier ones."""
    now = understood(ref, re.sub(r"[A-Za-z]{2}-?\d+", "", talk.words), talk.facts.today)
    if typed and not now.yes:
        return booking.refused(talk)
    counted = typed and (now.count is not None or bool(now.portion))
    return booking.book(talk, [replace(now if counted else understood(ref, before, talk.facts.today), yes=True)])


def _how_many(talk: Talk, ref: str) -> Turn | None:
    """The answer to "how many?". A second amount of another thing is for a person to sort out."""
    promise = understood(ref, talk.words, talk.facts.today)
    entry, meant = talk.facts.entries.get(ref), talk.state.question.get("count")
    cleared = replace(talk, state=talk.state.answered())
    if not promise.yes:
        return booking.refused(cleared)
    if meant is not None and entry and promise.count and things.other(promise.what, entry.what):
        said = [told(talk, "question", f"{ref}: {talk.state.question.get('words', '')}")]
        return closed(cleared, wording_pledges.OTHER_THING_NOTED, why="gives another thing", effects=said)
    if not promise.count and not promise.portion and short_words.lead(talk.words)[0] == "yes":
        promise = replace(promise, count=meant)
    # The one choice is "all", numbered 1 where choices are numbered; a typed 1 still means one.
    if promise.count or promise.portion or HALF.search(talk.plain) or short_words.lead(talk.words)[0] == "yes":
        return booking.book(cleared, [promise])
    return None
