"""Cuts a text into clauses and says of each whether it asks, denies a need, or only tells of the past or of who writes."""

import re
from dataclasses import dataclass
from itertools import pairwise

SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+|;|\s[-–—]\s|\s\|\s")
SPLIT_WITHIN = re.compile(
    r",?\s+(?=but\b|so\b(?! that)|because\b|although\b|though\b)|,\s+(?=and we\b|we\b|and i\b|i\b|could\b|"
    r"can\b|would\b|not\b)",
    re.I,
)

NEED = re.compile(
    r"\b(need(s|ed|ing)?|want(s|ed|ing)?|wanna|looking (?:for|to)|look for|after (?:a|an|some|any|two|three|"
    r"\d+|people|someone)|seek(s|ing)?|short of|could (?:do|use|a|an|any|some|you|we)|"
    r"can (?:any|some|you|a)|would (?:a|an|any|some|you|anyone|love|like|welcome|be)|any(?:one|body|1)|"
    r"some(?:one|body)|please|pls|plz|help|"
    r"(?:is|are) there (?:a|an|any)|does any|do any|has any|fancy|sponsor|donat\w+|lend|spare|borrow|wanted|"
    r"required|appeal|request\w*|grateful|hoping|"
    r"should like|missing|lack(?:s|ing)?|people short|"
    r"who(?:'s| has| can| could| will| would)|run out|ran out|desperate|we(?:'d| would) (?:like|love|welcome|"
    r"be)|gone|broken?|bust|failed|nicked|stolen|offer\w*|"
    r"give|provide|supply|available|free)\b|\?|!!",
    re.I,
)
DENIAL = re.compile(
    r"\b(?:(?:do|does|did)(?:n't|nt| not) (?:need|want|require)|no longer (?:need|want|require)\w*|not "
    r"(?:need(?:ed)?|wanted|asking|after|looking|interested)|no need (?:for|of)|"
    r"isn'?t (?:what|about)|is not what|nobody needs|not about|aren'?t (?:asking|after|looking)|don'?t send|"
    r"(?:is|are|was|were|been|now|all) sorted|"
    r"already (?:have|got|sorted|covered)|we(?:'ve| have) (?:got )?(?:plenty|enough)|goals we've got|has been "
    r"(?:given|paid)|have been (?:given|begged))\b|^\s*not\b|\bno (?:more|thanks)\b",
    re.I,
)
BACKGROUND = re.compile(
    r"^\W*(?:(?i:we(?:'re| are| were|'ve been| have been| run| serve| support| feed| help| look after| teach| work "
    r"with| cook| meet)|our (?:group|club|members|charity|project)|"
    r"(?:it|they) (?:has|have|was|were|is)|last (?:year|week|month|winter|summer)|since)\b|"
    r"(?!What|Who|All)[A-Z][\w'&]+(?: [A-Z&][\w'&]*)* (?:is|are|was|has been|supports?|helps?|teaches|runs?|serves?|works?) )"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters `start` to `end` of the text; `kind`: need, background, denial or plain."""

    start: int
    end: int
    kind: str
    text: str


def cut_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text in order; blank ones are left out."""
    clauses = []
    for start, end in _pieces(text):
        words = text[start:end]
        if words.strip():
            clauses.append(Clause(start, end, _kind(words), words))
    return tuple(clauses)


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [0]
    for match in SENTENCE_END.finditer(text):
        cuts.append(match.end())
    for match in SPLIT_WITHIN.finditer(text):
        cuts.append(match.end())
    cuts = sorted({*cuts, len(text)})
    return list(pairwise(cuts))


def _kind(words: str) -> str:
    if DENIAL.search(words):
        return "denial"
    if BACKGROUND.search(words) and not NEED.search(words):
        return "background"
    return "need" if NEED.search(words) else "plain"


def wanted_text(text: str, clauses: tuple[Clause, ...]) -> str:
    """The text without its denials and background; the whole text when nothing else is left."""
    kept = " ".join(clause.text.strip() for clause in clauses if clause.kind in ("need", "plain"))
    return kept or text
