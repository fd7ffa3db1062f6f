"""The letter, ordered in words: "weekly, digital and work-skills, wards in the inner east"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from intake import wording_service
from intake.conversation import short_words
from intake.conversation.meaning import SUBSCRIBING
from intake.conversation.talk import Talk, closed
from intake.conversation.theme_words import support_named, themes_named
from intake.effects import Effect, StartAgain, Subscribe, Turn
from intake.messages import Choice

_FREQUENCY = (
    ("monthly", re.compile(r"\b(monthly|once a month|each month|every month)\b(?! (to|is|list))")),
    ("fortnightly", re.compile(r"\b(fortnightly|every (two|2|other) weeks?|bi-?weekly)\b")),
    ("weekly", re.compile(r"\b(weekly|once a week|each week|every week)\b(?! to)")),
)
_SHORT_CHANGE = re.compile(
    r"^(please |pls |can (you|we|i) |and |ok |now |actually |sorry |[,.])*(also|add|drop|remove|include|leave out|take out|only|just|"
    r"without|no more|stop sending( me| us)?)\b"
)
_ONLY_HOW_OFTEN = re.compile(
    r"^(please |pls |can (you|we|i) |could (you|we) |and |ok |now |actually |sorry |[,.])*((make|send) it |change (it )?to |just )?"
    r"(weekly|monthly|fortnightly|once a (week|month)|every (week|month|two weeks))( please| instead| thanks| now)*\W*$"
)
_ASKS_ABOUT = re.compile(r"^(when|what|how often|how|why|who|where|which|is|does)\b")
_ORDERS = re.compile(r"\b(subscrib\w*|sub me|sign(ed)? up|sign (me|us) up)\b")
_ADD = re.compile(r"\b(add|also|as well|plus|include)\b")
_DROP = re.compile(r"\b(drop|remove|without|leave out|take out|no more|not)\b")
_EVERYTHING = re.compile(r"\b(all themes|everything|all topics|any theme|all of it|all wards|all asks)\b")
_PAUSE = re.compile(r"^(please |pls |can (you|we) )?pause\b")
_ADDRESS = re.compile(
    r"\b(changed? (of )?(our |my )?e-?mail|new e-?mail address|change of address|on here instead of)\b"
)
_BUYER = re.compile(r"\b(procurement|commission(er|ing)|council|nhs|buyer|tenders?|contracting authority)\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to get. Empty themes or wards mean all."""

    themes: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    frequency: str = "weekly"
    audience: str = "supplier"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Wish":
        return cls(
            themes=tuple(data.get("themes", ())),
            wards=tuple(data.get("wards", ())),
            support=tuple(data.get("support", ())),
            frequency=str(data.get("frequency", "weekly")),
            audience=str(data.get("audience", "supplier")),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "themes": self.themes,
            "wards": self.wards,
            "support": self.support,
            "frequency": self.frequency,
            "audience": self.audience,
        }

    def order(self, status: str) -> Subscribe:
        return Subscribe(status, self.audience, self.themes, self.wards, self.support, self.frequency)


def current(talk: Talk) -> Wish | None:
    """The subscription that the sender has now, active or paused."""
    have = talk.facts.sender.subscription
    if have is None or have.status not in {"active", "paused"}:
        return None
    return Wish(have.themes, have.wards, have.support, have.frequency, have.audience)


def wards_named(talk: Talk) -> tuple[str, ...]:
    """GSS codes of the wards that the message names, by the reader and by their own names."""
    named = [ward.gss for ward in talk.reading.wards]
    named += [
        gss
        for gss, name in talk.facts.place.wards.items()
        if re.search(rf"\b{re.escape(short_words.plain(name))}\b", talk.plain)
    ]
    return tuple(dict.fromkeys(named))


def _merged(old: tuple[str, ...], named: tuple[str, ...], said: str) -> tuple[str, ...]:
    if not named:
        return old
    if _DROP.search(said):
        return tuple(slug for slug in old if slug not in named)
    if _ADD.search(said) and old:
        return tuple(dict.fromkeys((*old, *named)))
    return named


def wish_in(talk: Talk, old: Wish) -> Wish:
    """The old wish with what this message changes."""
    said = talk.plain
    labels = talk.facts.theme_labels
    base = old.themes or (tuple(labels) if _DROP.search(said) else ())
    everything = bool(_EVERYTHING.search(said))
    frequency = next((name for name, pattern in _FREQUENCY if pattern.search(said)), old.frequency)
    themes = themes_named(said, labels)
    return replace(
        old,
        themes=() if everything and not themes else _merged(base, themes, said),
        wards=() if talk.reading.city_wide or "all wards" in said else _merged(old.wards, wards_named(talk), said),
        support=_merged(old.support, () if themes else support_named(said, talk.facts.support_labels), said),
        frequency=frequency,
        audience="procurement" if _BUYER.search(said) else old.audience,
    )


