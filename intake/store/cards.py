"""Entries of the queue as cards with buttons in chats: one for each, drawn anew when its entry changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session, defer

from db import outbox
from db.models import Delivery, Entry
from db.session import Database
from intake.curating.cards import Card, card_choices, closed_text, single_text
from intake.settings import IntakeSettings
from intake.store.entry_facts import entry_facts
from intake.store.queue import cards
from intake.store.scene import Scene

OPEN, CLOSED = "card", "card-closed"
# Written into the statement, not a parameter: else the databases would not use their index of open cards.
IS_OPEN: ColumnElement[bool] = Delivery.kind == literal_column("'card'")
MOST_AT_ONCE = 10
"""So many new cards go to a room at a time: a group of Telegram takes twenty messages a minute."""


def show(scene: Scene, count: int) -> None:
    """A card for each of the first entries in the queue, where the message came from."""
    incoming = scene.incoming
    shown = cards(scene.session, scene.settings.place, now=scene.now)[:count]
    versions = _versions(scene.session, [card.ref for card in shown])
    for card in shown:
        outbox.enqueue(
            scene.session,
            dedupe_key=f"card:{scene.key}:{card.ref}",
            channel=incoming.channel,
            address=incoming.sender,
            thread=incoming.thread,
            contact_id=scene.contact_id,
            answers_message_id=scene.message_id,
            now=scene.now,
            **_drawn(card, versions[card.ref]) | {"text": single_text(card, with_number=True)},
        )


def due(database: Database, *, settings: IntakeSettings, now: datetime) -> int:
    """New cards into the curators' rooms, and every card whose entry changed drawn anew. How many messages were stored."""
    with database.session() as session:
        stale = _stale(session)
        fresh = {channel: _without_card(session, settings, channel) for channel in settings.rooms}
    if not stale and not any(fresh.values()):
        return 0
    with database.transaction() as session:
        waiting = {card.ref: card for card in cards(session, settings.place, now=now)}
        stored = sum(_redraw(session, delivery_id, waiting, now) for delivery_id in stale)
        for channel, refs in fresh.items():
            stored += _into_room(
                session, channel, settings.rooms[channel], [waiting[ref] for ref in refs if ref in waiting], now
            )
    return stored


def _drawn(card: Card, version: int) -> dict[str, Any]:
    """The columns of a delivery that shows this card."""
    return {
        "kind": OPEN,
        "subject": card.ref,
        "text": single_text(card),
        "choices": [{"label": choice.label, "value": choice.value} for choice in card_choices(card)],
        "about": {"kind": "queue", "card": card.ref, "version": version},
    }


def _versions(session: Session, refs: Iterable[str]) -> dict[str, int]:
    rows = session.execute(select(Entry.ref, Entry.version).where(Entry.ref.in_(list(refs))))
    return {row.ref: row.version for row in rows}


def _stale(session: Session) -> list[int]:
    """Cards that show an entry as it no longer is."""
    rows = session.execute(select(Delivery.id, Delivery.subject, Delivery.about).where(IS_OPEN)).all()
    versions = _versions(session, {row.subject for row in rows}) if rows else {}
    return [row.id for row in rows if row.about.get("version") != versions.get(row.subject)]


def _without_card(session: Session, settings: IntakeSettings, channel: str) -> list[str]:
    """What waits and has no card in this room yet, in the order of the queue."""
    shown = set(
        session.scalars(
            select(Delivery.subject).where(
                IS_OPEN, Delivery.channel == channel, Delivery.address == settings.rooms[channel]
            )
        )
    )
    query = select(Entry.ref).where(Entry.place == settings.place, Entry.status == "waiting").limit(1)
    if session.scalar(query.where(Entry.ref.not_in(shown))) is None:
        return []
    return [card.ref for card in cards(session, settings.place) if card.ref not in shown][:MOST_AT_ONCE]


def _into_room(session: Session, channel: str, room: str, new: Iterable[Card], now: datetime) -> int:
    new = list(new)
    versions = _versions(session, [card.ref for card in new])
    stored = 0
    for card in new:
        row = outbox.enqueue(
            session,
            dedupe_key=f"card:{channel}:{room}:{card.ref}:{versions[card.ref]}",
            channel=channel,
            address=room,
            thread=room,
            now=now,
            **_drawn(card, versions[card.ref]),
        )
        stored += row is not None
    return stored


def _redraw(session: Session, delivery_id: int, waiting: dict[str, Card], now: datetime) -> int:
    """Queue the same delivery again with what its entry says now, to take the place of what was sent. 1 when it goes out."""
    row = session.get_one(Delivery, delivery_id, with_for_update=True)
    if row.kind != OPEN or row.state == "sending":
        return 0
    entry = session.scalar(select(Entry).where(Entry.ref == row.subject).options(defer(Entry.vector)))
    if entry is None or row.state not in ("sent", "queued"):
        row.kind = CLOSED
        return 0
    if entry.status == "waiting" and entry.ref not in waiting:
        return 0  # so many wait that this one is not among those shown
    card = waiting.get(entry.ref)
    columns = _drawn(card, entry.version) if card else _settled(entry)
    for name, value in columns.items():
        setattr(row, name, value)
    if row.state == "queued":
        return 0
    row.replaces, row.state, row.attempts, row.not_before = row.external_id, "queued", 0, now
    return 1


def _settled(entry: Entry) -> dict[str, Any]:
    return {
        "kind": CLOSED,
        "text": closed_text(entry_facts(entry, None)),
        "choices": [],
        "about": {"kind": "queue", "card": entry.ref, "version": entry.version},
    }
