"""The newest words of a letter: what its writer typed, without what was quoted, forwarded or put under it."""

import re
from dataclasses import dataclass

from intake.mail.attribution import attribution_ending_at, bare_attribution, shared_line
from intake.mail.banner import without_banner
from intake.mail.quoted_headers import RULE, divides, forwards, header_block_at, notes_head_at, strange_head_at
from intake.mail.signature import without_signature
from intake.messages import Answer

MOST_LINES = 25_000
MOST_LOOKED_AT = 5_000
QUOTE = re.compile(r"^\s{0,4}(?:>|&gt;|＞|»)")
INITIALS_QUOTE = re.compile(r"^\s{0,8}(?:[A-Z]{1,3}|[A-Z][a-z]{1,12})>+\s")
PIPE_QUOTE = re.compile(r"^\s{0,2}[|}](?:\s(?!.*\|)|$)")
QUOTE_SIGNS = re.compile(r"^\s{0,8}(?:[A-Z][A-Za-z]{0,12}(?=>))?(?:\s{0,4}(?:>|&gt;|＞|»|\|))+\s?")
ESCAPED_FROM = re.compile(r"^>From\s")
STRAY_LINK = re.compile(r"^\s*(?:[(<\[]?https?://\S{1,2000}[)>\]]?(?: ?>)?|\S{20,2000}|[)>\]])\s*$")
OPEN_ADDRESS = re.compile(r"<[^<>\s]{1,64}@[^<>\s]{1,255}$")
ITEM = re.compile(r"^\s*(?:\(?\d{1,3}[.):]\s|[-*•·–]\s|\[?[A-Z]{1,4}-\d{2,6}\b)")
BEGINS_ITEM = re.compile(r"^(?:\(?\d{1,3}[.):]\s)|(?<![A-Za-z0-9])[A-Z]{2}-\d{4}\b")
MOST_ABOVE = 7
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
BLANK, OWN, QUOTED, INTRODUCTION = " ", "o", ">", ":"


@dataclass(frozen=True, slots=True)
class NewestWords:
    """`text`: the writer's own words. `answers`: own words below quoted lines, each with the line above it."""

    text: str
    answers: tuple[Answer, ...] = ()


def newest(text: str) -> NewestWords:
    """The newest words of a letter's text. Empty when there is nothing but quotation; a bare forward is kept whole."""
    lines = without_banner(_lines(text))
    plain = [INVISIBLE.sub("", line).strip() for line in lines]
    kinds = _marked(lines, plain)
    words, answers = _collected(lines, plain, kinds)
    if not words:
        return NewestWords(_forwarded(lines, plain))
    return NewestWords(words, tuple(answers))


def _lines(text: str) -> list[str]:
    """Lines without the second and further blank line in a row; at most MOST_LINES."""
    lines: list[str] = []
    was_blank = True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n"):
        is_blank = not line or line.isspace()
        if lines and line.startswith(">") and OPEN_ADDRESS.search(lines[-1]):
            lines[-1] += line
        elif not (is_blank and was_blank):
            shared = shared_line(line) if "On " in line or "<" in line else None
            lines += ["" if is_blank else line] if shared is None else [line[:shared], line[shared:]]
        was_blank = is_blank
        if len(lines) >= MOST_LINES:
            break
    return lines


def _marked(lines: list[str], plain: list[str]) -> list[str]:
    """One sign for each line: blank, own, quoted, or the introduction of a quotation. What follows a cut is quoted."""
    fenced = _fenced(plain)
    kinds = [
        BLANK if not line else QUOTED if index not in fenced and _is_quoted(lines, index) else OWN
        for index, line in enumerate(plain)
    ]
    for index in [number for number, kind in enumerate(kinds) if kind is OWN][:MOST_LOOKED_AT]:
        cut = _cut_at(plain, kinds, index) if kinds[index] is OWN else None
        if cut is not None:
            kinds[cut:] = [QUOTED] * (len(kinds) - cut)
            break
    return kinds


def _fenced(plain: list[str]) -> set[int]:
    """The lines between two fences of three backticks: code or a copied screen, in which ">" quotes nothing."""
    fences = [index for index, line in enumerate(plain) if line.startswith("```")]
    return {index for start, end in zip(fences[::2], fences[1::2], strict=False) for index in range(start, end + 1)}


def _is_quoted(lines: list[str], index: int) -> bool:
    line = lines[index]
    if QUOTE.match(line):
        alone = ESCAPED_FROM.match(line) or line.rstrip().endswith("<<<")
        return not (alone and not (index and QUOTE.match(lines[index - 1])))
    if 0 < index < len(lines) - 1 and STRAY_LINK.match(line) and QUOTE.match(lines[index - 1]):
        is_broken_off = len(lines[index - 1]) >= 45 or line.lstrip()[0] in "<(>)]" or line.rstrip()[-1] in ">)]"
        return is_broken_off and bool(QUOTE.match(lines[index + 1]))
    if _is_wrapped_quote(lines, index):
        return True
    near = lines[max(index - 1, 0) : index + 2]
    return any(
        mark.match(line) and sum(bool(mark.match(one)) for one in near) >= 2 for mark in (PIPE_QUOTE, INITIALS_QUOTE)
    )


def _is_wrapped_quote(lines: list[str], index: int) -> bool:
    """The end of a long quoted line that a program broke without marking it: it goes on in small letters, above and below."""
    if not 0 < index < len(lines) - 1 or not (QUOTE.match(lines[index - 1]) and QUOTE.match(lines[index + 1])):
        return False
    above, below = _unquoted(lines[index - 1]), _unquoted(lines[index + 1])
    stray = lines[index].strip()
    is_middle = stray[:1].islower() and below[:1].islower() and (above[-1:].isalnum() or above.endswith(","))
    return len(above) >= 55 and len(stray) <= 30 and is_middle and not any(sign.isdigit() for sign in stray)


