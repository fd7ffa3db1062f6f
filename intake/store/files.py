"""The files that came with entries, in words for a curator."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from db.models import Entry, Message
from intake import wording_curating
from intake.attachments import kind_of, safe_name

MOST_NAMED = 10
BEFORE = timedelta(days=7)
"""An entry is stored with the last answer to our questions; files come with the first letter."""


def files_of(session: Session, entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """By reference: a few words on each file that its sender sent with it. Entries without files are left out."""
    found: dict[str, list[str]] = {}
    for ref, _, attachments in messages_with_files(session, entries):
        found.setdefault(ref, []).extend(map(_words, attachments))
    return {ref: _few(words) for ref, words in found.items()}


def messages_with_files(session: Session, entries: Iterable[Entry]) -> Iterator[tuple[str, int, list[Any]]]:
    """(reference, message, its attachments) for each message with files that the sender of an entry sent from a week before it on."""
    rows = [entry for entry in entries if entry.contact_id is not None]
    if not rows:
        return
    with_files = (
        select(Message.id, Message.contact_id, Message.received_at, Message.attachments)
        .where(
            Message.contact_id.in_({row.contact_id for row in rows}),
            Message.received_at >= min(row.created_at for row in rows) - BEFORE,
            cast(Message.attachments, Text) != "[]",
        )
        .order_by(Message.id)
    )
    for message_id, contact_id, received_at, attachments in session.execute(with_files):
        for row in rows:
            if row.contact_id == contact_id and received_at >= row.created_at - BEFORE:
                yield row.ref, message_id, attachments


def _words(one: Mapping[str, Any]) -> str:
    kind = one.get("kind") or kind_of(one["name"], one["content_type"])
    return wording_curating.file(safe_name(one["name"]), kind)


def _few(words: list[str]) -> tuple[str, ...]:
    more = [wording_curating.more_files(len(words) - MOST_NAMED)] if len(words) > MOST_NAMED else []
    return (*words[:MOST_NAMED], *more)
