"""What is known to be the sender's own: name, numbers, addresses. A name that is an organisation's is nobody's secret."""

import re
from collections.abc import Iterator

from nlp.folding import fold
from nlp.groups import GROUP, KIND
from nlp.name_words import first_names
from nlp.reading import PersonalSpan

LEAST_DIGITS = 7


def find_known(text: str, known: tuple[str, ...], organisation: str = "") -> Iterator[PersonalSpan]:
    """Every place in the text where a known thing stands; names only when they are a person's."""
    for words in known:
        words = words.strip()
        digits = re.sub(r"\D", "", words)
        if "@" in words:
            yield from _places(text, re.escape(words), "email")
        elif len(digits) >= LEAST_DIGITS:
            yield from _places(text, _spaced(digits), "phone")
        elif is_a_persons(words, organisation):
            for piece in (words, *(part for part in words.split() if len(part) > 2 and part[:1].isupper())):
                yield from _places(text, re.escape(piece), "name")


def is_a_persons(name: str, organisation: str = "") -> bool:
    """Whether a sender's display name is a private person's. `organisation` is the one read in the text, or ""."""
    words = name.split()
    if len(name) < 2 or not words or len(words) > 5 or any(map(str.isdigit, name)):
        return False
    plain, doubtful = first_names()
    first = fold(words[0])
    if first in plain and len(words) <= 3 and not re.search(rf"\b{KIND}$", name):
        return True
    folded = fold(name)
    if organisation and (folded in fold(organisation) or fold(organisation).startswith(folded)):
        return len(words) > 1 and first in plain | doubtful and not GROUP.search(name)
    return not GROUP.search(name)


def _places(text: str, pattern: str, kind: str) -> Iterator[PersonalSpan]:
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.I):
        yield PersonalSpan(*match.span(), kind, match.group())


def _spaced(digits: str) -> str:
    local = digits[2:] if digits.startswith("44") else digits.lstrip("0")
    return r"(?:\+?44|0)?[\s()-]*0?[\s()-]*" + r"[\s()-]*".join(local)
