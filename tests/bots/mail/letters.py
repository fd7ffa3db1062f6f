"""Letters and stores for the mail tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bots.mailbox import Mailbox
from intake.messages import Incoming
from tests.waiting import PATIENCE, wait_until


def letter(number: int, *, body: str = "", size: int = 0) -> bytes:
    """An ordinary letter; `size` fills it up to about that many bytes."""
    words = body or f"We need {number} chairs for our lunch club in Harehills."
    head = (
        f"From: Anna <anna@example.org>\r\nTo: asks@example.org\r\nSubject: need {number}\r\n"
        f"Message-ID: <letter-{number}@example.org>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\n{words}\r\n"
    ).encode()
    line = b"x" * 74 + b"\r\n"
    return head + line * max(0, (size - len(head)) // len(line))


BROKEN_CHARSET = (
    b"From: Anna <anna@example.org>\r\nSubject: caf\xe9 =?x-none?q?=ff?=\r\nMessage-ID: <broken@example.org>\r\n"
    b'Content-Type: text/plain; charset="x-unknown-42"\r\n\r\ncaf\xe9 \xff\xfe\x00 chairs\r\n'
)


class Store:
    """Remembers what it was given, as the inbox does; raises for the letters whose subject has a word of `refused`."""

    def __init__(self, *refused: bytes):
        self.refused = refused
        self.kept: list[Incoming] = []
        self.asked = 0

    def keep(self, incoming: Incoming) -> bool:
        self.asked += 1
        if any(word in (incoming.raw or b"") for word in self.refused):
            raise ConnectionError("the database is down")
        new = incoming.external_id not in self.ids()
        self.kept.append(incoming)
        return new

    def ids(self) -> set[str]:
        return {incoming.external_id for incoming in self.kept}

    def wait_for(self, letters: int) -> None:
        """Returns when so many different letters were kept."""
        wait_until(lambda: len(self.ids()) >= letters, what=f"having {letters} letters")


@contextmanager
def running(mailbox: Mailbox, store: Store) -> Iterator[threading.Event]:
    """The mailbox in a thread, which must have ended when the block is left."""
    stop = threading.Event()
    thread = threading.Thread(target=mailbox.run, args=(store.keep, stop))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(timeout=PATIENCE)
    assert not thread.is_alive(), "the mailbox does not stop"
