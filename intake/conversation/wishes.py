"""What somebody wants to get of the letter, read from words: "weekly, digital and work-skills, wards in the inner east"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from intake.conversation import short_words
from intake.conversation.talk import Talk
from intake.conversation.theme_words import support_named, themes_named
from intake.effects import Subscribe
from intake.facts import SubscriptionFacts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = 10
"""So many lines has a letter for who asks for a short one."""
_FREQUENCY = (
    (
        "monthly",
        re.compile(r"\b(monthly|once a month|each month|every month|of (the|each|every) month)\b(?! (to|is|list))"),
    ),
    ("fortnightly", re.compile(r"\b(fortnightly|every (two|2|other|second) weeks?|bi-?weekly|twice a month)\b")),
    ("weekly", re.compile(r"\b(weekly|once a week|each week|every week)\b(?! to)")),
)
_DAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b")
_ANY_DAY = re.compile(r"\b(any day|same day as (everyone|everybody|the others)|day (does not|doesn't) matter)\b")
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(short_words.NUMBER_WORDS)})"
_LENGTH = re.compile(
    rf"\b(no (more|longer) than|not more than|at most|max(imum)?( of)?|up to|limit(ed)? (it )?to|only|just|the top|top|the first) {_COUNT} "
    rf"(lines|items|needs|entries|asks|things|points)\b|\b{_COUNT.replace('count', 'most')} (lines|items|needs|entries|asks) "
    r"(max(imum)?|at (the )?most|tops|or (less|fewer))\b"
)
_SHORT_ONE = re.compile(r"\b(keep it short|a short (one|letter|version)|make it short(er)?)\b")
_ANY_LENGTH = re.compile(r"\b(no limit|any length|as long as it is|the (whole|full) (list|letter))\b")
_MODE = re.compile(
    r"\b(?:(?P<add>add|also|as well as|plus|include)|(?P<only>only|just|nothing but)|"
    r"(?P<drop>drop|remove|without|leave out|take out|no more|not|except( for)?|apart from))\b"
)
_EVERYTHING = re.compile(r"\b(all themes|everything|all topics|any theme|all of it|all wards|all asks|all areas)\b")
_ALL_BUT = re.compile(r"\b(everything|anything|all themes|all of it) (but( not)?|except( for)?|apart from)\b")
_NO_THEME = re.compile(r"\bsocial enterprises?\b")
"""Words with the name of a theme in them that say who somebody is."""
_BUYER = re.compile(
    r"\b(procurement|commission(er|ing)|council|nhs|buyer|tenders?|contracting authority|public body)\b"
)
_FIRM = re.compile(
    r"\b(suppliers?|contractors?|(construction|cleaning|catering|building|it|law) (firm|company)|our firm|our company)\b"
)
_GROUP = re.compile(
    r"\b(we are|we're|i'm|i am|as|from|for) (an? |the )?(\w+ ){0,2}(charity|social enterprise|community (group|interest company)|cic|"
    r"vcse|voluntary (group|organisation)|vcse side)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to get. Empty themes, or neither wards nor areas, mean all; `weekday` "" the day of the issue,
    `most_lines` 0 no limit of one's own.
    """

    themes: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    frequency: str = "weekly"
    audience: str = "supplier"
    weekday: str = ""
    most_lines: int = 0

    @classmethod
    def of(cls, have: SubscriptionFacts) -> Self:
        return cls(**{item.name: getattr(have, item.name) for item in fields(cls)})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values: dict[str, Any] = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        for name, value in values.items():
            values[name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def order(self, status: str) -> Subscribe:
        return Subscribe(status, **self.to_json())


def wish_in(talk: Talk, old: Wish, *, more: bool = False) -> Wish:
    """The old wish with what this message changes. `more`: what it names comes on top of the old, as another reader wants it."""
    said = talk.plain
    wish = _with_length(old, said)
    if _ALL_BUT.search(said):
        wish = replace(wish, themes=())
    for mode, words in _spans(_ALL_BUT.sub(" except ", _NO_THEME.sub(" ", _LENGTH.sub(" ", said)))):
        wish = _with_names(talk, wish, "add" if more and mode == "set" else mode, words)
    day = _DAY.search(said)
    return replace(
        wish,
        frequency=next((name for name, pattern in _FREQUENCY if pattern.search(said)), old.frequency),
        weekday=day.group(1)[:3] if day else "" if _ANY_DAY.search(said) else old.weekday,
        audience=_audience(said, old.audience),
    )


def _with_length(old: Wish, said: str) -> Wish:
    named = _LENGTH.search(said)
    if named:
        return replace(old, most_lines=int(short_words.number_in(named["count"] or named["most"]) or 0))
    if _ANY_LENGTH.search(said):
        return replace(old, most_lines=0)
    return replace(old, most_lines=SHORT) if _SHORT_ONE.search(said) else old


def _audience(said: str, before: str) -> str:
    if _FIRM.search(said):
        return "supplier"
    if _GROUP.search(said):
        return "vcse"
    return "procurement" if _BUYER.search(said) else before


def _spans(said: str) -> Iterator[tuple[str, str]]:
    """The words with what they do to the wish: set, add, drop or only."""
    at, mode = 0, "set"
    for found in _MODE.finditer(said):
        yield mode, said[at : found.start()]
        mode, at = (
            next(name for name, words in found.groupdict().items() if words and name in {"add", "only", "drop"}),
            found.end(),
        )
    yield mode, said[at:]


def _with_names(talk: Talk, wish: Wish, mode: str, words: str) -> Wish:
    """The wish with the themes, places and kinds of help that these words name set, added or dropped."""
    labels, place = talk.facts.theme_labels, talk.facts.place
    themes = themes_named(words, labels)
    support = () if themes else support_named(words, talk.facts.support_labels)
    areas = areas_named(words, place.areas)
    wards = _wards_in(talk, words, areas)
    if _EVERYTHING.search(words) and mode != "drop":
        wish = replace(wish, themes=themes)
        wish = replace(wish, wards=(), areas=()) if re.search(r"\ball (wards|areas)\b", words) else wish
    elif themes:
        wish = replace(wish, themes=_changed(wish.themes, themes, mode, tuple(labels)))
    if support:
        wish = replace(wish, support=_changed(wish.support, support, mode, tuple(talk.facts.support_labels)))
    if _whole(talk, words):
        return replace(wish, wards=(), areas=())
    if mode == "drop" and (areas or wards):
        return _without_places(wish, areas, wards, place.areas, tuple(place.wards))
    if areas or wards:
        adds = mode == "add" and (wish.areas or wish.wards)
        return replace(
            wish,
            areas=tuple(dict.fromkeys((*(wish.areas if adds else ()), *areas))),
            wards=tuple(dict.fromkeys((*(wish.wards if adds else ()), *wards))),
        )
    return wish


def _changed(old: tuple[str, ...], named: tuple[str, ...], mode: str, every: tuple[str, ...]) -> tuple[str, ...]:
    if mode == "drop":
        return tuple(slug for slug in old or every if slug not in named)
    return tuple(dict.fromkeys((*old, *named))) if mode == "add" and old else named


def _without_places(
    wish: Wish,
    areas: tuple[str, ...],
    wards: tuple[str, ...],
    every: Mapping[str, tuple[str, ...]],
    all_wards: tuple[str, ...],
) -> Wish:
    """The wish without these places: an area that loses a ward is taken apart into the others."""
    gone = {*wards, *(ward for area in areas for ward in every.get(area, ()))}
    whole = [area for area in wish.areas if not gone & set(every.get(area, ()))]
    apart = [ward for area in wish.areas if area not in whole for ward in every.get(area, ())]
    old = (*wish.wards, *apart) if wish.wards or wish.areas else all_wards
    return replace(wish, areas=tuple(whole), wards=tuple(ward for ward in dict.fromkeys(old) if ward not in gone))


def _whole(talk: Talk, words: str) -> bool:
    return (
        talk.reading.city_wide
        and re.search(rf"\b(all (of|over)|whole|across|city|anywhere)\b.*|\b{talk.facts.place.name.lower()}\b", words)
        is not None
    )


def areas_named(words: str, areas: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The areas of the place that the words name, "inner and outer east" being two."""
    both = re.sub(
        r"\b(inner|outer) (?:and|or|&) (inner|outer) ((?:north |south )?(?:north|east|south|west))\b",
        r"\1 \3 \2 \3",
        words,
    )
    named = [
        (found.start(), area)
        for area in areas
        if (found := re.search(rf"\b{re.escape(area.lower())}\b", both.replace("-", " ")))
    ]
    return tuple(area for _, area in sorted(named))


def _wards_in(talk: Talk, words: str, areas: tuple[str, ...]) -> tuple[str, ...]:
    """GSS codes of the wards that the words name: by the reader's evidence, or by their own names. Those that only the name of an
    area stands for are left to the area.
    """
    place = talk.facts.place
    inside = {ward for area in areas for ward in place.areas.get(area, ())}
    named = [
        ward.gss
        for ward in talk.reading.wards
        if (ward.gss not in inside or ward.confidence >= 0.5)
        and (not ward.evidence or any(short_words.plain(one) in words for one in ward.evidence))
    ]
    named += [
        gss for gss, name in place.wards.items() if re.search(rf"\b{re.escape(short_words.plain(name))}\b", words)
    ]
    return tuple(dict.fromkeys(named))
