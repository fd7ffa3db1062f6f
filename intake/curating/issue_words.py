"""A curator's words on a previewed issue: what comes first, what stays out, what is added, how it opens. Words in, wishes out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.conversation.short_words import plain

_TARGET = r"(?:[A-Za-z]{2,3}-\d{1,6}|#?\d{1,3})(?![\w-])"
_LIST = rf"{_TARGET}(?:\s*(?:,|&|\band\b|,\s*and\b)?\s*{_TARGET})*"
_VERBS = {
    "first": r"(?:put|move|lead with|start with|order|first|top)",
    "leave_out": r"(?:leave out|leave|take out|without|skip|drop|not this week|not)",
    "put_back": r"(?:put back|bring back|take back in)",
    "add": r"(?:also add|add|include|also take|take in|squeeze in)",
}
_PIECE = re.compile(
    "|".join(rf"(?P<{name}>\b{verb})\s*[:=]?\s*(?P<{name}_list>{_LIST})" for name, verb in _VERBS.items())
    + rf"|(?P<top>\b{_LIST})\s+(?:comes? |goes? |is |are )?(?:first|to the top|on top|at the top)\b",
    re.IGNORECASE,
)
_AFTER_FIRST = re.compile(r"^\s*(?:first|to the top|on top|at the top|up)\b", re.IGNORECASE)
_REASON = re.compile(r"^\s*(?:[:(,–—-]|because|as|since)\s*(?P<words>.+?)\s*\)?\s*$", re.IGNORECASE | re.DOTALL)
_THEN = re.compile(r"[,.]?\s+(?:and then|then|and)\s+(?=(?:send|hold)(?: it)?\W*$)", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:^|\n|;)\s*(?:opening|opening words|begin with|start with)\s*[:=]\s*(?P<words>.+)\Z", re.IGNORECASE | re.DOTALL
)
_LAST_SENTENCE = re.compile(r"(?P<before>.+)(?:[;\n]|(?<=[.!?])\s)\s*(?P<last>[^;\n]+?)\s*\Z", re.DOTALL)
_DECISION = re.compile(
    r"(?:and |then )*(?:please )?(?:send|hold)(?: it)?(?: back)?(?: (?:please|thanks|now))*\W*", re.IGNORECASE
)
_SEND = re.compile(
    r"^(?:and |then )*(?:please )?(?:send( it)?|approved?( it)?|ok(ay)?|yes|go|publish)"
    r"(?: (?:but|and|except|please|thanks|now))*\W*$"
)
_HOLD = re.compile(r"^(?:and |then )*(?:please )?(?:hold( it)?( back)?|wait|stop it|no)(?: (?:please|thanks))*\W*$")


@dataclass(frozen=True, slots=True)
class IssueWish:
    """What was said. Targets are references, or numbers of the preview as typed. `decision`: approve, hold or "" for neither;
    `leave_out` maps targets to the reason.
    """

    decision: str = ""
    opening: str = ""
    first: tuple[str, ...] = ()
    leave_out: Mapping[str, str] = field(default_factory=dict)
    put_back: tuple[str, ...] = ()
    add: tuple[str, ...] = ()

    @property
    def arranges(self) -> bool:
        return bool(self.opening or self.first or self.leave_out or self.put_back or self.add)


def issue_wish(text: str) -> IssueWish | None:
    """Everything that the words want of the issue; None when they want nothing of it.

    "first 3, leave out LS-0042: not sure yet; add LS-0061", "opening: Schools close on Friday", "send", or several at once.
    """
    words, opening = _without_opening(text)
    lists: dict[str, list[str]] = {"first": [], "put_back": [], "add": []}
    leave_out: dict[str, str] = {}
    rest = []
    for piece in re.split(r"[\n;]+", words):
        left = _take(piece, lists, leave_out)
        rest.append(left)
    said = [plain(line) for line in rest]
    decisions = {"approve" for line in said if _SEND.match(line)} | {"hold" for line in said if _HOLD.match(line)}
    decision = decisions.pop() if len(decisions) == 1 else ""
    wish = IssueWish(
        decision,
        opening,
        tuple(lists["first"]),
        leave_out,
        tuple(lists["put_back"]),
        tuple(lists["add"]),
    )
    return wish if decision or wish.arranges else None


def _without_opening(text: str) -> tuple[str, str]:
    """The words on the issue, and its opening words. A "send" or "hold" behind these is no part of them."""
    found = _OPENING.search(text)
    if not found:
        return text, ""
    words, opening = text[: found.start()], found["words"].strip()
    behind = _LAST_SENTENCE.match(opening)
    if behind and _DECISION.fullmatch(behind["last"]):
        return f"{words}\n{behind['last']}", behind["before"].strip()
    return words, opening


def _take(piece: str, lists: dict[str, list[str]], leave_out: dict[str, str]) -> str:
    """Notes what one line wants, and returns what is left of it."""
    found = list(_PIECE.finditer(piece))
    left = piece[: found[0].start()] if found else piece
    for number, match in enumerate(found):
        after = piece[match.end() : found[number + 1].start() if number + 1 < len(found) else len(piece)]
        verb = match.lastgroup or ""
        verb = "first" if verb == "top" else verb.removesuffix("_list")
        targets = _targets(match["top"] or match[f"{verb}_list"])
        if verb == "leave_out":
            after, _, decided = _THEN.sub("\n", after).partition("\n")
            left += f" {decided}"
            reason = _REASON.match(after)
            leave_out.update(dict.fromkeys(targets, reason["words"].strip(" ,.") if reason else ""))
        else:
            lists[verb] += targets
            left += " " + _AFTER_FIRST.sub("", after)
    return left.strip(" ,.")


def _targets(words: str) -> list[str]:
    found = re.findall(_TARGET, words)
    return [target.upper() if "-" in target else target.lstrip("#") for target in found]
