"""The channel "email" made of two halves: one that takes letters in and one that sends them."""

from threading import Event
from typing import Protocol

from bots.channel import Keep
from intake.messages import Outgoing


class Receiver(Protocol):
    """Takes letters in: `bots.mailbox.Mailbox` or `bots.maildir.LocalMaildir`."""

    def run(self, keep: Keep, stop: Event) -> None: ...
    def poll_once(self, keep: Keep) -> int: ...
    def check(self) -> str: ...
    def close(self) -> None: ...


class Sender(Protocol):
    """Sends letters: `bots.smtp.SmtpSender` or `bots.maildir.LocalMaildir`."""

    def send(self, outgoing: Outgoing) -> str: ...
    def check(self) -> str: ...
    def close(self) -> None: ...


class MailChannel:
    """A receiver and a sender as one channel. Both halves may be the same object."""

    name = "email"

    def __init__(self, receiver: Receiver, sender: Sender):
        self.receiver = receiver
        self.sender = sender
        self._one = id(receiver) == id(sender)

    def run(self, keep: Keep, stop: Event) -> None:
        self.receiver.run(keep, stop)

    def poll_once(self, keep: Keep) -> int:
        return self.receiver.poll_once(keep)

    def send(self, outgoing: Outgoing) -> str:
        return self.sender.send(outgoing)

    def check(self) -> str:
        """What both halves say of themselves. Raises CheckError for the first that does not work."""
        if self._one:
            return self.receiver.check()
        return f"{self.receiver.check()} {self.sender.check()}"

    def close(self) -> None:
        self.receiver.close()
        if not self._one:
            self.sender.close()
