"""Access tokens for mail servers that take no passwords: fetched with a refresh token, kept until shortly before they end."""

import hashlib
import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import structlog

from bots.mail_server import is_loopback

log = structlog.get_logger()
_EARLY_SECONDS = 120.0
_TIMEOUT = 20.0
_USUAL_LIFE = 3600.0
_LONGEST_REASON = 10_000


class TokenRefused(ConnectionError):
    """No access token could be had. The text is one sentence that says what to do."""


class AccessToken:
    """Call it for a token that is good for the next two minutes at least; any thread may. Raises TokenRefused.

    `token_url` is the OAuth2 token address of the mail provider: https, or a server on this machine. `refresh_token` is what
    the person who owns the mailbox has consented to once; without one the application logs in by its own `client_secret`. A
    provider may exchange the refresh token for a new one and let the old one end: the newest is written to `kept_in`, and read
    from there as long as `refresh_token` is the one that it came of.
    """

    def __init__(
        self,
        token_url: str,
        *,
        client_id: str,
        refresh_token: str = "",
        client_secret: str = "",
        scope: str = "",
        kept_in: Path | None = None,
    ):
        address = urllib.parse.urlsplit(token_url)
        if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname or "")):
            raise ValueError("the token address must begin with https://")
        if not refresh_token and not client_secret:
            raise ValueError("neither a refresh token nor a client secret is set")
        self.token_url = token_url
        self._kept_in = kept_in
        self._of = hashlib.sha256(refresh_token.encode()).hexdigest()
        grant = "refresh_token" if refresh_token else "client_credentials"
        self._asked = {"grant_type": grant, "client_id": client_id}
        given = (("refresh_token", refresh_token), ("client_secret", client_secret), ("scope", scope))
        self._asked |= {name: value for name, value in given if value}
        if refresh_token:
            self._asked["refresh_token"] = self._newest() or refresh_token
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def __call__(self) -> str:
        with self._lock:
            if not self._token or time.monotonic() > self._until - _EARLY_SECONDS:
                self._fetch()
            return self._token

    def forget(self) -> None:
        """The next call fetches a new token, whatever the old one's time."""
        with self._lock:
            self._token = ""

    def _fetch(self) -> None:
        host = urllib.parse.urlsplit(self.token_url).hostname
        try:
            answer = post(self.token_url, self._asked)
            self._token = str(answer["access_token"])
            self._until = time.monotonic() + float(answer.get("expires_in") or _USUAL_LIFE)
        except urllib.error.HTTPError as error:
            raise TokenRefused(
                f"{host} refused a token for the mailbox ({reason(error) or error.code}): "
                "consent again (`askline mail consent`) and set the new refresh token."
            ) from error
        except OSError as error:
            raise TokenRefused(f"{host} cannot be reached for a token for the mailbox.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise TokenRefused(f"{host} answered without a token for the mailbox: check the token address.") from error
        if "refresh_token" in self._asked and answer.get("refresh_token"):
            self._exchange(str(answer["refresh_token"]))

    def _newest(self) -> str:
        """The refresh token that the configured one was exchanged for in an earlier run, "" when there is none."""
        try:
            kept = json.loads(self._kept_in.read_text(encoding="utf-8")) if self._kept_in else {}
            return str(kept["refresh_token"]) if kept.get("of") == self._of else ""
        except FileNotFoundError:
            return ""
        except (OSError, ValueError, KeyError, AttributeError) as error:
            log.warning("token.file_unreadable", error=type(error).__name__)
            return ""

    def _exchange(self, refresh_token: str) -> None:
        if refresh_token == self._asked["refresh_token"]:
            return
        self._asked["refresh_token"] = refresh_token
        if self._kept_in is None:
            return
        fresh = self._kept_in.with_suffix(".new")
        try:
            # Nobody else on the machine may read it, not even while it is being written.
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump({"of": self._of, "refresh_token": refresh_token}, file)
            fresh.replace(self._kept_in)
        except OSError as error:
            log.warning("token.not_kept", error=type(error).__name__)


def post(url: str, form: dict[str, str]) -> dict[str, Any]:
    """What an OAuth2 provider answers to a form. Raises HTTPError for a refusal, OSError or ValueError for no answer."""
    request = urllib.request.Request(url, data=urllib.parse.urlencode(form).encode())
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
        answer = json.load(response)
    if not isinstance(answer, dict):
        raise ValueError("the answer is no object")
    return answer


def reason(refused: urllib.error.HTTPError) -> str:
    """The provider's own short name for the refusal ("invalid_grant"); its long words may hold addresses."""
    try:
        with refused:
            said = str(json.loads(refused.read(_LONGEST_REASON))["error"])
    except (ValueError, KeyError, TypeError):
        return ""
    return said if said.replace("_", "").isalnum() and len(said) <= 60 else ""
