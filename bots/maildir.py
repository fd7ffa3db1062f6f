"""Two local Maildirs as a mailbox: letters are taken from one and written to the other. No server, no account."""

import hashlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bots.backoff import Backoff
from bots.channel import CheckError, Keep
from bots.letter_key import external_id
from bots.letter_out import compose, message_id
from intake.messages import Incoming, Outgoing, SendError

log = structlog.get_logger()
_POLL_SECONDS = 1.0
_LONGEST_WAIT = 10.0
_SETTLED_SECONDS = 1.0
_EMPTY_SECONDS = 10.0
_GLANCE_SECONDS = 0.2
_KEPT = ":2,S"


class LocalMaildir:
    """The channel "email" on two folders.

    Letters come from `incoming/new`, and from `.eml` files that somebody drops into `incoming` itself; once kept they
    are in `incoming/cur`. Letters out are whole files in `outgoing/new`, named after their dedupe key, so that a
    repeat replaces itself. `address` is ours. `clock` gives the aware UTC time of receipt and of Date.
    """

    name = "email"

    def __init__(
        self,
        incoming: Path,
        outgoing: Path,
        address: str,
        *,
        from_name: str = "Askline",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.incoming = incoming
        self.outgoing = outgoing
        self.address = address
        self.from_name = from_name
        self.clock = clock
        self._closed = threading.Event()
        self._not_before: dict[Path, tuple[Backoff, float]] = {}

    def run(self, keep: Keep, stop: threading.Event) -> None:
        """Looks each second until `stop` is set. A letter that could not be kept stays and is tried again later."""
        backoff = Backoff(_POLL_SECONDS, _LONGEST_WAIT)
        while not stop.is_set() and not self._closed.is_set():
            wait = _POLL_SECONDS
            try:
                self._sweep(keep, stop, patient=True)
                backoff.reset()
            except OSError as error:
                wait = backoff.next()
                log.error("maildir.unreadable", error=type(error).__name__, again_in=round(wait, 1))
            stop.wait(wait)

    def poll_once(self, keep: Keep) -> int:
        """Take what is there now and count what was new. An error of `keep` is raised when all have had their turn."""
        try:
            new, failure = self._sweep(keep, threading.Event(), patient=False)
        except OSError as error:
            raise CheckError(f"The mail folder {self.incoming} cannot be read: {error.strerror}.") from error
        if failure is not None:
            raise failure
        return new

    def send(self, outgoing: Outgoing) -> str:
        """Write one letter, durable when this returns, and return its Message-ID in brackets. Raises SendError."""
        letter = compose(outgoing, from_name=self.from_name, address=self.address, date=self.clock())
        name = file_name(outgoing.dedupe_key)
        try:
            _make(self.outgoing)
            draft = self.outgoing / "tmp" / f"{name}.{os.getpid()}.{threading.get_ident()}"
            try:
                with draft.open("wb") as file:
                    file.write(letter)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(self.outgoing / "new" / name)
            finally:
                draft.unlink(missing_ok=True)
            _sync(self.outgoing / "new")
        except OSError as error:
            raise SendError(f"the letter could not be written: {error.strerror}", permanent=False) from error
        return f"<{message_id(outgoing, self.address.rpartition('@')[2])}>"

    def check(self) -> str:
        """Whether both folders can be used. Raises CheckError when not."""
        for folder in (self.incoming, self.outgoing):
            try:
                _make(folder)
            except OSError as error:
                raise CheckError(f"The mail folder {folder} cannot be made: {error.strerror}.") from error
            if not os.access(folder / "new", os.R_OK | os.W_OK | os.X_OK):
                raise CheckError(f"The mail folder {folder} cannot be read and written: check who owns it.")
        return f"Letters are read from {self.incoming} and written to {self.outgoing / 'new'}."

    def close(self) -> None:
        """Ends `run`. There is nothing else to give back."""
        self._closed.set()

    def _sweep(self, keep: Keep, stop: threading.Event, *, patient: bool) -> tuple[int, Exception | None]:
        _make(self.incoming)
        new, moved, failure = 0, False, None
        for path in self._waiting():
            if stop.is_set():
                break
            backoff, not_before = self._not_before.get(path, (Backoff(_POLL_SECONDS), 0.0))
            if patient and time.monotonic() < not_before:
                continue
            try:
                raw = path.read_bytes()
                key = external_id(raw)
                new += keep(Incoming(channel=self.name, external_id=key, received_at=self.clock(), raw=raw))
                path.rename(self._kept_path(path))
                moved = True
                self._not_before.pop(path, None)
            except FileNotFoundError:
                log.info("maildir.taken_away")
            except Exception as error:
                # Whatever is wrong with this letter or with the store, the letters behind it get their turn.
                failure = failure or error
                wait = backoff.next()
                self._not_before[path] = (backoff, time.monotonic() + wait)
                log.error("maildir.not_kept", error=type(error).__name__, again_in=round(wait, 1))
        if moved:
            _sync(self.incoming / "cur")
            _sync(self.incoming / "new")
        return new, failure

    def _waiting(self) -> Iterator[Path]:
        """Letters that have come, by name: which is by time for what a mail server delivered."""
        delivered = [
            path for path in (self.incoming / "new").iterdir() if not path.name.startswith(".") and path.is_file()
        ]
        dropped = [path for path in self.incoming.iterdir() if path.suffix.lower() == ".eml" and path.is_file()]
        yield from sorted(delivered + _settled(dropped), key=lambda path: path.name)

    def _kept_path(self, path: Path) -> Path:
        base = path.name.partition(":2,")[0]
        target, number = self.incoming / "cur" / f"{base}{_KEPT}", 1
        while target.exists():
            target, number = self.incoming / "cur" / f"{base}.{number}{_KEPT}", number + 1
        return target


def file_name(dedupe_key: str) -> str:
    """The file that the letter with this key is written to: readable, unique, ending in `.eml`."""
    readable = re.sub(r"[^a-z0-9]+", "-", dedupe_key.lower()).strip("-")[:60]
    return f"{readable}-{hashlib.sha256(dedupe_key.encode('utf-8', 'replace')).hexdigest()[:12]}.eml".lstrip("-")


def _settled(paths: list[Path]) -> list[Path]:
    """Those that nobody is still copying: a file that is younger than a second is looked at twice, an empty one left alone
    for ten.
    """
    paths = [path for path in paths if path.stat().st_size or _age(path) >= _EMPTY_SECONDS]
    young = {path: _state(path) for path in paths if _age(path) < _SETTLED_SECONDS}
    if young:
        time.sleep(_GLANCE_SECONDS)
    return [path for path in paths if path not in young or _state(path) == young[path]]


def _age(path: Path) -> float:
    return abs(time.time() - path.stat().st_mtime)


def _state(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns


def _make(folder: Path) -> None:
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)


def _sync(folder: Path) -> None:
    """Makes renames in `folder` durable, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows does not open folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
