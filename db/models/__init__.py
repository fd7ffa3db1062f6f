"""The tables. Rows live here only; what crosses the border is a row inside its session, or a plain value."""

from db.models.asking import Entry, Pledge
from db.models.base import Base, literal, table_of
from db.models.ledger import Counter, Event
from db.models.people import Address, Contact, Subscriber
from db.models.sending import Delivery, DigestIssue, IssueFile
from db.models.talk import Conversation, Message

__all__ = [
    "Address",
    "Base",
    "Contact",
    "Conversation",
    "Counter",
    "Delivery",
    "DigestIssue",
    "Entry",
    "Event",
    "IssueFile",
    "Message",
    "Pledge",
    "Subscriber",
    "literal",
    "table_of",
]
