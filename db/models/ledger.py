"""Who did what, and the numbers given out."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Json, KeyText


class Event(Base):
    """Append-only.

    Who changed what, when and why. Holds ids, slugs and counts, no words of a message and no addresses.
    """

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[KeyText] = mapped_column(index=True)
    who: Mapped[str] = mapped_column(default="")
    ref: Mapped[KeyText] = mapped_column(default="", index=True)
    detail: Mapped[Json] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(default="")


class Counter(Base):
    """The last number given out for each name ("LS" for refs of Leeds, "issue:leeds")."""

    __tablename__ = "counter"
    name: Mapped[KeyText] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
