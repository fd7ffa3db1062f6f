"""Messages on their way out to Telegram."""

import re
from typing import Any

import structlog
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, User
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bots.parts_sent import PartsSent
from bots.render import numbered, plain, split_text, utf16_length
from bots.telegram_errors import send_error
from bots.telegram_keyboard import LONGEST_TEXT, fits, keyboard
from bots.telegram_wire import Stopped, Wire
from intake.messages import Enclosure, Outgoing, SendError

Step = tuple[str, InlineKeyboardMarkup | None] | Enclosure
"""One thing to send: words with perhaps buttons, or a file."""

_PERSON = re.compile(r"tg://user\?id=(?P<id>\d{1,15})")
log = structlog.get_logger()


class TelegramSender:
    """Sends messages and files over `wire`; may be used from any thread."""

    def __init__(self, wire: Wire):
        self._wire = wire
        self._moved: dict[int, int] = {}
        self._parts = PartsSent()

    def send(self, outgoing: Outgoing) -> str:
        """Send one message, in parts where it is long, with its choices below the last part; then its files.

        Returns "chat:message" of the last part. What could not be a button is a numbered line; what went out before a
        failure is not sent again. Raises SendError.
        """
        done, last = self._parts.done(outgoing.dedupe_key), ""
        steps = self._steps(outgoing)
        if not steps:
            raise SendError("Telegram takes no message without words", permanent=True)
        if outgoing.replaces and not isinstance(steps[0], Enclosure):
            return self._replace(outgoing, steps[0][0])
        for number, step in enumerate(steps):
            if number < done:
                continue
            last = self._deliver(outgoing, step)
            self._parts.advance(outgoing.dedupe_key, number + 1)
        self._parts.forget(outgoing.dedupe_key)
        return last

    def _steps(self, outgoing: Outgoing) -> list[Step]:
        """What is to be sent, in order: parts of text, the last with the buttons, then files."""
        text = plain(outgoing.text)
        left_over = [choice for choice in outgoing.choices if not fits(choice)]
        if left_over:
            log.warning("telegram_choice_too_long", dedupe_key=outgoing.dedupe_key, count=len(left_over))
            text = f"{text.rstrip()}\n\n{numbered(left_over)}"
        parts = split_text(text, LONGEST_TEXT, utf16_length)
        buttons = keyboard(outgoing.choices)
        words = [(part, buttons if number == len(parts) else None) for number, part in enumerate(parts, 1)]
        return [*words, *(enclosure for enclosure in outgoing.enclosures if not enclosure.content_id)]

    def _replace(self, outgoing: Outgoing, text: str) -> str:
        """Change an earlier message, as far as its words fit into one. One that is gone, or says so already, stays as it is."""
        chat, _, message = outgoing.replaces.partition(":")
        buttons = keyboard(outgoing.choices)
        if not (chat.lstrip("-").isdigit() and message.isdigit()):
            raise SendError("The message to be changed has no number", permanent=True)
        try:
            self._wire.call(lambda bot: bot.edit_message_text(text, int(chat), int(message), reply_markup=buttons))
        except BadRequest as error:
            log.info("telegram_message_not_changed", dedupe_key=outgoing.dedupe_key, error=type(error).__name__)
        except TelegramError as error:
            raise send_error(error) from error
        except Stopped as error:
            raise SendError("The channel was closed while sending", permanent=False) from error
        return outgoing.replaces

    def _deliver(self, outgoing: Outgoing, step: Step) -> str:
        """One part or file to its chat, to its new number when the group has moved. Raises SendError."""
        chat, topic = _place(outgoing)
        for _ in range(2):
            where: dict[str, Any] = {"chat_id": self._moved.get(chat, chat), "message_thread_id": topic}
            try:
                return self._post(where, step)
            except ChatMigrated as error:
                self._moved[chat] = error.new_chat_id
                log.info("telegram_chat_moved", old=chat, new=error.new_chat_id)
            except TelegramError as error:
                raise send_error(error, private=chat > 0) from error
            except Stopped as error:
                raise SendError("The channel was closed while sending", permanent=False) from error
        raise SendError("Telegram moved the chat twice", permanent=False)

    def _post(self, where: dict[str, Any], step: Step) -> str:
        if isinstance(step, Enclosure):
            sent = self._wire.call(lambda bot: bot.send_document(document=step.content, filename=step.name, **where))
        else:
            text, buttons = step
            preview = LinkPreviewOptions(is_disabled=True)
            more = {
                **where,
                "reply_markup": buttons,
                "link_preview_options": preview,
                "entities": people_in(text) or None,
            }
            sent = self._wire.call(lambda bot: bot.send_message(text=text, **more))
        return f"{sent.chat.id}:{sent.message_id}"


def people_in(text: str) -> list[MessageEntity]:
    """Addresses of people (`tg://user?id=7`) as links that open a chat with them: Telegram sees none in plain text."""
    return [
        MessageEntity(
            MessageEntity.TEXT_MENTION,
            offset=utf16_length(text[: found.start()]),
            length=utf16_length(found.group()),
            user=User(int(found["id"]), "-", is_bot=False),
        )
        for found in _PERSON.finditer(text)
    ]


def _place(outgoing: Outgoing) -> tuple[int, int | None]:
    """Chat and topic of an outgoing message: its thread, else the private chat with the person."""
    chat, _, topic = (outgoing.thread or outgoing.address).partition(":")
    try:
        return int(chat), int(topic) if topic else None
    except ValueError:
        raise SendError("The Telegram address is not a number", permanent=True) from None
