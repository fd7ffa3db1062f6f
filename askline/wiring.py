"""Builds one installation from its settings: the only place that knows every concrete class."""

import gc
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from askline.config import Settings
from askline.failures import NOT_AN_ADDRESS
from askline.settings_file import SettingsError, load
from askline.training import heads_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from bots.channel import Channel
    from db.session import Database
    from digest.settings import DigestSettings
    from intake.settings import IntakeSettings
    from nlp.pipeline import Reader

INTERRUPTED = 130


@dataclass
class Installation:
    """The parts of one installation; each is made when it is first used. `close()` lets all of them go.

    `progress` hears how many letters of how many are stored while a mailbox with many is taken; None logs it.
    """

    home: Path
    settings: Settings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    progress: Callable[[int, int], None] | None = None
    _coming: "Future[Reader] | None" = None

    @cached_property
    def database(self) -> "Database":
        """The store, with its tables up to date."""
        from db.session import Database

        url = self.settings.database_url(self.home)
        if not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
            raise SettingsError(NOT_AN_ADDRESS)
        database = Database(url)
        database.upgrade()
        return database

    @cached_property
    def reader(self) -> "Reader":
        """The reader; when it is being loaded by `load_ahead`, this waits for it."""
        return self._coming.result() if self._coming else self._load_reader()

    def have_reader(self) -> None:
        """Load the reader before a message is claimed: should it not load, none waits in vain for a worker that is gone."""
        _ = self.reader

    def load_ahead(self) -> None:
        """Begin to load the reader in a thread of its own, while this one goes on. A failure shows when the reader is used.

        From here on Ctrl-C ends the process at once: raised in the midst of an import, it could leave a lock that the other
        thread waits for without end. Whatever was stored is committed.
        """
        from concurrent.futures import ThreadPoolExecutor

        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        pool = ThreadPoolExecutor(1, "reader")
        self._coming = pool.submit(self._load_reader)
        pool.shutdown(wait=False)

    def _load_reader(self) -> "Reader":
        from nlp.encoder import Encoder
        from nlp.tuned import Tuned

        # Their models load without holding up other threads, so they go first.
        Encoder()
        Tuned()
        from nlp.pipeline import Reader

        reader = Reader(self.settings.place, postcodes=self.home / "postcodes", heads=heads_of(self.home))
        gc.freeze()  # what was loaded lives to the end: from here on nobody looks for garbage in it
        gc.set_threshold(100_000, 50, 50)
        return reader

    @cached_property
    def intake(self) -> "IntakeSettings":
        from intake.settings import IntakeSettings

        return IntakeSettings(
            place=self.settings.place,
            service=self.settings.service,
            curators=self.curators,
            rooms=self.rooms,
            own_addresses=(self.settings.email.address.lower(),),
            authserv_id=self.settings.email.authserv_id.strip().lower(),
            keeps_months=self.settings.retention.contact_months,
            morning_hour=self.settings.follow_up.morning_hour,
            nudge_hours=self.settings.follow_up.nudge_hours,
            undated_days=self.settings.follow_up.undated_days,
        )

    @cached_property
    def digest(self) -> "DigestSettings":
        from digest.settings import DigestSettings
        from nlp.places import load_place

        choices = self.settings.digest
        return DigestSettings(
            place=self.settings.place,
            place_name=load_place(self.settings.place).name,
            service=self.settings.service,
            address=self.settings.email.address,
            run_by=self.settings.run_by,
            contact=self.settings.contact or self.settings.email.address,
            privacy=self.settings.privacy,
            telegram=self.settings.telegram.username.strip().removeprefix("@"),
            curators=self.curators,
            **choices.model_dump(),
        )

    @property
    def curators(self) -> Mapping[str, tuple[str, ...]]:
        """Who may curate, by channel."""
        settings = self.settings.curators
        return {
            "email": tuple(address.lower() for address in settings.email),
            "telegram": settings.telegram,
            "slack": settings.slack,
            "terminal": settings.terminal,
        }

    @property
    def rooms(self) -> Mapping[str, str]:
        """The chat in which the queue is shown, by channel."""
        settings = self.settings.curators
        rooms = {"telegram": settings.telegram_room.strip(), "slack": settings.slack_room.strip()}
        return {channel: room for channel, room in rooms.items() if room}

    @cached_property
    def channels(self) -> dict[str, "Channel"]:
        """The channels that the settings turn on, by name; the terminal belongs to `askline chat` and is not among them."""
        from askline.channels import open_channel, turned_on

        return {
            name: open_channel(name, self.settings, self.home, self.clock, self.progress)
            for name in turned_on(self.settings)
        }

    def close(self) -> None:
        """Close what was opened."""
        if "channels" in self.__dict__:
            for channel in self.channels.values():
                channel.close()
        if "database" in self.__dict__:
            self.database.dispose()


def open_installation(home: Path, now: datetime | None = None, *, since: str = "") -> Installation:
    """The installation in `home`, which is made when it does not exist; with `now` its clock stands still, `since` goes before
    `imap.since`. Raises SettingsError.
    """
    settings = load(home)
    if settings.wording:
        from askline.translation import use_wording  # imports every sentence

        use_wording(home / settings.wording)
    if since:
        settings = settings.model_copy(update={"imap": settings.imap.model_copy(update={"since": since})})
    home.mkdir(parents=True, exist_ok=True)
    return Installation(home, settings) if now is None else Installation(home, settings, clock=lambda: now)
