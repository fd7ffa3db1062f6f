"""The entries that wait for a curator, as rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models import Entry

MOST_READ = 200


def waiting_entries(session: Session, place: str) -> list[Entry]:
    """Entries of this place that wait for a curator, the oldest two hundred, with contact and pledges at hand."""
    return list(
        session.scalars(
            select(Entry)
            .where(Entry.place == place, Entry.status == "waiting")
            .order_by(Entry.id)
            .limit(MOST_READ)
            .options(joinedload(Entry.contact), selectinload(Entry.pledges))
        )
    )
