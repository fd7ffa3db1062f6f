"""What people write, and where the conversation with each of them stands."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import IS_NEW, Base, Json, KeyText


class Message(Base):
    """The inbox: every message as it came.

    `state` is new, done, stuck (it failed, with its `error`) or aside (kept, read by nobody, with its reason in
    `error`).
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_message_received_at", "received_at"),
        Index("ix_message_new", "id", sqlite_where=IS_NEW, postgresql_where=IS_NEW),
        Index("ix_message_new_sender", "channel", "sender", "id", sqlite_where=IS_NEW, postgresql_where=IS_NEW),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[KeyText]
    external_id: Mapped[KeyText]
    sender: Mapped[KeyText] = mapped_column(default="")
    sender_name: Mapped[str] = mapped_column(default="")
    thread: Mapped[str] = mapped_column(default="")
    to_token: Mapped[str] = mapped_column(default="")
    in_reply_to: Mapped[list[str]] = mapped_column(default=list)
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    answers: Mapped[list[Json]] = mapped_column(default=list)
    choice: Mapped[str] = mapped_column(default="")
    attachments: Mapped[list[Json]] = mapped_column(default=list)
    automatic: Mapped[str] = mapped_column(default="")
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    surface: Mapped[str] = mapped_column(default="", server_default="")
    fields: Mapped[Json] = mapped_column(default=dict, server_default="{}")
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="new")
    why: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    handled_at: Mapped[datetime | None]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)


class Conversation(Base):
    """What we wait for from one address: plain data, replaced as a whole. `version` rises with each turn."""

    __tablename__ = "conversation"
    # Conversations are deleted when a person is forgotten, and their numbers stand in dedupe keys: never one twice.
    __table_args__ = (UniqueConstraint("channel", "address"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[KeyText]
    address: Mapped[KeyText]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    state: Mapped[Json] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
