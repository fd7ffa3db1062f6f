"""What the intake needs to know about its installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """Settings of one installation's intake.

    `curators` maps a channel to the addresses that may curate on it, `rooms` a channel to the chat of its curators: the queue is
    shown there, and whoever is in it may decide. `own_addresses` are the service's own mail addresses,
    lower case; `authserv_id` is the name under which the mailbox's server writes who it believes wrote a letter, "" when none is
    believed. `crisis` replaces the place's words on where to find help at once; empty keeps them. `morning_hour` is Europe/London.
    `nudge_hours` is how long a person may be silent before being asked once more, `undated_days` after how many days a pledge
    without a date is asked about. `daily_letters` is how many letters of one address are answered in 24 hours, `thread_letters` how
    many in one thread, so that two machines cannot write to each other for ever.
    """

    place: str = "leeds"
    service: str = "Askline"
    curators: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"terminal": ("curator",)})
    rooms: Mapping[str, str] = field(default_factory=dict)
    own_addresses: tuple[str, ...] = ()
    authserv_id: str = ""
    crisis: str = ""
    keeps_months: int = 24
    morning_hour: int = 8
    nudge_hours: int = 20
    undated_days: int = 14
    daily_letters: int = 40
    thread_letters: int = 15

    def curates(self, channel: str, address: str, thread: str = "") -> bool:
        """Whether this address is one of a curator, or what comes from it was said in the curators' room."""
        return address in self.curators.get(channel, ()) or self.in_room(channel, thread)

    def in_room(self, channel: str, thread: str) -> bool:
        """Whether a thread is in the curators' chat of this channel; a topic or thread within it counts."""
        room = self.rooms.get(channel, "")
        return bool(room) and thread.partition(":")[0] == room.partition(":")[0]
