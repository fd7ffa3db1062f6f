"""Themes, kinds of help and wards as a curator writes them: slug, label, part of a label, or nearly so."""

import re
from collections.abc import Callable, Mapping

from intake.conversation.short_words import plain
from intake.conversation.theme_words import support_named, themes_named
from nlp.taxonomy import CITY_WIDE

NEAR = 80
_WHOLE = re.compile(
    r"^(city[- ]?wide|the )?(whole|entire|all)?( of)?( the)?( city| place| district| borough| over)?$|^city[- ]?wide$"
)
_PARTS = re.compile(r"\s*(?:,|&|\+|/|\band\b)\s*")


def themes(words: str, labels: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Slugs named in the words, and the first part of them that names none ("" when all do)."""
    return _named(words, labels, lambda part: themes_named(part, labels))


def support(words: str, labels: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The same for kinds of help."""
    return _named(words, labels, lambda part: support_named(part, labels))


def wards(words: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """GSS codes of wards named in the words, or ("city-wide",); and the first part that names none."""
    if plain(words) and _WHOLE.match(plain(words)):
        return (CITY_WIDE,), ""
    return _named(words, names, lambda part: _part_of_one(part, names))


def _named(
    words: str, labels: Mapping[str, str], otherwise: Callable[[str], tuple[str, ...]]
) -> tuple[tuple[str, ...], str]:
    whole = _exact(words, labels)
    if whole:
        return (whole,), ""
    found: list[str] = []
    for part in _PARTS.split(words):
        cleaned = part.strip(" .!\"'“”")
        if not cleaned:
            continue
        exact = _exact(cleaned, labels)
        several = (exact,) if exact else otherwise(cleaned) or _near(cleaned, labels)
        if not several:
            return (), cleaned
        found += several
    return tuple(dict.fromkeys(found)), "" if found else words


def _exact(words: str, labels: Mapping[str, str]) -> str:
    said = _folded(words)
    return next((slug for slug, label in labels.items() if said in (_folded(slug), _folded(label))), "")


def _folded(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", plain(words).replace("&", " and ")).strip()


def _part_of_one(words: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The only label that holds these whole words; nothing when several do."""
    said = _folded(words)
    holding = [slug for slug, label in labels.items() if said and re.search(rf"\b{re.escape(said)}\b", _folded(label))]
    return tuple(holding) if len(holding) == 1 else ()


def _near(words: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    said = _folded(words)
    spellings: dict[str, str] = {}
    for slug, label in labels.items():
        for spelling in (slug, label, *(part for part in _PARTS.split(label) if len(part) > 3)):
            spellings.setdefault(_folded(spelling), slug)
    best = process.extract(said, list(spellings), scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1] and spellings[best[0][0]] != spellings[best[1][0]]):
        return ()
    return (spellings[best[0][0]],)
