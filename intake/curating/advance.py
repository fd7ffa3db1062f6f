"""A curator's message: commands on the queue, or on a previewed issue. Pure: a Turn, or None for an ordinary message."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from intake import wording_cards, wording_curating
from intake.conversation.meaning import NEED
from intake.conversation.short_words import plain
from intake.curating import by_card, showing
from intake.curating.cards import Card, card_of, card_text, numbered, queue_text
from intake.curating.commands import Command, Commands, parse
from intake.curating.decided import effects_of, line_of
from intake.curating.decisions import PRIVATE, Decision, take
from intake.curating.issue_words import issue_wish
from intake.effects import DecideIssue, Effect, Reply, ShowCards, Turn
from intake.facts import Facts
from intake.messages import Choice, Incoming
from nlp.reading import Reading

QUEUE = re.compile(
    r"^(please |show |show me |send |send me |what is in )*(the |my )?(queue|review|what(s|'s| is) waiting)( please)?\W*$"
)
HELP = re.compile(r"^/?(help|commands|menu|what can i (do|write|say))\W*$")
YES = re.compile(r"^(ok|okay|yes|approved?|fine|👍|✅)\W*$")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"\b(?:the )?({'|'.join(_ORDINALS)})(?: one| item)?(?:['’]s| is)?(?=\s)", re.IGNORECASE)
_SPEAKS_OF_IT = re.compile(
    r"^\W*#?\d{1,3}\b|\b(all of them|both|everything|the (rest|others|last one)|them all|these)\b"
)
BY_BUTTON = "queue:"
CARDS_IN = ("telegram", "slack")
MOST_CARDS = 8


def advance_curator(state: dict[str, Any], incoming: Incoming, reading: Reading, facts: Facts) -> Turn | None:
    """What a curator's message leads to; None when it is no command, so that the ordinary conversation takes it.

    Every command that can be done is done, each other one refused with what is possible, and each is echoed in one line.
    """
    if not facts.sender.curator:
        return None
    if facts.about.get("kind") == "preview" or incoming.choice.startswith("issue:"):
        turn = _issue(state, incoming, reading, facts)
        if turn is not None:
            return turn
    words = _typed(incoming)
    if QUEUE.match(plain(words)):
        return _queue(state, facts)
    if HELP.match(plain(words)):
        return Turn(state, (Reply(wording_curating.CURATOR_HELP, about=dict(facts.about)),), why="curator's help")
    on_card = by_card.meant(state, incoming, facts)
    if on_card is not None:
        return on_card if isinstance(on_card, Turn) else _decided(state, on_card, facts, reading)
    shown = showing.shown(state, words, facts)
    if shown:
        return shown
    in_queue = facts.about.get("kind") == "queue"
    words = _ORDINAL.sub(_as_number, words) if in_queue else words
    if YES.match(plain(words)) and in_queue:
        words = _plain_yes(facts, words)
    parsed = parse(words)
    if not in_queue:
        parsed = Commands(tuple(one for one in parsed.commands if one.targets and all("-" in to for to in one.targets)))
        if facts.about.get("kind") not in (None, "preview", "draft", "card"):
            return None
    if not parsed.commands and not _means_queue(parsed, incoming, in_queue):
        if not in_queue or incoming.choice or not _SPEAKS_OF_IT.search(plain(words)) or NEED.search(plain(words)):
            return None
        parsed = Commands(unclear=(" ".join(words.split()),))
    return _decided(state, parsed, facts, reading)


def _typed(incoming: Incoming) -> str:
    """The command's words: a tapped button, the message, and answers below quoted cards with the card's number in front."""
    if incoming.choice:
        return incoming.choice.removeprefix(BY_BUTTON)
    answered = []
    for answer in incoming.answers:
        head = re.match(r"[>\s]*(\d{1,3})[.)]\s|[>\s]*([A-Za-z]{2}-\d{3,6})", answer.quoted)
        if head and not parse(answer.words).commands:
            answered.append(f"{head[1] or head[2]} {' '.join(answer.words.split())}")
    return "\n".join([incoming.text, *answered]) if answered else incoming.text


def _as_number(ordinal: re.Match[str]) -> str:
    return str(_ORDINALS.index(ordinal[1].lower()) + 1)


def _plain_yes(facts: Facts, words: str) -> str:
    waiting = [
        ref for ref in _numbers(facts).values() if ref in facts.entries and facts.entries[ref].status == "waiting"
    ]
    return f"{waiting[0]} ok" if len(waiting) == 1 else words


def _means_queue(parsed: Commands, incoming: Incoming, in_queue: bool) -> bool:
    """Whether words without one clear command were still meant for the queue: they begin with a number or are a bare verb."""
    begins = any(re.match(r"#?\d{1,3}\b|[A-Za-z]{2}-\d", piece) or len(piece.split()) < 3 for piece in parsed.unclear)
    return in_queue and begins


def _numbers(facts: Facts) -> Mapping[str, str]:
    numbers = facts.about.get("numbers")
    return numbers if isinstance(numbers, Mapping) else {}


def _decided(state: dict[str, Any], parsed: Commands, facts: Facts, reading: Reading) -> Turn:
    decisions: dict[str, Decision] = {}
    lines: list[str] = []
    for command in parsed.commands:
        targets = _every(command, parsed.commands, facts) if command.every else command.targets
        for target in targets:
            ref = _ref(target, facts)
            if ref not in facts.entries:
                lines.append(wording_curating.line(target, wording_curating.NO_SUCH))
                continue
            decision = decisions.setdefault(ref, Decision(facts.entries[ref], _label(target, ref, facts)))
            wanted = re.sub(r"^(?:with|into|to|as)\s+", "", command.words) if command.verb == "merge" else command.words
            words = _ref(wanted.upper(), facts) if command.verb == "merge" else wanted
            take(decision, replace(command, words=words), facts, reading)
    effects: list[Effect] = []
    slot = 1
    for decision in decisions.values():
        decision.slot, slot = slot, slot + len(decision.parts)
        if decision.settled:
            effects += effects_of(decision, facts)
            lines.append(line_of(decision, facts))
        lines += [wording_curating.line(decision.label, refusal) for refusal in decision.refusals]
    return _echo(state, lines, effects, parsed.unclear, decisions, facts)


def _echo(
    state: dict[str, Any],
    lines: list[str],
    effects: list[Effect],
    unclear: tuple[str, ...],
    decisions: Mapping[str, Decision],
    facts: Facts,
) -> Turn:
    parts = ["\n".join(lines)] if lines else []
    if unclear:
        parts.append(wording_curating.not_clear(unclear))
    gone = {ref for ref, one in decisions.items() if one.verb in ("decline", "merge") or one.approves}
    numbers = _numbers(facts) if facts.about.get("kind") == "queue" else {}
    if numbers:
        left = [
            f"{number} {ref}"
            for number, ref in numbers.items()
            if ref in facts.entries
            and (facts.entries[ref].status == "waiting" or (ref in decisions and decisions[ref].verb == "reopen"))
            and ref not in gone
        ]
        parts.append(wording_curating.still_waiting(left))
    about: dict[str, Any] = {"kind": "queue", "numbers": dict(numbers)} if numbers else {}
    if facts.about.get("kind") == "card":
        about = by_card.about_card(str(facts.about["ref"]))
    why = f"curated: {len(gone)} settled, {len(decisions) - len(gone)} not, {len(unclear)} unclear"
    return Turn(state, (Reply("\n\n".join(parts), about=about),), tuple(effects), why)


def _every(command: Command, commands: Iterable[Command], facts: Facts) -> list[str]:
    """The targets of "all": every numbered entry that still waits and that no other command names."""
    spared = {_ref(target, facts) for target in command.targets}
    named = {_ref(target, facts) for other in commands if not other.every for target in other.targets}
    return [
        number
        for number, ref in _numbers(facts).items()
        if ref in facts.entries and facts.entries[ref].status == "waiting" and ref not in spared | named
    ]


def _ref(target: str, facts: Facts) -> str:
    return str(_numbers(facts).get(target, target))


def _label(target: str, ref: str, facts: Facts) -> str:
    number = target if target != ref else next((key for key, value in _numbers(facts).items() if value == ref), "")
    return f"{number} {ref}".strip()


def _queue(state: dict[str, Any], facts: Facts) -> Turn:
    cards = cards_of(facts)
    if cards and facts.channel.name in CARDS_IN:
        return _as_cards(state, cards, facts)
    about = {"kind": "queue", "numbers": numbered(cards)} if cards else {}
    choices = (Choice(wording_curating.ALL_OK, f"{BY_BUTTON}all ok"),) if cards else ()
    reply = Reply(queue_text(cards, len(facts.queue)), choices, about=about)
    return Turn(state, (reply,), why=f"showed the queue of {len(cards)}")


def _as_cards(state: dict[str, Any], cards: tuple[Card, ...], facts: Facts) -> Turn:
    """A card with buttons for each of the first entries, the others in words; all can be answered by number."""
    others = cards[MOST_CARDS:]
    summary = wording_cards.queue_summary(len(cards) - len(others), len(others), len(facts.queue))
    text = "\n\n".join([summary, *map(card_text, others), wording_curating.QUEUE_HELP])
    choices = (Choice(wording_curating.ALL_OK, f"{BY_BUTTON}all ok"),)
    reply = Reply(text, choices, about={"kind": "queue", "numbers": numbered(cards)})
    return Turn(state, (reply,), (ShowCards(len(cards) - len(others)),), f"showed the queue of {len(cards)}")


def cards_of(facts: Facts) -> tuple[Card, ...]:
    """The cards of the queue that the facts hold."""
    known = [facts.entries[ref] for ref in facts.queue if ref in facts.entries]
    labels = (facts.place.wards, facts.theme_labels, facts.support_labels)
    return tuple(
        card_of(number, entry, now=facts.now, wards=labels[0], themes=labels[1], support=labels[2])
        for number, entry in enumerate(known, 1)
    )


def _issue(state: dict[str, Any], incoming: Incoming, reading: Reading, facts: Facts) -> Turn | None:
    """Words on the previewed issue: send, hold, how it opens, what comes first, stays out or is added."""
    issue = facts.about.get("issue")
    if not isinstance(issue, int):
        return None
    if facts.about.get("state") in ("sending", "sent"):
        return Turn(state, (Reply(wording_curating.PREVIEW_TOO_LATE),), why=f"issue {issue}: too late")
    wish = issue_wish(incoming.choice.removeprefix("issue:") or incoming.text)
    if wish is None:
        return None
    hidden = {span.kind for span in reading.personal if span.kind in PRIVATE and span.text in wish.opening}
    if hidden:
        return Turn(
            state, (Reply(wording_curating.personal_in_text(sorted(hidden)), about=dict(facts.about)),), why="private"
        )
    lines: list[str] = []
    first, put_back, add = (_known(targets, facts, lines) for targets in (wish.first, wish.put_back, wish.add))
    leave_out = {ref: why for target, why in wish.leave_out.items() for ref in _known((target,), facts, lines)}
    effect = DecideIssue(issue, wish.decision, wish.opening, first, leave_out, put_back, add)
    if wish.arranges and not (wish.opening or first or leave_out or put_back or add):
        return Turn(state, (Reply("\n".join(lines), about=dict(facts.about)),), why=f"issue {issue}: nothing changed")
    lines += wording_curating.arranged(first, leave_out, put_back)
    lines += [wording_curating.added(ref, facts.entries[ref].status) for ref in add]
    lines += [wording_curating.PREVIEW_OPENING] * bool(wish.opening)
    lines += [wording_curating.DECIDED[wish.decision]] if wish.decision else []
    text = "\n".join([wording_curating.DONE, *lines]) if len(lines) > 1 else f"{wording_curating.DONE} {lines[0]}"
    about = {"kind": "preview", "issue": issue, "numbers": dict(_numbers(facts))}
    return Turn(state, (Reply(text, about=about),), (effect,), f"issue {issue}: {wish.decision or 'arranged'}")


def _known(targets: Iterable[str], facts: Facts, lines: list[str]) -> tuple[str, ...]:
    """The references that are meant; a line for each that there is not."""
    refs = [_ref(target, facts) for target in targets]
    for target, ref in zip(targets, refs, strict=True):
        if ref not in facts.entries:
            lines.append(wording_curating.line(target, wording_curating.NO_SUCH))
    return tuple(ref for ref in refs if ref in facts.entries)
