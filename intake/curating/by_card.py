"""Cards of the queue in a chat: a tapped button that needs words gets a form where one opens, else a question. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from intake import wording_cards, wording_curating
from intake.conversation.correcting import drops
from intake.curating.commands import VERBS, Command, Commands, parse
from intake.effects import Reply, Turn
from intake.facts import EntryFacts, Facts
from intake.messages import Choice, Field, Form, Incoming
from nlp.taxonomy import CITY_WIDE

OPENS_FORM = "form:"
_WISH = re.compile(r"queue:(?P<ref>[A-Z]+-\d+) (?P<verb>edit|ask|no)")
_FORM = re.compile(r"card:(?P<ref>[A-Z]+-\d+) (?P<verb>edit|ask|no)")
_VERB = "|".join(sorted((word for words in VERBS.values() for word in words.split("|")), key=len, reverse=True))
_BEGINS = re.compile(rf"(^|[,;\n]\s*)(?=(?:{_VERB})(?!\w))", re.IGNORECASE)
_NAMES_ONE = re.compile(r"^\W*(?:\d{1,3}\b|[A-Za-z]{2}-\d|(?:ok|hold|all)\b)")
PATIENCE = timedelta(hours=1)
"""So long words count as the answer to a card's question."""
VERBS_OF = {"ask": "ask", "no": "decline"}


def meant(state: dict[str, Any], incoming: Incoming, facts: Facts) -> Turn | Commands | None:
    """What a tap on a card, its form, or words in answer to either lead to: a turn, or commands. None when it is none of these."""
    wished = _wish(state, incoming, facts)
    if wished is not None:
        return wished
    said: Turn | Commands | None = _filled(incoming, facts)
    if said is None and not incoming.choice:
        said = _answered(state, incoming.text, facts)
    if isinstance(said, Commands) and not said.commands and "card" in facts.about:
        return None  # a card is answered with "thanks", too
    return said


def _wish(state: dict[str, Any], incoming: Incoming, facts: Facts) -> Turn | None:
    """The answer to a tapped button that needs words; None for every other message."""
    found = _WISH.fullmatch(incoming.choice)
    entry = facts.entries.get(found["ref"]) if found else None
    if found is None or entry is None:
        return None
    ref, verb = entry.ref, found["verb"]
    if entry.status != "waiting" and (verb != "edit" or entry.status not in ("open", "part-met")):
        reply = Reply(wording_curating.decided(ref, entry.decided_by, entry.status))
        return Turn(state, (reply,), why=f"{ref}: decided before")
    if incoming.surface.startswith(OPENS_FORM):
        late = wording_cards.NO_FORM.format(example=wording_cards.EXAMPLES[verb].format(ref=ref))
        return Turn(state, (Reply(late, form=_form(entry, verb, facts)),), why=f"{ref}: opened a form")
    about = {"kind": "card", "ref": ref, "verb": verb, "until": (facts.now + PATIENCE).isoformat()}
    reply = Reply(wording_cards.WORDS_FOR[verb].format(ref=ref), about=about)
    return Turn(state, (reply,), why=f"{ref}: {verb} needs words")


def about_card(ref: str) -> dict[str, str]:
    """What a reply about one card is about, so that the next words are not taken for the answer to the question before."""
    return {"kind": "queue", "card": ref}


def _form(entry: EntryFacts, verb: str, facts: Facts) -> Form:
    value, title = f"card:{entry.ref} {verb}", wording_cards.TITLES[verb].format(ref=entry.ref)
    if verb != "edit":
        words = Field("text", wording_cards.LABELS[verb], long=True, optional=False)
        return Form(title, (words,), wording_cards.SEND, value)
    wards = (*facts.place.wards.items(), (CITY_WIDE, f"All of {facts.place.name}"))
    now = _shown(entry)
    fields = [
        Field("text", wording_cards.TEXT, now["text"], long=True, optional=False),
        Field("theme", wording_cards.THEME, now["theme"], _choices(facts.theme_labels.items())),
        Field("ward", wording_cards.WARD, now["ward"], _choices(wards)),
    ]
    if entry.quantity is not None:
        fields.append(Field("quantity", wording_cards.QUANTITY, now["quantity"]))
    return Form(title, tuple(fields), wording_cards.SAVE, value)


def _choices(pairs: Any) -> tuple[Choice, ...]:
    return tuple(Choice(label, value) for value, label in pairs)


def _shown(entry: EntryFacts) -> dict[str, str]:
    """What stands in the form to begin with."""
    return {
        "text": entry.public_text,
        "theme": entry.themes[0] if entry.themes else "",
        "ward": entry.wards[0] if len(entry.wards) == 1 else "",
        "quantity": f"{entry.quantity:g}" if entry.quantity is not None else "",
    }


def _filled(incoming: Incoming, facts: Facts) -> Commands | None:
    """What was filled in as commands: only what differs from what stood there. None for every other message."""
    found = _FORM.fullmatch(incoming.choice)
    entry = facts.entries.get(found["ref"]) if found else None
    if found is None or entry is None:
        return None
    fields: Mapping[str, str] = incoming.fields
    if found["verb"] != "edit":
        return Commands((Command(VERBS_OF[found["verb"]], (entry.ref,), fields.get("text", "").strip()),))
    shown = _shown(entry)
    changed = [
        Command(name, (entry.ref,), words.strip())
        for name, words in fields.items()
        if name in shown and words.strip() and " ".join(words.split()) != " ".join(shown[name].split())
    ]
    return Commands(tuple(changed) or (Command("approve", (entry.ref,)),))


def _answered(state: dict[str, Any], words: str, facts: Facts) -> Turn | Commands | None:
    """Words in answer to a card, or to the question that a card's button led to; None when they are no such answer."""
    about, ref = facts.about, str(facts.about.get("card") or facts.about.get("ref") or "")
    if ref not in facts.entries or not words.strip() or (_NAMES_ONE.match(words) and parse(words).commands):
        return None
    if "card" in about:
        return _each_named(words, ref)
    if about.get("kind") != "card" or datetime.fromisoformat(str(about.get("until"))) < facts.now:
        return None
    if drops(words):
        return Turn(state, (Reply(wording_cards.LEFT_AS_IT_IS, about=about_card(ref)),), why=f"{ref}: left as it is")
    verb = str(about.get("verb"))
    if verb == "edit":
        return _each_named(words, ref)
    return Commands((Command(VERBS_OF[verb], (ref,), " ".join(words.split())),))


def _each_named(words: str, ref: str) -> Commands:
    """The commands in the words, each about this entry: "theme digital, ward Armley"."""
    return parse(_BEGINS.sub(rf"\g<1>{ref} ", words))
