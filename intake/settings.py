"""What the intake needs to know about its installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """Settings of one installation's intake.

    `curators` maps a channel to the addresses that may curate on it. `own_addresses` are the service's own mail addresses,
    lower case; `authserv_id` is the name under which the mailbox's server writes who it believes wrote a letter, "" when none is
    believed. `crisis` replaces the place's words on where to find help at once; empty keeps them. `morning_hour` is Europe/London.
    `nudge_hours` is how long a person may be silent before being asked once more, `undated_days` after how many days a pledge
    without a date is asked about. `daily_letters` is how many letters of one address are answered in 24 hours, `thread_letters` how
    many in one thread, so that two machines cannot write to each other for ever.
    """

    place: str = "leeds"
    service: str = "Askline"
    curators: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"terminal": ("curator",)})
    own_addresses: tuple[str, ...] = ()
    authserv_id: str = ""
    crisis: str = ""
    keeps_months: int = 24
    morning_hour: int = 8
    nudge_hours: int = 20
    undated_days: int = 14
    daily_letters: int = 40
    thread_letters: int = 15

    def curates(self, channel: str, address: str) -> bool:
        """Whether this address is one of a curator."""
        return address in self.curators.get(channel, ())
