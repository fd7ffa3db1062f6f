"""What the IMAP stand-ins have in common: an account that a test can fill and look into with a client of its own."""

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError

from tests.waiting import PATIENCE


@dataclass
class ImapAccount:
    """One account on a server on this machine."""

    port: int
    user: str
    password: str
    host: str = "127.0.0.1"
    _client: IMAPClient | None = field(default=None, repr=False)

    @contextlib.contextmanager
    def client(self, folder: str = "INBOX") -> Iterator[IMAPClient]:
        """A client that is logged in and has selected `folder`. It is kept for the next time: a log-in can take 0.3 s."""
        if self._client is not None:
            try:
                self._client.noop()
            except (OSError, IMAPClientAbortError):
                self.let_go()
        if self._client is None:
            self._client = IMAPClient(self.host, self.port, ssl=False, timeout=PATIENCE)
            self._client.login(self.user, self.password)
            # Without this every APPEND waits some 40 ms for an acknowledgement.
            self._client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client.select_folder(folder)
        yield self._client

    def let_go(self) -> None:
        """Give the test's own client up, before the server goes."""
        if self._client is not None:
            with contextlib.suppress(OSError, IMAPClientAbortError):
                self._client.logout()
            with contextlib.suppress(OSError, IMAPClientAbortError):
                self._client.shutdown()
            self._client = None

    def deliver(
        self, *letters: bytes, folder: str = "INBOX", flags: tuple[bytes, ...] = (), at: datetime | None = None
    ) -> None:
        """Put letters into `folder`, as delivered `at` (now by default)."""
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for letter in letters:
                client.append(folder, letter, flags, at)

    def empty(self, folder: str = "INBOX") -> None:
        """Remove everything from `folder`."""
        with self.client(folder) as client:
            if everything := client.search("ALL"):
                client.delete_messages(everything)
                client.expunge()

    def uids(self, *criteria: str, folder: str = "INBOX") -> list[int]:
        """The messages in `folder` that match, all by default."""
        with self.client(folder) as client:
            return list(client.search(list(criteria) or "ALL"))

    def flags(self, folder: str = "INBOX") -> list[set[bytes]]:
        """The flags of each message in `folder`, in order."""
        with self.client(folder) as client:
            everything = client.search("ALL")
            found = client.get_flags(everything) if everything else {}
            return [set(found[uid]) - {b"\\Recent"} for uid in everything]
