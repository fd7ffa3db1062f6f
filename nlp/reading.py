"""What was understood from one text. Every tag carries how sure the reader is (0 to 1) and the words that were the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nlp.clauses import Clause


@dataclass(frozen=True, slots=True)
class Tag:
    """A slug of the taxonomy."""

    slug: str
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WardCandidate:
    """A ward that the help may be for: GSS code, official name, and how likely (shares of one place name add up to 1)."""

    gss: str
    name: str
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what. Money has `what` "£"; `people` says that they are those whom the help is for, and not what is wanted."""

    count: float
    what: str
    evidence: str = ""
    people: bool = False


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """Characters `start` to `end` of the text are personal data of this kind: name, phone, email, address, health, number."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read.

    `themes`, `support` and `beneficiaries` hold what is given, best first; `theme_ranking` the likeliest five themes whether
    given or not. `wards` is empty, one or more candidates; `ward_certain` says that they are the wards and need no question;
    `city_wide` that the help is for the whole place; `outside` names another district when the text points there.
    `needed_words` are the words of a date that has no day ("half term"), `needed_evidence` those that either was read from.
    `sure` says of "needed_by", "quantity", "organisation" and each kind of personal data how often such a finding is right.
    `clauses` are the text's. `parts` holds a reading for each need when the text
    plainly lists several, and is empty otherwise. `public_text` is the text with personal data replaced. `language` is an
    ISO 639-1 code, "en" when in doubt.
    """

    text: str
    intent: Tag
    themes: tuple[Tag, ...] = ()
    theme_ranking: tuple[Tag, ...] = ()
    support: tuple[Tag, ...] = ()
    beneficiaries: tuple[Tag, ...] = ()
    wards: tuple[WardCandidate, ...] = ()
    ward_certain: bool = False
    city_wide: bool = False
    outside: str = ""
    quantity: tuple[Quantity, ...] = ()
    needed_by: date | None = None
    needed_words: str = ""
    needed_evidence: str = ""
    organisation: str = ""
    personal: tuple[PersonalSpan, ...] = ()
    public_text: str = ""
    language: str = "en"
    sure: Mapping[str, float] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    parts: tuple["Reading", ...] = field(default=())