def _changes_own(talk: Talk) -> bool:
    """Whether a reader's few words change the letter without naming it: "add work-skills", "drop Armley", "pause"."""
    said = talk.plain
    if len(said.split()) > 8 or talk.references:
        return False
    if _PAUSE.match(said) or _ONLY_HOW_OFTEN.match(said):
        return True
    named = themes_named(said, talk.facts.theme_labels) or support_named(said, talk.facts.support_labels)
    return _SHORT_CHANGE.match(said) is not None and bool(named or wards_named(talk) or _EVERYTHING.search(said))


def described(talk: Talk, wish: Wish) -> str:
    facts = talk.facts
    return wording_service.subscription(
        [facts.theme_labels.get(slug, slug) for slug in wish.themes],
        [facts.place.wards.get(gss, gss) for gss in wish.wards],
        [facts.support_labels.get(slug, slug) for slug in wish.support],
        wish.frequency,
        facts.place.name,
    )


def _confirm(talk: Talk, wish: Wish) -> Turn:
    """Say what they would get, and wait for a yes."""
    choices = (
        Choice(wording_service.SUBSCRIBE_YES, "subscribe:yes"),
        Choice(wording_service.SUBSCRIBE_NO, "subscribe:no"),
    )
    state = talk.state.asking("subscribe", choices, wish=wish.to_json())
    return closed(
        talk,
        f"{wording_service.SUBSCRIBE_ASK}\n{described(talk, wish)}",
        wording_service.SUBSCRIBE_CONFIRM,
        why="subscription to be confirmed",
        effects=[wish.order("pending")],
        state=state,
        choices=choices,
        about={"kind": "subscribe"},
        subject=wording_service.SUBSCRIPTION_SUBJECT,
    )


def answer_subscribe(talk: Talk) -> Turn | None:
    """The answer to "is that right?": yes, no, or what to change first."""
    have = talk.facts.sender.subscription
    if talk.state.question.get("kind") == "subscribe":
        wish = Wish.from_json(talk.state.question.get("wish", {}))
    elif (
        have
        and have.status != "active"
        and (talk.incoming.choice.startswith("subscribe:") or talk.about.get("kind") == "subscribe")
    ):
        wish = Wish(have.themes, have.wards, have.support, have.frequency, have.audience)
    else:
        return None
    answer = {"subscribe:yes": "yes", "subscribe:no": "no"}.get(talk.choice) or short_words.polarity(talk.words)
    changed = wish_in(talk, wish) if not talk.choice else wish
    if changed != wish:
        return _confirm(talk, changed)
    if answer == "yes":
        effects: list[Effect] = [wish.order("active")]
        if talk.facts.sender.stopped:
            effects.insert(0, StartAgain())
        return closed(talk, wording_service.SUBSCRIBED, why="subscribed", effects=effects, state=talk.state.answered())
    if answer == "no":
        return closed(
            talk, wording_service.NOT_SUBSCRIBED, why="not subscribed", effects=[], state=talk.state.answered()
        )
    return None


def subscribing(talk: Talk) -> Turn | None:
    """A wish for the letter, or a change of it; None when the message is about something else."""
    said = talk.plain
    have = current(talk)
    is_wish = talk.intent == "subscription" or (
        SUBSCRIBING.search(said) is not None and talk.intent not in {"ask", "offer"}
    )
    asks_about_it = _ASKS_ABOUT.match(said) and not _ORDERS.search(said)
    if (not is_wish or asks_about_it or talk.references) and not (have and _changes_own(talk)):
        return None
    if _PAUSE.match(said):
        kept = have or Wish()
        return closed(
            talk,
            wording_service.PAUSED,
            why="subscription paused",
            effects=[kept.order("paused")],
            state=talk.state.answered(),
        )
    if _ADDRESS.search(said):
        return closed(talk, wording_service.NEW_ADDRESS, why="new address explained")
    if have is None:
        return _confirm(talk, wish_in(talk, Wish()))
    wish = wish_in(talk, have)
    if wish == have:
        return closed(talk, f"{wording_service.ALREADY_SO}\n{described(talk, wish)}", why="subscription unchanged")
    return closed(
        talk,
        f"{wording_service.SUBSCRIPTION_CHANGED}\n{described(talk, wish)}",
        why="subscription changed",
        effects=[wish.order("active")],
        state=replace(talk.state.answered(), offered=()),
        subject=wording_service.SUBSCRIPTION_SUBJECT,
    )
