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


def insert_key(session: Session, model: type[Base], **columns: Any) -> int | None:
    """The id of the new row, or None when a unique column of it exists already. Waits for another that inserts the same.

    The statement is made once and no row is made in memory: that is most of what an insert costs.
    """
    return _insert(session, model, _filled(model, columns))


def insert_once(session: Session, model: type[Row], **columns: Any) -> Row | None:
    """The same, with the new row in hand; it is not read back, so its values are cleaned here as the store cleans them."""
    values = _filled(model, columns)
    dialect = session.get_bind().dialect
    values |= {name: clean(values[name], dialect) for name, clean in _cleaners(model)}
    key = _insert(session, model, values)
    if key is None:
        return None
    row = model(**values, **{KEY: key})
    make_transient_to_detached(row)
    session.add(row)
    return row


def _insert(session: Session, model: type[Base], values: dict[str, Any]) -> int | None:
    connection = session.connection()
    key: int | None = connection.scalar(_statement(model, connection.dialect.name), values)
    return key


def _filled(model: type[Base], columns: dict[str, Any]) -> dict[str, Any]:
    values = {name: columns[name] if name in columns else default() for name, default in _defaults(model)}
    if unknown := columns.keys() - values.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    return values


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
    columns = inspect(model).columns
    return tuple(
        (column.key, column.type.process_bind_param) for column in columns if isinstance(column.type, TypeDecorator)
    )
