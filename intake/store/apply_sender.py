"""Effects on the sender: name, subscription, STOP and START, what is held, and erasing it."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from db import contacts, forget, outbox, subscribers
from db.models import Entry, Pledge
from intake import wording_own
from intake.effects import SetSender, Subscribe, Tell
from intake.messages import Enclosure
from intake.store import post
from intake.store.scene import Scene

STOPPED = "stop"
UNDER_WAY = ("pledged", "accepted")
HOLDINGS_FILE = "what-we-hold.json"


def set_sender(scene: Scene, effect: SetSender) -> None:
    """What the sender said of itself."""
    all_fields = {
        "name": effect.name,
        "organisation": effect.organisation,
        "share_organisation": effect.share_organisation,
    }
    said = {name: value for name, value in all_fields.items() if value is not None}
    contacts.change(scene.session, scene.contact_id, said)
    scene.record("contact-changed", fields=sorted(said))


def subscribe(scene: Scene, effect: Subscribe) -> None:
    """The sender's subscription at this address in this place."""
    row = subscribers.upsert(
        scene.session,
        contact_id=scene.contact_id,
        place=scene.facts.place.slug,
        channel=scene.incoming.channel,
        address=scene.incoming.sender,
        now=scene.now,
        status=effect.status,
        audience=effect.audience,
        themes=effect.themes,
        wards=effect.wards,
        support=effect.support,
        frequency=effect.frequency,
        areas=effect.areas,
        weekday=effect.weekday,
        most_lines=effect.most_lines,
        paused_until=effect.paused_until,
    )
    scene.session.flush()
    scene.record("subscription-changed", subscriber=row.id, status=effect.status, frequency=effect.frequency)


def stop_all(scene: Scene) -> None:
    """Nothing more goes to this address unasked, and what was queued for it is cancelled."""
    channel, address = scene.incoming.channel, scene.incoming.sender
    ended = subscribers.stop(scene.session, channel, address, scene.now)
    cancelled = outbox.cancel_for(scene.session, channel, address)
    here = contacts.find_address(scene.session, channel, address)
    if here is not None and here.paused_at is None:
        here.paused_at, here.pause_reason = scene.now, STOPPED
    scene.record("address-stopped", subscriptions=ended, cancelled=cancelled)


def start_again(scene: Scene) -> None:
    """Messages may be sent to this address again."""
    here = contacts.find_address(scene.session, scene.incoming.channel, scene.incoming.sender)
    if here is not None:
        here.paused_at, here.pause_reason = None, ""
        here.contact.stopped_at = None
    scene.record("address-started")


def send_holdings(scene: Scene) -> None:
    """All that is held about the sender, as a file that goes with the reply."""
    held = forget.holdings(scene.session, scene.contact_id)
    content = json.dumps(held, ensure_ascii=False, indent=2, default=_plain).encode(errors="replace")
    scene.enclosures.append(Enclosure(HOLDINGS_FILE, "application/json", content))
    scene.record("holdings-sent")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def forget_sender(scene: Scene) -> None:
    """Erase the sender's contact data; who had promised something for an entry that is withdrawn by it is told."""
    promised = scene.session.execute(
        select(Pledge.id, Pledge.contact_id, Entry.ref)
        .join(Pledge.entry)
        .where(Entry.contact_id == scene.contact_id, Pledge.status.in_(UNDER_WAY), Pledge.contact_id.is_not(None))
    ).all()
    withdrawn = forget.forget(scene.session, scene.contact_id, scene.now)
    for pledge_id, contact_id, ref in promised:
        if contact_id is not None and ref in withdrawn and contact_id != scene.contact_id:
            text = wording_own.pledged_on_withdrawn(ref)
            post.tell(scene, pledge_id, Tell(contact_id, text, subject=ref, key=f"withdrawn:{ref}:{pledge_id}"))
