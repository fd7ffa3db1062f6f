"""Commands with a slash, typed or from a menu ("/mine", "/ask 10 chairs"), taken as the words that they stand for."""

import re
from dataclasses import replace

from intake.conversation.meaning import SURE
from intake.messages import Incoming
from nlp.reading import Reading, Tag

_COMMAND = re.compile(r"\s*/(?P<name>[a-z_]+)(?:@\w+)?(?=\s|$)\s*", re.IGNORECASE)
_NO_NEED = ("question", "update")
"""What people also write behind "/ask": "/ask what have I asked for?"."""
QUEUE_WORDS = ("queue", "review")
_ALONE = {
    "mine": "what have I asked for?",
    "ask": "we need help",
    "offer": "we want to give something",
    "pledge": "we want to pledge",
    "review": "queue",
}
_WITH_WORDS = {"ask": "ask", "offer": "offer", "pledge": "pledge"}
_SAID_WITH_SLASH = ("start", "help")


def spoken(incoming: Incoming, reading: Reading) -> tuple[Incoming, Reading]:
    """The same message without its slash: "/privacy" is "privacy", and "/ask 10 chairs" asks for 10 chairs."""
    found = _COMMAND.match(incoming.text)
    name = found["name"].lower() if found else ""
    if found is None or name in _SAID_WITH_SLASH:
        return incoming, reading
    rest = incoming.text[found.end() :]
    if name == "review" and rest.strip():
        return replace(incoming, text=rest), replace(reading, text=rest)
    if name not in _WITH_WORDS or not rest.strip():
        said = f"{_ALONE.get(name, name.replace('_', ' '))} {rest}".strip()
        meant = Tag("pledge", 1.0) if name == "pledge" else reading.intent
        return replace(incoming, text=said), replace(reading, text=said, intent=meant)
    about_something = reading.intent.slug in _NO_NEED and reading.intent.confidence >= SURE
    intent = reading.intent if about_something else Tag(_WITH_WORDS[name], 1.0)
    return replace(incoming, text=rest), _without(reading, found.end(), intent)


def _without(reading: Reading, begin: int, intent: Tag) -> Reading:
    """The reading of the words behind the command, for what the command says."""
    personal = tuple(replace(span, start=span.start - begin, end=span.end - begin) for span in reading.personal)
    public = _COMMAND.sub("", reading.public_text, count=1)
    parts = tuple(replace(part, text=_COMMAND.sub("", part.text, count=1)) for part in reading.parts)
    return replace(
        reading, text=reading.text[begin:], public_text=public, personal=personal, parts=parts, intent=intent
    )
