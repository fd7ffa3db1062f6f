"""Dialogues as plain text. What people say stands in the file; what the service answers is written by the test.

# A comment.
@ channel charity email              how somebody writes (telegram unless said)
@ entry charity: 10 chairs: We need 10 chairs for the hall       an entry that is open already
@ digest supplier LS-0042 LS-0043    the next words of the supplier answer this letter
@ reminded supplier 1                the supplier has been reminded of pledge 1
@ came charity 1                     the charity has been asked whether pledge 1 came
@ silence charity / @ days 3 / @ similar LS-0042 0.95 mine / @ unsure / @ language fr / @ known charity Name
> charity: words                     said; "| more words" continues, "> charity taps: label" is a button
> charity (file voice.ogg): words    said with a file, or a file alone
> charity under LS-0042: words       said below that quoted line; "> charity (automatic): words" is automatic mail
"""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from intake.effects import (
    ChangeEntry,
    ChangePledge,
    Effect,
    MakePledge,
    OpenEntry,
    Reply,
    SetSender,
    Subscribe,
    Tell,
    TellCurators,
    Turn,
)
from intake.facts import SimilarEntry, SubscriptionFacts
from intake.messages import Answer
from nlp.pipeline import Reader
from nlp.reading import Reading
from tests.intake.conversation.world import Actor, World

SPOKEN = re.compile(
    r"> (?P<who>\w+)(?: (?P<how>taps|under (?P<under>[\w-]+)|\(automatic\)|\(file (?P<file>[\w.]+)\)))?: ?(?P<words>.*)"
)


@dataclass
class Script:
    """Runs one dialogue and writes it down."""

    reader: Reader
    world: World = field(default_factory=World)
    unsure: bool = False
    language: str = "en"
    lines: list[str] = field(default_factory=list)
    said: list[Reply | Tell] = field(default_factory=list)

    def play(self, text: str) -> str:
        """The whole dialogue as it now goes."""
        source = text.splitlines()
        for number, line in enumerate(source):
            if line.startswith("#"):
                self.lines.append(line)
            elif line.startswith("@"):
                self._blank()
                self.lines.append(line)
                self._direct(line[1:].split(":")[0].split(), line)
            elif line.startswith(">"):
                more = []
                for follower in source[number + 1 :]:
                    if not follower.startswith("|"):
                        break
                    more.append(follower)
                self._blank()
                self.lines += [line, *more]
                self._speak(line, "\n".join(follower[1:].removeprefix(" ") for follower in more))
        return "\n".join(self.lines) + "\n"

    def _blank(self) -> None:
        if self.lines and not self.lines[-1].startswith(("#", "@")):
            self.lines.append("")

    def _direct(self, words: list[str], line: str) -> None:
        match words:
            case ["channel", who, channel]:
                self.world.actor(who, channel).channel = channel
            case ["entry", who]:
                _, what, text = (part.strip() for part in line.split(":", 2))
                count, _, thing = what.partition(" ")
                self.world.add(who, text, quantity=float(count) if count else None, what=thing)
            case ["digest", who, *refs]:
                self.world.actor(who).about = {
                    "kind": "digest",
                    "numbers": {str(place): ref for place, ref in enumerate(refs, 1)},
                }
            case ["came", who, number]:
                self.world.actor(who).about = {"kind": "came", "pledge": int(number)}
            case ["reminded", who, number]:
                self.world.actor(who).about = {"kind": "reminded", "pledge": int(number)}
            case ["silence", who]:
                self._note(self.world.actor(who), self.world.silence(self.world.actor(who)))
            case ["days", count]:
                self.world.now += timedelta(days=int(count))
            case ["similar", ref, score, *mine]:
                entry = self.world.entries[ref]
                self.world.similar = (SimilarEntry(ref, float(score), entry.public_text, bool(mine)),)
            case ["unsure"]:
                self.unsure = True
            case ["language", code]:
                self.language = code
            case ["known", who, *name]:
                self.world.actor(who).organisation, self.world.actor(who).share = " ".join(name), True
            case ["subscribed", who, *themes]:
                self.world.actor(who).subscription = SubscriptionFacts(
                    "active", "supplier", tuple(themes), (), "weekly"
                )
            case _:
                raise ValueError(f"no such direction: {line}")

    def _spoken(self, line: str) -> re.Match[str]:
        spoken = SPOKEN.fullmatch(line)
        if spoken is None:
            raise ValueError(f"nobody says this: {line}")
        return spoken

    def _speak(self, line: str, more: str) -> None:
        spoken = self._spoken(line)
        actor = self.world.actor(spoken["who"])
        text = f"{spoken['words']}\n{more}".strip()
        how = spoken["how"] or ""
        choice = actor.buttons.get(text, "") if how == "taps" else ""
        assert how != "taps" or choice, f"no button says {text!r}"
        answers = (Answer(f"> {spoken['under']}", text),) if spoken["under"] else ()
        reading = self._read(text)
        turn = self.world.say(
            actor,
            text,
            reading,
            answers=answers,
            choice=choice,
            automatic="reply" if "automatic" in how else "",
            file=spoken["file"] or "",
        )
        self.unsure, self.language = False, "en"
        self._note(actor, turn)

    def _read(self, text: str) -> Reading:
        """The reader's reading; a direction can make it unsure of the theme or name another language."""
        reading = self.reader.read(text, self.world.now.date())
        themes, ranking = reading.themes, reading.theme_ranking
        if self.unsure:
            themes = tuple(replace(tag, confidence=0.3) for tag in themes)
            ranking = tuple(replace(tag, confidence=0.3 / place) for place, tag in enumerate(ranking, 1))
        return replace(
            reading,
            themes=themes,
            theme_ranking=ranking,
            language=self.language if self.language != "en" else reading.language,
        )

    def _note(self, actor: Actor, turn: Turn) -> None:
        self.said += [*turn.replies, *(effect for effect in turn.effects if isinstance(effect, Tell))]
        for reply in turn.replies:
            self._say(f"< askline: {reply.text}")
            self.lines += [f"    [{choice.label}]" for choice in reply.choices]
        if not turn.replies:
            self.lines.append(f"< (nothing: {turn.why})")
        for effect in turn.effects:
            self.lines.append(f"* {told(effect)}")
            if isinstance(effect, Tell):
                name, tell = next(pair for pair in reversed(self.world.told) if pair[1].text == effect.text)
                self._say(f"< askline to {name}: {tell.text}")
                self.lines += [f"    [{choice.label}]" for choice in tell.choices]

    def _say(self, text: str) -> None:
        first, *rest = text.splitlines()
        self.lines += [first, *(f"    {line}".rstrip() for line in rest)]


