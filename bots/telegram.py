"""Telegram: messages by long polling or by webhook, replies with buttons."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from time import monotonic
from typing import Literal

import structlog
from telegram import BotCommand, CallbackQuery, Message, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bots.backoff import Backoff
from bots.channel import Keep
from bots.render import on_card
from bots.telegram_checks import working
from bots.telegram_errors import check_error, in_words
from bots.telegram_hook import Hook, secret_of
from bots.telegram_keyboard import after_tap
from bots.telegram_sender import TelegramSender
from bots.telegram_updates import BotName, translate
from bots.telegram_wire import Stopped, Wire
from intake.messages import Outgoing

SERVER = "https://api.telegram.org"
WANTED = ["message", "edited_message", "callback_query"]
SHORTLY = 5.0
"""Seconds for the call at the end of a run, when the server may be gone."""
REFUSALS_BEFORE_GIVING_UP = 3
"""A proxy may answer 404 for a moment, which reads like a refused token; so one refusal is not the end."""

log = structlog.get_logger()


class Telegram:
    """The Telegram channel. `commands` is the menu: (command, description) pairs.

    In mode "webhook" Telegram posts to `webhook_url`, which must lead to `host` and `port`. `room` is the curators' group.

    `poll_seconds` is how long the server holds a request that has nothing to give; `first_wait` the pause in seconds
    after a first failure, which doubles up to a minute. `clock` says when a message was taken in.
    """

    name = "telegram"

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        commands: Sequence[tuple[str, str]] = (),
        mode: Literal["polling", "webhook"] = "polling",
        webhook_url: str = "",
        host: str = "127.0.0.1",
        port: int = 3001,
        room: str = "",
        poll_seconds: int = 30,
        first_wait: float = 1.0,
        clock: Callable[[], datetime] | None = None,
    ):
        self._wire = Wire(token, base_url or SERVER)
        self.mode = mode
        self.webhook_url, self.host, self.port, self.room = webhook_url, host, port, room
        self._commands = tuple(commands)  # until they have been handed over
        self._poll_seconds = poll_seconds
        self._first_wait = first_wait
        self._clock = clock or (lambda: datetime.now(UTC))
        self._bot: BotName | None = None
        self._offset = 0
        self._sender = TelegramSender(self._wire)

    def run(self, keep: Keep, stop: Event) -> None:
        """Take messages in until `stop`; the offset moves past a message, or its post is answered, only once it is kept.

        A server that is down, slow or taken by another poller is tried again, as is a `keep` that raised. Raises
        CheckError when the token is refused, or the port of the webhook cannot be had.
        """
        if self.mode == "polling":
            self._until_stopped(lambda backoff: self._round(keep, stop, backoff), stop)
            self._confirm()
            return
        hook = Hook(self.webhook_url, self.host, self.port, self._wire.token, partial(self._take_one, keep))
        self.port = hook.port
        done = Event()
        server = Thread(target=hook.serve_until, args=(done,), name="telegram-webhook")
        server.start()
        try:
            self._until_stopped(lambda backoff: self._announce(stop), stop)
            stop.wait()
        finally:
            done.set()
            server.join()

    def _until_stopped(self, work: Callable[[Backoff], float | None], stop: Event) -> None:
        """Do `work` until `stop`, resting as many seconds as it says, or until it says None; after a fault, do it again."""
        backoff = Backoff(first=self._first_wait, longest=60 * self._first_wait)
        refusals = 0
        while not stop.is_set():
            try:
                wait = work(backoff)
                if wait is None:
                    return
                refusals = 0
            except Stopped:
                break
            except InvalidToken as error:
                refusals += 1
                if refusals >= REFUSALS_BEFORE_GIVING_UP:
                    raise check_error(error, self._wire.server) from error
                wait = backoff.next()
            except TelegramError as error:
                slower = 10 if isinstance(error, Conflict) else 1
                wait = min(backoff.next() * slower, backoff.longest)
                log.warning("telegram_poll_failed", problem=in_words(error, self._wire.server), again_in=round(wait, 1))
            except Exception as error:
                wait = backoff.next()
                log.error(
                    "telegram_keep_failed", offset=self._offset, error=type(error).__name__, again_in=round(wait, 1)
                )
            stop.wait(wait)

    def _announce(self, stop: Event) -> None:
        """Tell Telegram where to post, one at a time so that their order is kept; and hand over the menu."""
        self._meet(stop)
        self._hand_over_menu()
        where, secret = self.webhook_url, secret_of(self._wire.token)
        self._wire.call(
            lambda bot: bot.set_webhook(where, max_connections=1, allowed_updates=WANTED, secret_token=secret), stop
        )
        log.info("telegram_webhook_set")

    def _round(self, keep: Keep, stop: Event, backoff: Backoff) -> float:
        """One held request and what it brought; returns the seconds to wait before the next."""
        began = monotonic()
        updates = self._fetch(self._poll_seconds, stop)
        moved = self._take(updates, keep)[1]
        held = monotonic() - began >= min(0.5, self._poll_seconds)
        if moved or (not updates and held):
            backoff.reset()
            return 0.0
        return backoff.next()  # nothing gained by an answer at once: asking again at once would spin

    def poll_once(self, keep: Keep) -> int:
        """Take in what waits at Telegram; return how many messages were new. Raises CheckError, and as `keep` does."""
        if self.mode == "webhook":
            return 0
        count = 0
        try:
            while updates := self._fetch(0, None):
                new, moved = self._take(updates, keep)
                count += new
                if not moved:
                    break
        except TelegramError as error:
            raise check_error(error, self._wire.server) from error
        return count

    def send(self, outgoing: Outgoing) -> str:
        """Send one message; see `TelegramSender.send`."""
        return self._sender.send(outgoing)

    def check(self) -> str:
        """Ask Telegram who the bot is, whether its webhook fits the mode, and whether it is in the curators' group.

        Raises CheckError in words: token refused, server out of reach, or what has to be set otherwise.
        """
        url = self.webhook_url if self.mode == "webhook" else ""
        try:
            return self._wire.call(lambda bot: working(bot, url, self.room))
        except TelegramError as error:
            raise check_error(error, self._wire.server) from error

    def close(self) -> None:
        """Give the connections back."""
        self._wire.close()

    def _meet(self, stop: Event | None = None) -> BotName:
        """Who the bot is, asked once."""
        if self._bot is None:
            me = self._wire.call(lambda bot: bot.get_me(), stop)
            self._bot = BotName(me.id, me.username or "")
        return self._bot

    def _fetch(self, seconds: int, stop: Event | None) -> tuple[Update, ...]:
        """Updates from the offset on. A webhook, which rules polling out, is taken away; the first time the menu is set."""
        self._meet(stop)
        self._hand_over_menu()
        offset = self._offset
        try:
            return self._wire.call(lambda bot: bot.get_updates(offset, None, seconds, WANTED), stop)
        except Conflict as error:
            if "webhook" not in str(error).lower():
                raise
            log.warning("telegram_webhook_taken_away")
            self._wire.call(lambda bot: bot.delete_webhook(), stop)
            return self._wire.call(lambda bot: bot.get_updates(offset, None, 0, WANTED), stop)

    def _hand_over_menu(self) -> None:
        if self._commands:
            menu, self._commands = [BotCommand(command, words) for command, words in self._commands], ()
            self._wire.spawn(lambda bot: bot.set_my_commands(menu), "setMyCommands")

    def _take(self, updates: Sequence[Update], keep: Keep) -> tuple[int, bool]:
        """Keep each message, then move past it. Returns how many were new, and whether the offset moved."""
        new, before = 0, self._offset
        for update in updates:
            new += self._take_one(keep, update)
            self._offset = max(self._offset, update.update_id + 1)
        return new, self._offset > before

    def _take_one(self, keep: Keep, update: Update) -> bool:
        """Keep the message in one update; True when it was new."""
        incoming = translate(update, self._meet(), self._clock())
        if incoming is None:
            log.info("telegram_update_stepped_over", update=update.update_id)
        new = incoming is not None and keep(incoming)
        if update.callback_query is not None:
            self._settle_tap(update.callback_query)
        return new

    def _confirm(self) -> None:
        """Tell the server how far we got, so that the next start does not see the last messages again."""
        if not self._offset:
            return
        offset = self._offset
        try:
            self._wire.call(
                lambda bot: bot.get_updates(offset, 1, 0, WANTED, read_timeout=SHORTLY, connect_timeout=SHORTLY)
            )
        except (TelegramError, Stopped) as error:
            log.info("telegram_confirm_failed", offset=offset, error=type(error).__name__)

    def _settle_tap(self, query: CallbackQuery) -> None:
        """Stop the button's clock and take the used buttons away. On an old message either may fail: no loss."""
        self._wire.spawn(lambda bot: bot.answer_callback_query(query.id), "answerCallbackQuery")
        if (
            query.message is None
            or on_card(query.data or "")
            or (isinstance(query.message, Message) and query.message.reply_markup is None)
        ):
            return
        chat, message = query.message.chat.id, query.message.message_id
        text, left = after_tap(query)
        if text is None:
            self._wire.spawn(
                lambda bot: bot.edit_message_reply_markup(chat, message, reply_markup=left), "editMessageReplyMarkup"
            )
        else:
            words = text
            self._wire.spawn(
                lambda bot: bot.edit_message_text(words, chat, message, reply_markup=left), "editMessageText"
            )
