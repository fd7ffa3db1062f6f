"""Locks the rows that a turn will change, always in the same order, and sees whether they are still what it was made for."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from db.models import Entry, Pledge
from intake.effects import ChangeEntry, ChangePledge, Effect, MakePledge
from intake.store.scene import MovedError, Scene


def lock(scene: Scene, effects: Iterable[Effect]) -> None:
    """Fill the scene's `entries` and `pledges`. MovedError when an entry has another version or a pledge another status."""
    effects = tuple(effects)
    versions = {effect.ref: effect.version for effect in effects if isinstance(effect, ChangeEntry | MakePledge)}
    was = {effect.pledge_id: effect.was for effect in effects if isinstance(effect, ChangePledge)}
    if not versions and not was:
        return
    wanted = or_(
        Entry.ref.in_(sorted(versions)), Entry.id.in_(select(Pledge.entry_id).where(Pledge.id.in_(sorted(was))))
    )
    query = select(Entry).where(wanted).order_by(Entry.id).with_for_update()
    rows = scene.session.scalars(query.execution_options(populate_existing=True)).all()
    scene.entries.update({row.ref: row for row in rows})
    for ref, version in versions.items():
        if ref not in scene.entries or scene.entries[ref].version != version:
            raise MovedError(ref)
    if was:
        _lock_pledges(scene, was)


def _lock_pledges(scene: Scene, was: dict[int, str]) -> None:
    query = select(Pledge).where(Pledge.id.in_(sorted(was))).order_by(Pledge.id).with_for_update()
    for row in scene.session.scalars(query.execution_options(populate_existing=True)):
        scene.pledges[row.id] = row
    for pledge_id, status in was.items():
        if pledge_id not in scene.pledges or scene.pledges[pledge_id].status != status:
            raise MovedError(f"pledge {pledge_id}")
