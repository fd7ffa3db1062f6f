"""Facts of a curator with a numbered queue, for tests of commands."""

from datetime import UTC, datetime
from typing import Any

from intake.facts import ChannelFacts, EntryFacts, Facts, PlaceFacts, SenderFacts
from intake.messages import Incoming
from nlp.places import load_place
from nlp.reading import Reading, Tag
from nlp.taxonomy import SUPPORT, THEMES

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def entry(number: int, **more: Any) -> EntryFacts:
    """A waiting ask with this number in its reference."""
    values: dict[str, Any] = {
        "ref": f"LS-{number:04d}",
        "kind": "ask",
        "status": "waiting",
        "text": f"we need {number} chairs",
        "public_text": f"we need {number} chairs",
        "version": 0,
        "mine": False,
        "contact_id": 100 + number,
        "themes": ("connection",),
        "support": ("goods",),
        "wards": ("E05011389",),
        "quantity": float(number),
        "what": "chairs",
        "open_quantity": float(number),
    }
    return EntryFacts(**(values | more))


def facts(entries: list[EntryFacts], *, about: dict[str, Any] | None = None, curator: bool = True) -> Facts:
    """Facts for a curator who answers a letter with these entries, numbered from 1 (unless `about` says otherwise)."""
    place = load_place("leeds")
    numbers = {str(number): one.ref for number, one in enumerate(entries, 1)}
    return Facts(
        now=NOW,
        today=NOW.date(),
        place=PlaceFacts("leeds", "Leeds", "LS", place.wards),
        channel=ChannelFacts("email", True),
        sender=SenderFacts(7, "Cara", curator=curator),
        about={"kind": "queue", "numbers": numbers} if about is None else about,
        entries={one.ref: one for one in entries},
        queue=tuple(one.ref for one in entries),
        theme_labels=THEMES,
        support_labels=SUPPORT,
    )


def said(words: str, **more: Any) -> Incoming:
    """A curator's message."""
    return Incoming("email", "mail:1", NOW, sender="cara@example.org", text=words, **more)


def reading(words: str, **more: Any) -> Reading:
    return Reading(words, Tag("other", 0.9), **more)
