"""What speaks for and against a run of words being the name of who writes: its words, what stands around it, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nlp.encoder import ordinary_words
from nlp.folding import fold
from nlp.marked_names import NameMarks
from nlp.marks import NOTHING_MARKED, Marks
from nlp.name_spans import FUNCTION, Span, Token, find_spans, tokens_of
from nlp.name_surroundings import ACTS, CLOSES, OPENS, SPEAKS, what_follows, what_precedes
from nlp.name_terms import (
    COUNTS,
    KIND_BEFORE,
    LINKS_TOLD_APART,
    OPENS_A_NAME,
    PEOPLE,
    PREPOSITIONS,
    TIME,
    background,
    sentence_words,
)
from nlp.name_words import TITLE, first_names, is_first_name

LATE, TAIL, MOST_COUNTED = 220, 60, 6
MOST_SPANS = 2_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words, and the kinds of evidence on it."""

    text: str
    start: int
    evidence: frozenset[str]


def find_candidates(text: str, places: frozenset[str], marks: Marks = NOTHING_MARKED) -> Iterator[Candidate]:
    """Every run of words that may be a group's name, with its evidence. `places` are folded place names."""
    tokens, marked = tokens_of(text), NameMarks(marks)
    for span in islice(find_spans(text, tokens, places), MOST_SPANS):
        found = _Span(text, span, tokens, places)
        if found.names_nobody() or marked.are_private(span.start, span.end):
            continue
        yield Candidate(found.name, span.start, frozenset(found.evidence()) | marked.evidence(span.start, span.end))


