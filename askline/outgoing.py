"""A stored delivery as the value that a channel sends."""

from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from intake.messages import Choice, Enclosure, Field, Form, Outgoing

if TYPE_CHECKING:
    from db.models import Delivery


def outgoing(delivery: "Delivery") -> Outgoing:
    """What the row says, no more: the words were made when it was stored. Its columns must have been loaded."""
    headers = {str(name): str(value) for name, value in delivery.headers.items()}
    if delivery.kind == "reply":
        headers.setdefault("Auto-Submitted", "auto-replied")
    return Outgoing(
        channel=delivery.channel,
        address=delivery.address,
        thread=delivery.thread,
        text=delivery.text,
        html=delivery.html,
        subject=delivery.subject,
        choices=tuple(Choice(choice["label"], choice["value"]) for choice in delivery.choices),
        dedupe_key=delivery.dedupe_key,
        message_id=delivery.message_key,
        reply_token=delivery.reply_token,
        in_reply_to=delivery.in_reply_to,
        headers=headers,
        enclosures=tuple(
            Enclosure(part["name"], part["content_type"], b64decode(part["content"]), part.get("content_id", ""))
            for part in delivery.enclosures
        ),
        replaces=delivery.replaces,
        surface=delivery.surface,
        form=_form(delivery.form) if delivery.form else None,
    )


def _form(stored: Mapping[str, Any]) -> Form:
    fields = tuple(
        Field(**{**one, "choices": tuple(Choice(**choice) for choice in one["choices"])}) for one in stored["fields"]
    )
    return Form(stored["title"], fields, stored["submit"], stored["value"])
