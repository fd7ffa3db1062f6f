"""Where a mail server is and how to log in to it: the same few facts for IMAP and for SMTP."""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    """One mail server and one account on it.

    `port` 0 is the usual one for the protocol and `security`. `token` returns a fresh OAuth2 access token and is asked
    at each login; with it no `password` is needed. `certificate` is a PEM file of an authority that only this server
    uses. `timeout` is in seconds, for each answer of the server. Without encryption a password would cross the network
    for all to read, so "none" raises ValueError unless the server is this machine or `allow_unencrypted` is set.
    """

    host: str
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = "tls"
    token: Callable[[], str] | None = field(default=None, repr=False)
    allow_unencrypted: bool = False
    timeout: float = 30.0
    certificate: Path | None = None

    def __post_init__(self) -> None:
        if not self.host:
            raise ValueError("the mail server has no host name")
        if self.security not in ("tls", "starttls", "none"):
            raise ValueError(f'security "{self.security}" is not one of tls, starttls, none')
        if self.security == "none" and not self.allow_unencrypted and not is_loopback(self.host):
            raise ValueError(
                f'security "none" would send the password for {self.host} unencrypted: use "tls" or "starttls"'
            )

    def context(self) -> ssl.SSLContext:
        """TLS settings that check the server's certificate and name. Raises OSError for an unreadable `certificate`."""
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
        if self.certificate is not None:
            context.load_verify_locations(cafile=str(self.certificate))
        return context


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def oauth_answer(user: str, token: str) -> str:
    """The XOAUTH2 answer for one login, before base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"
