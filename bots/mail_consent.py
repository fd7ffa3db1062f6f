"""The consent of a mailbox's owner, asked for once: a code typed in at the provider's, or a page in the browser."""

import hashlib
import secrets
import time
import urllib.error
import urllib.parse
from base64 import urlsafe_b64encode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from bots.mail_token import TokenRefused, post, reason

Say = Callable[[str], None]
_WAITING = ("authorization_pending", "slow_down")
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_LONGEST_WAIT = 900.0


def by_code(device_url: str, token_url: str, *, client_id: str, client_secret: str = "", scope: str, say: Say) -> str:
    """A refresh token by a code that a person types in on any device (RFC 8628). `say` gets what that person has to do.

    Raises TokenRefused when the consent is refused or does not come within a quarter of an hour.
    """
    begun = _asked(device_url, {"client_id": client_id, "scope": scope}, "verification_uri", "user_code", "device_code")
    say(f"Open {begun['verification_uri']} on any device, log in as the mailbox, and type {begun['user_code']}.")
    pause, until = float(begun.get("interval", 5)), time.monotonic() + _LONGEST_WAIT
    form = {"grant_type": _DEVICE, "client_id": client_id, "device_code": str(begun["device_code"])}
    form |= {"client_secret": client_secret} if client_secret else {}
    while time.monotonic() < until:
        time.sleep(pause)
        try:
            return _refresh_token(post(token_url, form))
        except urllib.error.HTTPError as error:
            said = reason(error)
            if said not in _WAITING:
                raise TokenRefused(f"The consent was refused ({said or error.code}).") from error
            pause += 5.0 if said == "slow_down" else 0.0
    raise TokenRefused("Nobody gave the consent within a quarter of an hour: start again.")


def by_browser(authorize_url: str, token_url: str, *, client_id: str, client_secret: str, scope: str, say: Say) -> str:
    """A refresh token by a page that a person opens in a browser on this machine (RFC 8252, with PKCE of RFC 7636).

    Raises TokenRefused when the consent is refused.
    """
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    with _Redirected() as server:
        asked = {
            "client_id": client_id,
            "redirect_uri": server.address,
            "response_type": "code",
            "scope": scope,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "access_type": "offline",
            "prompt": "consent",
        }
        say(
            f"Open this address in a browser on this machine, and log in as the mailbox (from elsewhere: forward port "
            f"{server.server_address[1]} by ssh first):\n{authorize_url}?{urllib.parse.urlencode(asked)}"
        )
        answer = server.answer(state)
        address = server.address
    if "code" not in answer:
        raise TokenRefused(f"The consent was refused ({answer.get('error', 'no code')}).")
    form = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "client_secret": client_secret,
        "code": answer["code"],
        "redirect_uri": address,
        "code_verifier": verifier,
    }
    return _refresh_token(_asked(token_url, form))


def _asked(url: str, form: dict[str, str], *needed: str) -> dict[str, Any]:
    host = urllib.parse.urlsplit(url).hostname
    try:
        answer = post(url, form)
        if not all(name in answer for name in needed):
            raise ValueError("the answer lacks something")
        return answer
    except urllib.error.HTTPError as error:
        raise TokenRefused(
            f"{host} refused ({reason(error) or error.code}): check oauth.client_id, its secret and oauth.tenant."
        ) from error
    except (OSError, ValueError) as error:
        raise TokenRefused(f"{host} cannot be reached, or does not answer as expected.") from error


def _refresh_token(answer: dict[str, Any]) -> str:
    if not answer.get("refresh_token"):
        raise TokenRefused("The provider gave no refresh token: allow offline access for the application.")
    return str(answer["refresh_token"])


class _Redirected(HTTPServer):
    """Waits on this machine for the browser to come back from the provider."""

    def __init__(self) -> None:
        self.came: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def answer(self, state: str) -> dict[str, str]:
        """What the provider sent back: a code or an error, with the state that we gave it."""
        while self.came.get("state") != state:
            self.handle_request()
        return self.came


class _Answer(BaseHTTPRequestHandler):
    server: _Redirected

    def do_GET(self) -> None:
        self.server.came = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"Thank you. You can close this page and go back to the terminal.")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the address holds the code."""
