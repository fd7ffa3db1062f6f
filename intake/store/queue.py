"""The curators' queue: its cards, and the letter that brings them each morning."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Delivery, Entry
from db.session import Database
from intake import wording_curating
from intake.curating.advance import BY_BUTTON
from intake.curating.cards import Card, card_of, card_text, numbered, queue_text
from intake.curating.order import queue_order
from intake.settings import IntakeSettings
from intake.store import post
from intake.store.entry_facts import entry_facts
from intake.store.files import files_of
from intake.store.fitting import fitting, told
from intake.store.lookup import LONDON
from intake.store.similar import ACTIVE, adjusted
from intake.store.waiting import waiting_entries
from nlp.matching import sameness
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES

LETTERS_TO = ("email", "telegram", "slack")
LIKE = 0.55
MOST_LIKE = 2

__all__ = ["Card", "card_text", "cards", "letter_now", "morning_letter", "queue_text"]


def cards(session: Session, place: str, *, now: datetime | None = None) -> list[Card]:
    """What waits for a curator in this place, most urgent and least certain first, forty at most. `now` is UTC."""
    moment = now or datetime.now(UTC)
    rows = {row.ref: row for row in waiting_entries(session, place)}
    files = files_of(session, rows.values())
    facts = {ref: entry_facts(row, None, files.get(ref, ())) for ref, row in rows.items()}
    order = queue_order(facts.values(), moment)
    ordered = [rows[ref] for ref in order]
    like, meeting = _similar(session, place, ordered), fitting(session, place, ordered)
    labels = load_place(place).labels
    themes = {slug: labels.get(slug, label) for slug, label in THEMES.items()}
    return [
        card_of(
            number,
            facts[ref],
            now=moment,
            wards=load_place(place).wards,
            themes=themes,
            support=SUPPORT,
            similar=like.get(ref, ()),
            fitting=meeting.get(ref, ()),
        )
        for number, ref in enumerate(order, 1)
    ]


def morning_letter(database: Database, *, settings: IntakeSettings, now: datetime) -> int:
    """One letter for each curator's address and day, once the morning hour has come and something waits. How many were stored."""
    local = now.astimezone(LONDON)
    if local.hour < settings.morning_hour:
        return 0
    key = f"queue:{local:%Y-%m-%d}"
    with database.session() as session:
        if _all_stored(session, settings, key) or not _any_waiting(session, settings.place):
            return 0
    with database.transaction() as session:
        shown = cards(session, settings.place, now=now)
        return _send(session, settings, shown, key, now, LETTERS_TO) if shown else 0


def letter_now(
    database: Database, *, settings: IntakeSettings, channel: str, address: str, key: str, now: datetime
) -> bool:
    """The queue for one curator at once, so that its numbers can be answered; False when `key` was used before."""
    with database.transaction() as session:
        shown = cards(session, settings.place, now=now)
        alone = IntakeSettings(place=settings.place, curators={channel: (address,)})
        return _send(session, alone, shown, key, now, (channel,)) > 0


def _send(
    session: Session, settings: IntakeSettings, shown: list[Card], key: str, now: datetime, channels: tuple[str, ...]
) -> int:
    total = _number_waiting(session, settings.place)
    return post.to_curators(
        session,
        settings,
        key=key,
        kind="queue",
        subject=wording_curating.queue_subject(total) if shown else wording_curating.EMPTY_QUEUE,
        text=queue_text(shown, total),
        choices=[{"label": wording_curating.ALL_OK, "value": f"{BY_BUTTON}all ok"}] if shown else [],
        about={"kind": "queue", "numbers": numbered(shown)} if shown else {},
        channels=channels,
        now=now,
    )


def _all_stored(session: Session, settings: IntakeSettings, key: str) -> bool:
    keys = [
        f"{key}:{channel}:{address}"
        for channel, addresses in settings.curators.items()
        if channel in LETTERS_TO
        for address in addresses
    ]
    stored = session.scalars(select(Delivery.dedupe_key).where(Delivery.dedupe_key.in_(keys))).all() if keys else []
    return len(stored) == len(keys)


def _any_waiting(session: Session, place: str) -> bool:
    query = select(Entry.id).where(Entry.place == place, Entry.status == "waiting").limit(1)
    return session.scalar(query) is not None


def _number_waiting(session: Session, place: str) -> int:
    query = select(Entry.id).where(Entry.place == place, Entry.status == "waiting")
    return len(session.scalars(query).all())


def _similar(session: Session, place: str, rows: list[Entry]) -> dict[str, tuple[str, ...]]:
    """For each row the references of the other entries that say nearly the same."""
    kinds = sorted({row.kind for row in rows if row.vector})
    if not kinds:
        return {}
    query = select(Entry).where(
        Entry.place == place, Entry.kind.in_(kinds), Entry.status.in_(ACTIVE), Entry.vector.is_not(None)
    )
    others = session.scalars(query).all()
    return {row.ref: _like(row, others) for row in rows if row.vector}


def _like(row: Entry, others: Iterable[Entry]) -> tuple[str, ...]:
    own, scored = told(row), []
    for other in others:
        if other.ref == row.ref or other.kind != row.kind or len(other.vector or b"") != len(row.vector or b""):
            continue
        score = adjusted(sameness(own, told(other)), row.wards, other.wards)
        if score >= LIKE:
            scored.append((-score, other.ref))
    return tuple(ref for _, ref in sorted(scored)[:MOST_LIKE])
