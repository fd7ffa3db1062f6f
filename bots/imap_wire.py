"""One IMAP connection, logged in; waiting on it for news; and what it means when there is none."""

import logging
import selectors
import socket
import ssl
import time
from threading import Event

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from bots.mail_server import MailServer
from bots.mail_token import AccessToken, TokenRefused

FAULTS = (OSError, IMAPClientError, EOFError, UnicodeError)
_CONNECT_SECONDS = 10.0
_SLICE_SECONDS = 0.5
_DONE_SECONDS = 10.0
_CHATTER_SECONDS = 0.2
_FAREWELL_SECONDS = 2.0
_PORTS = {"tls": 993, "starttls": 143, "none": 143}

# At level debug the library logs whole letters.
logging.getLogger("imapclient").setLevel(logging.WARNING)


class ConnectionLost(ConnectionError):
    """The server closed the connection, or said that it will."""


def connect(server: MailServer) -> IMAPClient:
    """A connection that is logged in. Raises one of FAULTS."""
    client = IMAPClient(
        server.host,
        server.port or _PORTS[server.security],
        ssl=server.security == "tls",
        ssl_context=server.context() if server.security == "tls" else None,
        timeout=SocketTimeout(min(_CONNECT_SECONDS, server.timeout), server.timeout),
    )
    client.normalise_times = False
    try:
        if server.security == "starttls":
            client.starttls(server.context())
        if server.token is not None:
            client.oauth2_login(server.user, server.token())
        else:
            client.login(server.user, server.password)
    except BaseException as error:
        if isinstance(error, LoginError) and isinstance(server.token, AccessToken):
            server.token.forget()
        part(client)
        raise
    return client


def part(client: IMAPClient) -> None:
    """Says goodbye, or just hangs up when the server does not listen."""
    try:
        client.socket().settimeout(_FAREWELL_SECONDS)
        client.logout()
    except FAULTS:
        try:
            client.shutdown()
        except FAULTS:
            return


def cut(client: IMAPClient) -> None:
    """Ends the connection under a thread that waits on it, which then meets an error at once."""
    try:
        # Not the socket's own shutdown: on a TLS socket that takes the encryption off while another thread reads.
        socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)
    except OSError:
        return


def wait_for_news(client: IMAPClient, stop: Event, seconds: float) -> None:
    """IDLE until the server tells of something new, `seconds` have passed, or `stop` is set.

    Raises one of FAULTS when the connection is gone. The library's `idle_check` is not used: after the server has closed it
    answers nothing, at once and for ever, and it breaks the connection when a line comes in two packets.
    """
    if _told_already(client):
        stop.wait(_CHATTER_SECONDS)
        return
    until = time.monotonic() + seconds
    news = False
    while not news and not stop.is_set() and time.monotonic() < until:
        try:
            client.idle()
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            stop.wait(until - time.monotonic())
            return
        told = _watch(client, stop, until)
        patience = _FAREWELL_SECONDS if stop.is_set() else _DONE_SECONDS
        client.socket().settimeout(min(patience, client._timeout.read))
        _, answers = client.idle_done()
        client._set_read_timeout()
        news = _tells_of_mail(answers)
        if told and not news:
            stop.wait(_CHATTER_SECONDS)


def explained(error: BaseException, server: MailServer) -> str:
    """One sentence on why there is no connection, with what to do about it."""
    where = f"{server.host}:{server.port or _PORTS[server.security]}"
    match error:
        case TokenRefused():
            return str(error)
        case LoginError() if server.token is not None:
            return f"The mailbox on {where} refused the token: check imap.user, and that this user gave the consent ([oauth])."
        case LoginError():
            return f"The mailbox on {where} refused the log-in: check user and password (imap.user, imap.password)."
        case CapabilityError():
            return f"The mailbox on {where} does not offer what the settings ask for: check imap.security."
        case ssl.SSLCertVerificationError():
            return f"The certificate of {where} cannot be trusted ({error.verify_message}): check imap.host."
        case ssl.SSLError():
            return f"Encryption with {where} failed: check imap.security and imap.port."
        case FileNotFoundError():
            return f"The certificate file for {where} is not there: check imap.certificate."
        case UnicodeError():
            return f"The mailbox on {where} cannot read the user or password: check imap.user and imap.password."
        case TimeoutError():
            return f"The mailbox on {where} does not answer: check imap.host and imap.port, and the network."
        case ConnectionLost() | IMAPClientAbortError() | EOFError():
            return f"The mailbox on {where} closed the connection."
        case OSError():
            reason = error.strerror or type(error).__name__
            return f"The mailbox on {where} cannot be reached ({reason}): check imap.host and imap.port."
        case _:
            return f"The mailbox on {where} answered something unexpected ({type(error).__name__})."


def _told_already(client: IMAPClient) -> bool:
    """Whether the number of letters changed since the folder was selected: said with the answer to another command, it is
    not said again.
    """
    numbers = client._imap.untagged_responses.get("EXISTS", [])
    return bool(numbers) and numbers[-1] != numbers[0]


def _watch(client: IMAPClient, stop: Event, until: float) -> bool:
    """Waits until the server says anything or closes, which is True, or until it is time to end."""
    if _unread(client):
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(client.socket(), selectors.EVENT_READ)
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            if selector.select(min(_SLICE_SECONDS, left)):
                return True
    return False


def _unread(client: IMAPClient) -> bool:
    """Whether news came in one packet with the consent to IDLE: already read, so no poll of the socket shows it."""
    connection, library = client.socket(), client._imap
    if hasattr(library, "_readbuf"):  # from Python 3.14 on, which warns when its file is touched
        return bool(library._readbuf) or (isinstance(connection, ssl.SSLSocket) and connection.pending() > 0)
    connection.setblocking(False)
    try:
        return bool(library.file.peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        connection.setblocking(True)
        client._set_read_timeout()


def _tells_of_mail(answers: list[tuple[object, ...]]) -> bool:
    """Whether one of the answers is about new messages. Raises ConnectionLost for a BYE."""
    for answer in answers:
        if answer and answer[0] == b"BYE":
            raise ConnectionLost("the server said goodbye")
    return any(len(answer) > 1 and answer[1] in (b"EXISTS", b"RECENT") for answer in answers)
