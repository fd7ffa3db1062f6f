"""Effects on pledges: booked and changed. Each settles its entry anew and counts as a new version of it."""

from db import entries
from db.models import Entry, Pledge
from intake.effects import ChangePledge, MakePledge
from intake.store.scene import Scene

OPEN = ("open", "part-met")
ANSWERED = ("accepted", "refused")
CONFIRMED = ("delivered", "part-delivered", "not-delivered")
COLUMNS = {"status", "quantity", "what", "by_date", "by_words", "conditional", "condition", "organisation", "contract"}
COLUMNS |= {"delivered_quantity", "receiver_words", "reminded_at", "asked_at", "answered_at", "confirmed_at"}


def make_pledge(scene: Scene, effect: MakePledge) -> None:
    """Book it. Without a number it takes all that is open of something counted."""
    entry = scene.entries[effect.ref]
    row = Pledge(
        contact_id=scene.contact_id,
        message_id=scene.message_id,
        status="pledged",
        quantity=entries.open_quantity(entry) if effect.quantity is None else effect.quantity,
        what=effect.what,
        by_date=effect.by_date,
        by_words=effect.by_words,
        conditional=effect.conditional,
        condition=effect.condition,
        organisation=scene.facts.sender.organisation,
        contract=effect.contract,
        created_at=scene.now,
    )
    entry.pledges.append(row)
    _settle(scene, entry)
    scene.session.flush()
    scene.marks.pledges[effect.ref] = row.id
    scene.record("pledge-made", effect.ref, pledge=row.id, quantity=row.quantity, entry=entry.status)


def change_pledge(scene: Scene, effect: ChangePledge) -> None:
    """Set the columns that are named, with the times that belong to a new status."""
    row = scene.pledges[effect.pledge_id]
    for name, value in effect.changes.items():
        if name not in COLUMNS:
            raise ValueError(f"a pledge has no {name} to change")
        setattr(row, name, value)
    if row.status in ANSWERED and row.status != effect.was:
        row.answered_at = scene.now
        row.asked_at = None  # what was asked so far was for this answer; "did it come?" is still to be asked
    if row.status in CONFIRMED:
        row.confirmed_at = scene.now
    entry = row.entry
    _settle(scene, entry)
    scene.record("pledge-changed", entry.ref, pledge=row.id, status=[effect.was, row.status], entry=entry.status)


def _settle(scene: Scene, entry: Entry) -> None:
    met = entries.settle_status(entry) == "met"
    entry.closed_at = (entry.closed_at or scene.now) if met else None if entry.status in OPEN else entry.closed_at
    entry.version += 1
