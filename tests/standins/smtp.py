"""A real SMTP server in a thread that keeps what it is given, and refuses or hangs up where a test tells it to."""

import asyncio
import base64
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.standins.ports import free_port
from tests.waiting import PATIENCE


@dataclass
class SmtpSink:
    """`with SmtpSink() as server:`; `letters` holds (envelope sender, receiver, bytes) of each letter that was taken.

    `sender_answer`, `receiver_answers` and `letter_answer` are refusals, such as "550 5.1.1 no such user". `hang_up` is at
    which point the server drops the connection instead of answering: "", "sender" or "letter" (after it has read it);
    each time takes one from `hang_ups_left`. With `user` a log-in is required; `token` makes it an OAuth2 one.
    """

    sender_answer: str = ""
    receiver_answers: dict[str, str] = field(default_factory=dict)
    letter_answer: str = ""
    hang_up: str = ""
    hang_ups_left: int = 1_000_000
    user: str = ""
    password: str = ""
    token: str = ""
    offers_dsn: bool = False
    size_limit: int = 33_554_432
    certificate: tuple[Path, Path] | None = None
    tls_at_once: bool = False
    host: str = "127.0.0.1"
    port: int = 0
    letters: list[tuple[str, str, bytes]] = field(default_factory=list)
    connections: int = 0
    options: list[list[str]] = field(default_factory=list)
    reports_asked_for: list[str] = field(default_factory=list)

    def __enter__(self) -> "SmtpSink":
        self.port = self.port or free_port()
        self._controller = _Controller(self, hostname=self.host, port=self.port, ready_timeout=PATIENCE)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the port and all connections."""
        if self._controller.loop.is_running():
            self.drop_connections()
            self._controller.stop()

    def drop_connections(self) -> None:
        """Hang up on everyone, as a server does with idle clients."""
        for connection in list(self._controller.connections):
            self._controller.loop.call_soon_threadsafe(connection.hang_up)

    def open_connections(self) -> list["_Smtp"]:
        """The connections whose client has not been hung up on."""
        return [each for each in self._controller.connections if each.transport is not None]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]] if self.offers_dsn else responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._hangs_up("sender", server):
            return "421 gone"
        if self.user and not session.authenticated:
            return "530 5.7.0 log in first"
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        self.options.append(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.receiver_answers.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.letter_answer:
            return self.letter_answer
        for receiver in envelope.rcpt_tos:
            self.letters.append((str(envelope.mail_from), receiver, bytes(envelope.original_content or b"")))
        self._hangs_up("letter", server)
        return "250 taken"

    def _hangs_up(self, point: str, server: SMTP) -> bool:
        if self.hang_up != point or not self.hang_ups_left:
            return False
        self.hang_ups_left -= 1
        if isinstance(server, _Smtp):
            server.hang_up()
        return True

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        known = (self.user.encode(), self.password.encode())
        given = (data.login, data.password) if isinstance(data, LoginPassword) else None
        return AuthResult(success=given == known, handled=False)


class _Smtp(SMTP):
    """aiosmtpd's server, which also lets itself be counted and understands XOAUTH2."""

    sink: SmtpSink
    counts: bool

    def __init__(self, *args: Any, **choices: Any):
        self.wires: list[asyncio.Transport] = []
        super().__init__(*args, **choices)

    def connection_made(self, transport: Any) -> None:
        self.sink.connections += self.counts
        self.wires.append(transport)
        super().connection_made(transport)

    async def smtp_MAIL(self, arg: str) -> None:
        await super().smtp_MAIL(self._without_report("MAIL", arg))

    async def smtp_RCPT(self, arg: str) -> None:
        await super().smtp_RCPT(self._without_report("RCPT", arg))

    def _without_report(self, command: str, arg: str) -> str:
        """aiosmtpd knows nothing of delivery reports, so what asks for one is noted and taken out."""
        if not self.sink.offers_dsn:
            return arg
        words = arg.split(" ")
        asking = [word for word in words if word.startswith(("RET=", "NOTIFY="))]
        self.sink.reports_asked_for += [f"{command} {word}" for word in asking]
        return " ".join(word for word in words if word not in asking)

    def hang_up(self) -> None:
        for wire in self.wires:
            wire.abort()

    async def auth_XOAUTH2(self, _: SMTP, args: list[str]) -> AuthResult:
        given = base64.b64decode(args[1]).decode() if len(args) > 1 else ""
        good = given == f"user={self.sink.user}\x01auth=Bearer {self.sink.token}\x01\x01"
        if not good:
            await self.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=good, handled=False, auth_data=self.sink.user if good else None)


class _Controller(Controller):
    def __init__(self, sink: SmtpSink, **where: Any):
        self.sink = sink
        self.connections: set[_Smtp] = set()
        context = None
        if sink.certificate is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*map(str, sink.certificate))
        self.starttls_context = None if sink.tls_at_once else context
        super().__init__(sink, ssl_context=context if sink.tls_at_once else None, **where)

    def factory(self) -> SMTP:
        server = _Smtp(
            self.handler,
            hostname="localhost",
            loop=self.loop,
            tls_context=self.starttls_context,
            require_starttls=self.starttls_context is not None,
            authenticator=self.sink.authenticate,
            auth_require_tls=False,
            enable_SMTPUTF8=False,
            data_size_limit=self.sink.size_limit,
        )
        server.sink = self.sink
        server.counts = bool(self.connections)  # starting makes the first connection
        self.connections.add(server)
        return server
