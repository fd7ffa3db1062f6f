"""Somebody, or a machine, that writes faster than a person can: one sentence, and silence until it is slower."""

from dataclasses import replace
from datetime import datetime, timedelta

from intake import wording_service
from intake.conversation import danger, short_words
from intake.conversation.standing import STOP
from intake.conversation.talk import Talk, closed
from intake.effects import TellCurators, Turn
from intake.state import State

CHATS = ("telegram", "slack")
MOST_A_MINUTE = 30
"""So many messages of one person are answered in a minute. Letters have a limit of their own, by the day."""
_MINUTE = timedelta(minutes=1)


def counted(state: State, at: datetime) -> State:
    """The state with one more message, received `at`, in its minute, or as the first of a new one."""
    since = datetime.fromisoformat(state.minute) if state.minute else None
    if since is None or not since <= at < since + _MINUTE:
        return replace(state, minute=at.isoformat(), in_minute=1)
    return replace(state, in_minute=state.in_minute + 1)


def too_fast(talk: Talk) -> Turn | None:
    """The handler: None while the pace is a person's. Words of danger and STOP are heard at any pace; all messages are kept."""
    over = talk.state.in_minute - MOST_A_MINUTE
    if over <= 0 or talk.facts.channel.name not in CHATS:
        return None
    if danger.in_danger(talk.words) or STOP.match(short_words.plain(talk.words)):
        return None
    if over > 1:
        return Turn(talk.state.to_json(), why="too fast: no answer")
    incoming = talk.incoming
    told = TellCurators(
        "problem",
        wording_service.curators("problem", "", talk.facts.sender.reachable, wording_service.WRITES_TOO_FAST),
        wording_service.curators_subject("problem"),
        key=f"pace:{incoming.channel}:{incoming.sender}:{talk.facts.today}",
    )
    return closed(talk, wording_service.SLOWER, why="too fast", effects=[told])
