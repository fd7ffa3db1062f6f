"""The ledger: who changed what, when and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.models import Event, table_of

LINE = insert(table_of(Event)).inline()


def record(
    session: Session,
    *,
    kind: str,
    who: str,
    now: datetime,
    ref: str = "",
    detail: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Add a line.

    `who` is `contact:7`, `curator:3`, `worker` or the like; no words of a message and no addresses go in here.
    """
    line = {"at": now, "kind": kind, "who": who, "ref": ref, "detail": dict(detail or {}), "why": why}
    session.connection().execute(LINE, line)
