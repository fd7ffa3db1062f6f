"""Between a message and its row. The columns themselves clean what a database cannot hold (`db.columns`)."""

from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row

from intake.messages import Answer, Attachment, Incoming

MOST_ATTACHMENTS = 100
LONGEST_NAME = 200


def aware(moment: datetime | None) -> datetime | None:
    """The time in UTC; one without a zone is taken for UTC, one that UTC cannot express for none."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def columns(incoming: Incoming) -> dict[str, Any]:
    """The message's row, but for channel, external id and time. Attachments beyond a hundred stay in `raw` only."""
    return {
        "sender": incoming.sender,
        "sender_name": incoming.sender_name[:LONGEST_NAME],
        "thread": incoming.thread,
        "to_token": incoming.to_token,
        "in_reply_to": list(incoming.in_reply_to[:MOST_ATTACHMENTS]),
        "subject": incoming.subject,
        "text": incoming.text,
        "answers": [asdict(answer) for answer in incoming.answers],
        "choice": incoming.choice,
        "attachments": [_attachment(one) for one in incoming.attachments[:MOST_ATTACHMENTS]],
        "automatic": incoming.automatic,
        "raw": incoming.raw,
        "surface": incoming.surface,
        "fields": dict(incoming.fields),
        "sent_at": aware(incoming.sent_at),
    }


def external_id(incoming: Incoming) -> str:
    """The channel's own id of the message; one made of its content when the channel gave none."""
    if incoming.external_id:
        return incoming.external_id
    content = incoming.raw if incoming.raw is not None else incoming.text.encode(errors="surrogatepass")
    return "sha256:" + sha256(incoming.sender.encode(errors="surrogatepass") + b"\0" + content).hexdigest()


def _attachment(attachment: Attachment) -> dict[str, Any]:
    row = asdict(attachment)
    return {name: value[:LONGEST_NAME] if isinstance(value, str) else value for name, value in row.items()}


def incoming_of(message: Row[Any]) -> Incoming:
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
        answers=tuple(Answer(one["quoted"], one["words"], one.get("item", "")) for one in message.answers),
        choice=message.choice,
        attachments=tuple(Attachment(**one) for one in message.attachments),
        automatic=message.automatic,
        sent_at=message.sent_at,
        raw=message.raw,
        surface=message.surface,
        fields=message.fields,
    )
