"""Corrections in words: "12 not 10", "no, it's for Armley", "by Friday instead". They fit a draft and a stored entry alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake import wording
from intake.conversation import drafting, giving_days, short_words
from intake.conversation.theme_words import support_named, themes_named
from intake.facts import Facts
from nlp.reading import Reading, WardCandidate
from nlp.taxonomy import CITY_WIDE

_VALUE = rf"(?:\d[\d,]*(?:\.\d+)?|a dozen|(?:{'|'.join(short_words.NUMBER_WORDS)})\b)"
_THING = r"[a-z]{3,}s"
_NO_THING = frozenset("thanks this was yes cheers always across people persons items things pieces".split())
_TIMES = frozenset("minutes hours days weeks months years".split())
_QUANTITY = (
    rf"\b(?:from|of) {_VALUE} to (?P<a>{_VALUE})\b",
    rf"\bnot {_VALUE}(?: [a-z]+)?[\s,;–-]+(?:but |it'?s )?(?P<b>{_VALUE})\b",
    rf"(?P<c>£?{_VALUE})(?: [a-z]+)?,? (?:not|instead of|rather than) £?{_VALUE}\b",
    rf"^(?:oh |sorry |no |[,.])*£?(?P<e>{_VALUE})(?: [a-z]+){{0,2}},? (?:actually|instead|sorry|i meant?|we meant?)\W*$",
    rf"\b(?:make (?:it|that|them|(?:the|our|my) [a-z]{{3,}})|"
    rf"change (?:it|that|this|(?:the|our) [a-z]{{3,}})?\s*to|should (?:be|say|have said)|(?:i|we) meant|it'?s|it is|actually|sorry|"
    rf"need)[\s,:]+(?:actually |now |only |just |about |for )?(?P<d>£?{_VALUE})\b(?! (?:o'?clock|am|pm|th|december|january))",
)
_SORRY = (
    r"(?:(?:no|sorry|oops|actually|correction|i meant?|we meant?|it'?s|it should be|that'?s|a|an|the|its)[ ,.!:]+)*"
)
_WORD = r"[a-z][a-z-]{2,}(?: [a-z][a-z-]{2,})?"
_NUMBERED = re.compile(
    rf"{_SORRY}(?P<word>[a-z]{{3,}}) (?P<number>\d{{1,4}})"
    rf"(?:,? "
    rf"(?:not|instead of|rather than) (?:(?P=word) )?\d{{1,4}})?"
)
_OTHER_WORD = (
    (rf"{_SORRY}({_WORD}),? (?:and )?(?:not|instead of|rather than) (?:a |an |the )?({_WORD})", 1, 2),
    (rf"{_SORRY}not (?:a |an |the )?({_WORD})[ ,-]+(?:but )?(?:a |an |the )?({_WORD})", 2, 1),
)
_WRONG_DAY = r"(?:on |by |the )*\w+(?: of)?(?: [a-z]+)?"
_OTHER_DAY = re.compile(
    rf"{_SORRY}(?:not {_WRONG_DAY}[ ,–-]+(?:but )?(?P<day>[\w ]+?)|(?P<first>[\w ]+?),? (?:not|instead of|rather than) {_WRONG_DAY})[ .!]*"
)
_PLACE_CUE = re.compile(
    r"\b(it'?s|its|it is|that'?s|thats|is|for|in|at|not|actually|meant|sorry|no|area|ward|place|make it|"
    r"change it to|should be|near|around|then|said)\b"
)
_DATE_CUE = re.compile(
    r"\b(by|before|until|for|on|date|when|instead|later|sooner|needed?|make it|deadline|moved|now)\b"
)
_THEME_CUE = re.compile(r"\b(theme|about|heading|topic|it'?s|it is|more|actually|under|not|no)\b")
_HEADING = re.compile(r"\b(theme|heading|topic|under|more about)\b")
FORGET = re.compile(
    r"^(no[,.]? |oh |sorry[,.]? |please |actually[,.]? |ah |ok[,.]? )*(please )?"
    r"(forget (it|that|about it|this|my message)|never ?mind|"
    r"cancel( (it|that|this|everything|all( of (it|them))?|the lot|my (ask|request)))?|scrap (it|"
    r"that)|ignore (that|this|it|me)|"
    r"drop it|leave it|don'?t bother|changed (my|our) mind|((we|i) )?(don'?t|do not) need (it|them|anything|"
    r"any)( any ?more| now)?)\W*( (now|please|thanks|ta|sorry))*\W*"
    r"((because|as|since)? ?(we|i|it|they|someone|somebody|\w+)('ve|'s| have| has| is| are)? ?(just |already |now |all )?"
    r"(got|found|sorted|had|been|given|managed|bought|borrowed|changed|done|have (some|them|it|one|enough)|ok|fine)\b[^?]{0,40})?$"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What the words change, named as `OpenEntry` names it, plus "candidates" for a place that is still loose. `said` says it."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)


def drops(text: str) -> bool:
    """True for words that take everything back ("actually forget it")."""
    return FORGET.match(short_words.plain(text)) is not None


def new_count(text: str) -> float | None:
    """The count that a correction names; None when it names none."""
    return _new_amount(text)[0]


def other_word(text: str, told: str) -> tuple[str, str] | None:
    """The word that is wrong in what was told, and the right one ("freezer not fridge", "no, size 5"); None when they name none."""
    said = short_words.plain(text).strip(" .!")
    numbered = _NUMBERED.fullmatch(said)
    if numbered:
        before = re.findall(rf"\b{numbered['word']} \d{{1,4}}\b", told, re.IGNORECASE)
        right_one = f"{numbered['word']} {numbered['number']}"
        return (before[0], right_one) if len(before) == 1 and before[0].lower() != right_one else None
    for pattern, right, wrong in _OTHER_WORD:
        found = re.fullmatch(pattern, said)
        if not found or giving_days.NAMED.fullmatch(found[right]):
            continue
        if len(re.findall(rf"\b{re.escape(found[wrong])}\b", told, re.IGNORECASE)) == 1:
            return found[wrong], found[right]
    return None


def replaced(text: str, wrong: str, right: str) -> str:
    """The text with the one word changed, in its own case."""
    return re.sub(rf"\b{re.escape(wrong)}\b", right, text, count=1, flags=re.IGNORECASE)


def other_thing(text: str, what: str) -> str:
    """The thing that a corrected count is of, when it is not `what` ("make it 25 chairs" said of 6 tablets); else ""."""
    _, thing = _new_amount(text)
    known = {_stem(word) for word in what.lower().split()}
    return thing if thing and what and _stem(thing) not in known else ""


def _stem(word: str) -> str:
    return re.sub(r"(ies|y|es|s)$", "", word)


def _new_amount(text: str) -> tuple[float | None, str]:
    """The count of a correction and the thing named behind it, "" when none is."""
    said = short_words.plain(giving_days.NAMED.sub(" ", text))
    for pattern in _QUANTITY:
        for found in re.finditer(pattern, said):
            value = next(group for group in found.groups() if group).lstrip("£")
            behind = re.search(rf"{re.escape(value)} (?:of )?(?:the |our )?({_THING})\b", said)
            thing = behind.group(1) if behind and behind.group(1) not in _NO_THING else ""
            if thing in _TIMES:
                continue  # "it's for 3 months" counts nothing
            if value == "a dozen":
                return 12.0, thing
            if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", value):
                return float(value.replace(",", "")), thing
            if value in short_words.NUMBER_WORDS:
                return float(short_words.NUMBER_WORDS[value]), thing
    return None, ""


def _quantity(text: str, quantity: tuple[tuple[float, str], ...]) -> dict[str, Any]:
    count = new_count(text)
    if count is None or not 0 < count < 1e7:
        return {}
    items = list(quantity) or [(0.0, "")]
    said = short_words.plain(text)
    place = next((spot for spot, (_, what) in enumerate(items) if what and what.split()[-1].lower() in said), 0)
    if items[place][0] == count:
        return {}
    what = items[place][1]
    thing = other_thing(text, what) or ("" if what else _new_amount(text)[1])
    items[place] = (count, thing if thing and len(items) == 1 else what)
    return {"quantity": tuple(items)}


def named_outside(wards: tuple[WardCandidate, ...], text: str, name: str) -> list[WardCandidate]:
    """The wards whose words stand somewhere else than in this name ("Harehills Lunch Club" is no place)."""
    rest = text.lower().replace(name.lower(), " ") if name else text.lower()
    return [ward for ward in wards if not ward.evidence or any(words.lower() in rest for words in ward.evidence)]


def _is_denied(ward: WardCandidate, said: str) -> bool:
    """Whether all words for this ward stand behind a "not" ("it's Seacroft, not Gipton")."""
    return bool(ward.evidence) and all(
        re.search(rf"\b(not|instead of|rather than) (in |for |at )?{re.escape(short_words.plain(words))}\b", said)
        for words in ward.evidence
    )


def _place(reading: Reading, said: str, wards: tuple[str, ...], skip: str) -> dict[str, Any]:
    """New wards, unless the place is only part of a name (`skip`) or is no news."""
    if not _PLACE_CUE.search(said):
        return {}
    if reading.city_wide:
        return {} if wards == (CITY_WIDE,) else {"wards": (CITY_WIDE,), "ward_certain": True}
    found = [ward for ward in named_outside(reading.wards, reading.text, skip) if not _is_denied(ward, said)]
    if not found or {ward.gss for ward in found} == set(wards):
        return {}
    if reading.ward_certain or len(found) == 1:
        return {"wards": tuple(ward.gss for ward in found), "ward_certain": True}
    return {"candidates": tuple((ward.gss, ward.name) for ward in found)}


def _other_day(said: str, facts: Facts) -> Any:
    """The right day of "not Friday, Saturday" or "4 December, not 3"; None when no day stands against another."""
    found = _OTHER_DAY.fullmatch(said)
    right = (found["day"] or found["first"]).strip() if found else ""
    return giving_days.named(right, facts.today)[0] if giving_days.NAMED.fullmatch(right) else None


def _when(text: str, said: str, reading: Reading, facts: Facts, needed_by: Any) -> tuple[dict[str, Any], str]:
    """Another day that the help is needed by, or words such as "by March" that have none; and how to say it."""
    day, words = giving_days.named(text, facts.today)
    due = _other_day(said, facts) or ((reading.needed_by or day) if _DATE_CUE.search(said) else None)
    if due and due != needed_by:
        return {"needed_by": due, "needed_words": ""}, wording.by_day(wording.day(due, facts.today))
    alone = len(said.split()) <= len(words.split()) + 3 and re.search(r"\b(by|before|until|for|in)\b", said)
    return ({"needed_by": None, "needed_words": words}, words) if words and not due and alone else ({}, "")


def _tags(said: str, facts: Facts, themes: tuple[str, ...]) -> tuple[dict[str, Any], list[str]]:
    """Another theme or kind of help that a few words name ("it's more about sport"), and their labels."""
    if len(said.split()) > (8 if _HEADING.search(said) else 5) or not _THEME_CUE.search(said):
        return {}, []
    if re.search(r"\b(for|with|by)\b", said) and not _HEADING.search(said):
        return {}, []  # "it's for older people" says who gains
    wanted = re.sub(r"\bnot [\w-]+", "", said)
    changes: dict[str, Any] = {}
    named = themes_named(wanted, facts.theme_labels)
    helps = () if named else support_named(wanted, facts.support_labels)
    lines = []
    if named and named != themes:
        changes["themes"] = named
        lines.append(wording.listed([facts.theme_labels.get(slug, slug) for slug in named]))
    if helps:
        changes["support"] = helps
        lines.append(wording.listed([facts.support_labels.get(slug, slug) for slug in helps]))
    return changes, lines


def corrections(
    text: str,
    reading: Reading,
    facts: Facts,
    *,
    quantity: tuple[tuple[float, str], ...],
    wards: tuple[str, ...],
    needed_by: Any,
    themes: tuple[str, ...],
    skip: str = "",
    places: bool = True,
) -> Correction:
    """What this message corrects of something with these values. `skip` is a name whose words are no place; without
    `places` a place is no correction, but an answer.
    """
    said = short_words.plain(text)
    short = len(said.split()) <= 14
    changes = _quantity(text, quantity)
    lines = [drafting.counted(changes["quantity"])] if changes else []
    place = _place(reading, said, wards, skip) if short and places else {}
    if "wards" in place:
        names = [facts.place.wards.get(gss, wording.all_of(facts.place.name)) for gss in place["wards"]]
        lines.append(wording.for_place(names))
    changes |= place
    when, words = _when(text, said, reading, facts, needed_by) if short else ({}, "")
    changes |= when
    lines += [words] if words else []
    if not changes and not skip:
        tags, named = _tags(said, facts, themes)
        changes |= tags
        lines += named
    return Correction(changes, tuple(lines))
