"""What every channel can do: take words in, carry words out, and say in one sentence whether it works."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from intake.messages import Incoming, Outgoing

Keep = Callable[[Incoming], bool]
"""Stores one message durably; True when it was new, False when it had been stored before; an error means not stored."""


class CheckError(Exception):
    """A channel does not work. The text is one sentence for the person who set it up: what is wrong and what to do."""


class Channel(Protocol):
    """One way in and out. It only translates: it decides nothing and says nothing of its own.

    A message is acknowledged on the wire only after `keep` returned; when `keep` raises, the message comes again.
    """

    @property
    def name(self) -> str:
        """The channel's name as it stands in `Incoming.channel` and `Outgoing.channel`."""
        ...

    def run(self, keep: Keep, stop: Event) -> None:
        """Take messages in until `stop` is set. Reconnects; raises CheckError for what waiting cannot mend."""
        ...

    def poll_once(self, keep: Keep) -> int:
        """Take in what is waiting now; return how many messages were new. Raises CheckError when out of reach."""
        ...

    def send(self, outgoing: Outgoing) -> str:
        """Send one message and return its id on the wire. Blocks; may be called from any thread; raises `SendError`."""
        ...

    def check(self) -> str:
        """Try the settings for real; say in one sentence that they work. Raises CheckError when they do not."""
        ...

    def close(self) -> None:
        """Give connections back. Calling it twice does no harm."""
        ...
