"""The letter, ordered in words: "weekly, digital and work-skills, wards in the inner east"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from intake import wording, wording_subscribing
from intake.conversation import giving_days, short_words
from intake.conversation.meaning import SUBSCRIBING
from intake.conversation.talk import Talk, closed
from intake.conversation.wishes import WEEKDAYS, Wish, wish_in
from intake.effects import Effect, StartAgain, Turn
from intake.messages import Choice

_SHORT_CHANGE = re.compile(
    r"^(please |pls |can (you|we|i) |and |ok |now |actually |sorry |[,.])*(also|add|drop|remove|include|leave out|take out|only|just|"
    r"without|no more|except|stop sending( me| us)?)\b"
)
_ONLY_HOW_OFTEN = re.compile(
    r"^(please |pls |can (you|we|i) |could (you|we) |and |ok |now |actually |sorry |[,.])*((make|send) it |change (it )?to |just )?"
    r"(weekly|monthly|fortnightly|once a (week|month)|every (week|month|two weeks))( please| instead| thanks| now)*\W*$"
)
_ASKS_ABOUT = re.compile(r"^(when|what|how often|how|why|who|where|which|is|does)\b")
_ORDERS = re.compile(
    r"\b(subscrib\w*|sub me|sign(ed)? up|sign (me|us) up|how (do|can) (i|we) (get|join|receive|have))\b"
)
_PAUSE = re.compile(r"^(please |pls |can (you|we) )?pause\b")
_ADDRESS = re.compile(
    r"\b(changed? (of )?(our |my )?e-?mail|new e-?mail address|change of address|on here instead of)\b"
)
_AWAY = re.compile(
    r"\b((on|taking) (annual |maternity |paternity |parental |sick |study )?(leave|holiday|sabbatical)|away|out of (the )?office|off work|"
    r"(no|hold|stop|pause|skip) (the |my |our |these |your |more |any )?(letters?|digests?|e-?mails?))\b.*"
    r"\b(until|till|til|back (on|in)|return(ing)? (on|in)|for (the next )?(\w+) (weeks?|months?))\b"
)
_WILL_ANSWER = re.compile(r"\b(will|'ll|can) (have a )?(look|reply|answer|get back|come back|check|respond|pick)\b")
_FOR_SO_LONG = re.compile(r"\bfor (?:the next |about )?(?P<count>a|an|\d+|\w+) (?P<unit>week|month)s?\b")
_NEW_YEAR = re.compile(r"\b(the )?new year\b")
_ABOUT_IT = re.compile(
    r"\b(send|make|change|switch|move|get|have) (it|them|this|the letter|my letter|our letter|the digest|letters)\b|"
    r"\b(no more than|at most|max(imum)?|up to) \w+ (lines|items|needs|entries|asks)\b|\bkeep it short\b"
)


def current(talk: Talk) -> Wish | None:
    """The subscription that the sender has now, active or paused."""
    have = talk.facts.sender.subscription
    return Wish.of(have) if have is not None and have.status in {"active", "paused"} else None


def _changes_own(talk: Talk) -> bool:
    """Whether a reader's few words change the letter without naming it: "add work-skills", "drop Armley", "pause"."""
    said = talk.plain
    have = current(talk)
    if have is None or len(said.split()) > 12 or talk.references:
        return False
    if _PAUSE.match(said) or _ONLY_HOW_OFTEN.match(said):
        return True
    few = len(said.split()) <= 8 and _SHORT_CHANGE.match(said)
    return bool(few or _ABOUT_IT.search(said)) and wish_in(talk, have) != have


def described(talk: Talk, wish: Wish) -> str:
    """The wish in lines."""
    facts = talk.facts
    places = [wording_subscribing.area(name) for name in wish.areas]
    places += [facts.place.wards.get(gss, gss) for gss in wish.wards]
    have = facts.sender.subscription
    return wording_subscribing.subscription(
        [facts.theme_labels.get(slug, slug) for slug in wish.themes],
        places,
        [facts.support_labels.get(slug, slug) for slug in wish.support],
        wish.frequency,
        facts.place.name,
        day=next((day.capitalize() for day in WEEKDAYS if wish.weekday and day.startswith(wish.weekday)), ""),
        most_lines=wish.most_lines,
        until=wording.day(have.paused_until, facts.today)
        if have and have.status == "paused" and have.paused_until
        else "",
    )


