"""Which needs a supplier's words name, by reference or by number in the letter, and which words belong to which need."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.conversation import short_words

_JOINT = r"\s*(?:,\s*and|,|and|&|\+)\s*"
_LIST = rf"\d{{1,3}}(?:(?:{_JOINT}|\s*(?:to|-|–)\s*)(?:numbers?\s*|nos?\.?\s*|#)?\d{{1,3}}(?!\s*(?:of|x|×|:)\b|\s+(?!yes\b)[a-z]+s\b|\d))*"
_NAMED = re.compile(
    rf"\b(?:numbers?|nos?\.?|items?|needs?|entry|entries)\s*#?({_LIST})\b|#(\d{{1,3}})\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"^\s*[(\[]?(\d{1,3})\s*(?:[:.)\]–—-]|\s(?=yes|no\b|ok|all\b|half\b|none\b|👍|👎))(?!\d)|"
    r"(?<=,)\s*(?:and\s+|but\s+)?(\d{1,3})\s*(?::|\s(?=yes\b|no\b|ok\b|all\b|half\b|none\b|👍|👎))(?!\d)",
    re.IGNORECASE,
)
_YES_TO = re.compile(
    rf"(?P<lead>\b(?:yes|ok|okay|no|not|happy|half|all|none)\b|👍|👎)(?: please)?(?: to help with| to do| to| for| with| of)?"
    rf" (?P<list>{_LIST})"
    r"(?=\s*(?:[.!;,:]|$)|\s+(?:and|but|please|no|yes)\b)",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    rf"^\W*(?:we can do|we'?ll do|we could do|put us down for|count us in for)\b(?: please)? (?P<list>{_LIST})\s*[.!]*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;&+]*(?:(?:and|plus|also|or)[\s,;&+]*)*")
_BREAK = re.compile(r",\s*(?:and\s+|but\s+|plus\s+|then\s+)?|\s(?:and|&|plus|but|then|\+)\s", re.IGNORECASE)
_KEPT_LEAD = {
    "yes": "yes",
    "ok": "yes",
    "okay": "yes",
    "👍": "yes",
    "👎": "no",
    "no": "no",
    "not": "no",
    "none": "no",
    "half": "half",
    "all": "all",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that belong to these references; no references when they name none."""

    refs: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    refs: tuple[str, ...]
    lead: str = ""


def clauses(text: str) -> list[str]:
    """The text cut where another need can begin: at lines, semicolons and full stops."""
    cut = re.split(r"[\n;]+|(?<=[.!?])(?<!\bno\.)(?<!\bnos\.)\s+", text)
    return [clause.strip() for clause in cut if clause and re.search(r"\w|👍|👎", clause)]


def pieces(clause: str) -> list[str]:
    """The clause cut at its commas and at "and", "but" and their like."""
    return [piece.strip() for part in clause.split(" / ") for piece in _BREAK.split(part) if piece.strip()]


def segments(clause: str, numbers: Mapping[str, str], prefixes: Sequence[str]) -> list[Segment]:
    """The clause cut so that each piece names the needs that its words are about, and those words without the names.

    "5 of number 1, 2 of number 3" is two pieces; "yes to 1 and 3" is one that names two needs.
    """
    found = _grouped(clause, _mentions(clause, numbers, prefixes))
    if not found:
        return [Segment((), clause)]
    cuts = [0]
    before_first = re.search(r"\w", clause[: found[0][0].start]) is not None or bool(found[0][0].lead)
    for left, right in pairwise(found):
        breaks = list(_BREAK.finditer(clause, left[-1].end, right[0].start))
        if not breaks:
            cuts.append(left[-1].end if before_first else right[0].start)
        else:
            cuts.append((breaks[0] if before_first else breaks[-1]).end())
    cuts.append(len(clause))
    return [_segment(clause, group, start, end) for group, start, end in zip(found, cuts[:-1], cuts[1:], strict=True)]


def refs_in(text: str, numbers: Mapping[str, str], prefixes: Sequence[str]) -> tuple[str, ...]:
    """The needs that a text names, in order; of a quoted item this is its number or its reference."""
    return tuple(dict.fromkeys(ref for mention in _mentions(text, numbers, prefixes) for ref in mention.refs))


def _segment(clause: str, group: list[_Mention], start: int, end: int) -> Segment:
    words, at = "", start
    for mention in group:
        words += clause[at : mention.start] + f" {mention.lead} "
        at = mention.end
    words = re.sub(r"^[\s:.,)\]–—-]+|[\s,]+$", "", " ".join((words + clause[at:end]).split()))
    if end < len(clause):
        words = re.sub(r"\s*\b(?:and|plus|but|then|for|of|to|from|with|in|on)$", "", words)
    return Segment(tuple(dict.fromkeys(ref for mention in group for ref in mention.refs)), words)


def _grouped(clause: str, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions with nothing but "and" or a comma between them stand together."""
    groups: list[list[_Mention]] = []
    for mention in mentions:
        between = clause[groups[-1][-1].end : mention.start] if groups else ""
        if groups and not mention.lead and _BETWEEN.fullmatch(between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _mentions(text: str, numbers: Mapping[str, str], prefixes: Sequence[str]) -> list[_Mention]:
    known = "|".join(re.escape(prefix) for prefix in prefixes)
    pattern = rf"(?<![A-Za-z0-9])(?:{known})(?:[-–—]\d{{1,6}}|[\s_#]?\d{{3,6}})(?![\dA-Za-z])"
    found = [
        _Mention(match.start(), match.end(), short_words.references(match[0], prefixes))
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    found = [mention for mention in found if mention.refs]
    if found or not numbers:
        return found
    matches = [*_NAMED.finditer(text), *_LEADING.finditer(text), *_YES_TO.finditer(text)] or [*_WE_DO.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start()):
        mention = _numbered(match, numbers)
        amount = match.re is _YES_TO and found and not text[found[-1].end : match.start()].strip()
        if mention and not amount and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _numbered(match: re.Match[str], numbers: Mapping[str, str]) -> _Mention | None:
    """The mention that a pattern found, when the letter has all its numbers."""
    named = match.groupdict().get("list") or next(group for group in match.groups() if group and group[0].isdigit())
    listed = _numbers(named)
    if not listed or not all(number in numbers for number in listed):
        return None
    if match.re is _WE_DO and len(listed) == 1:
        return None  # "we can do 5" is an amount
    lead = (match.groupdict().get("lead") or "").lower()
    kept = _KEPT_LEAD.get(lead) or ("yes" if match.re in (_YES_TO, _WE_DO) else "")
    return _Mention(match.start(), match.end(), tuple(numbers[number] for number in listed), kept)


def _numbers(text: str) -> list[str]:
    """The numbers of a list such as "1, 2 and 4" or "1-4", as the letter writes them."""
    listed: list[str] = []
    for part in re.findall(r"(\d+)(?:\s*(?:to|-|–)\s*(\d+))?", text):
        first, last = int(part[0]), int(part[1] or part[0])
        listed += [str(number) for number in range(first, min(last, first + 99) + 1)]
    return listed
