"""Our own letter inside an answer to it, where the mail program quotes without marks: what we wrote ourselves is known to us."""

from intake.mail.html_text import text_of
from intake.mail.quoted_headers import header_block_at
from intake.mail.reply_text import QUOTE

FEWEST_LINES = 5
"""So many lines of a letter in an answer are the letter; fewer may be somebody's own words that happen to be the same."""
HEAD = 20


Sent = tuple[str, str]
"""The words of a letter of ours, plain and as HTML; both empty when it is not known."""
UNKNOWN: Sent = ("", "")


def with_marks(text: str, sent: Sent) -> str:
    """The text with "> " before each line of our letter and the header lines above it; unchanged when it has marks already."""
    lines = text.splitlines()
    plain, page = sent
    if not plain or any(QUOTE.match(line) for line in lines):
        return text
    ours = _lines(plain)
    found = {at for at, line in enumerate(lines) if _bare(line) in ours}
    if len(found) < FEWEST_LINES and page:
        ours |= _lines(text_of(page))
        found = {at for at, line in enumerate(lines) if _bare(line) in ours}
    if len(found) < FEWEST_LINES:
        return text
    first = min(found)
    for at in range(max(first - HEAD, 0), first):
        if length := header_block_at(lines, at):
            found |= set(range(at, min(at + length, first)))
            break
    return "\n".join(f"> {line}" if at in found else line for at, line in enumerate(lines))


def is_all_ours(marked: str) -> bool:
    """Whether nobody wrote anything: our letter came back or was passed on as it is."""
    lines = [line for line in marked.splitlines() if line.strip()]
    return bool(lines) and all(QUOTE.match(line) for line in lines)


def _lines(text: str) -> set[str]:
    return {bare for line in text.splitlines() if (bare := _bare(line))}


def _bare(line: str) -> str:
    return " ".join(line.split()).casefold()
