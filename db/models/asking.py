"""What is asked or offered, and what is promised for it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, Json, KeyText
from db.models.people import Contact


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
