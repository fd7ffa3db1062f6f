"""What a curator asks about single entries: "show LS-0142", "who approved LS-0142?"."""

import re
from typing import Any

from intake import wording_curating
from intake.conversation import short_words
from intake.curating.cards import card_of, card_text, numbered
from intake.effects import Reply, Turn
from intake.facts import Facts

MOST_SHOWN = 5
_SHOW = re.compile(
    r"^(please |can you |hi |hello |[ ,.])*(show( me| us)?|card|history( of)?|status( of)?|look up|"
    r"who (decided|approved|declined|refused|merged|joined|did|said|read)|why (was|is|did)|when (was|did)|"
    r"what (is|was|happened (to|with)|became of))\b(?!.*\b(queue|issue|preview)\b)"
)


def shown(state: dict[str, Any], words: str, facts: Facts) -> Turn | None:
    """The cards of the entries that are named, with who decided what; None when the words ask for none.

    An answer to it can use the numbers of these cards.
    """
    refs = short_words.references(words, (facts.place.prefix,))[:MOST_SHOWN]
    known = [facts.entries[ref] for ref in refs if ref in facts.entries]
    plain = short_words.plain(words)
    if not known or not (_SHOW.match(plain) or re.fullmatch(r"\W*[a-z]{2}-?\d{3,6}\W*", plain)):
        return None
    wards, themes, support = facts.place.wards, facts.theme_labels, facts.support_labels
    cards = [
        card_of(number, entry, now=facts.now, wards=wards, themes=themes, support=support)
        for number, entry in enumerate(known, 1)
    ]
    parts = [
        f"{card_text(card)}\n   {wording_curating.stands(entry.status, entry.decided_by)}"
        for card, entry in zip(cards, known, strict=True)
    ]
    reply = Reply("\n\n".join(parts), about={"kind": "queue", "numbers": numbered(cards)})
    return Turn(state, (reply,), why=f"showed {len(known)} entries to a curator")
