"""One folder of a mailbox: which letters are new in it, how they are fetched, and how they are marked once stored."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bots.backoff import Backoff
from bots.channel import Keep
from bots.letter_key import external_id
from intake.messages import Incoming

log = structlog.get_logger()
KEYWORD = b"Askline"
SEEN = b"\\Seen"
_BATCH_LETTERS = 50
_BATCH_OCTETS = 2_000_000
_ASKED_AT_ONCE = 500
_LARGEST = 64 * 1024 * 1024
_REFUSED_IN_A_ROW = 3
_LONGEST_TROUBLE = 3600.0
_MANY = 500
_PROGRESS_BATCHES = 10


Progress = Callable[[int, int], None]
"""Is told how many letters of how many are stored, now and then while there are many."""


def logged(stored: int, of: int) -> None:
    """Progress as a line of the log."""
    log.info("mailbox.progress", stored=stored, of=of)


class NotKept(Exception):
    """The store takes nothing at the moment: its error is the cause."""


@dataclass
class Swept:
    """What one pass over a folder came to: letters that were new, letters stored, and the first error of the store."""

    new: int = 0
    stored: int = 0
    failure: Exception | None = None
    refused_in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class _Letter:
    uid: int
    size: int
    delivered: datetime | None


@dataclass
class _Facts:
    """What is known while UIDVALIDITY stays: where new letters begin, which are stored but unmarked or gave trouble."""

    validity: int
    begins: int = 1
    keywords: bool = False
    kept: set[int] = field(default_factory=set)
    trouble: dict[int, tuple[Backoff, float]] = field(default_factory=dict)


class Folder:
    """Takes what is new in one folder, again and again, over as many connections as it takes.

    New is a letter without our keyword that is unread, or that came after the last one with our keyword (a person may
    have read it first). With `since`, a day, it is every letter of that day or later without our keyword, and no older
    one. On a server that keeps no keywords, being unread decides. Letters are marked as read, with the keyword, after
    they were stored, and then moved to `done` when that is set.
    """

    def __init__(self, name: str, *, since: date | None, done: str, clock: Callable[[], datetime], progress: Progress):
        self.name = name
        self.since = since
        self.done = done
        self.clock = clock
        self.progress = progress
        self._facts = _Facts(validity=-1)

    def sweep(self, client: IMAPClient, keep: Keep, stop: threading.Event, *, patient: bool) -> Swept:
        """Store what is new. When `patient`, letters that gave trouble wait their turn.

        Raises NotKept when the store refused several letters in a row, and what IMAPClient raises when the connection
        fails.
        """
        self._select(client)
        waiting = self._waiting(client, patient=patient)
        if len(waiting) > _MANY:
            self.progress(0, len(waiting))
        swept = Swept()
        for number, batch in enumerate(self._batches(client, waiting), start=1):
            if stop.is_set():
                break
            self._take(client, batch, keep, stop, swept)
            if number % _PROGRESS_BATCHES == 0:
                self.progress(swept.stored, len(waiting))
        return swept

    def next_try(self) -> float | None:
        """In how many seconds the first of the letters that gave trouble is to be tried again."""
        times = [not_before for _, not_before in self._facts.trouble.values()]
        return max(0.0, min(times) - time.monotonic()) if times else None

    def _select(self, client: IMAPClient) -> None:
        selected = client.select_folder(self.name)
        validity = int(selected.get(b"UIDVALIDITY", 0))
        if validity == self._facts.validity:
            return
        permanent = selected.get(b"PERMANENTFLAGS", ())
        facts = _Facts(validity=validity, keywords=b"\\*" in permanent or KEYWORD in permanent)
        facts.begins = int(selected.get(b"UIDNEXT", 1))
        if facts.keywords and (marked := client.search(["KEYWORD", KEYWORD])):
            facts.begins = max(marked) + 1
        self._facts = facts

    def _waiting(self, client: IMAPClient, *, patient: bool) -> list[int]:
        facts = self._facts
        unmarked: list[object] = ["UNKEYWORD", KEYWORD] if facts.keywords else []
        if self.since is not None:
            found = set(client.search([*(unmarked or ["UNSEEN"]), "UNDELETED", "SINCE", self.since]))
        else:
            found = set(client.search(["UNSEEN", "UNDELETED", *unmarked]))
            found |= {
                uid
                for uid in client.search(["UID", f"{facts.begins}:*", "UNDELETED", *unmarked])
                if uid >= facts.begins
            }
        facts.trouble = {uid: tried for uid, tried in facts.trouble.items() if uid in found}
        wanted = [uid for uid in found - facts.kept if not patient or self._due(uid)]
        return sorted(wanted, key=lambda uid: (uid in facts.trouble, uid))

    def _due(self, uid: int) -> bool:
        return uid not in self._facts.trouble or self._facts.trouble[uid][1] <= time.monotonic()

    def _batches(self, client: IMAPClient, uids: Sequence[int]) -> Iterator[list[_Letter]]:
        """Letters in groups that are fetched together; a big or a troubled one is alone."""
        for at in range(0, len(uids), _ASKED_AT_ONCE):
            batch: list[_Letter] = []
            for letter in self._described(client, uids[at : at + _ASKED_AT_ONCE]):
                octets = sum(earlier.size for earlier in batch) + letter.size
                alone = letter.uid in self._facts.trouble
                if batch and (alone or octets > _BATCH_OCTETS or len(batch) >= _BATCH_LETTERS):
                    yield batch
                    batch = []
                batch.append(letter)
            if batch:
                yield batch

    def _described(self, client: IMAPClient, uids: Sequence[int]) -> Iterator[_Letter]:
        try:
            facts = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        except (IMAPClientAbortError, OSError):
            raise
        except Exception as error:
            # One letter that the server cannot describe must not hide the others: each is fetched by itself.
            log.warning("mailbox.not_described", letters=len(uids), error=type(error).__name__)
            facts = {uid: {b"RFC822.SIZE": _BATCH_OCTETS} for uid in uids}
        for uid in uids:
            if uid in facts:
                yield _Letter(uid, int(facts[uid].get(b"RFC822.SIZE") or 0), facts[uid].get(b"INTERNALDATE"))

    def _take(self, client: IMAPClient, batch: list[_Letter], keep: Keep, stop: threading.Event, swept: Swept) -> None:
        try:
            raws = self._fetched(client, batch)
        except (IMAPClientAbortError, OSError) as error:
            for letter in batch:
                self._note_trouble(letter.uid, error)
            raise
        except Exception as error:
            if len(batch) == 1:
                self._note_trouble(batch[0].uid, error)
                return
            for letter in batch:
                self._take(client, [letter], keep, stop, swept)
            return
        stored: list[int] = []
        try:
            for letter in batch:
                if stop.is_set():
                    break
                if letter.uid in raws and self._kept(letter, raws[letter.uid], keep, swept):
                    stored.append(letter.uid)
        finally:
            if stored:
                self._mark(client, stored)

    def _fetched(self, client: IMAPClient, batch: list[_Letter]) -> dict[int, bytes]:
        """The letters' bytes. One that is larger than any mail server passes on is cut off."""
        part = "BODY.PEEK[]" if batch[0].size <= _LARGEST else f"BODY.PEEK[]<0.{_LARGEST}>"
        answers = client.fetch([letter.uid for letter in batch], [part])
        raws = {}
        for uid, answer in answers.items():
            raw = next((value for name, value in answer.items() if name.startswith(b"BODY[]")), None)
            if isinstance(raw, bytes):
                raws[uid] = raw
            else:
                self._note_trouble(uid, ValueError("no bytes"))
        return raws

    def _kept(self, letter: _Letter, raw: bytes, keep: Keep, swept: Swept) -> bool:
        now = self.clock()
        received = min(letter.delivered, now) if letter.delivered and letter.delivered.tzinfo else now
        incoming = Incoming(
            channel="email", external_id=external_id(raw), received_at=received.astimezone(UTC), raw=raw
        )
        try:
            swept.new += keep(incoming)
        except Exception as error:
            self._note_trouble(letter.uid, error)
            swept.failure = swept.failure or error
            swept.refused_in_a_row += 1
            if swept.refused_in_a_row >= _REFUSED_IN_A_ROW:
                raise NotKept from error
            return False
        swept.stored += 1
        swept.refused_in_a_row = 0
        self._facts.trouble.pop(letter.uid, None)
        return True

    def _mark(self, client: IMAPClient, uids: list[int]) -> None:
        """Marks stored letters and moves them. What a server will not mark is remembered; the inbox knows a repeat."""
        try:
            client.add_flags(uids, [SEEN, KEYWORD] if self._facts.keywords else [SEEN], silent=True)
            if not self._facts.keywords:
                self._facts.kept.update(uids)
            if self.done:
                self._move(client, uids)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            if self._facts.keywords:
                self._facts.keywords = False
                self._mark(client, uids)
                return
            self._facts.kept.update(uids)
            log.warning("mailbox.not_marked", letters=len(uids), error=type(error).__name__)

    def _move(self, client: IMAPClient, uids: list[int]) -> None:
        if not client.folder_exists(self.done):
            client.create_folder(self.done)
        if client.has_capability("MOVE"):
            client.move(uids, self.done)
            return
        client.copy(uids, self.done)
        client.delete_messages(uids, silent=True)
        if client.has_capability("UIDPLUS"):
            # A plain EXPUNGE would also remove what other people have deleted but not yet expunged.
            client.uid_expunge(uids)

    def _note_trouble(self, uid: int, error: Exception) -> None:
        backoff, _ = self._facts.trouble.get(uid, (Backoff(1.0, _LONGEST_TROUBLE), 0.0))
        wait = backoff.next()
        self._facts.trouble[uid] = (backoff, time.monotonic() + wait)
        log.error("mailbox.trouble", uid=uid, error=type(error).__name__, again_in=round(wait, 1))
