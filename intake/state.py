"""What the service waits for from one address, as plain data: it is stored between any two messages and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from intake.messages import Choice

VERSION = 1
MOST_QUESTIONS = 3
"""No ask is met with more questions than this."""


def _tuples(value: Any) -> Any:
    """JSON lists as tuples, at every depth."""
    return tuple(_tuples(item) for item in value) if isinstance(value, list | tuple) else value


def _lists(value: Any) -> Any:
    """The same the other way, mappings included, so that what is stored equals what is read back."""
    if isinstance(value, Mapping):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Draft:
    """A need, offer, capacity or gap that has no reference yet.

    Drafts of one message share a `batch` and are stored together. `wards` holds GSS codes or "city-wide"; `candidates` are
    (GSS, name) pairs to choose from. `share` is None until the sender said whether its organisation may be named. `asked` lists the
    fields asked for so far, a repeated question twice. `same_as` is the earlier entry it may repeat, until that is settled.
    """

    number: int
    batch: int
    kind: str
    text: str
    public_text: str
    themes: tuple[str, ...] = ()
    theme_unsure: bool = False
    theme_choices: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    ward_certain: bool = False
    ward_settled: bool = False
    candidates: tuple[tuple[str, str], ...] = ()
    outside: str = ""
    quantity: tuple[tuple[float, str], ...] = ()
    needed_by: str = ""
    needed_words: str = ""
    organisation: str = ""
    share: bool | None = None
    needs_need: bool = False
    same_as: str = ""
    asked: tuple[str, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()

    @property
    def needed_date(self) -> date | None:
        return date.fromisoformat(self.needed_by) if self.needed_by else None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The draft that `to_json` came from. Keys that this version does not know are left out."""
        known = {item.name for item in fields(cls)}
        values = {key: _tuples(value) for key, value in data.items() if key in known}
        values["evidence"] = {key: _tuples(words) for key, words in data.get("evidence", {}).items()}
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Plain data that JSON gives back unchanged."""
        return {item.name: _lists(getattr(self, item.name)) for item in fields(self)}


@dataclass(frozen=True, slots=True)
class State:
    """`question` is what is open: its "kind" and what belongs to it (drafts ask for "fields" of "drafts"). `offered` are the
    (label, value) choices of the last question, for people who type a number. `last` is the last reply, so that no two in a row
    are the same. `nudges` counts reminders since the sender last spoke. `in_minute` are the messages received since `minute` (ISO 8601).
    """

    drafts: tuple[Draft, ...] = ()
    question: Mapping[str, Any] = field(default_factory=dict)
    offered: tuple[tuple[str, str], ...] = ()
    last: str = ""
    nudges: int = 0
    count: int = 0
    minute: str = ""
    in_minute: int = 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The state in `data`; an empty mapping, or one of another version, is a fresh start."""
        if data.get("version") != VERSION:
            return cls()
        return cls(
            drafts=tuple(Draft.from_json(draft) for draft in data.get("drafts", ())),
            question=data.get("question", {}),
            offered=_tuples(data.get("offered", ())),
            last=data.get("last", ""),
            nudges=data.get("nudges", 0),
            count=data.get("count", 0),
            minute=data.get("minute", ""),
            in_minute=data.get("in_minute", 0),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data that JSON gives back unchanged."""
        own = {item.name: _lists(getattr(self, item.name)) for item in fields(self) if item.name != "drafts"}
        return {"version": VERSION, **own, "drafts": [draft.to_json() for draft in self.drafts]}

    def draft(self, number: int) -> Draft | None:
        return next((draft for draft in self.drafts if draft.number == number), None)

    def with_draft(self, changed: Draft) -> Self:
        """The same state with the draft of that number replaced."""
        return replace(
            self,
            drafts=tuple(changed if draft.number == changed.number else draft for draft in self.drafts),
        )

    def with_changes(self, numbers: Iterable[int], changes: Mapping[str, Any]) -> Self:
        """The same state with these fields set in the drafts of these numbers."""
        state = self
        for draft in map(self.draft, numbers):
            if draft is not None:
                state = state.with_draft(replace(draft, **changes))
        return state

    def asking(self, kind: str, choices: tuple[Choice, ...] = (), **details: Any) -> Self:
        """The same state, waiting for the answer to this question."""
        offered = tuple((choice.label, choice.value) for choice in choices)
        return replace(self, question={"kind": kind, **_lists(details)}, offered=offered)

    def answered(self) -> Self:
        """The same state with no question open."""
        return replace(self, question={}, offered=())
