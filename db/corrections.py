"""The tags that curators put right."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Entry, Event

TAGS = frozenset({"themes", "support", "beneficiaries", "kind"})
PUBLISHED = ("open", "part-met", "met", "expired")


def corrected_entries(session: Session) -> list[Entry]:
    """Approved entries of which a curator changed a theme, a kind of support, who gains or the kind, in the order of their refs.

    The ledger says who changed what; entries that were declined, withdrawn or merged teach nothing.
    """
    changes = select(Event.ref, Event.detail).where(Event.kind == "entry-changed", Event.who.startswith("curator:"))
    refs = {ref for ref, detail in session.execute(changes) if _tags_among(detail)}
    found = select(Entry).where(Entry.ref.in_(sorted(refs)), Entry.status.in_(PUBLISHED)).order_by(Entry.ref)
    return list(session.scalars(found))


def _tags_among(detail: dict[str, Any]) -> bool:
    return bool(TAGS & set(detail.get("fields", ())))