def _cut_at(plain: list[str], kinds: list[str], index: int) -> int | None:
    """From where on everything is an earlier letter, or None. Introductions to quotations are noted in `kinds`."""
    line = plain[index]
    head = header_block_at(plain, index) or notes_head_at(plain, index) or strange_head_at(plain, index)
    if head or divides(line):
        if _marks_below(plain, kinds, index, index + max(head, 1)):
            return None
        return _without_rule(plain, index) if head else index
    below = _next(kinds, plain, index)
    is_above_quote = below is not None and kinds[below] is QUOTED and below - index <= 3
    start = attribution_ending_at(plain, index, quoted_below=is_above_quote)
    if start is None and is_above_quote and bare_attribution(line):
        start = index
    if start is None:
        return None
    for number in range(start, index + 1):
        kinds[number] = INTRODUCTION
    return None if below is not None and kinds[below] is QUOTED else start


def _marks_below(plain: list[str], kinds: list[str], start: int, end: int) -> bool:
    """Whether a marked quotation follows a head or a dividing line, so that there may be answers in it; it is noted then."""
    below = _next(kinds, plain, end - 1)
    if below is not None and kinds[below] is OWN:
        end = below + header_block_at(plain, below)
        below = _next(kinds, plain, end - 1)
    if below is None or kinds[below] is not QUOTED or PIPE_QUOTE.match(plain[below]):
        return False
    kinds[start:end] = [BLANK if kind is BLANK else INTRODUCTION for kind in kinds[start:end]]
    return True


def _next(kinds: list[str], plain: list[str], index: int) -> int | None:
    return next((number for number in range(index + 1, min(index + 9, len(plain))) if kinds[number] is not BLANK), None)


def _without_rule(plain: list[str], index: int) -> int:
    above = index
    while above and not plain[above - 1]:
        above -= 1
    return above - 1 if above and RULE.match(plain[above - 1]) else index


def _collected(lines: list[str], plain: list[str], kinds: list[str]) -> tuple[str, list[Answer]]:
    pieces: list[str] = []
    answers: list[Answer] = []
    index = 0
    while index < len(lines):
        if kinds[index] is not OWN:
            index += 1
            continue
        end = index
        while end < len(lines) and kinds[end] in (OWN, BLANK):
            end += 1
        is_end = end == len(lines) or kinds[end] is INTRODUCTION or not any(kind is OWN for kind in kinds[end:])
        quoted = _quoted_above(lines, plain, kinds, index)
        asks = quoted.endswith(("?", "؟", ":", "？")) or bool(BEGINS_ITEM.search(quoted))
        kept = without_signature(lines[index:end], is_end=is_end, has_words=bool(pieces) and not asks)
        words = "\n".join(line.rstrip() for line in kept).strip()
        if words:
            pieces.append(words)
            if quoted:
                answers.append(Answer(quoted, words, _item_above(lines, kinds, index)))
        index = end
    return "\n\n".join(pieces), answers


def _quoted_above(lines: list[str], plain: list[str], kinds: list[str], index: int) -> str:
    """The quoted line right above, without its marks; a line that wraps is put together again."""
    above = index - 1
    while above >= 0 and (kinds[above] is BLANK or (kinds[above] is QUOTED and not _unquoted(lines[above]))):
        above -= 1
    if above < 0 or kinds[above] is not QUOTED:
        return ""
    joined = [_unquoted(lines[above])]
    for number in range(above - 1, max(above - 5, -1), -1):
        if kinds[number] is not QUOTED or ITEM.match(joined[0]):
            break
        piece = _unquoted(lines[number])
        if not piece or not (len(piece) >= 55 or ITEM.match(piece)):
            break
        joined.insert(0, piece)
    return " ".join(joined)


def _item_above(lines: list[str], kinds: list[str], index: int) -> str:
    """The quoted line that begins the item in which `index` stands; none when only a few lines of no item are above.

    Seven lines are as much as one item of our letters has above any of its lines; what is further up is another matter.
    """
    seen = 0
    for above in range(index - 1, -1, -1):
        line = _unquoted(lines[above]) if kinds[above] is QUOTED else ""
        if not line:
            continue
        if BEGINS_ITEM.search(line):
            return line
        seen += 1
        if seen == MOST_ABOVE or re.fullmatch(r"[-_=]{2,}", line):
            return ""
    return ""


def _unquoted(line: str) -> str:
    return QUOTE_SIGNS.sub("", INVISIBLE.sub("", line)).strip()


def _forwarded(lines: list[str], plain: list[str]) -> str:
    """The words of a letter with none of its own: a forward whole; what follows an introduction without marks."""
    first = next((number for number, line in enumerate(plain) if line), None)
    if first is None:
        return ""
    head = range(first, min(first + 6, len(plain)))
    if any(
        forwards(plain[number]) or header_block_at(plain, number) or divides(plain[number])
        for number in head
        if plain[number]
    ):
        return "\n".join(_unquoted(line) if QUOTE.match(line) else line.rstrip() for line in lines[first:]).strip()
    unmarked = [line for number, line in enumerate(lines) if plain[number] and not _is_quoted(lines, number)]
    for end in range(first, min(first + 5, len(plain))):
        if attribution_ending_at(plain, end) is not None and len(unmarked) > end - first + 1:
            below = range(end + 1, len(lines))
            return "\n".join(lines[number].rstrip() for number in below if not _is_quoted(lines, number)).strip()
    return ""
