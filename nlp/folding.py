"""Folding: one spelling for comparing. Small letters, no accents or apostrophes, "and" for "&", spaces for other marks."""

import re
import unicodedata
from dataclasses import dataclass

TOKEN = re.compile(r"&|[^\W_]+(?:['’`][^\W_]+)*")
APOSTROPHES = re.compile(r"['’`]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands in it."""

    folded: str
    start: int
    end: int


def fold_word(word: str) -> str:
    """One token folded; "" when nothing is left of it."""
    if word.isascii():
        plain = word.casefold()
    else:
        parts = unicodedata.normalize("NFKD", word)
        plain = "".join(mark for mark in parts if not unicodedata.combining(mark)).casefold()
    return "and" if plain == "&" else APOSTROPHES.sub("", plain)


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [Word(fold_word(match.group()), match.start(), match.end()) for match in TOKEN.finditer(text)]


def fold(text: str) -> str:
    """The whole text folded, words joined by one space."""
    return " ".join(fold_word(match.group()) for match in TOKEN.finditer(text))
