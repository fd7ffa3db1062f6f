"""Questions of those who may help on a need in the letter: what it is, where, by when, what is still open, who asks."""

import re

from intake import wording, wording_pledges
from intake.conversation.explaining import answered
from intake.conversation.mentioned import refs_in
from intake.conversation.pledging import numbers_of
from intake.conversation.talk import Talk
from intake.effects import Turn
from intake.facts import EntryFacts

_ASKS = re.compile(
    r"^(hi|hello|and|but|so|ok|sorry|please|can you|could you|[ ,.])*(what|which|where|when|how|who|whose|is|are|has|does|do|"
    r"by when|tell (me|us)|"
    r"(any )?(more )?(details|info|information))\b"
)
_OF_THE_NEED = re.compile(
    r"\b(what (is|are|was)|more about|about|details|info\w*|where|which (ward|area|part)|when|how soon|deadline|how many|how much|left|"
    r"still (open|needed|available|need|wanted)|open|taken|who (is|are|asked|needs?|wants?|for)|whose)\b"
)
OPEN = ("open", "part-met")


def about_entry(talk: Talk) -> Turn | None:
    """The handler: what the letter says of the needs that the question names, or of the one that the sender has pledged on."""
    said = talk.plain
    if talk.incoming.choice or len(said.split()) > 16 or not _ASKS.match(said) or not _OF_THE_NEED.search(said):
        return None
    entries = [talk.facts.entries[ref] for ref in _refs(talk) if ref in talk.facts.entries]
    known = [entry for entry in entries if not entry.mine and entry.status in OPEN][:3]
    if not known or any(_says_nothing(said, entry) for entry in known):
        return None
    return answered(talk, "\n\n".join(_described(talk, entry) for entry in known), "said what the letter says")


def _says_nothing(said: str, entry: EntryFacts) -> bool:
    """Whether the question is on a day or a place that the entry does not say: a person has to answer."""
    when = re.search(r"\b(when|how soon|deadline)\b", said) and not (entry.needed_by or entry.needed_words)
    return bool(when or (re.search(r"\b(where|which (ward|area|part))\b", said) and not entry.wards))


def _refs(talk: Talk) -> tuple[str, ...]:
    numbers = numbers_of(talk)
    named = talk.references or (refs_in(talk.words, numbers, (talk.facts.place.prefix,)) if numbers else ())
    live = talk.my_pledges("pledged", "accepted")
    speaks_of_it = re.search(r"\b(they|it|them|this|that|still|left|needed)\b", talk.plain) is not None
    return named or ((live[0].ref,) if len(live) == 1 and speaks_of_it else ())


def _described(talk: Talk, entry: EntryFacts) -> str:
    """Only what the letter may say: public words, tags, and the name where it may be given."""
    place = talk.facts.place
    lines = []
    if entry.wards:
        names = [place.wards.get(gss, wording.all_of(place.name)) for gss in entry.wards]
        lines.append(wording.field(wording.WHERE, wording.listed(names)))
    if entry.needed_by or entry.needed_words:
        day = wording.by_day(wording.day(entry.needed_by, talk.facts.today)) if entry.needed_by else entry.needed_words
        lines.append(wording.field(wording.WHEN, day))
    if entry.open_quantity is not None:
        lines.append(wording.field(wording_pledges.STILL_OPEN, wording.amount(entry.open_quantity, entry.what)))
    who = entry.organisation if entry.share_organisation and entry.organisation else wording.A_GROUP
    lines.append(wording.field(wording_pledges.WHO_ASKS, who))
    head = f"{entry.ref}: {wording.quoted(entry.public_text, 200)}"
    return "\n".join((head, *lines))
