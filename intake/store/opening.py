"""A stored message as it is handled: a letter opened, with what we know of the letter that it answers, and not longer than is read."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from db import outbox
from db.session import Database
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.answered import local_parts
from intake.store.storable import incoming_of

MOST_READ = 20_000
"""So many characters of a message are read; all of it is kept."""


def kept_message(row: Row[Any]) -> Incoming:
    """The message of this row, as far as it is read."""
    return cut(incoming_of(row))


def must_be_opened(incoming: Incoming) -> bool:
    """Whether there is more to see to than who wrote: a letter's bytes, no sender, an automatic message."""
    return incoming.raw is not None or not incoming.sender or bool(incoming.automatic)


def opened(database: Database, incoming: Incoming, settings: IntakeSettings) -> Incoming:
    """The same message with all that its raw bytes say."""
    from intake.mail.letters import open_letter  # only letters need it, and it takes long to import

    letter = open_letter(
        incoming,
        own_addresses=settings.own_addresses,
        authserv_id=settings.authserv_id,
        sent=lambda token, answered: _words_of(database, token, answered),
    )
    return cut(letter)


def cut(incoming: Incoming) -> Incoming:
    """The message with as much of its text as is read."""
    return incoming if len(incoming.text) <= MOST_READ else replace(incoming, text=incoming.text[:MOST_READ])


def _words_of(database: Database, token: str, answered: tuple[str, ...]) -> tuple[str, str]:
    """The letter of ours that has this token, or one of these Message-IDs: plain and as HTML, empty when there is none."""
    with database.session() as session:
        delivery = outbox.by_token(session, token) or outbox.by_message_key(session, local_parts(answered))
        return (delivery.text, delivery.html) if delivery else ("", "")
