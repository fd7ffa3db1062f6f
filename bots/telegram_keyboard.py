"""Choices as inline keyboards, and what becomes of a keyboard after a tap."""

from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bots.render import TICK, button_rows, fitting, still_open, utf16_length
from intake.messages import Choice

LONGEST_TEXT = 4096
LONGEST_VALUE = 64
LONGEST_LABEL = 60
MOST_BUTTONS = 100


def fits(choice: Choice) -> bool:
    """Whether a choice can be a button: Telegram takes values of 1 to 64 bytes."""
    return 0 < len(choice.value.encode()) <= LONGEST_VALUE


def keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """The choices that can be buttons, in rows; None for none."""
    labelled = [Choice(fitting(choice.label, LONGEST_LABEL), choice.value) for choice in choices if fits(choice)]
    rows = button_rows(labelled[:MOST_BUTTONS])
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.label, callback_data=one.value) for one in row] for row in rows]
    )


def after_tap(query: CallbackQuery) -> tuple[str | None, InlineKeyboardMarkup | None]:
    """The message's new text, with the tapped button's label ticked below it, and the buttons that stay.

    The text is None when it cannot be changed: a message too old to be seen, or one without room.
    """
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return None, None
    rows = message.reply_markup.inline_keyboard
    buttons = [button for row in rows for button in row]
    label = next((button.text for button in buttons if button.callback_data == query.data), "")
    staying = set(still_open([str(button.callback_data) for button in buttons], query.data or ""))
    kept = [[button for button in row if button.callback_data in staying] for row in rows]
    left = InlineKeyboardMarkup([row for row in kept if row]) if staying else None
    text = f"{message.text}\n\n{TICK} {label}" if message.text and label else None
    return (text if text and utf16_length(text) <= LONGEST_TEXT else None), left
