"""Which threads in channels the bot takes part in, so that people can answer it there without naming it each time."""

from collections import OrderedDict
from threading import Lock
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bots.slack_errors import code_of
from bots.slack_words import SlackBot

NOT_TO_BE_SEEN = ("missing_scope", "thread_not_found", "channel_not_found", "not_in_channel", "message_not_found")

log = structlog.get_logger()


class Threads:
    """What is known of the last `keep` threads; Slack is asked once about any other. Used from several threads."""

    def __init__(self, client: WebClient, keep: int = 5000):
        self.keep = keep
        self._client = client
        self._known: OrderedDict[tuple[str, str], bool] = OrderedDict()
        self._lock = Lock()

    def note(self, channel: str, thread: str, ours: bool = True) -> None:
        """The bot wrote there, or was named there."""
        with self._lock:
            self._known[channel, thread] = ours
            self._known.move_to_end((channel, thread))
            while len(self._known) > self.keep:
                self._known.popitem(last=False)

    def ours(self, channel: str, thread: str, bot: SlackBot) -> bool:
        """Whether the bot takes part. Raises what Slack raises when it cannot be asked now."""
        with self._lock:
            known = self._known.get((channel, thread))
        if known is None:
            known = self._ask(channel, thread, bot)
            self.note(channel, thread, known)
        return known

    def _ask(self, channel: str, thread: str, bot: SlackBot) -> bool:
        try:
            found = self._client.conversations_replies(channel=channel, ts=thread, limit=1)
        except SlackApiError as error:
            if code_of(error) in NOT_TO_BE_SEEN:
                log.warning("slack_thread_not_seen", channel=channel, error=code_of(error))
                return False
            raise
        messages: list[dict[str, Any]] = found.get("messages") or [{}]
        first = messages[0]
        named = f"<@{bot.user}" in str(first.get("text") or "")
        return named or first.get("user") == bot.user or bot.user in (first.get("reply_users") or ())