class _Span:
    """A run of words while its evidence is gathered."""

    def __init__(self, text: str, span: Span, tokens: list[Token], places: frozenset[str]) -> None:
        self.text, self.span, self.tokens, self.places = text, span, tokens, places
        self.words = tokens[span.first : span.last + 1]
        self.name = text[span.start : span.end]
        self.own = [word for word in self.words if not word.links]
        self.folded = [fold(word.text) for word in self.words]
        the = re.search(r"\b([Tt]he|THE) $", text[max(0, span.start - 5) : span.start])
        self.the = "" if the is None else "the" if the[1] == "the" else "The"
        start = span.start - 4 * bool(self.the)
        self.before = text[max(0, start - 60) : start]
        self.left, self.right = what_precedes(text, start), what_follows(text, span.end)
        self.last = "team" if self.words[-1].small in COUNTS else self.words[-1].kind
        self.inner = {word.kind for word in self.words[:-1] if word.kind}
        self.case = self._case()
        self.listed = self._listed_places()
        self.unknown = any(self._is_unknown(word) for word in self.own)

    def evidence(self) -> Iterator[str]:
        """The names of the kinds of evidence that the run of words shows."""
        yield from self._surroundings()
        yield from self._kinds()
        yield from self._places()
        yield from self._people()
        yield from self._words()
        yield from self._neighbours()
        yield from self._position()

    def names_nobody(self) -> bool:
        """Whether it is plainly a titled person, or just people of a place ("Armley residents"), or goes on to where."""
        if not self.last and not self.inner and (re.match(rf"{TITLE}\b", self.name) or self._is_a_full_name()):
            return True
        if self.left == "friendsof":
            return True
        tail = re.search(r" (?:in|at|near|from|on|by|for)(?: the)? (.+?)$", self.name)
        if tail and (fold(tail[1]) in self.places or TIME.search(tail[1])):
            return True
        people = re.fullmatch(rf"(.+) {PEOPLE}|{PEOPLE} (?:in|at|of|on|from|near|round) (?:the )?(.+)", self.name, re.I)
        return people is not None and fold(people[1] or people[2]) in self.places

    def _is_a_full_name(self) -> bool:
        """Whether these are first names, one with a surname, or two unknown words that sign the text."""
        plain, doubtful = first_names()
        first = self.folded[0]
        if self.case != "C" or re.search(r" \d+ ", self.name):
            return self.case == "C"
        if len(self.own) > 1 and all(is_first_name(word.text) for word in self.own):
            return True
        if len(self.words) != 2:
            return False
        strange = self.folded[1] not in ordinary_words() and self.folded[1] not in self.places
        speaks = self.right in ("end", "contact") or self.text[self.span.end : self.span.end + 5] == " here"
        signs = speaks and self._like_a_person() and self.left != "namecomma"
        return first in plain or (first in doubtful and strange) or signs

    def _case(self) -> str:
        if self.name.isupper() and len(self.name) > 4:
            return "U"
        capitals = sum(word.capital or word.text[0].isdigit() for word in self.own)
        return "C" if capitals == len(self.own) else "M" if capitals else "L"

    def _listed_places(self) -> set[int]:
        """Which of the words belong to a place's name."""
        found = {index for index, word in enumerate(self.folded) if word in self.places}
        for index in range(len(self.folded) - 1):
            if f"{self.folded[index]} {self.folded[index + 1]}" in self.places:
                found |= {index, index + 1}
        return found

    def _is_unknown(self, word: Token) -> bool:
        folded = fold(word.text)
        return folded not in self.places and not {folded, folded.removesuffix("s")} & ordinary_words()

    def _surroundings(self) -> Iterator[str]:
        count = min(len(self.own), MOST_COUNTED)
        yield from (f"n={count}", f"case={self.case}", f"left={self.left}", f"right={self.right}", f"last={self.last}")
        yield from (f"{self.case}|left={self.left}", f"{self.case}|right={self.right}", f"{self.case}|last={self.last}")
        yield from (f"left={self.left}|right={self.right}", f"left={self.left}|last={self.last}")
        yield from (f"right={self.right}|last={self.last}", f"{self.case}|n={count}")
        if self.the:
            yield from (f"the={self.the}", f"the={self.the}|last={self.last}", f"the|left={self.left}")
        if not self.last and not self.inner:
            yield from ("nohead", f"nohead|left={self.left}", f"nohead|{self.case}|n={count}")
        if KIND_BEFORE.search(self.before):
            yield "kindbefore"
        headed = "headed" if self.last else "inner" if self.inner else "headless"
        yield f"{self.case}|left={self.left}|right={self.right}|{headed}"
        yield f"{self.case}|left={self.left}|{headed}|{'own' if self.unknown or self.listed else 'plain'}"
        yield f"{self.case}|right={self.right}|{headed}"
        before = "speaks" if self.left in SPEAKS else "opens" if self.left in OPENS else "amid"
        after = "acts" if self.right in ACTS else "closes" if self.right in CLOSES else "amid"
        yield from (f"{before}|{self.case}|{headed}", f"{before}|{after}|{self.case}", f"{before}|{after}|{headed}")
        yield from (f"{before}|{after}|{self.case}|{self.last}", f"{before}|{after}|{self.case}|{headed}")
        if self.last:
            yield f"word={self.words[-1].small}"

    def _kinds(self) -> Iterator[str]:
        yield from (f"inner={kind}" for kind in sorted(self.inner))
        small = 0
        while small < len(self.own) and self.own[-1 - small].text[0].islower():
            small += 1
        if self.case == "M":
            yield from (f"smalltail={small}", f"smalltail={small}|last={self.last}")
        if self.words[0].small in OPENS_A_NAME:
            yield "friendsof"
        if self.words[0].text in ("St", "St.", "Saint"):
            yield "saint"
        if re.search(r"['’]s$", self.words[0].text) and 0 in self.listed | self._listed_owner():
            yield "ownedbyplace"

    def _listed_owner(self) -> set[int]:
        return {0} if fold(re.sub(r"['’]s$", "", self.words[0].text)) in self.places else set()

    def _places(self) -> Iterator[str]:
        whole = fold(self.name)
        parts = re.split(r" (?:and|or) ", whole)
        if all(part in self.places or part.removesuffix("s") in self.places for part in parts):
            yield "isplace"
        elif self.listed:
            yield from ("hasplace", f"hasplace|{self.case}|last={self.last}")
            if 0 in self.listed:
                yield "place0"
            if len(self.words) - 1 in self.listed:
                yield from ("placelast", f"placelast|{self.case}")
            if len(self.listed) >= len(self.own):
                yield "allplace"

    def _people(self) -> Iterator[str]:
        plain, doubtful = first_names()
        first = re.sub(r"['’]s$", "", self.folded[0])
        if first in plain or first in doubtful or re.fullmatch(TITLE, self.words[0].text):
            how = "plain" if first in plain else "doubt"
            yield f"first={how}"
            if len(self.own) <= 2 and not self.last:
                yield f"person={how}"
            if len(self.own) == 1:
                yield "firstonly"
        if self.folded[-1] in plain and len(self.own) > 1:
            yield "lastfirstname"
        if len(self.own) > 2 and self.case == "C" and {*self.folded[1:-1]} & plain:
            yield from ("holdsfirst", f"holdsfirst|last={self.last}")
        if self._like_a_person():
            yield from ("personlike", f"personlike|left={self.left}", f"personlike|right={self.right}")

    def _like_a_person(self) -> bool:
        named_otherwise = self.last or self.inner or self.listed or self._joined()
        return (
            self.case == "C"
            and len(self.own) in (2, 3)
            and not named_otherwise
            and self.unknown
            and re.fullmatch(r"[A-Za-zÀ-ž'’. -]+", self.name) is not None
        )

    def _joined(self) -> bool:
        return any(word.small in ("&", "+", "and") for word in self.words)

    def _words(self) -> Iterator[str]:
        opening = [re.sub(r"['’]\w+$", "", word.small) in sentence_words() for word in self.own]
        if opening[0]:
            yield from ("notone", f"notone|n={min(len(self.own), MOST_COUNTED)}")
        if all(opening):
            yield "allnotone"
        if self.words[0].capital and self.words[0].small in FUNCTION | {"since", "following", "between", "as", "may"}:
            yield from ("hardopen", f"hardopen|left={self.left}")
        yield "unknown" if self.unknown else "ordinary"
        yield f"{self.case}|{'unknown' if self.unknown else 'ordinary'}"
        if self._joined():
            yield from ("amp", f"amp|right={self.right}", f"amp|left={self.left}", f"amp|{self.case}")
        if any(re.search(r"['’]s?$", word.text) for word in self.words[:-1]):
            yield "possin"
        if re.search(r"['’]s?$", self.name):
            yield "possend"
        if self.span.end < self.words[-1].end:
            yield "possstrip"
        if TIME.search(self.name):
            yield from ("month", "monthlast") if TIME.search(self.words[-1].text) else ("month",)
        if re.search(r"\d", self.name):
            yield "digit"
        if len(self.own) == 1 and self.own[0].text.isupper() and len(self.own[0].text) > 1:
            yield "acronym"
        if background().search(self.name):
            yield "background"
        if len(self.own) == 1 and self.words[-1].small in ("hub", "askline", "exchange", "network", "team"):
            yield "theservice"
        if any(word.small in PREPOSITIONS for word in self.words):
            yield "prep"

    def _neighbours(self) -> Iterator[str]:
        """Whether the name goes on before or after these words."""
        first, last, text = self.span.first, self.span.last, self.text
        earlier = self.tokens[max(0, first - 2) : first]
        if earlier and text[earlier[-1].end : self.span.start] == " " and earlier[-1].small != "the":
            if earlier[-1].capital and self.case != "L":
                owner = re.sub(r"['’]s$", "", earlier[-1].text)
                yield "placeowns" if owner != earlier[-1].text and fold(owner) in self.places else "leftcap"
            if earlier[-1].links and earlier[0].capital and text[earlier[0].end : earlier[-1].start] == " ":
                yield "leftlinkcap"
        later = self.tokens[last + 1 : last + 3]
        if later and text[self.span.end : later[0].start] == " ":
            yield from self._goes_on(later)
        after = re.match(r", (?:the )?([A-Z][\w'’]*)((?: [A-Z][\w'’]*)?)", text[self.span.end : self.span.end + 50])
        if after and ({fold(after[1]), fold(after[1] + after[2])} & self.places or re.match(r"[A-Z]{1,2}\d", after[1])):
            yield from ("commaplace", f"commaplace|left={self.left}")

    def _goes_on(self, later: list[Token]) -> Iterator[str]:
        following = later[0]
        if following.capital:
            yield "rightcap"
        if following.kind:
            yield from ("righthead", f"righthead={self.case}")
        if fold(following.text) in self.places:
            yield "rightplace"
        if following.links and len(later) > 1 and later[1].capital:
            yield f"rightlinkcap={following.small if following.small in LINKS_TOLD_APART else 'o'}"
            if fold(later[1].text) in self.places:
                yield "rightlinkplace"

    def _position(self) -> Iterator[str]:
        earlier = self.text[: self.span.start]
        if not re.search(r"[.!?\n]", earlier.strip()):
            yield "first_sentence"
        if self.span.start > LATE:
            yield "late"
        if len(self.text) - self.span.end < TAIL:
            yield from ("tail", f"tail|left={self.left}", f"tail|{self.case}|right={self.right}")
        if self.text.count(self.name) > 1:
            yield "again"
        if self.name in earlier:
            yield "notfirst"
