"""A fault in one thing must not hold up the others: it is logged with ids and places, and no words."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger()


@contextmanager
def passed_over(what: str, **ids: int) -> Iterator[None]:
    """Whatever fails inside is left for the next time that it is due, and what comes after it goes on."""
    try:
        yield
    except Exception as error:
        log.error("due.failed", what=what, error=type(error).__name__, at=places(error), **ids)


def places(error: Exception) -> list[str]:
    """Where it happened, innermost last: files and lines, no values."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
