"""Letters in from a mailbox, by IMAP: noticed as they come, and marked only after they were stored."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from bots.backoff import Backoff
from bots.channel import CheckError, Keep
from bots.imap_folder import Folder, NotKept, Progress, Swept, logged
from bots.imap_wire import FAULTS, connect, cut, explained, part, wait_for_news
from bots.mail_server import MailServer

log = structlog.get_logger()
_LONGEST_IDLE_MINUTES = 29.0
_LONGEST_WAIT = 60.0
_LOGIN_WAIT = 60.0
_HEALTHY_SECONDS = 30.0
_GRACE_SECONDS = 1.0


class Mailbox:
    """Takes letters from folders of one IMAP account.

    `since` is for a first run: nothing from before that day is taken, but everything from then on, read or not; None
    takes what is unread. `done_folder` is where stored letters are moved. `idle_minutes` is how long one IDLE lasts at
    the most, `poll_seconds` how often is looked where IDLE does not reach: on a server without it, and in all folders
    but the first. `first_wait` is the first pause in seconds after a failure. `clock` gives aware UTC times;
    `progress` hears how far a long run has come.
    """

    name = "email"

    def __init__(
        self,
        server: MailServer,
        *,
        folders: Sequence[str] = ("INBOX",),
        since: date | None = None,
        done_folder: str = "",
        idle_minutes: float = 5.0,
        poll_seconds: float = 60.0,
        first_wait: float = 1.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        progress: Progress = logged,
    ):
        if not folders:
            raise ValueError("a mailbox needs at least one folder")
        self.server = server
        self.idle_seconds = min(idle_minutes, _LONGEST_IDLE_MINUTES) * 60
        self.poll_seconds = poll_seconds
        self.first_wait = first_wait
        self._folders = [
            Folder(name, since=since, done=done_folder, clock=clock, progress=progress) for name in folders
        ]
        self._closed = threading.Event()
        self._client: IMAPClient | None = None

    def run(self, keep: Keep, stop: threading.Event) -> None:
        """Takes letters until `stop` is set; a lost connection is made again, after longer and longer pauses."""
        done = threading.Event()
        threading.Thread(target=self._cut_when, args=(stop, done), name="mailbox-stop", daemon=True).start()
        backoff = Backoff(self.first_wait, _LONGEST_WAIT)
        try:
            while not self._over(stop):
                started = time.monotonic()
                try:
                    self._session(keep, stop)
                    continue
                except FAULTS as error:
                    if self._over(stop):
                        return
                    if time.monotonic() - started > _HEALTHY_SECONDS:
                        backoff.reset()
                    # Servers lock accounts that try a wrong password too often.
                    wait = max(backoff.next(), _LOGIN_WAIT if isinstance(error, LoginError) else 0.0)
                    log.warning("mailbox.lost", reason=explained(error, self.server), again_in=round(wait, 1))
                self._pause(stop, wait)
        finally:
            done.set()

    def poll_once(self, keep: Keep) -> int:
        """Take what is waiting now and count what was new. Raises CheckError, or the first error of `keep`."""
        try:
            client = connect(self.server)
        except FAULTS as error:
            raise CheckError(explained(error, self.server)) from error
        new, failure = 0, None
        try:
            for folder in self._folders:
                swept = folder.sweep(client, keep, threading.Event(), patient=False)
                new += swept.new
                failure = failure or swept.failure
        except NotKept as refused:
            failure = failure or (refused.__cause__ if isinstance(refused.__cause__, Exception) else refused)
        except IMAPClientError as error:
            raise CheckError(self._folder_words(error)) from error
        except FAULTS as error:
            raise CheckError(explained(error, self.server)) from error
        finally:
            part(client)
        if failure is not None:
            raise failure
        return new

    def check(self) -> str:
        """Log in and look into each folder. Raises CheckError with what to do."""
        try:
            client = connect(self.server)
        except FAULTS as error:
            raise CheckError(explained(error, self.server)) from error
        try:
            unread = 0
            for folder in self._folders:
                if not client.folder_exists(folder.name):
                    there = ", ".join(str(name) for _, _, name in client.list_folders()[:20])
                    raise CheckError(
                        f'There is no folder "{folder.name}" in the mailbox; there are: {there}. Set imap.folders.'
                    )
                unread += int(client.folder_status(folder.name, ["UNSEEN"])[b"UNSEEN"])
            noticed = "at once" if client.has_capability("IDLE") else f"every {self.poll_seconds:.0f} seconds"
        except FAULTS as error:
            raise CheckError(explained(error, self.server)) from error
        finally:
            part(client)
        return f"The mailbox on {self.server.host} answers: {unread} unread; new letters are noticed {noticed}."

    def close(self) -> None:
        """Ends `run`, also while it waits for the server."""
        self._closed.set()
        client = self._client
        if client is not None:
            cut(client)

    def _session(self, keep: Keep, stop: threading.Event) -> None:
        """One connection: sweep, wait for news, again. Returns when told to stop, raises one of FAULTS."""
        client = self._client = connect(self.server)
        refused = Backoff(self.first_wait, _LONGEST_WAIT)
        log.info("mailbox.connected", folders=len(self._folders), idle=client.has_capability("IDLE"))
        try:
            while not self._over(stop):
                try:
                    selected = self._sweep_all(client, keep, stop)
                    refused.reset()
                except NotKept as error:
                    wait = refused.next()
                    log.error("mailbox.not_kept", error=type(error.__cause__).__name__, again_in=round(wait, 1))
                    self._pause(stop, wait)
                    continue
                self._wait(client, stop, selected)
        finally:
            self._client = None
            part(client)

    def _sweep_all(self, client: IMAPClient, keep: Keep, stop: threading.Event) -> bool:
        """Sweeps the first folder last, so that IDLE watches it; returns whether it is selected."""
        selected = False
        for folder in reversed(self._folders):
            try:
                swept: Swept = folder.sweep(client, keep, stop, patient=True)
                selected = True
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                selected = False
                log.error("mailbox.folder_failed", folder=self._folders.index(folder), error=type(error).__name__)
                continue
            if swept.stored:
                log.info("mailbox.stored", stored=swept.stored, new=swept.new)
        return selected

    def _wait(self, client: IMAPClient, stop: threading.Event, selected: bool) -> None:
        if self._over(stop):
            return
        tries = [seconds for folder in self._folders if (seconds := folder.next_try()) is not None]
        idles = selected and client.has_capability("IDLE")
        limit = self.idle_seconds if idles and len(self._folders) == 1 else min(self.poll_seconds, self.idle_seconds)
        seconds = min([limit, *tries])
        if idles:
            wait_for_news(client, stop, max(seconds, 0.1))
        else:
            self._pause(stop, max(seconds, 0.1))

    def _over(self, stop: threading.Event) -> bool:
        return stop.is_set() or self._closed.is_set()

    def _pause(self, stop: threading.Event, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._over(stop) and (left := until - time.monotonic()) > 0:
            stop.wait(min(left, _GRACE_SECONDS))

    def _cut_when(self, stop: threading.Event, done: threading.Event) -> None:
        """Ends a wait for a server that does not answer, soon after `stop`."""
        while not done.is_set() and not stop.wait(_GRACE_SECONDS):
            continue
        if not done.wait(_GRACE_SECONDS) and self._client is not None:
            cut(self._client)

    def _folder_words(self, error: IMAPClientError) -> str:
        if isinstance(error, IMAPClientAbortError):
            return explained(error, self.server)
        return f"A folder of the mailbox on {self.server.host} could not be read: check imap.folders."
