"""Access tokens for mail servers that take no passwords: fetched with a refresh token, kept until shortly before they end."""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from bots.mail_server import is_loopback

_EARLY_SECONDS = 120.0
_TIMEOUT = 20.0
_USUAL_LIFE = 3600.0


class TokenRefused(ConnectionError):
    """No access token could be had. The text is one sentence that says what to do."""


class AccessToken:
    """Call it for a token that is good for the next two minutes at least; any thread may. Raises TokenRefused.

    `token_url` is the OAuth2 token address of the mail provider: https, or a server on this machine. `refresh_token` is what
    the person who owns the mailbox has consented to once. A provider may exchange it for a new one, which is kept in memory.
    """

    def __init__(self, token_url: str, *, client_id: str, refresh_token: str, client_secret: str = "", scope: str = ""):
        address = urllib.parse.urlsplit(token_url)
        if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname or "")):
            raise ValueError("the token address must begin with https://")
        self.token_url = token_url
        self._asked = {"grant_type": "refresh_token", "client_id": client_id, "refresh_token": refresh_token}
        self._asked |= {name: value for name, value in (("client_secret", client_secret), ("scope", scope)) if value}
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
        request = urllib.request.Request(self.token_url, data=urllib.parse.urlencode(self._asked).encode())
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
                answer = json.load(response)
            self._token = str(answer["access_token"])
            self._until = time.monotonic() + float(answer.get("expires_in") or _USUAL_LIFE)
        except urllib.error.HTTPError as error:
            with error:
                raise TokenRefused(
                    f"{host} refused a token for the mailbox ({error.code}): consent again and set the new refresh token."
                ) from error
        except OSError as error:
            raise TokenRefused(f"{host} cannot be reached for a token for the mailbox.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise TokenRefused(f"{host} answered without a token for the mailbox: check the token address.") from error
        self._asked["refresh_token"] = str(answer.get("refresh_token") or self._asked["refresh_token"])
