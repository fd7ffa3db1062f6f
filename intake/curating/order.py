"""In which order what waits for a curator is best read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from intake.facts import EntryFacts

SOON = timedelta(days=7)
SURE = 0.8
MOST_SHOWN = 40


def is_urgent(entry: EntryFacts, now: datetime) -> bool:
    """Whether the help is needed within a week."""
    return entry.needed_by is not None and entry.needed_by <= (now + SOON).date()


def least_sure(entry: EntryFacts) -> float:
    """The lowest confidence of all that was read out of the entry; 1 when nothing carries one."""
    sure = [float(value) for value in entry.confidence.values()]
    if not entry.ward_certain:
        sure.append(0.5)
    return min(sure, default=1.0)


def queue_order(entries: Iterable[EntryFacts], now: datetime) -> tuple[str, ...]:
    """References in the order to be read: needed soon, then unsure, then the rest; within each the oldest first. Forty at most."""

    def rank(entry: EntryFacts) -> tuple[int, str]:
        return (0 if is_urgent(entry, now) else 1 if least_sure(entry) < SURE else 2, entry.ref)

    return tuple(entry.ref for entry in sorted(entries, key=rank)[:MOST_SHOWN])
