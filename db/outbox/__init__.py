"""The outbox: what goes out is stored here first, claimed by a worker, sent, and settled."""

from db.outbox.finding import LAST_QUESTION, by_message_key, by_token, listing
from db.outbox.sending import (
    BACK_OFF,
    STALE_AFTER,
    WORKER_DIED,
    cancel_for,
    claim,
    give_up,
    postpone,
    renew,
    retry,
    settle_failed,
    settle_sent,
)
from db.outbox.storing import ChoiceLike, EnclosureLike, Letter, Queued, enqueue, message_key

__all__ = [
    "BACK_OFF",
    "LAST_QUESTION",
    "STALE_AFTER",
    "WORKER_DIED",
    "ChoiceLike",
    "EnclosureLike",
    "Letter",
    "Queued",
    "by_message_key",
    "by_token",
    "cancel_for",
    "claim",
    "enqueue",
    "give_up",
    "listing",
    "message_key",
    "postpone",
    "renew",
    "retry",
    "settle_failed",
    "settle_sent",
]
