"""One line of `askline read --jsonl`: a JSON object in, a plain dictionary out."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from nlp.pipeline import Reader
from nlp.reading import Reading, Tag
from nlp.taxonomy import CITY_WIDE

LONDON = ZoneInfo("Europe/London")


def read_line(reader: Reader, line: str) -> dict[str, Any]:
    """Reads `{"id", "channel", "received", "text", "place"}`; a line that is none gives {"id", "error"}, and never raises.

    `received` is an ISO day or time (with a zone, the day that it is in London); without it, or without `place`, today and the
    reader's own place are taken.
    """
    identity: Any = None
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise ValueError("the line is not a JSON object")
        identity = given.get("id")
        text = given.get("text")
        if not isinstance(text, str):
            raise ValueError('"text" is missing or no text')
        known = tuple(str(piece) for piece in given.get("known_personal") or ())
        reading = reader.read(
            text, _received(given.get("received")), place=given.get("place") or None, known_personal=known
        )
    except (ValueError, TypeError, RecursionError) as error:
        return {"id": identity, "error": str(error) or type(error).__name__}
    return as_dictionary(identity, reading)


def as_dictionary(identity: Any, reading: Reading) -> dict[str, Any]:
    """The reading with plain values, ready for JSON."""
    return {
        "id": identity,
        "intent": reading.intent.slug,
        "themes": _slugs(reading.themes),
        "wards": [CITY_WIDE] if reading.city_wide else [ward.name for ward in reading.wards],
        "ward_certain": reading.ward_certain,
        "outside": reading.outside or None,
        "support": _slugs(reading.support),
        "beneficiaries": _slugs(reading.beneficiaries),
        "quantity": [{"count": _plain(one.count), "what": one.what} for one in reading.quantity],
        "needed_by": reading.needed_by.isoformat() if reading.needed_by else None,
        "needed_words": reading.needed_words or None,
        "organisation": reading.organisation or None,
        "personal": [span.text for span in reading.personal],
        "personal_kinds": [span.kind for span in reading.personal],
        "public_text": reading.public_text,
        "language": reading.language,
        "parts": len(reading.parts),
        "confidence": {
            "intent": reading.intent.confidence,
            **{field: {tag.slug: tag.confidence for tag in tags} for field, tags in _fields(reading).items()},
            "wards": {ward.name: ward.confidence for ward in reading.wards},
            "theme_ranking": {tag.slug: tag.confidence for tag in reading.theme_ranking},
        },
        "evidence": {
            "intent": list(reading.intent.evidence),
            **{field: {tag.slug: list(tag.evidence) for tag in tags} for field, tags in _fields(reading).items()},
            "wards": {ward.name: list(ward.evidence) for ward in reading.wards},
            "quantity": [one.evidence for one in reading.quantity],
        },
    }


def _received(value: Any) -> date:
    if value is None:
        return datetime.now(LONDON).date()
    if not isinstance(value, str):
        raise ValueError(f'"received" is no ISO day: {value!r}')
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date()


def _fields(reading: Reading) -> dict[str, tuple[Tag, ...]]:
    return {"themes": reading.themes, "support": reading.support, "beneficiaries": reading.beneficiaries}


def _slugs(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.slug for tag in tags]


def _plain(count: float) -> int | float:
    return int(count) if count == int(count) else count
