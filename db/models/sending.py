"""What goes out: the issues of the digest, and every single message."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import IS_CARD, IS_WAITING, Base, Json, KeyText


class DigestIssue(Base):
    """One place's issue for one day.

    `state`: draft, previewed, approved, held, sending (`entries` is frozen, letters are being stored), sent, or missed (too
    late to go by itself). `left_out` maps refs that a curator holds back to the reason; `leading` are refs that come first in
    their section, in this order; `added` those that go although they were approved after the issue was; `shown` those that
    the last preview held.
    """

    __tablename__ = "digest_issue"
    __table_args__ = (UniqueConstraint("place", "issue_date"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[KeyText]
    number: Mapped[int]
    issue_date: Mapped[date]
    send_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="draft")
    opening: Mapped[str] = mapped_column(default="")
    entries: Mapped[list[str]] = mapped_column(default=list)
    left_out: Mapped[Json] = mapped_column(default=dict)
    leading: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    added: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    shown: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime]
    previewed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]


class IssueFile(Base):
    """A picture or table that letters of one issue carry, kept once however many carry it. `digest` is SHA-256 of it."""

    __tablename__ = "issue_file"
    __table_args__ = (UniqueConstraint("issue_id", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("digest_issue.id"))
    digest: Mapped[KeyText]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class Delivery(Base):
    """The outbox: every message that goes out, stored before it is sent.

    `kind`: reply, notice, question, queue, preview, digest, card (one entry of the queue, sent again when it
    changes), card-closed.
    `about` says what an answer refers to, for example
    {"kind": "digest", "numbers": {"1": "LS-0042"}} or {"kind": "came", "pledge": 12}. `enclosures` hold their content in
    base64, or the id of an `IssueFile` under "file". `state`: queued, sending, sent, failed, cancelled, bounced.
    `replaces` is the id on the wire of an earlier message that this one takes the place of; `form` opens on `surface`.
    `message_key` is the local part of the Message-ID, made from `dedupe_key`.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_waiting", "not_before", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        Index("ix_delivery_address", "channel", "address"),
        Index("ix_delivery_card", "id", sqlite_where=IS_CARD, postgresql_where=IS_CARD),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[KeyText] = mapped_column(unique=True)
    message_key: Mapped[KeyText] = mapped_column(unique=True)
    reply_token: Mapped[KeyText] = mapped_column(unique=True)
    kind: Mapped[str]
    channel: Mapped[KeyText]
    address: Mapped[KeyText]
    thread: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscriber.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("digest_issue.id"), index=True)
    answers_message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    in_reply_to: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[Json]] = mapped_column(default=list)
    headers: Mapped[Json] = mapped_column(default=dict)
    enclosures: Mapped[list[Json]] = mapped_column(default=list)
    replaces: Mapped[str] = mapped_column(default="", server_default="")
    surface: Mapped[str] = mapped_column(default="", server_default="")
    form: Mapped[Json] = mapped_column(default=dict, server_default="{}")
    about: Mapped[Json] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    external_id: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
