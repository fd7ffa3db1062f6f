"""What a turn of the conversation asks to have written down or sent. `intake.store.apply` turns these into rows; nothing else does.

A new entry has no reference until it is stored, so words that need one carry `ref_mark(slot)`, which `intake.store.apply` replaces
in every text and subject of the turn. A new pledge has no number until it is stored, so choices that need it carry
`pledge_mark(ref)`, replaced by the number of the pledge that the same turn made on that entry; a `Tell` whose `about` is
{"kind": "pledged", "ref": …} gets "pledge": that number added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intake.messages import Choice, Form


def ref_mark(slot: int) -> str:
    """The mark that stands for the reference of the entry opened in this turn with this slot."""
    return f"\u27e6ref {slot}\u27e7"


def pledge_mark(ref: str) -> str:
    """The mark that stands for the number of the pledge made in this turn on the entry with this reference."""
    return f"\u27e6pledge {ref}\u27e7"


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Store a new entry, waiting for a curator (`status` "waiting") or kept as a draft. `quantity` is ((count, what), …).

    One that is `split_from` another, named and changed in the same turn, belongs to whoever that one belongs to.
    """

    slot: int
    kind: str
    text: str
    public_text: str
    status: str = "waiting"
    themes: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    ward_certain: bool = False
    quantity: tuple[tuple[float, str], ...] = ()
    needed_by: date | None = None
    needed_words: str = ""
    organisation: str = ""
    share_organisation: bool = False
    confidence: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    split_from: str = ""


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """Set columns of an entry that still has `version`. Names and forms are those of `OpenEntry` and `status`, so `quantity` is
    ((count, what), …) and `needed_by` a date or None; `merged_into` takes a ref. A status of withdrawn, declined or met also closes it.
    """

    ref: str
    version: int
    changes: Mapping[str, Any]
    why: str = ""


@dataclass(frozen=True, slots=True)
class MakePledge:
    """Book a pledge on an entry that still has `version`. `quantity` None: not counted, or all that is open.

    The entry's status is not an effect: storing or changing a pledge settles it anew (open, part-met, met).
    """

    ref: str
    version: int
    quantity: float | None
    what: str = ""
    by_date: date | None = None
    by_words: str = ""
    conditional: bool = False
    condition: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True)
class ChangePledge:
    """Set columns of a pledge (`status`, `quantity`, `delivered_quantity`, `receiver_words`, `by_date`, `asked_at` …) that still
    has status `was`. `intake.store.apply` adds the times: `answered_at` for accepted and refused, `confirmed_at` for delivered,
    part-delivered and not-delivered; and settles the entry's status.
    """

    pledge_id: int
    was: str
    changes: Mapping[str, Any]
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetSender:
    """What the sender said of itself; None leaves a field as it is."""

    name: str | None = None
    organisation: str | None = None
    share_organisation: bool | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Start or replace the sender's subscription at this address.

    `status` "pending" waits for a yes, "active" is confirmed, "paused" gets nothing until `paused_until`, or until the sender
    says so when that is None. `areas`, `weekday` and `most_lines` are as in `db.models.Subscriber`.
    """

    status: str
    audience: str = "supplier"
    themes: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    frequency: str = "weekly"
    areas: tuple[str, ...] = ()
    weekday: str = ""
    most_lines: int = 0
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class SendCode:
    """Send a new code to an address, or to whoever made the entry `ref`, so that the sender can show that both are theirs."""

    channel: str = ""
    address: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class LinkAddress:
    """This address is the sender's too: what belongs to it belongs to them from now on."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class StopAll:
    """End the subscription at this address, cancel what is queued for it, and send nothing more unasked."""


@dataclass(frozen=True, slots=True)
class StartAgain:
    """Undo a StopAll: messages may be sent again. A subscription comes back only by `Subscribe`."""


@dataclass(frozen=True, slots=True)
class ForgetSender:
    """Erase the sender's contact data; entries stay unnamed or are withdrawn."""


@dataclass(frozen=True, slots=True)
class SendHoldings:
    """Send the sender a file of all that is held about them, to this same address."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Send words to another contact at the address it used last. `about` is what an answer will refer to.

    {"kind": "pledged", "ref": …} asks whether a pledge is welcome; its number is added when stored. `key`, when given, makes
    the same words go out once only.
    """

    contact_id: int
    text: str
    subject: str = ""
    choices: tuple[Choice, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class TellCurators:
    """Send words to every curator at once. `kind`: crisis, complaint, question, problem."""

    kind: str
    text: str
    subject: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class HoldMessage:
    """Put the message aside until its sender has said that it was them; then it is taken up as if it had come just now."""


@dataclass(frozen=True, slots=True)
class DecideIssue:
    """A curator's word on an issue. `decision`: approve, hold, or "" to leave that open. `opening` are its opening words; refs
    come `first`, stay out (`leave_out`, with the reason), are `put_back`, or are `add`ed after the list closed.
    """

    issue: int
    decision: str
    opening: str = ""
    first: tuple[str, ...] = ()
    leave_out: Mapping[str, str] = field(default_factory=dict)
    put_back: tuple[str, ...] = ()
    add: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowCards:
    """Send the sender a card with buttons for each of the first `count` entries that wait for a curator."""

    count: int


Effect = (
    OpenEntry
    | ChangeEntry
    | MakePledge
    | ChangePledge
    | SetSender
    | Subscribe
    | SendCode
    | LinkAddress
    | StopAll
    | StartAgain
    | ForgetSender
    | SendHoldings
    | Tell
    | TellCurators
    | HoldMessage
    | DecideIssue
    | ShowCards
)


@dataclass(frozen=True, slots=True)
class Reply:
    """Words back to the sender. `about` makes the answer to them understood later; `subject` is for e-mail and may be empty.

    `form` opens where the message came with a `surface` for one; where it does not, the words are said.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    subject: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to: the new state (plain data, JSON both ways), replies, effects, and one line for the log."""

    state: dict[str, Any]
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    why: str = ""
