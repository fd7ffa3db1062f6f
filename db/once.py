"""Inserting a row that may be there already, in one statement and without spoiling the transaction."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, TypeDecorator, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached

from db.models import Base, table_of

Row = TypeVar("Row", bound=Base)
KEY = "id"


def insert_once(session: Session, model: type[Row], **columns: Any) -> Row | None:
    """The new row, or None when a unique column of it exists already. Waits for another that inserts the same.

    The statement is made once and the row is not read back: this is half of what a message costs.
    """
    connection = session.connection()
    values = {name: columns[name] if name in columns else default() for name, default in _defaults(model)}
    if unknown := columns.keys() - values.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    values |= {name: clean(values[name], connection.dialect) for name, clean in _cleaners(model)}
    key = connection.scalar(_statement(model, connection.dialect.name), values)
    if key is None:
        return None
    row = model(**values, **{KEY: key})
    make_transient_to_detached(row)
    session.add(row)
    return row


@cache
def _statement(model: type[Base], dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(model)
    return insert(table).on_conflict_do_nothing().returning(table.c[KEY])


@cache
def _defaults(model: type[Base]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    columns = inspect(model).columns
    return tuple((column.key, _default(column.default)) for column in columns if column.key != KEY)


def _default(default: Any) -> Callable[[], Any]:
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


@cache
def _cleaners(model: type[Base]) -> tuple[tuple[str, Callable[[Any, Any], Any]], ...]:
    """What each column makes of a value: done here too, so that the row in hand says what the row in the store says."""
    columns = inspect(model).columns
    return tuple(
        (column.key, column.type.process_bind_param) for column in columns if isinstance(column.type, TypeDecorator)
    )
