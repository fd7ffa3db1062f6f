"""What all tables share: how names of keys are made, the kinds of column by Python type, words written into statements."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import ColumnElement, MetaData, Table, literal_column, text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from db.columns import Key, PlainData, UtcDateTime, Words

Json = dict[str, Any]
KeyText = Annotated[str, mapped_column(Key())]
# Literal words, not parameters: a database uses an index of some rows only when the query says the same words.
IS_NEW = text("state = 'new'")
IS_WAITING = text("state IN ('queued', 'sending')")
IS_CARD = text("kind = 'card'")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime(),
        str: Words(),
        Json: PlainData(),
        list[str]: PlainData(),
        list[Json]: PlainData(),
    }


def table_of(model: type[Base]) -> Table:
    """The table itself: statements on it skip what the mapped class costs."""
    return cast(Table, model.__table__)


def literal(*words: str) -> list[ColumnElement[str]]:
    """Words of ours as they stand in a statement: one that need not be made anew, and lets an index of some rows be used."""
    return [literal_column(f"'{word}'") for word in words]
