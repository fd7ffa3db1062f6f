"""Letters out by SMTP, over connections that are kept open between letters."""

import smtplib
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from bots.channel import CheckError
from bots.letter_headers import wire_address
from bots.letter_out import compose, message_id, reply_address
from bots.mail_server import MailServer
from bots.pace import Pace
from bots.smtp_answers import refusal
from bots.smtp_wire import connect, explained
from intake.messages import Outgoing, SendError, SendLater

log = structlog.get_logger()
_FRESH_SECONDS = 10.0
_DROPPED_SECONDS = 60.0
_LOGIN_PAUSE = 300.0
_SCAN_SECONDS = 120.0
_FAULTS = (OSError, smtplib.SMTPException, UnicodeError)


class SmtpSender:
    """Sends letters through one SMTP server. Any thread may send; each letter in flight has a connection of its own.

    `address` is ours, in From; the envelope sender carries the reply token, so that a bounce says which letter it is
    about. `one_click` is the https address of `compose`, `a_minute` how many letters one domain gets in a minute (0: no limit).
    `clock` gives the aware time for Date.
    """

    name = "email"

    def __init__(
        self,
        server: MailServer,
        *,
        address: str,
        from_name: str,
        one_click: str = "",
        a_minute: float = 0.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.server = server
        self.address = address
        self.from_name = from_name
        self.one_click = one_click
        self.clock = clock
        self._pace = Pace(a_minute)
        self._domain = address.rpartition("@")[2]
        self._lock = threading.Lock()
        self._idle: list[tuple[smtplib.SMTP, float]] = []

    def send(self, outgoing: Outgoing) -> str:
        """Hand one letter over and return its Message-ID in brackets. Raises SendError, or SendLater when its domain has had its share."""
        letter = compose(
            outgoing,
            from_name=self.from_name,
            address=self.address,
            domain=self._domain,
            date=self.clock(),
            one_click=self.one_click,
        )
        receiver = wire_address(outgoing.address)
        if wait := self._pace.wait(receiver.rpartition("@")[2].lower()):
            raise SendLater(wait)
        self.send_bytes(letter, sender=reply_address(outgoing, self.address), receiver=receiver)
        return f"<{message_id(outgoing, self._domain)}>"

    def send_bytes(self, letter: bytes, *, sender: str, receiver: str) -> None:
        """Hand over a letter that is made already, from `sender` to `receiver` on the envelope. Raises SendError."""
        connection = self._with_envelope(sender, receiver, len(letter))
        try:
            code, answer = self._content(connection, letter)
        except _FAULTS as error:
            # The server may have taken the letter before it fell silent. Its Message-ID stays the same,
            # so sending it again is safe.
            self._drop(connection)
            raise SendError(
                "the connection broke before the mail server said whether it took the letter",
                permanent=False,
                retry_after=_DROPPED_SECONDS,
            ) from error
        if code != 250:
            self._give_back(connection, reset=True)
            raise refusal(code, answer, stage="letter")
        self._give_back(connection)

    def check(self) -> str:
        """Log in, say who we are, and leave again. Raises CheckError with what to do."""
        try:
            connection = connect(self.server, self._domain)
            code, answer = connection.mail(self.address)
        except _FAULTS as error:
            raise CheckError(explained(error, self.server)) from error
        self._drop(connection)
        if code != 250:
            raise CheckError(
                f"The mail server {self.server.host} refuses our letters: {refusal(code, answer, stage='sender')}."
            )
        return f"The mail server {self.server.host} takes our letters."

    def close(self) -> None:
        """End all connections that are at rest."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection, _ in idle:
            self._drop(connection)

    def _with_envelope(self, sender: str, receiver: str, size: int) -> smtplib.SMTP:
        """A connection whose server has said yes to both addresses. A kept one that has gone stale is replaced once."""
        connection, kept = self._take()
        while True:
            try:
                self._envelope(connection, sender, receiver, size)
                return connection
            except SendError:
                self._give_back(connection, reset=True)
                raise
            except _FAULTS as error:
                self._drop(connection)
                if not kept:
                    raise SendError(explained(error, self.server), permanent=False) from error
            connection, kept = self._open(), False

    def _envelope(self, connection: smtplib.SMTP, sender: str, receiver: str, size: int) -> None:
        from_options, to_options = self._options(connection, sender, receiver, size)
        code, answer = connection.mail(sender, from_options)
        if code == 421:
            raise smtplib.SMTPServerDisconnected("closing")
        if code != 250:
            raise refusal(code, answer, stage="sender")
        code, answer = connection.rcpt(receiver, to_options)
        if code == 421:
            raise smtplib.SMTPServerDisconnected("closing")
        if code not in (250, 251):
            raise refusal(code, answer, stage="receiver")

    def _options(self, connection: smtplib.SMTP, sender: str, receiver: str, size: int) -> tuple[list[str], list[str]]:
        options: list[str] = []
        if not (sender + receiver).isascii():
            if not connection.has_extn("smtputf8"):
                raise SendError("the mail server cannot send to an address with letters like that", permanent=True)
            connection.command_encoding = "utf-8"
            options.append("SMTPUTF8")
        limit = connection.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            raise SendError(f"the letter is too big for the mail server: {size} bytes of {limit}", permanent=True)
        if connection.has_extn("size"):
            options.append(f"SIZE={size}")
        if not connection.has_extn("dsn"):
            return options, []
        return [*options, "RET=HDRS"], ["NOTIFY=FAILURE,DELAY"]

    def _content(self, connection: smtplib.SMTP, letter: bytes) -> tuple[int, bytes]:
        try:
            if connection.sock is not None:
                # Servers look for viruses before they answer; to give up too soon is to send the letter twice.
                connection.sock.settimeout(max(self.server.timeout, _SCAN_SECONDS))
            answer = connection.data(letter)
            if connection.sock is not None:
                connection.sock.settimeout(self.server.timeout)
            return answer
        except smtplib.SMTPDataError as refused:
            said = refused.smtp_error
            return refused.smtp_code, said if isinstance(said, bytes) else said.encode()

    def _take(self) -> tuple[smtplib.SMTP, bool]:
        """A connection, and whether it was used before. One at rest for long is asked first whether it still stands."""
        with self._lock:
            connection, since = self._idle.pop() if self._idle else (None, 0.0)
        if connection is None:
            return self._open(), False
        if time.monotonic() - since < _FRESH_SECONDS:
            return connection, True
        try:
            if connection.noop()[0] == 250:
                return connection, True
        except _FAULTS as error:
            log.debug("smtp.stale", error=type(error).__name__)
        self._drop(connection)
        return self._open(), False

    def _open(self) -> smtplib.SMTP:
        try:
            connection = connect(self.server, self._domain)
        except smtplib.SMTPAuthenticationError as error:
            raise SendError(explained(error, self.server), permanent=False, retry_after=_LOGIN_PAUSE) from error
        except _FAULTS as error:
            raise SendError(explained(error, self.server), permanent=False) from error
        if connection.sock is not None:
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _give_back(self, connection: smtplib.SMTP, *, reset: bool = False) -> None:
        if reset:
            try:
                usable = connection.rset()[0] == 250
            except _FAULTS:
                usable = False
            if not usable:
                self._drop(connection)
                return
        with self._lock:
            self._idle.append((connection, time.monotonic()))

    def _drop(self, connection: smtplib.SMTP) -> None:
        try:
            if connection.sock is not None:
                connection.sock.settimeout(2.0)
                connection.quit()
        except _FAULTS as error:
            log.debug("smtp.closed", error=type(error).__name__)
        finally:
            connection.close()
