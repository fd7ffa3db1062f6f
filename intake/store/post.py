"""Words into the outbox: replies to the sender, words to other people, words to the curators."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db import contacts, outbox
from db.models import Address
from intake.conversation.confirming import CONFIRMING
from intake.effects import Reply, Tell, TellCurators
from intake.messages import Incoming
from intake.settings import IntakeSettings
from intake.store.scene import Scene

MOST_REFERENCES = 20
AT_ONCE = timedelta(days=1)
"""So much earlier a form counts as due: it opens within seconds or not at all, and goes before all that waits."""
HOME = "home"
"""The surface that is the sender's page: whatever is answered is shown there."""


def reply(scene: Scene, number: int, reply: Reply) -> None:
    """Words back to where the message came from. The first one carries the files."""
    incoming, mail = scene.incoming, scene.incoming.channel == "email"
    apart = reply.about.get("kind") == CONFIRMING
    # Mail programs show an answer with its letter only when the subject is the same.
    subject = f"Re: {incoming.subject}" if mail and incoming.subject and not apart else scene.marks.words(reply.subject)
    outbox.enqueue(
        scene.session,
        dedupe_key=f"{scene.kind}:{scene.key}:{number}",
        kind=scene.kind,
        channel=incoming.channel,
        address=incoming.sender,
        thread=_references(incoming) if mail else incoming.thread,
        in_reply_to=incoming.thread if mail else "",
        subject=subject,
        text=scene.marks.words(reply.text),
        choices=scene.marks.data([{"label": one.label, "value": one.value} for one in reply.choices]),
        about=scene.marks.about(reply.about),
        enclosures=scene.enclosures if number == 0 else (),
        contact_id=scene.contact_id,
        answers_message_id=scene.message_id,
        not_before=scene.now - AT_ONCE if reply.form else None,
        surface=incoming.surface if reply.form or incoming.surface == HOME else "",
        form=asdict(reply.form) if reply.form else None,
        now=scene.now,
    )


def _references(incoming: Incoming) -> str:
    """The letters that an e-mail itself answered, the oldest first, as References wants them."""
    return " ".join(f"<{identifier}>" for identifier in reversed(incoming.in_reply_to[:MOST_REFERENCES]))


def tell(scene: Scene, number: int, effect: Tell) -> None:
    """Words to another contact. One who cannot be reached is only noted in the ledger."""
    address = contacts.best_address(scene.session, effect.contact_id)
    if address is None:
        scene.record("not-told", contact=effect.contact_id)
        return
    about = scene.marks.about(effect.about)
    outbox.enqueue(
        scene.session,
        dedupe_key=f"tell:{scene.marks.words(effect.key) or f'{scene.key}:{number}'}",
        kind="question" if about else "notice",
        channel=address.channel,
        address=address.address,
        thread="" if address.channel == "email" else address.thread,
        subject=scene.marks.words(effect.subject),
        text=scene.marks.words(effect.text),
        choices=scene.marks.data([{"label": one.label, "value": one.value} for one in effect.choices]),
        about=about,
        contact_id=effect.contact_id,
        now=scene.now,
    )


def tell_curators(scene: Scene, number: int, effect: TellCurators) -> None:
    """Words to every curator at once."""
    to_curators(
        scene.session,
        scene.settings,
        key=scene.marks.words(effect.key) or f"{effect.kind}:{scene.key}:{number}",
        subject=scene.marks.words(effect.subject),
        text=scene.marks.words(effect.text),
        now=scene.now,
    )
    scene.record("curators-told", about=effect.kind)


def to_curators(
    session: Session,
    settings: IntakeSettings,
    *,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    kind: str = "notice",
    choices: list[dict[str, str]] | None = None,
    about: Mapping[str, Any] | None = None,
    channels: tuple[str, ...] | None = None,
) -> int:
    """One message for each curator's address, of these channels when they are given; how many were new. Same key, same message."""
    everyone = [
        (channel, address)
        for channel, addresses in settings.curators.items()
        if channels is None or channel in channels
        for address in addresses
    ]
    threads = _threads(session, everyone)
    stored = 0
    for channel, address in everyone:
        row = outbox.enqueue(
            session,
            dedupe_key=f"{key}:{channel}:{address}",
            kind=kind,
            channel=channel,
            address=address,
            thread=threads.get((channel, address), ""),
            subject=subject,
            text=text,
            choices=choices or (),
            about=about,
            now=now,
        )
        stored += row is not None
    return stored


def _threads(session: Session, everyone: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Where each curator's chat last took place. Letters have no thread."""
    chats = [and_(Address.channel == channel, Address.address == at) for channel, at in everyone if channel != "email"]
    if not chats:
        return {}
    found = session.execute(select(Address.channel, Address.address, Address.thread).where(or_(*chats)))
    return {(channel, address): thread for channel, address, thread in found}
