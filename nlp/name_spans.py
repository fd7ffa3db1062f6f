"""The runs of words of a text that may be a group's name: with capitals, or small ones where a name may stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.folding import fold
from nlp.groups import kind_of
from nlp.name_surroundings import what_follows

LONGEST_NAME = 8
MOST_SMALL, MOST_SMALL_AFTER_CAPITAL = 6, 2

TOKEN = re.compile(r"St\.|[Dd]rop [Ii]n\b|[^\W_](?:[\w’'+]|[-/.](?=\w))*|&|\+")
LINKS = frozenset("and of the on in n at to for with by de & +".split())
FUNCTION = frozenset(
    "our the my your their his her its a an this that these those some any all both every each many most several few "
    "no not we i you they he she it us them him who what when where why how if so or but as because please pls can "
    "could would will is are was were be been has have had do does did need needs needed want wants wanted looking "
    "urgent urgently asap today hi hello hey hiya dear morning evening afternoon thanks thank cheers about between "
    "near into other others another anyone anybody someone somebody there here just only also again still now then "
    "maybe more much very really re fwd subject ps get got make run says said tell sorry oh anyway find give send lend "
    "know like love come see think kindly from im ive cant dont "
    "one two three four five six seven eight nine ten twelve twenty thirty forty fifty".split()
)
SMALL_MAY_START = re.compile(
    r"(?:^|[.!?:;,\n(–—>-])\s*$|\b(?:from|at|are|re|is|its|it's|of|for|behalf of|by|hi|hello|morning|run|we|me|us|called)\s$",
    re.I,
)
NAMELESS_END = re.compile(r"-(?:type|ish|style|based|wide|way)$", re.I)
ADDRESSED = re.compile(r" (?:to|for) the (?:hub|exchange|team)$", re.I)
UNSTARTED = re.compile(
    r"(?i:(?:i|we|you|they|he|she|it|that|there|what|who|here)(?:['’]\w+)$|(?:i|what|why)$)|[A-Z]{2}-?\d{3,4}$"
)
CODE = re.compile(r"[A-Z]{2}-?\d{3,4}")
SENTENCE_GOES_ON = frozenset({"word", "sverb", "tofor", "andword", "caps", "digit"})
ENDS = frozenset(".,:!\n(;")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, where it stands, and what kind of group it names ("" for none)."""

    text: str
    start: int
    end: int
    kind: str

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[:1].isupper()

    @property
    def links(self) -> bool:
        """Whether it only links the words of a name."""
        return self.text in LINKS or self.small in ("the", "and", "of")


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens `first` to `last` of a text; `end` is before the last one's "'s" where that is no part of the name."""

    first: int
    last: int
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The words of the text and the signs that link names."""
    return [Token(one.group(), *one.span(), kind_of(one.group())) for one in TOKEN.finditer(text)]


def find_spans(text: str, tokens: list[Token], places: frozenset[str]) -> Iterator[Span]:
    """Every run of words that may be a name, many of them overlapping. `places` are folded place names."""
    for first, token in enumerate(tokens):
        if token.links or UNSTARTED.match(token.text) or (first and _is_a_number(text, tokens[first - 1], token)):
            continue
        capital = token.capital or re.fullmatch(r"\d+(?:st|nd|rd|th)", token.text) is not None
        if capital or _small_may_start(text, token):
            yield from _from(text, tokens, first, places, capital=capital)


def _is_a_number(text: str, before: Token, token: Token) -> bool:
    """Whether a bare number stands before the word: an address, or how many."""
    return (
        text[before.end : token.start] == " " and re.fullmatch(r"(?!(?:19|20)\d\d$)\d+[a-z]?", before.text) is not None
    )


def _small_may_start(text: str, token: Token) -> bool:
    if token.small in FUNCTION or token.text[0].isdigit():
        return False
    before = text[max(0, token.start - 40) : token.start]
    return SMALL_MAY_START.search(re.sub(r"\bthe $", "", before, flags=re.I)) is not None


def _from(text: str, tokens: list[Token], first: int, places: frozenset[str], *, capital: bool) -> Iterator[Span]:
    small = 0
    start = tokens[first].start
    for last in range(first, min(first + LONGEST_NAME, len(tokens))):
        token, before = tokens[last], tokens[last - 1]
        if last > first and text[before.end : token.start] != " ":
            return
        if token.links:
            if token.small == "the" and not before.links:
                return
            continue
        if NAMELESS_END.search(token.text) or CODE.fullmatch(token.text) or token.text == "I":
            return
        in_small = not token.capital and not token.text[0].isdigit()
        if in_small:
            if token.small in FUNCTION:
                return
            small += 1
        if small > (MOST_SMALL_AFTER_CAPITAL if capital else MOST_SMALL):
            return
        alone_in_small = not capital and last == first
        if alone_in_small or (in_small and not _may_end(text, token, places, capital=capital)):
            continue
        if ADDRESSED.search(text[start : token.end]):
            return
        yield Span(first, last, start, token.end)
        if re.search(r"['’]s$", token.text):
            yield Span(first, last, start, token.end - 2)


def _may_end(text: str, token: Token, places: frozenset[str], *, capital: bool) -> bool:
    """Whether a name may end with this word in small letters."""
    if token.kind:
        return True
    if text[token.end : token.end + 1] not in ENDS and what_follows(text, token.end) in SENTENCE_GOES_ON:
        return False
    return not capital or fold(token.text) in places