def _confirm(talk: Talk, wish: Wish) -> Turn:
    """Say what they would get, and wait for a yes."""
    choices = (
        Choice(wording_subscribing.SUBSCRIBE_YES, "subscribe:yes"),
        Choice(wording_subscribing.SUBSCRIBE_NO, "subscribe:no"),
    )
    state = talk.state.asking("subscribe", choices, wish=wish.to_json())
    return closed(
        talk,
        f"{wording_subscribing.SUBSCRIBE_ASK}\n{described(talk, wish)}",
        wording_subscribing.SUBSCRIBE_CONFIRM,
        why="subscription to be confirmed",
        effects=[wish.order("pending")],
        state=state,
        choices=choices,
        about={"kind": "subscribe"},
        subject=wording_subscribing.SUBSCRIPTION_SUBJECT,
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
        wish = Wish.of(have)
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
        return closed(
            talk, wording_subscribing.SUBSCRIBED, why="subscribed", effects=effects, state=talk.state.answered()
        )
    if answer == "no":
        return closed(
            talk, wording_subscribing.NOT_SUBSCRIBED, why="not subscribed", effects=[], state=talk.state.answered()
        )
    return None


def pausing(talk: Talk) -> Turn | None:
    """No letters for a while, with or without the day on which they come again: "pause", "on leave until 6 January"."""
    have = current(talk)
    away = have and _AWAY.search(talk.plain) and not _WILL_ANSWER.search(talk.plain)
    if not away and not _PAUSE.match(talk.plain):
        return None
    if talk.references or len(talk.plain.split()) > 40 or talk.reading.quantity:
        return None
    until = _until(talk)
    said = wording_subscribing.paused(wording.day(until, talk.facts.today) if until else "")
    paused = replace((have or Wish()).order("paused"), paused_until=until)
    return closed(talk, said, why="subscription paused", effects=[paused], state=talk.state.answered())


def _until(talk: Talk) -> date | None:
    """The day from which letters are wanted again; None when the words name none."""
    today = talk.facts.today
    length = _FOR_SO_LONG.search(talk.plain)
    if length:
        count = 1 if length["count"] in {"a", "an"} else short_words.number_in(length["count"])
        days = {"week": 7, "month": 30}[length["unit"]]
        return today + timedelta(days=round(days * count)) if count else None
    if _NEW_YEAR.search(talk.plain):
        return date(today.year + 1, 1, 1)
    after = re.split(r"\b(?:until|till|til|back|returning|return)\b", talk.words, maxsplit=1, flags=re.IGNORECASE)
    return giving_days.named(after[-1], today)[0] or talk.reading.needed_by


def subscribing(talk: Talk) -> Turn | None:
    """A wish for the letter, or a change of it; None when the message is about something else."""
    said = talk.plain
    have = current(talk)
    is_wish = talk.intent == "subscription" or (
        SUBSCRIBING.search(said) is not None and talk.intent not in {"ask", "offer"}
    )
    asks_about_it = _ASKS_ABOUT.match(said) and not _ORDERS.search(said)
    below_it = talk.about.get("kind") == "digest" and talk.intent != "subscription"
    only_names_it = below_it and not _ORDERS.search(said)
    if (not is_wish or asks_about_it or only_names_it or talk.references) and not _changes_own(talk):
        return None
    if _ADDRESS.search(said):
        return closed(talk, wording_subscribing.NEW_ADDRESS, why="new address explained")
    if have is None:
        return _confirm(talk, wish_in(talk, Wish()))
    return _changed(talk, have)


def _changed(talk: Talk, have: Wish) -> Turn:
    """What the subscription of the sender is now. Two people who read one mailbox get what either of them wants."""
    name = talk.incoming.sender_name
    another = bool(_ORDERS.search(talk.plain) and name and talk.facts.sender.name) and name != talk.facts.sender.name
    wish = wish_in(talk, have, more=another)
    if wish == have:
        return closed(talk, f"{wording_subscribing.ALREADY_SO}\n{described(talk, wish)}", why="subscription unchanged")
    return closed(
        talk,
        f"{wording_subscribing.SHARED_MAILBOX if another else wording_subscribing.SUBSCRIPTION_CHANGED}\n{described(talk, wish)}",
        why="subscription changed",
        effects=[wish.order("active")],
        state=replace(talk.state.answered(), offered=()),
        subject=wording_subscribing.SUBSCRIPTION_SUBJECT,
    )
