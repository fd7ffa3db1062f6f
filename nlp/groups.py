"""The words that groups and firms are called by, which people are not, and the kind of each."""

import re
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "lists" / "group_words.txt"
OF_NAMES_TOO = frozenset({"event", "road", "role"})
"""Kinds whose words stand in names of groups, and beside names of people as well: "Saturday", "Grove", "secretary"."""


def _read(path: Path) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, listed = line.partition(":")
        if not line.startswith("#"):
            kinds |= {word: kind for word in listed.split() if word not in kinds}
    return kinds


KINDS = _read(WORDS)
"""The kind of each word."""
CALLED = "|".join(sorted((re.escape(word) for word, kind in KINDS.items() if kind not in OF_NAMES_TOO), reverse=True))
KIND = rf"(?=[A-Z])(?i:{CALLED})"
"""A word, with a capital, by which a group is known; for use in longer patterns."""
GROUP = re.compile(rf"\b(?:{CALLED})\b", re.I)
"""Such a word in any letters."""


def kind_of(word: str) -> str:
    """What kind of group a word is the name of: "help" of "pantry"; "" for none. A possessive counts as its word."""
    plain = word.casefold().replace("’", "'").replace(" ", "-").rstrip("'")
    return KINDS.get(plain) or KINDS.get(plain.removesuffix("'s"), "")
