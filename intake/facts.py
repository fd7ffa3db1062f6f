"""All that `advance` may know besides the message: looked up first, so that the conversation itself touches nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """`asks_together`: all open questions in one letter (e-mail); else one at a time. `max_choices` is how many fit."""

    name: str
    asks_together: bool = False
    max_choices: int = 8


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """`wards` maps GSS code to official name, `areas` a name to the wards it stands for; `sender` is the service's name in a
    sentence; `crisis` the place's numbers in words.
    """

    slug: str
    name: str
    prefix: str
    wards: Mapping[str, str]
    service: str = "Askline"
    crisis: str = ""
    keeps_months: int = 12
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as far as the conversation needs it.

    `quantity` is the first count, `open_quantity` what no pledge covers yet; both None when not counted.

    `first_seen`: nobody has vetted the one who wrote it. `decided_by` is the curator who approved or declined it, `reason` the
    words that came with the last decision. `files` are words on each file that came with it, for a curator.
    """

    ref: str
    kind: str
    status: str
    text: str
    public_text: str
    version: int
    mine: bool
    contact_id: int | None
    themes: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    quantity: float | None = None
    what: str = ""
    open_quantity: float | None = None
    needed_by: date | None = None
    needed_words: str = ""
    organisation: str = ""
    share_organisation: bool = False
    confidence: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    created_at: datetime | None = None
    ward_certain: bool = True
    first_seen: bool = False
    decided_by: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A pledge on an entry. `mine`: the sender made it; `on_mine`: it is on the sender's own entry. `supplier` is how to name who gave it.

    `contact_id` is who made it, `entry_contact_id` whose entry it is on. `reachable` are words on how to reach the other side: the
    supplier when `on_mine`, the one who asked when `mine`; they are said only once the pledge is accepted. `taking`: the entry
    is an offer, so that who made the pledge gets the help, and whose entry it is gives it.
    """

    id: int
    ref: str
    status: str
    quantity: float | None
    what: str
    mine: bool
    on_mine: bool
    contact_id: int | None
    supplier: str = ""
    by_date: date | None = None
    conditional: bool = False
    created_at: datetime | None = None
    by_words: str = ""
    condition: str = ""
    contract: str = ""
    delivered_quantity: float | None = None
    entry_contact_id: int | None = None
    reachable: str = ""
    taking: bool = False

    @property
    def receiving(self) -> bool:
        """Whether the sender is who gets the help."""
        return self.mine if self.taking else self.on_mine

    @property
    def giving(self) -> bool:
        return self.on_mine if self.taking else self.mine

    @property
    def giver_id(self) -> int | None:
        return self.entry_contact_id if self.taking else self.contact_id

    @property
    def receiver_id(self) -> int | None:
        return self.contact_id if self.taking else self.entry_contact_id


@dataclass(frozen=True, slots=True)
class SubscriptionFacts:
    """`areas`, `weekday` and `most_lines` as in `db.models.Subscriber`; `paused_until` is the day on which letters come again."""

    status: str
    audience: str
    themes: tuple[str, ...]
    wards: tuple[str, ...]
    frequency: str
    support: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    weekday: str = ""
    most_lines: int = 0
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class SenderFacts:
    """Who wrote. `reachable` are words on how both sides can be introduced (an e-mail address, a Telegram name).

    `proven` is False for a letter that anybody could have sent in this name. `forwarded`: it answers one of our letters that
    went to somebody else, and nothing is known of this sender.
    """

    contact_id: int
    name: str = ""
    organisation: str = ""
    share_organisation: bool | None = None
    curator: bool = False
    stopped: bool = False
    reachable: str = ""
    subscription: SubscriptionFacts | None = None
    proven: bool = True
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """The newest code that the sender asked for within a day, and the address that it went to."""

    code: str
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class SimilarEntry:
    """`score` is 0 to 1; `mine` whether the sender, or someone of the same organisation, wrote it."""

    ref: str
    score: float
    public_text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """`now` is UTC and `today` the day in Europe/London.

    `about` is the `about` of the delivery that this message answers (by reply token, by thread, or in chat the last one that
    asked something), for example {"kind": "digest", "numbers": {"1": "LS-0042"}}, {"kind": "queue", "numbers": …},
    {"kind": "pledged", "pledge": 12}, {"kind": "came", "pledge": 12}; empty when it answers nothing.
    `entries` holds every entry named in the message or the tapped choice, numbered or named ("ref") in `about`, listed in
    `similar`, named in `state["question"]["refs"]`, of a pledge in `pledges`, or the sender's own, by ref. `pledges` holds those
    the sender made and those on its own entries. `similar` is filled for new asks and offers. `queue` lists waiting refs
    for a curator, most urgent and least certain first. `code` is looked up only while one is waited for.
    """

    now: datetime
    today: date
    place: PlaceFacts
    channel: ChannelFacts
    sender: SenderFacts
    about: Mapping[str, object] = field(default_factory=dict)
    entries: Mapping[str, EntryFacts] = field(default_factory=dict)
    pledges: tuple[PledgeFacts, ...] = ()
    similar: tuple[SimilarEntry, ...] = ()
    queue: tuple[str, ...] = ()
    code: CodeFacts | None = None
    theme_labels: Mapping[str, str] = field(default_factory=dict)
    support_labels: Mapping[str, str] = field(default_factory=dict)
