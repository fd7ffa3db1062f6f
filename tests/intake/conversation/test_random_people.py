"""Random people for thousands of turns: they ask, correct, tap old buttons, send files, fall silent, promise and change their minds.

Whatever they do: an answer or a stated silence, three questions at the most for a need, one open entry for one ask, no reply
twice in a row, words that fit the narrowest channel, and a state that survives JSON.
"""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from intake.effects import OpenEntry, Turn
from intake.facts import SimilarEntry
from intake.state import MOST_QUESTIONS, State
from tests.intake.conversation.limits import fits_slack, fits_telegram
from tests.intake.conversation.readings import read
from tests.intake.conversation.test_any_words import SAYINGS
from tests.intake.conversation.world import Actor, World

THINGS = ("chairs", "laptops", "tables", "packs of nappies", "litres of paint", "volunteers")
PLACES = ("in Harehills", "in LS9", "in Armley", "for our lunch club", "", "in Shipley")
MORE_SAYINGS = (
    *SAYINGS,
    "it must be sturdy",
    "and a fridge please",
    "size 5 not 4",
    "call us Gipton Youth Hub",
    "dont put our name in it",
    "link sam@example.org",
    "482913",
    "why?",
    "is that written down?",
    "12th December",
    "next Friday, contract AB-12",
    "some of LS-0042",
    "it's part of the cleaning contract",
    "sorry, make it 4",
    "only 2 came",
    "he is going to kill me",
    "i want all my data deleted",
    "Bonjour, nous avons besoin de dix chaises",
    "this is shit",
    "/mine",
    "/start",
)
LIVE = ("draft", "waiting", "open", "part-met")
people = st.sampled_from(("amina", "bo", "supplier", "mailer"))


class RandomPeople(RuleBasedStateMachine):
    """One place with four people, of whom one writes letters, and an entry that was there before."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.world.add("other", "We need 10 chairs for the hall", quantity=10.0, what="chairs")
        self.world.actor("mailer", "email")
        for name in ("amina", "bo"):
            self.world.actor(name)
        self.world.actor("supplier").about = {"kind": "digest", "numbers": {"1": "LS-0042"}}
        self.needs = 0
        self.asks: dict[str, str] = {}
        self.new_ones: Counter[str] = Counter()
        self.last: dict[str, str] = {}

    def _said(self, actor: Actor, words: str, **how: Any) -> None:
        turn = self.world.say(actor, words, read(words, self.world.now.date()), **how)
        assert turn.why
        assert turn.replies or "no answer" in turn.why, words
        self._checked(actor, turn)

    def _checked(self, actor: Actor, turn: Turn) -> None:
        assert json.loads(json.dumps(turn.state)) == turn.state
        assert State.from_json(turn.state).to_json() == turn.state
        for reply in turn.replies:
            assert reply.text != self.last.get(actor.name), "the same answer twice in a row"
            self.last[actor.name] = reply.text
            fits_telegram(reply)
            fits_slack(reply)
        slots = [effect.slot for effect in turn.effects if isinstance(effect, OpenEntry)]
        assert len(slots) == len(set(slots))
        if turn.why == "not the same":
            self.new_ones[actor.name] += 1

    @rule(name=people, words=st.sampled_from(MORE_SAYINGS))
    def says(self, name: str, words: str) -> None:
        self._said(self.world.actor(name), words)

    @rule(name=people, words=st.text(max_size=40))
    def says_anything(self, name: str, words: str) -> None:
        self._said(self.world.actor(name), words)

    @rule(name=people, thing=st.sampled_from(THINGS), place=st.sampled_from(PLACES))
    def needs_something(self, name: str, thing: str, place: str) -> None:
        self.needs += 1
        self.asks[name] = f"we need {100 + self.needs} {thing} {place}".strip()
        self._said(self.world.actor(name), self.asks[name])

    @rule(name=people)
    def tells_it_again(self, name: str) -> None:
        words = self.asks.get(name, "")
        mine = self.world.actor(name).contact_id
        found = [entry for entry in self.world.entries.values() if entry.text == words and entry.status in LIVE]
        self.world.similar = tuple(
            SimilarEntry(entry.ref, 0.99, entry.public_text, entry.contact_id == mine) for entry in found
        )
        self._said(self.world.actor(name), words or "hello")
        self.world.similar = ()

    @rule(name=people, place=st.integers(0, 9))
    def taps(self, name: str, place: int) -> None:
        """A button of the last message, or of any before: an old one, or one tapped twice."""
        actor = self.world.actor(name)
        values = [choice.value for choice in actor.choices] + sorted(actor.buttons.values())
        if values:
            self._said(actor, "", choice=values[place % len(values)])

    @rule(
        name=people,
        value=st.sampled_from(("ward:E999", "v2:ward", "theme:", "accept:77", "pledge:LS-9999", "😀", "x" * 64)),
    )
    def taps_a_button_of_another_version(self, name: str, value: str) -> None:
        self._said(self.world.actor(name), "", choice=value)

    @rule(name=people, words=st.sampled_from(("", "we need 3 sofas in Armley")))
    def sends_a_file(self, name: str, words: str) -> None:
        self._said(self.world.actor(name), words, file="voice.ogg")

    @rule(name=people)
    def falls_silent(self, name: str) -> None:
        actor = self.world.actor(name)
        turn = self.world.silence(actor)
        self._checked(actor, turn)
        assert turn.replies or turn.effects or not State.from_json(turn.state).drafts, "drafts wait for nobody"

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.world.now += timedelta(days=days)

    @rule(name=people)
    def automatic_mail(self, name: str) -> None:
        actor = self.world.actor(name)
        turn = self.world.say(actor, "I am away", read("I am away", self.world.now.date()), automatic="reply")
        assert not turn.replies and not turn.effects

    @invariant()
    def never_more_than_three_questions(self) -> None:
        for actor in self.world.actors.values():
            for draft in State.from_json(json.loads(actor.stored)).drafts:
                assert len(draft.asked) <= MOST_QUESTIONS

    @invariant()
    def one_open_entry_for_one_ask(self) -> None:
        """An ask told again is the same entry, unless its sender says that it is a new one."""
        world = self.world
        names = {actor.contact_id: actor.name for actor in world.actors.values()}
        asks = set(self.asks.values())
        told = Counter((entry.contact_id, entry.text) for entry in world.entries.values() if entry.text in asks)
        for (contact_id, _), count in told.items():
            assert count <= 1 + self.new_ones[names.get(contact_id or 0, "")]

    @invariant()
    def never_more_promised_than_asked_for(self) -> None:
        for entry in self.world.entries.values():
            held = sum(
                pledge["quantity"] or 0
                for pledge in self.world.pledges
                if pledge["ref"] == entry.ref and pledge["status"] in {"pledged", "accepted"}
            )
            assert entry.quantity is None or held <= max(entry.quantity, 10)


RandomPeople.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestRandomPeople = RandomPeople.TestCase
