"""Inserting a row that may be there already, in one statement and without spoiling the transaction."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models import Base

Row = TypeVar("Row", bound=Base)


def insert_once(session: Session, model: type[Row], **columns: Any) -> Row | None:
    """The new row, or None when a unique column of it exists already.

    Waits for another transaction that inserts the same.
    """
    if session.get_bind().dialect.name == "postgresql":
        return session.scalar(postgresql.insert(model).values(**columns).on_conflict_do_nothing().returning(model))
    return session.scalar(sqlite.insert(model).values(**columns).on_conflict_do_nothing().returning(model))
