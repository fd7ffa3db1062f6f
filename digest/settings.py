"""What a weekly issue needs to know about its place, its times and the people who look after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """Settings of one place's digest. Hours are Europe/London.

    `address` is the service's own e-mail address; `curators` maps a channel to the addresses that get the preview.
    `when_nobody_answers` says what happens to an issue that no curator answered: "send" (only approved entries are ever
    in it) or "hold". A curator who has not answered is reminded `reminder_hours` before the issue goes (0: never), and
    once more an hour after it was due when it waits for an answer. An issue that is more than `grace_hours` late is not sent unless a
    curator says so. `run_by` names who runs the service, `contact` how to reach a person there, `privacy` where its
    privacy notice is: all are words. `telegram` is the user name of the Telegram bot that lines link to, "" for no links.
    Raises ValueError, naming the setting, for a value that cannot work.
    """

    place: str = "leeds"
    place_name: str = "Leeds"
    service: str = "Askline"
    address: str = "askline@localhost"
    weekday: str = "mon"
    hour: int = 8
    minute: int = 0
    preview_weekday: str = "thu"
    preview_hour: int = 9
    reminder_hours: int = 70
    when_nobody_answers: str = "send"
    curators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grace_hours: int = 72
    max_entries: int = 30
    max_chat_entries: int = 12
    soon_days: int = 14
    overdue_days: int = 14
    run_by: str = ""
    contact: str = ""
    privacy: str = ""
    telegram: str = ""

    def __post_init__(self) -> None:
        for name in ("weekday", "preview_weekday"):
            if getattr(self, name) not in WEEKDAYS:
                raise ValueError(f"{name} is {getattr(self, name)!r}: write one of {', '.join(WEEKDAYS)}")
        for name, top in (("hour", 23), ("preview_hour", 23), ("minute", 59)):
            if not 0 <= getattr(self, name) <= top:
                raise ValueError(f"{name} is {getattr(self, name)}: write a number from 0 to {top}")
        if self.when_nobody_answers not in ("send", "hold"):
            raise ValueError(f'when_nobody_answers is {self.when_nobody_answers!r}: write "send" or "hold"')
        for name in ("max_entries", "max_chat_entries", "soon_days"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}: write 1 or more")
        for name in ("grace_hours", "overdue_days", "reminder_hours"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}: write 0 or more")

    @property
    def domain(self) -> str:
        """The part of `address` after the @."""
        return self.address.rpartition("@")[2] or "localhost"
