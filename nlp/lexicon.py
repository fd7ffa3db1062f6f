"""The reviewed lexicon: words that speak for a tag, kept in data/lexicon.toml for people to read and edit."""

import difflib
import re
import tomllib
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path

from nlp.taxonomy import FIELDS

LEXICON = Path(__file__).parent / "data" / "lexicon.toml"

Evidence = dict[tuple[str, str], tuple[str, ...]]


class LexiconError(ValueError):
    """The lexicon file is not what it should be; the sentence says where."""


class Lexicon:
    """Finds a slug's words in a text."""

    def __init__(self, path: Path = LEXICON) -> None:
        self._tables = {
            (field, slug): entry
            for field, slugs in tomllib.loads(path.read_text(encoding="utf-8")).items()
            for slug, entry in slugs.items()
            if _known(path, field, slug)
        }
        self.keys: tuple[tuple[str, str], ...] = tuple((field, slug) for field in FIELDS for slug in FIELDS[field])

    @property
    def likes(self) -> tuple[tuple[str, ...], ...]:
        """For each of `keys` the phrases that say what it is about; a slug that has none is about its own name."""
        return tuple(tuple(self._tables.get(key, {}).get("like") or [key[1].replace("-", " ")]) for key in self.keys)

    @cached_property
    def _patterns(self) -> dict[tuple[str, str], re.Pattern[str]]:
        return {key: _pattern(entry["words"]) for key, entry in self._tables.items()}

    @cached_property
    def _named(self) -> dict[tuple[str, str], re.Pattern[str]]:
        return {key: _pattern(entry["named"]) for key, entry in self._tables.items() if "named" in entry}

    def named(self, text: str, wanted: str) -> frozenset[tuple[str, str]]:
        """The (field, slug)s that a word names outright: who gains anywhere in the text, all else in what is wanted."""
        return frozenset(
            key for key, pattern in self._named.items() if pattern.search(text if key[0] == "beneficiaries" else wanted)
        )

    def evidence(self, text: str, among: Collection[tuple[str, str]] | None = None) -> Evidence:
        """(field, slug) → the words of that slug in the text, each once, as written. With `among` only for these slugs."""
        found = {}
        for key in self._patterns if among is None else among:
            words = tuple(dict.fromkeys(match.group().strip() for match in self._patterns[key].finditer(text)))
            if words:
                found[key] = words
        return found


def _known(path: Path, field: str, slug: str) -> bool:
    if field not in FIELDS:
        raise LexiconError(f"{path.name}: unknown table {field!r}; known are {', '.join(FIELDS)}")
    if slug not in FIELDS[field]:
        near = difflib.get_close_matches(slug, FIELDS[field], n=1, cutoff=0)
        raise LexiconError(f"{path.name}: unknown slug {slug!r} in {field}; did you mean {near[0]!r}?")
    return True


def _pattern(words: list[str]) -> re.Pattern[str]:
    parts = []
    for phrase in sorted(set(words), key=len, reverse=True):
        escaped = re.escape(phrase).replace(r"\*", r"[\w,.]*").replace(r"\ ", r"[\s-]+").replace("'", "['’]?")
        parts.append(escaped)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.I)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return Lexicon()
