"""People and organisations, where they are reached, and who gets the digest."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, KeyText


class Contact(Base):
    """A person or organisation. `share_organisation` is None until they were asked; `vetted_at` is a curator's yes."""

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    share_organisation: Mapped[bool | None]
    created_at: Mapped[datetime]
    vetted_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    addresses: Mapped[list["Address"]] = relationship(back_populates="contact", order_by="Address.id")


class Address(Base):
    """One way to reach a contact.

    `thread` is where the last conversation with it took place; a paused one gets nothing.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    channel: Mapped[KeyText]
    address: Mapped[KeyText]
    thread: Mapped[str] = mapped_column(default="")
    last_seen_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    pause_reason: Mapped[str] = mapped_column(default="")
    contact: Mapped[Contact] = relationship(back_populates="addresses")


class Subscriber(Base):
    """Who gets the digest, where, and of what.

    Empty themes or wards mean all; `areas` are names of the place's areas, each standing for its wards. `frequency`:
    weekly, fortnightly, monthly. `weekday` is the day on which letters are wanted ("tue"), "" the day of the issue;
    `most_lines` how long one may be, 0 as long as the issue's own limit. `status`: pending, active, paused, stopped;
    `paused_until` is the day from which a paused one gets letters again, None when only its word ends the pause.
    """

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("channel", "address", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    place: Mapped[KeyText]
    channel: Mapped[KeyText]
    address: Mapped[KeyText]
    audience: Mapped[str] = mapped_column(default="supplier")
    themes: Mapped[list[str]] = mapped_column(default=list)
    wards: Mapped[list[str]] = mapped_column(default=list)
    areas: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    support: Mapped[list[str]] = mapped_column(default=list)
    frequency: Mapped[str] = mapped_column(default="weekly")
    weekday: Mapped[str] = mapped_column(default="", server_default="")
    most_lines: Mapped[int] = mapped_column(default=0, server_default="0")
    paused_until: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="pending", index=True)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()