def told(effect: Effect) -> str:
    """One effect in one line."""
    match effect:
        case OpenEntry():
            place = ", ".join(effect.wards) or "no ward"
            amount = ", ".join(f"{count:g} {what}" for count, what in effect.quantity) or "not counted"
            name = f"named {effect.organisation or 'nobody'}" if effect.share_organisation else "unnamed"
            when = effect.needed_by.isoformat() if effect.needed_by else effect.needed_words or "no date"
            return f"opens {effect.kind} ({effect.status}): {amount}; {', '.join(effect.themes) or 'no theme'}; {place}; {when}; {name}"
        case ChangeEntry():
            return f"changes {effect.ref}: {_changes(effect.changes)}"
        case MakePledge():
            amount = "all or not counted" if effect.quantity is None else f"{effect.quantity:g}"
            rest = "".join(
                f"; {part}"
                for part in (effect.what, effect.by_date and effect.by_date.isoformat(), effect.condition)
                if part
            )
            return f"pledges on {effect.ref}: {amount}{rest}"
        case ChangePledge():
            return f"changes pledge {effect.pledge_id} from {effect.was}: {_changes(effect.changes)}"
        case SetSender():
            return f"learns: {effect.organisation or 'no name'}, {effect.share_organisation}"
        case Subscribe():
            places = ", ".join((*effect.areas, *effect.wards)) or "all wards"
            rest = [effect.weekday, f"{effect.most_lines} lines" if effect.most_lines else ""]
            rest.append(effect.audience if effect.audience != "supplier" else "")
            rest.append(f"paused until {effect.paused_until}" if effect.paused_until else "")
            wish = f"{effect.frequency}; {', '.join(effect.themes) or 'all themes'}; {places}"
            return "; ".join(filter(None, (f"subscribes ({effect.status}): {wish}", *rest)))
        case Tell():
            return f"tells contact {effect.contact_id}"
        case TellCurators():
            return f"tells the curators: {effect.kind}"
        case _:
            return type(effect).__name__


def _changes(changes: Any) -> str:
    named = (f"{name} = {value}" for name, value in changes.items() if name != "evidence")
    return ", ".join(named).replace("\n", " ¶ ")
