"""Looks up all that one message may need to know, so that the conversation itself touches nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from db.models import Contact, Entry, Pledge
from db.session import Database
from intake.conversation import short_words
from intake.conversation.confirming import CONFIRMING
from intake.curating.order import queue_order
from intake.facts import ChannelFacts, EntryFacts, Facts, PlaceFacts, PledgeFacts, SenderFacts, SimilarEntry
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.answered import Answered
from intake.store.apply_links import newest_code
from intake.store.entry_facts import entry_facts, pledge_facts, reachable
from intake.store.files import files_of
from intake.store.known import Known
from intake.store.similar import ACTIVE, Vector, adjusted, shelf_of
from intake.store.waiting import waiting_entries
from nlp.places import load_place
from nlp.reading import Reading
from nlp.taxonomy import SUPPORT, THEMES

LONDON = ZoneInfo("Europe/London")
ASKS_TOGETHER = ("email",)
MOST_CHOICES = {"slack": 5, "email": 12}
MOST_OWN = 30
MOST_SIMILAR = 3
REMEMBERED = ("ask", "offer", "capacity", "gap")
CURATING = ("queue", "preview")


class Vectors(Protocol):
    """The part of a reader that lookup needs: `vector(text)` of unit length."""

    def vector(self, text: str) -> Vector: ...


def place_facts(settings: IntakeSettings) -> PlaceFacts:
    """The settings' place in the form that the conversation knows."""
    place = load_place(settings.place)
    return PlaceFacts(
        slug=place.slug,
        name=place.name,
        prefix=place.prefix,
        wards=place.wards,
        service=settings.service,
        crisis=settings.crisis or place.crisis,
        keeps_months=settings.keeps_months,
        areas=place.areas,
    )


def theme_labels(settings: IntakeSettings) -> dict[str, str]:
    """What people read for each theme in this place."""
    labels = load_place(settings.place).labels
    return {slug: labels.get(slug, label) for slug, label in THEMES.items()}


def channel_facts(channel: str) -> ChannelFacts:
    return ChannelFacts(name=channel, asks_together=channel in ASKS_TOGETHER, max_choices=MOST_CHOICES.get(channel, 8))


def facts_for(
    database: Database,
    session: Session,
    incoming: Incoming,
    reading: Reading,
    who: Known,
    answered: Answered,
    *,
    reader: Vectors | None,
    settings: IntakeSettings,
    now: datetime,
) -> Facts:
    """Everything that `advance` may know about this message. Reads only; `now` is UTC.

    Without a reader nothing similar is looked for.
    """
    curator = settings.curates(incoming.channel, incoming.sender, incoming.thread) and (
        incoming.channel != "email" or (answered.by_token_to == incoming.sender and answered.kind in CURATING)
    )
    refs = _named(incoming, who.state, answered.about, settings)
    similar = _similar(database, session, reading, reader, settings)
    pledges = _pledges(session, who, answered.about)
    entries = _entries(
        session, who, {*refs, *(pledge.entry.ref for pledge in pledges)}, [found[0] for found in similar]
    )
    waiting = _waiting(session, who, settings) if curator else {}
    return Facts(
        now=now,
        today=now.astimezone(LONDON).date(),
        place=place_facts(settings),
        channel=channel_facts(incoming.channel),
        sender=_sender(incoming, who, curator=curator, proven=_is_proven(incoming, answered), answered=answered),
        about=answered.about,
        entries={row.ref: entry_facts(row, who.contact_id) for row in entries} | waiting,
        pledges=_pledge_facts(session, pledges, who),
        similar=_nearest(database, entries, similar, reading, who, settings),
        code=newest_code(session, incoming, now) if who.state.get("question", {}).get("kind") == "link" else None,
        queue=queue_order(waiting.values(), now),
        theme_labels=theme_labels(settings),
        support_labels=SUPPORT,
    )


def _waiting(session: Session, who: Known, settings: IntakeSettings) -> dict[str, EntryFacts]:
    rows = waiting_entries(session, settings.place)
    files = files_of(session, rows)
    return {row.ref: entry_facts(row, who.contact_id, files.get(row.ref, ())) for row in rows}


def _is_proven(incoming: Incoming, answered: Answered) -> bool:
    """Whether the sender is who the letter says: the mail server said so, or the letter carries a token that we sent to that
    address. Where the server says that it was forged, only the token of our question whether it was them counts.
    """
    own_token = answered.by_token_to == incoming.sender
    if incoming.authentication == "fail":
        return own_token and answered.kind == CONFIRMING
    return incoming.authentication != "none" or own_token


def _is_forwarded(incoming: Incoming, who: Known, answered: Answered) -> bool:
    """Whether somebody unknown answers a digest that went to another address, and has not said yet that it is them who gives."""
    another = answered.kind == "digest" and answered.sent_to not in ("", incoming.sender)
    reader = who.subscription is not None and who.subscription.status == "active"
    return (
        another
        and incoming.channel == "email"
        and incoming.authentication != "confirmed"
        and not (who.has_pledges or reader)
    )


