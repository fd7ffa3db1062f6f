"""Two addresses of one person: codes that are sent to the other one, and what belongs together once the code came back."""

from datetime import datetime, timedelta
from secrets import randbelow

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import contacts, outbox
from db.models import Delivery, Entry
from intake import wording_linking
from intake.effects import LinkAddress, SendCode
from intake.facts import CodeFacts
from intake.messages import Incoming
from intake.store.scene import Scene

HOLDS = timedelta(days=1)
MOST_CODES = 5
"""So many codes a sender may ask for in a day: nobody shall fill a stranger's mailbox through us."""


def send_code(scene: Scene, effect: SendCode) -> None:
    """A new code to the address, or to whoever made the entry; none to an address that said STOP, or after too many in a day."""
    channel, address, thread = effect.channel, effect.address, ""
    if effect.ref:
        contact_id = scene.session.scalar(select(Entry.contact_id).where(Entry.ref == effect.ref))
        found = None if contact_id is None else contacts.best_address(scene.session, contact_id)
        if found is None:
            scene.record("code-not-sent", effect.ref)
            return
        channel, address = found.channel, found.address
        thread = "" if channel == "email" else found.thread
    if _asked_for(scene.session, scene.incoming, scene.now) >= MOST_CODES:
        scene.record("code-not-sent", effect.ref)
        return
    code = f"{randbelow(1_000_000):06d}"
    outbox.enqueue(
        scene.session,
        dedupe_key=f"{_key(scene.incoming)}{scene.key}",
        kind="code",
        channel=channel,
        address=address,
        thread=thread,
        subject=wording_linking.CODE_SUBJECT,
        text=wording_linking.code(code, scene.incoming.channel),
        about={"kind": "code", "code": code},
        now=scene.now,
    )
    scene.record("code-sent", effect.ref)


def link_address(scene: Scene, effect: LinkAddress) -> None:
    """The address, and all that belongs to whoever had it, is the sender's from now on."""
    moved = contacts.link(scene.session, scene.contact_id, effect.channel, effect.address)
    scene.record("address-linked", channel=effect.channel, contact=moved)


def newest_code(session: Session, incoming: Incoming, now: datetime) -> CodeFacts | None:
    """The newest code that this sender asked for within a day."""
    row = session.execute(
        select(Delivery.about, Delivery.channel, Delivery.address)
        .where(Delivery.dedupe_key.startswith(_key(incoming), autoescape=True), Delivery.created_at > now - HOLDS)
        .order_by(Delivery.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else CodeFacts(str(row.about.get("code", "")), row.channel, row.address)


def _asked_for(session: Session, incoming: Incoming, now: datetime) -> int:
    query = select(func.count()).where(
        Delivery.dedupe_key.startswith(_key(incoming), autoescape=True), Delivery.created_at > now - HOLDS
    )
    return session.scalar(query) or 0


def _key(incoming: Incoming) -> str:
    return f"code:{incoming.channel}:{incoming.sender}:"
