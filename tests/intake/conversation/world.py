"""A small world for dialogues: actors, their states through JSON, entries and pledges, all in memory and by the effects' own words."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from intake.conversation.advance import advance, advance_silence
from intake.effects import (
    ChangeEntry,
    ChangePledge,
    Effect,
    ForgetSender,
    LinkAddress,
    MakePledge,
    OpenEntry,
    SendCode,
    SetSender,
    StartAgain,
    StopAll,
    Subscribe,
    Tell,
    Turn,
    pledge_mark,
    ref_mark,
)
from intake.facts import (
    ChannelFacts,
    CodeFacts,
    EntryFacts,
    Facts,
    PlaceFacts,
    PledgeFacts,
    SenderFacts,
    SimilarEntry,
    SubscriptionFacts,
)
from intake.messages import Answer, Attachment, Choice, Incoming
from nlp.places import load_place
from nlp.reading import Reading
from nlp.taxonomy import SUPPORT, THEMES

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIVE = ("pledged", "accepted")


@dataclass
class Actor:
    """One sender, with the state of its conversation as stored text and what it was last asked."""

    contact_id: int
    name: str
    channel: str = "telegram"
    stored: str = "{}"
    about: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    buttons: dict[str, str] = field(default_factory=dict)
    organisation: str = ""
    share: bool | None = None
    stopped: bool = False
    curator: bool = False
    code: CodeFacts | None = None
    subscription: SubscriptionFacts | None = None


@dataclass
class World:
    """Plays `apply` for tests: effects change these lists and nothing else."""

    now: datetime = START
    actors: dict[str, Actor] = field(default_factory=dict)
    entries: dict[str, EntryFacts] = field(default_factory=dict)
    pledges: list[dict[str, Any]] = field(default_factory=list)
    similar: tuple[SimilarEntry, ...] = ()
    told: list[tuple[str, Tell]] = field(default_factory=list)
    count: int = 41
    versions: dict[str, int] = field(default_factory=dict)

    def actor(self, name: str, channel: str = "telegram") -> Actor:
        if name not in self.actors:
            self.actors[name] = Actor(len(self.actors) + 1, name, channel)
        return self.actors[name]

    def add(
        self, owner: str, text: str, *, quantity: float | None = None, what: str = "", status: str = "open", **more: Any
    ) -> str:
        """An entry that stood before the dialogue began; its reference."""
        self.count += 1
        ref = f"LS-{self.count:04d}"
        self.entries[ref] = EntryFacts(
            ref,
            "ask",
            status,
            text,
            text,
            0,
            False,
            self.actor(owner).contact_id,
            quantity=quantity,
            what=what,
            created_at=self.now,
            **more,
        )
        return ref

    def open_quantity(self, entry: EntryFacts) -> float | None:
        if entry.quantity is None:
            return None
        gone = 0.0
        for pledge in self.pledges:
            if pledge["ref"] == entry.ref and pledge["status"] in LIVE:
                gone += entry.quantity if pledge["quantity"] is None else pledge["quantity"]
            if pledge["ref"] == entry.ref and pledge["status"] in {"delivered", "part-delivered"}:
                gone += pledge.get("delivered_quantity") or pledge["quantity"] or 0
        return max(entry.quantity - gone, 0)

    def facts(self, actor: Actor) -> Facts:
        place = load_place("leeds")
        mine = {
            ref: replace(entry, mine=entry.contact_id == actor.contact_id, open_quantity=self.open_quantity(entry))
            for ref, entry in self.entries.items()
        }
        return Facts(
            now=self.now,
            today=self.now.date(),
            place=PlaceFacts(
                "leeds",
                "Leeds",
                "LS",
                place.wards,
                crisis="Samaritans: 116 123. Leeds crisis line: 0113 496 0999.",
                areas=place.areas,
            ),
            channel=ChannelFacts(actor.channel, actor.channel == "email"),
            sender=SenderFacts(
                actor.contact_id,
                actor.name,
                actor.organisation,
                actor.share,
                actor.curator,
                actor.stopped,
                f"{actor.name}@example.org",
                actor.subscription,
            ),
            about=actor.about,
            entries=mine,
            pledges=tuple(self._pledge(pledge, actor) for pledge in self.pledges),
            similar=self.similar,
            code=actor.code,
            theme_labels=THEMES,
            support_labels=SUPPORT,
        )

    def _pledge(self, pledge: dict[str, Any], actor: Actor) -> PledgeFacts:
        owner = self.entries[pledge["ref"]].contact_id
        giver = self._by_id(pledge["contact_id"])
        other = giver if owner == actor.contact_id else self._by_id(owner or 0)
        return PledgeFacts(
            id=pledge["id"],
            ref=pledge["ref"],
            status=pledge["status"],
            quantity=pledge["quantity"],
            what=pledge["what"],
            mine=pledge["contact_id"] == actor.contact_id,
            on_mine=owner == actor.contact_id,
            contact_id=pledge["contact_id"],
            supplier=giver.organisation,
            by_date=pledge["by_date"],
            by_words=pledge["by_words"],
            contract=pledge["contract"],
            created_at=pledge["created_at"],
            entry_contact_id=owner,
            reachable=f"{other.name}@example.org",
        )

    def _by_id(self, contact_id: int) -> Actor:
        return next(actor for actor in self.actors.values() if actor.contact_id == contact_id)

    def say(
        self,
        actor: Actor,
        text: str,
        reading: Reading,
        *,
        answers: tuple[Answer, ...] = (),
        choice: str = "",
        automatic: str = "",
        file: str = "",
    ) -> Turn:
        """One message: the turn, with its effects done and its marks replaced in the replies."""
        self.now += timedelta(minutes=1)
        incoming = Incoming(
            actor.channel,
            f"m{self.now:%d%H%M}",
            self.now,
            actor.name,
            text=text,
            answers=answers,
            choice=choice,
            automatic=automatic,
            attachments=(Attachment(file),) if file else (),
        )
        return self._done(actor, advance(json.loads(actor.stored), incoming, reading, self.facts(actor)))

    def silence(self, actor: Actor) -> Turn:
        self.now += timedelta(hours=20)
        return self._done(actor, advance_silence(json.loads(actor.stored), self.facts(actor)))

    def _done(self, actor: Actor, turn: Turn) -> Turn:
        actor.stored = json.dumps(turn.state)
        marks: dict[str, str] = {}
        self.versions = {ref: entry.version for ref, entry in self.entries.items()}
        for effect in turn.effects:
            marks |= self._apply(actor, effect)
        for reply in turn.replies:
            actor.choices = reply.choices
            actor.buttons |= {choice.label: choice.value for choice in reply.choices}
            if reply.about:
                actor.about = json.loads(json.dumps(dict(reply.about)))
        for effect in turn.effects:
            if isinstance(effect, Tell):
                self._tell(effect, marks)
        replies = tuple(replace(reply, text=_marked(reply.text, marks)) for reply in turn.replies)
        return replace(turn, replies=replies)

    def _tell(self, tell: Tell, marks: dict[str, str]) -> None:
        to = self._by_id(tell.contact_id)
        choices = tuple(Choice(choice.label, _marked(choice.value, marks)) for choice in tell.choices)
        self.told.append((to.name, replace(tell, choices=choices)))
        if tell.about:
            number = marks.get(pledge_mark(str(tell.about.get("ref"))))
            to.about = {**tell.about, **({"pledge": int(number)} if number else {})}
            to.choices = choices
            to.buttons |= {choice.label: choice.value for choice in choices}

    def _apply(self, actor: Actor, effect: Effect) -> dict[str, str]:
        match effect:
            case OpenEntry():
                return {ref_mark(effect.slot): self._open(actor, effect)}
            case ChangeEntry():
                self._change(effect)
            case MakePledge():
                return {pledge_mark(effect.ref): str(self._make(actor, effect))}
            case ChangePledge():
                pledge = next(item for item in self.pledges if item["id"] == effect.pledge_id)
                assert pledge["status"] == effect.was
                pledge.update(effect.changes)
                self._settle(pledge["ref"])
            case SetSender():
                actor.organisation = effect.organisation or actor.organisation
                actor.share = actor.share if effect.share_organisation is None else effect.share_organisation
            case Subscribe():
                actor.subscription = SubscriptionFacts(
                    effect.status,
                    effect.audience,
                    effect.themes,
                    effect.wards,
                    effect.frequency,
                    effect.support,
                    effect.areas,
                    effect.weekday,
                    effect.most_lines,
                    effect.paused_until,
                )
            case SendCode():
                owner = self._by_id(self.entries[effect.ref].contact_id or 0).name if effect.ref else effect.address
                actor.code = CodeFacts("482913", "telegram" if effect.ref else effect.channel, owner)
            case LinkAddress():
                other = self.actor(effect.address, effect.channel).contact_id
                for ref, entry in self.entries.items():
                    if entry.contact_id == other:
                        self.entries[ref] = replace(entry, contact_id=actor.contact_id)
            case StopAll():
                actor.stopped = True
                if actor.subscription:
                    actor.subscription = replace(actor.subscription, status="stopped")
            case StartAgain():
                actor.stopped = False
            case ForgetSender():
                actor.organisation, actor.share = "", None
        return {}

    def _open(self, actor: Actor, effect: OpenEntry) -> str:
        self.count += 1
        ref = f"LS-{self.count:04d}"
        first = effect.quantity[0] if effect.quantity else (None, "")
        self.entries[ref] = EntryFacts(
            ref, effect.kind, effect.status, effect.text, effect.public_text, 0, False, actor.contact_id,
            themes=effect.themes, support=effect.support, wards=effect.wards, quantity=first[0], what=first[1],
            needed_by=effect.needed_by, organisation=effect.organisation, share_organisation=effect.share_organisation, created_at=self.now, evidence=effect.evidence,
        )  # fmt: skip
        return ref

    def _change(self, effect: ChangeEntry) -> None:
        entry = self.entries[effect.ref]
        assert self.versions.get(effect.ref, entry.version) == effect.version
        changes = {name: value for name, value in effect.changes.items() if name != "ward_certain"}
        if "quantity" in changes:
            changes["quantity"], changes["what"] = changes["quantity"][0]
        if entry.status in {"open", "part-met"} and "public_text" in changes:
            changes = {"status": "waiting", **changes}  # words that no curator has read
        self.entries[effect.ref] = replace(entry, version=entry.version + 1, **changes)
        if "quantity" in changes:
            self._settle(effect.ref)

    def _make(self, actor: Actor, effect: MakePledge) -> int:
        number = len(self.pledges) + 1
        assert self.entries[effect.ref].version == effect.version
        self.pledges.append(
            {"id": number, "ref": effect.ref, "status": "pledged", "quantity": effect.quantity, "what": effect.what,
             "contact_id": actor.contact_id, "created_at": self.now, "contract": effect.contract,
             "by_date": effect.by_date, "by_words": effect.by_words}
        )  # fmt: skip
        self._settle(effect.ref)
        return number

    def _settle(self, ref: str) -> None:
        """The status that the pledges give an entry, as `db.entries.settle_status` does."""
        entry = self.entries[ref]
        live = [
            one for one in self.pledges if one["ref"] == ref and one["status"] in (*LIVE, "delivered", "part-delivered")
        ]
        arrived = [one for one in live if one["status"] not in LIVE]
        came = sum(float(one.get("delivered_quantity") or one["quantity"] or 0) for one in arrived)
        met = (
            any(one["status"] == "delivered" for one in arrived)
            if entry.quantity is None
            else bool(arrived) and came >= entry.quantity
        )
        status = "met" if met else "part-met" if live else "open"
        self.entries[ref] = replace(
            entry,
            status=status if entry.status in {"open", "part-met", "met"} else entry.status,
            version=entry.version + 1,
        )


def _marked(text: str, marks: dict[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text
