"""The Bolt app: checks signatures, then hands every delivery to one function and acknowledges it only when that is done."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bots.slack_words import SlackBot

log = structlog.get_logger()

Take = Callable[[Mapping[str, Any]], object]
"""Stores what one delivery holds. When it raises, Slack is not told that we have it, and delivers it again."""


def quiet_logger() -> logging.Logger:
    """The libraries' logger, from warnings on: below that they write down what people said."""
    logger = logging.getLogger("bots.slack.library")
    logger.setLevel(logging.WARNING)
    return logger


def silent_logger() -> logging.Logger:
    """For clients whose every failure is raised to us and reported by us."""
    logger = logging.getLogger("bots.slack.client")
    logger.setLevel(logging.CRITICAL)
    return logger


class HandOn(Middleware):
    """Gives each delivery to `take`. It reads the body itself: Bolt's own unpacking fails on a malformed one."""

    def __init__(self, take: Take):
        self._take = take

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:
        """200 once the delivery is kept, 500 when it could not be: then it comes again."""
        try:
            self._take(req.body)
        except Exception as error:
            log.error("slack_keep_failed", delivery=str(req.body.get("event_id") or ""), error=type(error).__name__)
            return BoltResponse(status=500, body="")
        return BoltResponse(status=200, body="")


def build_app(client: WebClient, bot: SlackBot, *, signing_secret: str, take: Take) -> App:
    """An app whose only work is `take`.

    The bot is known, so that nothing is asked of Slack while a delivery waits: Bolt acknowledges a delivery whose
    authorisation failed, and it would be lost.
    """

    def authorize(team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_token=token, bot_id=bot.bot, bot_user_id=bot.user
        )

    token = client.token
    app = App(
        client=WebClient(token=None, base_url=client.base_url, logger=silent_logger()),
        authorize=authorize,
        signing_secret=signing_secret or "none",
        logger=quiet_logger(),
        name="askline",
    )

    app.middleware(HandOn(take))
    return app
