"""Turns the effects of one turn into rows, within the caller's transaction: all of them or none."""

from typing import Any

from db import inbox, issues
from intake.effects import (
    ChangeEntry,
    ChangePledge,
    DecideIssue,
    Effect,
    ForgetSender,
    HoldMessage,
    LinkAddress,
    MakePledge,
    OpenEntry,
    SendCode,
    SendHoldings,
    SetSender,
    ShowCards,
    StartAgain,
    StopAll,
    Subscribe,
    Tell,
    TellCurators,
    Turn,
)
from intake.store import apply_entries, apply_links, apply_pledges, apply_sender, cards, post
from intake.store.locking import lock
from intake.store.scene import Scene


def apply(scene: Scene, turn: Turn) -> dict[str, Any]:
    """Write down what the turn asks for and queue its words. Returns the new state, its marks replaced.

    MovedError when an entry or pledge changed since the facts were looked up. What erases the sender comes last, after the
    replies; the caller stores the state only while the sender is still known.
    """
    scene.why = turn.why
    lock(scene, turn.effects)
    for effect in turn.effects:
        _write(scene, effect)
    for number, effect in enumerate(turn.effects):
        if isinstance(effect, Tell):
            post.tell(scene, number, effect)
        elif isinstance(effect, TellCurators):
            post.tell_curators(scene, number, effect)
        elif isinstance(effect, ShowCards):
            cards.show(scene, effect.count)
    state: dict[str, Any] = scene.marks.data(turn.state)
    if forgets(turn):
        apply_sender.forget_sender(scene)
    for number, reply in enumerate(turn.replies):
        post.reply(scene, number, reply)
    return state


def forgets(turn: Turn) -> bool:
    """Whether the turn erases the sender."""
    return any(isinstance(effect, ForgetSender) for effect in turn.effects)


def _write(scene: Scene, effect: Effect) -> None:
    match effect:
        case OpenEntry():
            apply_entries.open_entry(scene, effect)
        case ChangeEntry():
            apply_entries.change_entry(scene, effect)
        case MakePledge():
            apply_pledges.make_pledge(scene, effect)
        case ChangePledge():
            apply_pledges.change_pledge(scene, effect)
        case SetSender():
            apply_sender.set_sender(scene, effect)
        case Subscribe():
            apply_sender.subscribe(scene, effect)
        case SendCode():
            apply_links.send_code(scene, effect)
        case LinkAddress():
            apply_links.link_address(scene, effect)
        case StopAll():
            apply_sender.stop_all(scene)
        case StartAgain():
            apply_sender.start_again(scene)
        case SendHoldings():
            apply_sender.send_holdings(scene)
        case DecideIssue():
            _decide_issue(scene, effect)
        case HoldMessage():
            if scene.message_id is not None:
                inbox.hold(scene.session, scene.message_id)
        case _:
            pass  # words and erasing come after the rows


def _decide_issue(scene: Scene, effect: DecideIssue) -> None:
    """Set what a curator said of an issue that is not on its way yet; `digest` reads it from the row."""
    row = issues.locked(scene.session, effect.issue)
    if row.state not in issues.UNDECIDED:
        return
    if effect.opening or effect.first or effect.leave_out or effect.put_back or effect.add:
        issues.arrange(
            scene.session,
            row,
            who=scene.who,
            now=scene.now,
            opening=effect.opening,
            first=effect.first,
            leave_out=effect.leave_out,
            put_back=effect.put_back,
            add=effect.add,
        )
    if effect.decision:
        state = {"approve": "approved", "hold": "held"}[effect.decision]
        issues.decide(scene.session, row, state, who=scene.who, now=scene.now)
