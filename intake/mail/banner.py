"""Warnings that an organisation's mail gateway puts above the words of every letter from outside."""

import re

MOST_LINES = 14
OPENING = re.compile(
    r"^[\W_]{0,12}(?:\[?(?:caution|warning|external(?: e-?mail| sender| message)?|attention|achtung|alert|beware"
    r"|externe e-?mail|extern|externer absender)\]?\b(?=\s*(?:[:!*\-–—\]]|$))"
    r"|(?:this|the) (?:e-?mail|message|sender)(?: has)? (?:originated|came|comes|was sent|is|originates) (?:from )?"
    r"(?:outside|an external|external)"
    r"|this sender (?:might be|is not|failed))",
    re.I,
)
ABOUT_SAFETY = re.compile(
    r"outside (?:of )?(?:the |our |your )?\w*\s?(?:organi[sz]ation|company|network|council|trust|university|college|nhs)"
    r"|external (?:sender|source|e-?mail|address)|(?:click|open|follow)\w*\b.{0,50}\b(?:links?|attachments?)|phishing"
    r"|know the content is safe|recogni[sz]e the sender|originated from"
    r"|von außerhalb|keine (?:links|anhänge)",
    re.I,
)
UNUSUAL_SENDER = re.compile(r"^[\W_]{0,4}\S.{3,160}\baka\.ms/LearnAboutSenderIdentification\S*$", re.I)
RULE = re.compile(r"^[\W_]{3,}$")


def without_banner(lines: list[str]) -> list[str]:
    """The lines below a warning at the very top; all of them when there is none, or nothing but it."""
    start = 0
    while start < len(lines):
        first = start
        while first < len(lines) and (not lines[first].strip() or RULE.match(lines[first].strip())):
            first += 1
        if first < len(lines) and UNUSUAL_SENDER.match(lines[first].strip()):
            start = first + 1
            continue
        end = first
        while end < len(lines) and end - first < MOST_LINES and lines[end].strip():
            end += 1
        words = " ".join(lines[first:end])[:1500]
        if not (OPENING.match(words) and ABOUT_SAFETY.search(words)):
            break
        start = end
    rest = lines[start:]
    return rest if any(line.strip() for line in rest) else lines
