"""Putting a message in the outbox, in the transaction of what caused it."""

from base64 import b32encode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any, NamedTuple, Protocol, Required, TypedDict, Unpack

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from db.models import Address, Contact, Delivery
from db.once import insert_key

SILENCED = (
    select(Address.id)
    .join(Contact)
    .where(
        Address.channel == bindparam("at_channel"),
        Address.address == bindparam("at_address"),
        or_(Address.paused_at.is_not(None), Contact.stopped_at.is_not(None)),
    )
)


class ChoiceLike(Protocol):
    """One answer that can be tapped."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...


class EnclosureLike(Protocol):
    """One file that goes out with a message."""

    @property
    def name(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def content_id(self) -> str: ...


class Letter(TypedDict, total=False):
    """One message to be stored: columns of a delivery, as plain values. `not_before` is when it may leave, at once by default.

    An enclosure is a file, or a mapping with its "name", "content_type", "content_id" and, as "file", an id of `issue_files`.
    """

    dedupe_key: Required[str]
    kind: Required[str]
    channel: Required[str]
    address: Required[str]
    text: Required[str]
    subject: str
    html: str
    thread: str
    choices: Sequence[ChoiceLike | Mapping[str, str]]
    headers: Mapping[str, str] | None
    enclosures: Sequence[EnclosureLike | Mapping[str, Any]]
    about: Mapping[str, Any] | None
    contact_id: int | None
    subscriber_id: int | None
    issue_id: int | None
    answers_message_id: int | None
    in_reply_to: str
    replaces: str
    surface: str
    form: Mapping[str, Any] | None
    not_before: datetime | None


class Queued(NamedTuple):
    """A delivery that was just stored."""

    id: int
    message_key: str
    reply_token: str


def enqueue(session: Session, *, now: datetime, **letter: Unpack[Letter]) -> Queued | None:
    """Put one message in the outbox, in the transaction of what caused it.

    None when the dedupe key exists already, so doing a thing again sends nothing twice; None too when the address is
    paused or its contact said stop, unless this is a reply, or a card that was asked for.
    """
    if letter["kind"] not in ("reply", "card") and _silenced(session, letter["channel"], letter["address"]):
        return None
    key, token = message_key(letter["dedupe_key"]), b32encode(token_bytes(10)).decode().lower()
    columns: dict[str, Any] = {
        **letter,
        "choices": [_choice(choice) for choice in letter.get("choices", ())],
        "headers": dict(letter.get("headers") or {}),
        "enclosures": [_enclosure(enclosure) for enclosure in letter.get("enclosures", ())],
        "about": dict(letter.get("about") or {}),
        "form": dict(letter.get("form") or {}),
        "not_before": letter.get("not_before") or now,
    }
    stored = insert_key(
        session, Delivery, **columns, message_key=key, reply_token=token, state="queued", created_at=now
    )
    return None if stored is None else Queued(stored, key, token)


def message_key(dedupe_key: str) -> str:
    """The local part of the Message-ID:

    The same for the same dedupe key, so that a repeat is recognisably the same letter.
    """
    return sha256(dedupe_key.encode(errors="replace")).hexdigest()[:32]


def _silenced(session: Session, channel: str, address: str) -> bool:
    return session.scalar(SILENCED, {"at_channel": channel, "at_address": address}) is not None


def _choice(choice: ChoiceLike | Mapping[str, str]) -> dict[str, str]:
    if isinstance(choice, Mapping):
        return {"label": choice["label"], "value": choice["value"]}
    return {"label": choice.label, "value": choice.value}


def _enclosure(enclosure: EnclosureLike | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(enclosure, Mapping):
        return dict(enclosure)
    return {
        "name": enclosure.name,
        "content_type": enclosure.content_type,
        "content": b64encode(enclosure.content).decode(),
        "content_id": enclosure.content_id,
    }
