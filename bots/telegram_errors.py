"""What an error from Telegram means: for a message that was to be sent, and for the person who set the bot up."""

import os

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bots.channel import CheckError
from intake.messages import SendError, SendLater

# Asks the library for pauses as timedelta, which it will give by itself one day; a bare number makes it warn each time.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class LongWait(TelegramError):
    """Telegram asks for a longer pause than a sender should sit through. `seconds` says how long."""

    def __init__(self, seconds: float):
        super().__init__(f"Telegram asks to wait {seconds:.0f} seconds")
        self.seconds = seconds


class Crowded(TelegramError):
    """A group has had as many messages as it may for now. `seconds` says when there is room for the next one."""

    def __init__(self, seconds: float):
        super().__init__(f"The group has room again in {seconds:.0f} seconds")
        self.seconds = seconds


def seconds_to_wait(error: RetryAfter) -> float:
    """The pause that Telegram asks for, in seconds."""
    pause = error.retry_after
    return float(pause) if isinstance(pause, int | float) else pause.total_seconds()


def send_error(error: TelegramError, *, private: bool = False) -> SendError | SendLater:
    """The same error as the outbox understands it. In a `private` chat one who blocked the bot, or closed the account, is gone.

    BadRequest is a kind of NetworkError but never worth repeating, so it is looked at first. A refused token is the
    operator's to mend: the message waits.
    """
    words = _short(error)
    if isinstance(error, Crowded):
        return SendLater(error.seconds)
    if isinstance(error, LongWait):
        return SendError(words, permanent=False, retry_after=error.seconds)
    if isinstance(error, RetryAfter):
        return SendError(words, permanent=False, retry_after=seconds_to_wait(error))
    if isinstance(error, Forbidden | BadRequest):
        return SendError(words, permanent=True, gone=private and isinstance(error, Forbidden))
    return SendError(words, permanent=False)


def in_words(error: TelegramError, server: str) -> str:
    """One sentence for the operator: what is wrong and what to do."""
    if isinstance(error, InvalidToken):
        return "Telegram refuses the token: copy it again from @BotFather into telegram.token."
    if isinstance(error, Conflict):
        if "webhook" in str(error).lower():
            return "Another program has set a webhook for this Telegram bot: take it away, or use another bot."
        return "Another program is taking messages with the same Telegram token: stop it, for only one may."
    if isinstance(error, TimedOut):
        return f"Telegram does not answer at {server}: check the network, or try again later."
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return f"Telegram cannot be reached at {server} ({_short(error)}): check the network and telegram.base_url."
    return f"Telegram answers with an error: {_short(error)}."


def check_error(error: TelegramError, server: str) -> CheckError:
    """The same as an exception for `check` and `run`."""
    return CheckError(in_words(error, server))


def _short(error: TelegramError) -> str:
    """The error's own words on one line, without a server's whole answer."""
    return " ".join(str(error).split())[:200] or type(error).__name__
