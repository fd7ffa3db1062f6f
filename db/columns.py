"""The kinds of column: what Python may hand in, and what both databases can keep of it."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from math import isfinite
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator

from db.times import as_utc

KEY_LENGTH = 300
KEY_START = 200


def storable(text: str) -> str:
    """The same text as far as both databases can hold it.

    PostgreSQL knows neither NUL nor half a surrogate pair. NULs are dropped (they come from text in two-byte
    letters), two halves that belong together become their character, and a lone half becomes U+FFFD.
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def storable_json(value: Any) -> Any:
    """The same plain data: every text in it storable, tuples as lists, numbers that JSON does not know as None."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(name)): storable_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(part) for part in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def key_text(text: str) -> str:
    """A text that can stand in a unique index:

    Storable, and when it is very long its start with a digest of the whole.
    """
    text = storable(text)
    if len(text) <= KEY_LENGTH:
        return text
    return f"{text[:KEY_START]}…{sha256(text.encode()).hexdigest()}"


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, UTC in the row, aware UTC out, on both databases. A naive one is a mistake: ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else as_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else as_utc(value, naive_is_utc=True)


class Words(TypeDecorator[str]):
    """Any text; what the databases cannot hold is cleaned by `storable`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Key(TypeDecorator[str]):
    """A text that rows are found by. However long it came, the same text always finds the same row."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_text(value)


class PlainData(TypeDecorator[Any]):
    """Lists and mappings as JSON. A change inside one is not noticed: replace it as a whole."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return storable_json(value)
