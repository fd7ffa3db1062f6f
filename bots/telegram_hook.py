"""Telegram's webhook: updates that Telegram posts to a public address, checked by a secret and kept before they are acknowledged."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from threading import Event, Lock
from urllib.parse import urlsplit

import structlog
from telegram import Update

from bots.channel import CheckError
from bots.post_server import Answer, Posted, PostServer
from bots.telegram_wire import sound

HEADER = "x-telegram-bot-api-secret-token"
log = structlog.get_logger()

Take = Callable[[Update], object]
"""Keeps the message in one update. When it raises, Telegram is not told that we have it, and sends it again."""


def secret_of(token: str) -> str:
    """The secret that Telegram sends along with each update: made from the token, so that there is no second one to look after."""
    return sha256(f"webhook:{token}".encode()).hexdigest()


class Hook:
    """Listens for the updates of one bot on `port`, on the path of `url`. Raises CheckError when the port cannot be had."""

    def __init__(self, url: str, host: str, port: int, token: str, take: Take):
        self._secret = secret_of(token)
        self._take = take
        self._one_by_one = Lock()  # the order in which people wrote is kept
        try:
            self._server = PostServer(host, port, urlsplit(url).path or "/", self._answer)
        except OSError as error:
            words = f"Telegram mode webhook cannot listen on {host}:{port} ({error.strerror}): choose another telegram.port."
            raise CheckError(words) from error
        self.port = self._server.port

    def serve_until(self, stop: Event) -> None:
        """Serve until `stop` is set, then close the port. Telegram keeps what people write meanwhile, for a day."""
        self._server.serve_until(stop)

    def _answer(self, posted: Posted) -> Answer:
        given = next((value for name, value in posted.headers.items() if name.lower() == HEADER), "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            log.warning("telegram_webhook_forged")
            return Answer(401, "Not from Telegram.")
        update = sound(json.loads(posted.body))
        try:
            with self._one_by_one:
                if update is not None:
                    self._take(Update.de_json(update, None))
        except Exception as error:
            log.error("telegram_keep_failed", error=type(error).__name__)
            return Answer(500)
        return Answer(200)
