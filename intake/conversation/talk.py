"""One turn's material in one hand: the state, the message, its reading and the facts; and how a turn is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from intake import wording, wording_again
from intake.conversation import short_words
from intake.conversation.meaning import intent_of
from intake.effects import Effect, Reply, Turn
from intake.facts import EntryFacts, Facts, PledgeFacts
from intake.messages import Choice, Incoming
from intake.state import State
from nlp.reading import Reading

ELSEWHERE = ("digest", "pledged", "came", "queue", "preview", "reminded", "unused")
"""What asks something without being a turn of the conversation."""
ACTIVE = ("draft", "waiting", "open", "part-met")
"""Entries with one of these states are still wanted."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a handler gets. Handlers return a Turn, or None when the message is not theirs."""

    state: State
    incoming: Incoming
    reading: Reading
    facts: Facts

    @property
    def words(self) -> str:
        return self.incoming.text.strip()

    @property
    def plain(self) -> str:
        return short_words.plain(self.incoming.text)

    @property
    def intent(self) -> str:
        """What the message is for (a slug), with regard to what it answers."""
        return intent_of(self.reading, self.incoming.text, self.facts.about, self.facts.theme_labels)

    @property
    def choice(self) -> str:
        """The value of the tapped button, or of the offered choice that was typed by number or label."""
        return self.incoming.choice or short_words.picked(self.incoming.text, self.state.offered)

    @property
    def about(self) -> Mapping[str, Any]:
        return self.facts.about

    @property
    def references(self) -> tuple[str, ...]:
        prefixes = {
            self.facts.place.prefix,
            *(ref.split("-")[0] for ref in self.facts.entries),
        }
        return short_words.references(self.incoming.text, sorted(prefixes))

    def mine(self, *statuses: str) -> list[EntryFacts]:
        """The sender's own entries in these states, newest first; those of one message in its order."""
        wanted = statuses or ACTIVE
        own = [entry for entry in self.facts.entries.values() if entry.mine and entry.status in wanted]
        return sorted(
            sorted(own, key=lambda entry: entry.ref),
            key=lambda entry: entry.created_at or self.facts.now,
            reverse=True,
        )

    def my_pledges(self, *statuses: str) -> list[PledgeFacts]:
        """The sender's own pledges in these states, newest first."""
        own = [pledge for pledge in self.facts.pledges if pledge.mine and pledge.status in statuses]
        return sorted(
            own,
            key=lambda pledge: (pledge.created_at or self.facts.now, pledge.id),
            reverse=True,
        )

    def recent(self, pledge: PledgeFacts, hours: int = 24) -> bool:
        return pledge.created_at is None or self.facts.now - pledge.created_at <= timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that ends a reply: its words and choices, and the state that waits for the answer."""

    state: State
    text: str = ""
    choices: tuple[Choice, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""


def closed(
    talk: Talk,
    *parts: str,
    why: str,
    effects: Sequence[Effect] = (),
    state: State | None = None,
    choices: tuple[Choice, ...] = (),
    about: Mapping[str, Any] | None = None,
    subject: str = "",
) -> Turn:
    """The turn with one reply made of these paragraphs. The same reply is never given twice in a row."""
    now = talk.state if state is None else state
    before = talk.state.last.split("\n\n")
    text = wording.sentences(*(wording_again.OTHER_WORDS.get(part, part) if part in before else part for part in parts))
    if not text:
        return Turn(replace(now, nudges=0).to_json(), effects=tuple(effects), why=why)
    if text == now.last:
        text = f"{wording.ONCE_MORE} {text}"
    now = replace(now, last=text, nudges=0)
    if choices:
        now = replace(now, offered=tuple((choice.label, choice.value) for choice in choices))
    reply = Reply(text=text, choices=choices, subject=subject, about=about or {})
    return Turn(now.to_json(), replies=(reply,), effects=tuple(effects), why=why)


def with_question(
    talk: Talk,
    asked: Asked,
    *parts: str,
    why: str,
    effects: Sequence[Effect] = (),
    subject: str = "",
) -> Turn:
    """The turn whose reply says these paragraphs and then asks."""
    return closed(
        talk,
        *parts,
        asked.text,
        why=why,
        effects=effects,
        state=asked.state,
        choices=asked.choices,
        about=asked.about,
        subject=subject or asked.subject,
    )
