"""Between a message and its row: what any database can keep, whatever came in, and the message back from it."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from db.models import Message
from intake.messages import Answer, Attachment, Incoming

MOST_ATTACHMENTS = 100
LONGEST_NAME = 200
LONGEST_KEY = 500
"""PostgreSQL refuses an indexed value of more than some 2,700 bytes."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(words: str) -> str:
    """The words without NUL and lone surrogates, which PostgreSQL and UTF-8 refuse; each becomes U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", words)


def key(words: str) -> str:
    """The words as a value that fits an index; a longer one ends in its own digest, so that two stay two."""
    cleaned = clean(words)
    if len(cleaned.encode()) <= LONGEST_KEY:
        return cleaned
    return f"{cleaned[:100]}…{sha256(words.encode(errors='surrogatepass')).hexdigest()}"


def aware(moment: datetime | None) -> datetime | None:
    """The time in UTC; one without a zone is taken for UTC, one that UTC cannot express for none."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def columns(incoming: Incoming) -> dict[str, Any]:
    """The columns of the message's row, `received_at` and `external_id` included. Attachments beyond a hundred stay in `raw` only."""
    return {
        "channel": incoming.channel,
        "external_id": key(incoming.external_id) or _digest(incoming),
        "received_at": aware(incoming.received_at),
        "sender": key(incoming.sender),
        "sender_name": clean(incoming.sender_name[:LONGEST_NAME]),
        "thread": key(incoming.thread),
        "to_token": key(incoming.to_token),
        "in_reply_to": [key(one) for one in incoming.in_reply_to[:MOST_ATTACHMENTS]],
        "subject": clean(incoming.subject),
        "text": clean(incoming.text),
        "answers": [{"quoted": clean(one.quoted), "words": clean(one.words)} for one in incoming.answers],
        "choice": key(incoming.choice),
        "attachments": [_attachment(one) for one in incoming.attachments[:MOST_ATTACHMENTS]],
        "automatic": incoming.automatic,
        "raw": incoming.raw,
        "sent_at": aware(incoming.sent_at),
    }


def _digest(incoming: Incoming) -> str:
    content = incoming.raw if incoming.raw is not None else incoming.text.encode(errors="surrogatepass")
    return "sha256:" + sha256(incoming.sender.encode(errors="surrogatepass") + b"\0" + content).hexdigest()


def _attachment(attachment: Attachment) -> dict[str, Any]:
    row = asdict(attachment)
    return {name: clean(value[:LONGEST_NAME]) if isinstance(value, str) else value for name, value in row.items()}


def incoming_of(message: Message) -> Incoming:
    """The message that a row was made of."""
    return Incoming(
        channel=message.channel,
        external_id=message.external_id,
        received_at=message.received_at,
        sender=message.sender,
        sender_name=message.sender_name,
        thread=message.thread,
        to_token=message.to_token,
        in_reply_to=tuple(message.in_reply_to),
        subject=message.subject,
        text=message.text,
        answers=tuple(Answer(one["quoted"], one["words"]) for one in message.answers),
        choice=message.choice,
        attachments=tuple(Attachment(**one) for one in message.attachments),
        automatic=message.automatic,
        sent_at=message.sent_at,
        raw=message.raw,
    )
