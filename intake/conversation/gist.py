"""What a text wants, in a few of its own words: without the greeting, the introduction and "we need"."""

import re

from intake.conversation.meaning import NEED

_GREETING = re.compile(
    r"^\W*((hi|hello|hiya|hey|dear all|good (morning|afternoon|evening)|morning)\b( (there|all|everyone|team))?[ ,.!–-]*)+",
    re.I,
)
_LEAD = re.compile(r"^\W*((and|also|plus|oh|then)\b[ ,]*)+", re.I)
_NICE = re.compile(r"[ ,.!]*\b(please|pls|thanks|thank you|ta|cheers)\W*$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
LEAST_WORDS = 2


def gist(text: str) -> str:
    """The words behind the first "we need", to the end of their sentence; else the text without its greeting."""
    for sentence in _SENTENCE.split(text.replace("’", "'")):
        found = NEED.search(sentence.lower())
        wanted = sentence[found.end() :].strip(" ,:–-.") if found else ""
        if len(wanted.split()) >= LEAST_WORDS:
            return _NICE.sub("", wanted)
    return _NICE.sub("", _LEAD.sub("", _GREETING.sub("", text))).strip() or text
