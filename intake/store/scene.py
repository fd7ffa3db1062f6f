"""What every effect of one turn shares while it is written down, and the sign that the rows moved meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db import events
from db.models import Entry, Pledge
from intake.facts import Facts
from intake.messages import Enclosure, Incoming
from intake.settings import IntakeSettings
from intake.store.marks import Marks


class MovedError(Exception):
    """A row is no longer what the turn was made for: read again and start again."""


@dataclass
class Scene:
    """One turn being written in one transaction.

    `key` begins every dedupe key: "message:12" for a message, else what is due. `contact_id` is the sender's. `vector` gives
    the vector of a text, worked out before the transaction. `entries` and `pledges` are the locked rows that effects name. `kind` is that
    of the words back to the sender: "reply" to a message, "question" unasked.
    """

    session: Session
    incoming: Incoming
    facts: Facts
    settings: IntakeSettings
    now: datetime
    contact_id: int
    key: str
    vector: Callable[[str], bytes | None]
    message_id: int | None = None
    why: str = ""
    kind: str = "reply"
    marks: Marks = field(default_factory=Marks)
    entries: dict[str, Entry] = field(default_factory=dict)
    pledges: dict[int, Pledge] = field(default_factory=dict)
    enclosures: list[Enclosure] = field(default_factory=list)

    @property
    def who(self) -> str:
        """Who does it, for the ledger."""
        return f"{'curator' if self.facts.sender.curator else 'contact'}:{self.contact_id}"

    def record(self, kind: str, ref: str = "", /, **detail: Any) -> None:
        """One line in the ledger: ids, slugs and counts only."""
        events.record(self.session, kind=kind, who=self.who, ref=ref, detail=detail, why=self.why, now=self.now)
