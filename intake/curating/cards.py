"""The queue as cards: all that a curator needs to decide on one entry, and how it reads in plain text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intake import wording, wording_cards, wording_curating
from intake.curating.order import is_urgent
from intake.facts import EntryFacts
from intake.messages import Choice

LONGEST_ON_CARD = 1500


@dataclass(frozen=True, slots=True)
class TagLine:
    """One thing read out of the text: what it is called, its value in words, how sure (None: unsaid), and the words it came from."""

    name: str
    value: str
    confidence: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One entry for a curator. `personal` holds the hidden words themselves: for the curator's eyes only."""

    number: int
    ref: str
    kind: str
    organisation: str
    shared: bool
    first_seen: bool
    urgent: bool
    public_text: str
    tags: tuple[TagLine, ...] = ()
    personal: tuple[str, ...] = ()
    personal_kinds: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    note: str = ""


def card_of(
    number: int,
    entry: EntryFacts,
    *,
    now: datetime,
    wards: Mapping[str, str],
    themes: Mapping[str, str],
    support: Mapping[str, str],
    similar: Sequence[str] = (),
    fitting: Sequence[str] = (),
) -> Card:
    """The card of an entry. The mappings turn slugs and codes into what people read; `fitting` are entries that may meet it."""

    return Card(
        number=number,
        ref=entry.ref,
        kind=entry.kind,
        organisation=entry.organisation,
        shared=entry.share_organisation,
        first_seen=entry.first_seen,
        urgent=is_urgent(entry, now),
        public_text=entry.public_text,
        tags=_tags(entry, now, wards, themes, support),
        personal=entry.personal,
        personal_kinds=tuple(kind_of(words) for words in entry.personal),
        similar=tuple(similar),
        fitting=tuple(fitting),
        files=entry.files,
        note=entry.reason,
    )


def _tags(
    entry: EntryFacts,
    now: datetime,
    wards: Mapping[str, str],
    themes: Mapping[str, str],
    support: Mapping[str, str],
) -> tuple[TagLine, ...]:
    tags = [
        TagLine("Theme", _named(entry.themes, themes), _sure(entry, entry.themes), _proof(entry, entry.themes)),
        TagLine("Help", _named(entry.support, support), _sure(entry, entry.support), _proof(entry, entry.support)),
        TagLine("Ward", _named(entry.wards, wards), None if entry.ward_certain else 0.5, _proof(entry, entry.wards)),
    ]
    if entry.quantity is not None:
        tags.append(TagLine("How many", wording.amount(entry.quantity, entry.what), None, _proof(entry, ("quantity",))))
    if entry.needed_by or entry.needed_words:
        day = wording.day(entry.needed_by, now.date()) if entry.needed_by else entry.needed_words
        tags.append(TagLine("By", day, None, _proof(entry, ("needed_by",))))
    return tuple(tags)


def _named(slugs: Collection[str], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(slug, slug) for slug in slugs)


def _sure(entry: EntryFacts, slugs: Collection[str]) -> float | None:
    known = [float(entry.confidence[slug]) for slug in slugs if slug in entry.confidence]
    return min(known) if known else None


def _proof(entry: EntryFacts, slugs: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for slug in slugs for words in entry.evidence.get(slug, ())))


def kind_of(words: str) -> str:
    """What kind of personal data these words look like: email, phone, number or name."""
    if "@" in words:
        return "email"
    digits = sum(sign.isdigit() for sign in words)
    if digits >= 9 and digits >= len(words.replace(" ", "")) - 3:
        return "phone"
    return "address" if digits and any(sign.isalpha() for sign in words) else "number" if digits else "name"


def card_text(card: Card) -> str:
    """The card in plain text: its number first, for the answer."""
    head = f"{card.number}. " if card.number else ""
    head += f"{card.ref} · {wording_curating.KINDS.get(card.kind, card.kind)}"
    if card.urgent:
        head += f" · {wording_curating.NEEDED_SOON}"
    who = card.organisation or wording_curating.NO_ORGANISATION
    notes = [wording_curating.UNNAMED] if card.organisation and not card.shared else []
    notes += [wording_curating.NEW_HERE] if card.first_seen else []
    lines = [
        head,
        f"   {who}" + (f" ({', '.join(notes)})" if notes else ""),
        f"   “{' '.join(card.public_text.split())}”",
    ]
    lines += [f"   {_tag_text(tag)}" for tag in card.tags]
    if card.personal:
        hidden = ", ".join(
            f"“{words}” ({kind})" for words, kind in zip(card.personal, card.personal_kinds, strict=True)
        )
        lines.append(f"   {wording_curating.HIDDEN} ({len(card.personal)}): {hidden}")
    if card.similar:
        lines.append(f"   {wording_curating.SIMILAR}: {', '.join(card.similar)}")
    if card.fitting:
        lines.append(f"   {wording_curating.FITTING}: {', '.join(card.fitting)}")
    if card.files:
        lines.append(f"   {wording_curating.FILES}: {'; '.join(card.files)}")
    if card.note:
        lines.append(f"   {card.note}")
    return "\n".join(lines)


def single_text(card: Card, *, with_number: bool = False) -> str:
    """The card as a message of its own."""
    alone = replace(card, number=card.number if with_number else 0, public_text=_shortened(card.public_text))
    return "\n".join(line.strip() for line in card_text(alone).split("\n"))


def closed_text(entry: EntryFacts) -> str:
    """What is left of a card once its entry waits no more: who decided what."""
    head = f"{entry.ref} · {wording_curating.KINDS.get(entry.kind, entry.kind)}"
    decided = wording_cards.decided_line(entry.status, entry.decided_by, entry.reason)
    return f"{head}\n“{_shortened(entry.public_text)}”\n{decided}"


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_ON_CARD else f"{words[:LONGEST_ON_CARD].rstrip()}…"


def card_choices(card: Card) -> tuple[Choice, ...]:
    """The buttons of a card. Those that need words are answered by a form, or by a question."""
    wishes = [(wording_cards.OK, "ok"), (wording_cards.EDIT, "edit"), (wording_cards.ASK, "ask")]
    wishes += [(wording_cards.merge(ref), f"merge {ref}") for ref in card.similar]
    wishes += [(wording_cards.DECLINE, "no")]
    return tuple(Choice(label, f"queue:{card.ref} {wish}") for label, wish in wishes)


def _tag_text(tag: TagLine) -> str:
    text = f"{tag.name}: {tag.value or '?'}"
    if tag.confidence is not None and tag.value:
        text += f", {wording_curating.NOT_SURE}" if tag.confidence < 0.8 else ""
    if tag.evidence:
        text += f" (from {', '.join(f'“{words}”' for words in tag.evidence[:3])})"
    return text


def queue_text(cards: Sequence[Card], total: int) -> str:
    """All cards, with how many there are and how to answer."""
    if not cards:
        return wording_curating.EMPTY_QUEUE
    parts = [wording_curating.queue_opening(len(cards), total), *map(card_text, cards), wording_curating.QUEUE_HELP]
    return "\n\n".join(parts)


def numbered(cards: Sequence[Card]) -> dict[str, str]:
    """What the numbers of a letter mean, for its `about`."""
    return {str(card.number): card.ref for card in cards}
