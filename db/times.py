"""Times: UTC in rows, aware everywhere."""

from datetime import UTC, datetime


def as_utc(value: datetime, *, naive_is_utc: bool = False) -> datetime:
    """The same instant in UTC.

    SQLite gives back naive times that are UTC (`naive_is_utc`); any other naive time raises ValueError.
    """
    if value.tzinfo is None:
        if not naive_is_utc:
            raise ValueError("a time without a zone: pass an aware datetime")
        return value.replace(tzinfo=UTC)
    return value.astimezone(UTC)
