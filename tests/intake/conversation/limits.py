"""Whether words with their choices fit a channel, by its published limits; the rendering is the channels' own."""

from email import message_from_bytes, policy
from typing import Any

from bots.console import show
from bots.letter_out import compose
from bots.render import plain, split_text, utf16_length
from bots.slack_blocks import messages
from bots.telegram_keyboard import keyboard
from intake.effects import Reply, Tell
from intake.messages import Outgoing


def outgoing(said: Reply | Tell, channel: str) -> Outgoing:
    return Outgoing(
        channel, "sam@example.org", said.text, "reply:1", subject=said.subject, choices=said.choices, thread="101"
    )


def fits_telegram(said: Reply | Tell) -> None:
    """Text 1 to 4,096 UTF-16 units a message, button values 1 to 64 bytes, every choice a button with its whole label."""
    parts = split_text(plain(said.text), 4096, utf16_length)
    assert parts and all(0 < utf16_length(part) <= 4096 for part in parts)
    markup = keyboard(said.choices)
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    assert [button.text for button in buttons] == [choice.label for choice in said.choices]
    assert all(1 <= len(str(button.callback_data).encode()) <= 64 for button in buttons)


def fits_slack(said: Reply | Tell) -> None:
    """50 blocks, 3,000 characters a section, 75 a button, 25 buttons a block, 40,000 a message, and no mark-up of its own."""
    made = messages(said.text, said.choices)
    assert made
    for message in made:
        assert len(message.blocks) <= 50 and len(message.text) <= 40_000
        sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
        assert all(0 < len(text) <= 3000 for text in sections)
    rows: list[Any] = [block["elements"] for message in made for block in message.blocks if block["type"] == "actions"]
    buttons = [element for row in rows for element in row]
    assert all(len(row) <= 25 for row in rows)
    assert [button["text"]["text"] for button in buttons] == [choice.label for choice in said.choices]
    assert all(len(button["text"]["text"]) <= 75 and 0 < len(button["value"]) <= 2000 for button in buttons)
    assert len({button["action_id"] for button in buttons}) == len(buttons)


def fits_email(said: Reply | Tell) -> None:
    """Lines of at most 998 octets, a subject on one line, and every word and choice in the text."""
    octets = compose(outgoing(said, "email"), from_name="Askline", address="asks@askline.example.org")
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    letter = message_from_bytes(octets, policy=policy.default)
    text = " ".join(letter.get_body(("plain",)).get_content().split())  # type: ignore[union-attr]
    assert "\n" not in str(letter["Subject"])
    assert " ".join(said.text.split()) in text
    assert all(" ".join(choice.label.split()) in text for choice in said.choices)


def fits_terminal(said: Reply | Tell) -> None:
    """Every choice can be typed by its number."""
    shown = show(outgoing(said, "terminal"))
    assert said.text.splitlines()[0] in shown
    assert all(f"[{number}]" in shown for number in range(1, len(said.choices) + 1))


EVERY_CHANNEL = (fits_telegram, fits_slack, fits_email, fits_terminal)
