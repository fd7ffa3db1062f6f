"""The tables. Rows live here only; what crosses the border is a row inside its session, or a plain value."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from db.columns import Key, PlainData, UtcDateTime, Words

Json = dict[str, Any]
KeyText = Annotated[str, mapped_column(Key())]
# Literal words, not parameters: a database uses an index of some rows only when the query says the same words.
IS_NEW = text("state = 'new'")
IS_WAITING = text("state IN ('queued', 'sending')")


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


class Entry(Base):
    """An ask, offer, capacity or gap.

    `status`: draft (the sender fell silent), waiting (for a curator), open, part-met, met, declined, withdrawn,
    merged, expired. `wards` holds GSS codes or ["city-wide"]. `quantity` is [{"count", "what"}]; the first is the one
    that pledges count against. Only `public_text` may reach a digest. `version` rises with each change and guards
    against lost updates.
    """

    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[KeyText] = mapped_column(unique=True)
    place: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    public_text: Mapped[str]
    themes: Mapped[list[str]] = mapped_column(default=list)
    support: Mapped[list[str]] = mapped_column(default=list)
    beneficiaries: Mapped[list[str]] = mapped_column(default=list)
    wards: Mapped[list[str]] = mapped_column(default=list)
    ward_certain: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[list[Json]] = mapped_column(default=list)
    needed_by: Mapped[date | None]
    needed_words: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    share_organisation: Mapped[bool] = mapped_column(default=False)
    confidence: Mapped[Json] = mapped_column(default=dict)
    evidence: Mapped[Json] = mapped_column(default=dict)
    personal: Mapped[list[Json]] = mapped_column(default=list)
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    created_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    contact: Mapped[Contact | None] = relationship()
    pledges: Mapped[list["Pledge"]] = relationship(back_populates="entry", order_by="Pledge.id")


class Pledge(Base):
    """A supplier's promise on one entry. `quantity` None means the whole of what is open, or something not counted.

    `status`: pledged, accepted, refused (by the charity), withdrawn (by the supplier), delivered, part-delivered,
    not-delivered. One per message and entry, so that a message handled again makes no second one.
    """

    __tablename__ = "pledge"
    __table_args__ = (UniqueConstraint("message_id", "entry_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    status: Mapped[str] = mapped_column(default="pledged", index=True)
    quantity: Mapped[float | None]
    what: Mapped[str] = mapped_column(default="")
    by_date: Mapped[date | None]
    by_words: Mapped[str] = mapped_column(default="")
    conditional: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="")
    delivered_quantity: Mapped[float | None]
    receiver_words: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    entry: Mapped[Entry] = relationship(back_populates="pledges")
    contact: Mapped[Contact | None] = relationship()


class Subscriber(Base):
    """Who gets the digest, where, and of what.

    Empty themes or wards mean all. `status`: pending, active, paused, stopped.
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
    support: Mapped[list[str]] = mapped_column(default=list)
    frequency: Mapped[str] = mapped_column(default="weekly")
    status: Mapped[str] = mapped_column(default="pending", index=True)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()


class DigestIssue(Base):
    """One place's issue for one day.

    `state`: draft, previewed, approved, held, sending (`entries` is frozen, letters are being stored), sent, or missed (too
    late to go by itself). `left_out` maps refs that a curator holds back to the reason.
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
    created_at: Mapped[datetime]
    previewed_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]


class Delivery(Base):
    """The outbox: every message that goes out, stored before it is sent.

    `kind`: reply, notice, question, queue, preview, digest. `about` says what an answer refers to, for example
    {"kind": "digest", "numbers": {"1": "LS-0042"}} or {"kind": "came", "pledge": 12}. `state`: queued, sending, sent,
    failed, cancelled, bounced. `message_key` is the local part of the Message-ID, made from `dedupe_key`.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_waiting", "not_before", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        Index("ix_delivery_address", "channel", "address"),
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