def _sender(incoming: Incoming, who: Known, *, curator: bool, proven: bool, answered: Answered) -> SenderFacts:
    name = who.name or incoming.sender_name
    return SenderFacts(
        contact_id=who.contact_id or 0,
        name=name,
        organisation=who.organisation,
        share_organisation=who.share_organisation,
        curator=curator,
        stopped=who.stopped,
        reachable=reachable(name, {incoming.channel: incoming.sender}),
        subscription=who.subscription,
        proven=proven,
        forwarded=_is_forwarded(incoming, who, answered),
    )


def _named(
    incoming: Incoming, state: Mapping[str, Any], about: Mapping[str, Any], settings: IntakeSettings
) -> set[str]:
    """References in the message, the tapped choice, what it answers, and what the conversation waits for."""
    words = [incoming.subject, incoming.text[:20_000], incoming.choice]
    words += [part for answer in incoming.answers for part in (answer.quoted, answer.words)]
    words += _strings(about)
    words += _strings(state.get("question", {}))
    words += [str(draft.get("same_as", "")) for draft in state.get("drafts", ())]
    words += [value for _, value in state.get("offered", ())]
    return set(short_words.references("\n".join(words), (load_place(settings.place).prefix,)))


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        return [words for value in data.values() for words in _strings(value)]
    if isinstance(data, list | tuple):
        return [words for value in data for words in _strings(value)]
    return []


def _entries(session: Session, who: Known, refs: set[str], ids: list[int]) -> list[Entry]:
    wanted: list[Any] = []
    if refs:
        wanted.append(Entry.ref.in_(sorted(refs)))
    if ids:
        wanted.append(Entry.id.in_(ids))
    if who.has_entries:
        newest = select(Entry.id).where(Entry.contact_id == who.contact_id).order_by(Entry.id.desc()).limit(MOST_OWN)
        wanted.append(Entry.id.in_(newest))
    if not wanted:
        return []
    query = select(Entry).where(or_(*wanted)).order_by(Entry.id)
    return list(
        session.scalars(
            query.options(defer(Entry.vector), selectinload(Entry.pledges), joinedload(Entry.contact))
        ).unique()
    )


def _pledges(session: Session, who: Known, about: Mapping[str, Any]) -> list[Pledge]:
    named = about.get("pledge")
    mine: list[Any] = [Pledge.id == named] if isinstance(named, int) else []
    if who.has_pledges:
        mine.append(Pledge.contact_id == who.contact_id)
    if who.has_entries:
        mine.append(Entry.contact_id == who.contact_id)
    if not mine:
        return []
    query = select(Pledge).join(Pledge.entry).where(or_(*mine)).order_by(Pledge.id.desc()).limit(MOST_OWN)
    return list(session.scalars(query.options(joinedload(Pledge.entry).defer(Entry.vector))))


def _pledge_facts(session: Session, pledges: list[Pledge], who: Known) -> tuple[PledgeFacts, ...]:
    if not pledges:
        return ()
    people = {one for pledge in pledges for one in (pledge.contact_id, pledge.entry.contact_id) if one is not None}
    query = select(Contact).where(Contact.id.in_(sorted(people))).options(selectinload(Contact.addresses))
    names = {contact.id: contact for contact in session.scalars(query)}
    reach = {contact.id: reachable(contact.name, _by_channel(contact)) for contact in names.values()}
    return tuple(pledge_facts(pledge, pledge.entry, who.contact_id, reach, names) for pledge in pledges)


def _by_channel(contact: Contact) -> dict[str, str]:
    return {address.channel: address.address for address in contact.addresses}


def _similar(
    database: Database, session: Session, reading: Reading, reader: Vectors | None, settings: IntakeSettings
) -> list[tuple[int, float]]:
    if reader is None or reading.intent.slug not in REMEMBERED or not reading.public_text.strip():
        return []
    vector = reader.vector(reading.public_text)
    if not vector.any():
        return []
    return shelf_of(database).nearest(session, settings.place, reading.intent.slug, vector)


def _nearest(
    database: Database,
    entries: Iterable[Entry],
    found: list[tuple[int, float]],
    reading: Reading,
    who: Known,
    settings: IntakeSettings,
) -> tuple[SimilarEntry, ...]:
    rows = {entry.id: entry for entry in entries}
    closed = [entry_id for entry_id, _ in found if entry_id not in rows or rows[entry_id].status not in ACTIVE]
    if closed:
        shelf_of(database).close(settings.place, reading.intent.slug, closed)
    wards = tuple(ward.gss for ward in reading.wards)
    same = {name.casefold() for name in (who.organisation, reading.organisation) if name}
    nearest = [
        SimilarEntry(
            ref=rows[entry_id].ref,
            score=adjusted(score, wards, rows[entry_id].wards),
            public_text=rows[entry_id].public_text,
            mine=(who.contact_id is not None and rows[entry_id].contact_id == who.contact_id)
            or rows[entry_id].organisation.casefold() in same,
        )
        for entry_id, score in found
        if entry_id not in closed
    ]
    return tuple(sorted(nearest, key=lambda one: (-one.score, one.ref))[:MOST_SIMILAR])
