"""The reviewed lexicon: words that speak for a tag, kept in data/lexicon.toml for people to read and edit."""

import difflib
import re
import tomllib
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path

from nlp.taxonomy import FIELDS

LEXICON = Path(__file__).parent / "data" / "lexicon.toml"

LETTERS = re.compile(r"\w*")
Key = tuple[str, str]
"""Field and slug."""
Evidence = dict[Key, tuple[str, ...]]
NO_SLUGS: frozenset[Key] = frozenset()


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
        self.keys: tuple[Key, ...] = tuple((field, slug) for field in FIELDS for slug in FIELDS[field])

    @property
    def likes(self) -> tuple[tuple[str, ...], ...]:
        """For each of `keys` the phrases that say what it is about; a slug that has none is about its own name."""
        return tuple(tuple(self._tables.get(key, {}).get("like") or [key[1].replace("-", " ")]) for key in self.keys)

    @cached_property
    def _words(self) -> "Phrases":
        return Phrases({key: entry["words"] for key, entry in self._tables.items()})

    @cached_property
    def _named(self) -> "Phrases":
        return Phrases({key: entry["named"] for key, entry in self._tables.items() if "named" in entry})

    def named(self, text: str, wanted: str) -> frozenset[Key]:
        """The (field, slug)s that a word names outright: who gains anywhere in the text, all else in what is wanted."""
        gaining = {key for key in self._named.possible(text) if key[0] == "beneficiaries"}
        others = {key for key in self._named.possible(wanted) if key[0] != "beneficiaries"}
        return frozenset(
            key
            for keys, where in ((gaining, text), (others, wanted))
            for key in keys
            if self._named.patterns[key].search(where)
        )

    def evidence(self, text: str, among: Collection[Key] | None = None) -> Evidence:
        """(field, slug) → the words of that slug in the text, each once, as written. With `among` only for these slugs."""
        found, possible = {}, self._words.possible(text)
        for key in self._words.patterns if among is None else among:
            if key not in possible:
                continue
            words = tuple(dict.fromkeys(match.group().strip() for match in self._words.patterns[key].finditer(text)))
            if words:
                found[key] = words
        return found


class Phrases:
    """The phrases of each slug, and which slugs a text can have any of: most of them begin with no word of it."""

    def __init__(self, phrases: dict[Key, list[str]]) -> None:
        self.patterns = {key: _pattern(words) for key, words in phrases.items()}
        self._slugs_by_beginning: dict[str, set[Key]] = {}
        self._slugs_by_word: dict[str, set[Key]] = {}
        for key, words in phrases.items():
            for phrase in words:
                beginning = _beginning(phrase)
                open_ended = phrase[len(beginning) :].startswith(("*", "'"))
                slugs = self._slugs_by_beginning if open_ended or not beginning else self._slugs_by_word
                slugs.setdefault(beginning, set()).add(key)

    def possible(self, text: str) -> set[Key]:
        """The slugs of which a phrase begins like a word of the text; looking for the others would be in vain."""
        found = set(self._slugs_by_beginning.get("", ()))
        for word in set(LETTERS.findall(text.lower())):
            found |= self._slugs_by_word.get(word, NO_SLUGS)
            for end in range(1, len(word) + 1):
                found |= self._slugs_by_beginning.get(word[:end], NO_SLUGS)
        return found


def _known(path: Path, field: str, slug: str) -> bool:
    if field not in FIELDS:
        raise LexiconError(f"{path.name}: unknown table {field!r}; known are {', '.join(FIELDS)}")
    if slug not in FIELDS[field]:
        near = difflib.get_close_matches(slug, FIELDS[field], n=1, cutoff=0)
        raise LexiconError(f"{path.name}: unknown slug {slug!r} in {field}; did you mean {near[0]!r}?")
    return True


def _beginning(phrase: str) -> str:
    letters = LETTERS.match(phrase.lower())
    return letters.group() if letters else ""


def _pattern(words: list[str]) -> re.Pattern[str]:
    parts = []
    # Sorted to the last letter: the order of a set hangs on the process, and of "bike*" and "bikes" the first one wins.
    for phrase in sorted(set(words), key=lambda phrase: (-len(phrase), phrase)):
        escaped = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+").replace("'", "['’]?")
        parts.append(escaped)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.I)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return Lexicon()
