"""Telegram updates as messages: translation only, with no network and no clock."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bots.render import plain
from intake.messages import Attachment, Incoming

_START_VALUE = re.compile(r"([a-z]+)_([A-Za-z0-9-]+)")
_WITH_SLASH = ("start", "help", "ask", "offer", "pledge")
"""Commands that say more than their word does; as a word, "start" means something else: messages again after STOP."""


@dataclass(frozen=True, slots=True)
class BotName:
    """Who the bot is in chats: its numeric id, and its name without the @."""

    id: int
    username: str


def translate(update: Update, bot: BotName, received_at: datetime) -> Incoming | None:
    """The message in an update, or None for what nobody handles: other kinds of update, service messages, other bots,
    and words in a group that are not for this bot.
    """
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query, received_at)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    text = plain(message.text or message.caption or "")
    attachments = _attachments(message)
    if not message.text and not message.caption and not attachments:
        return None
    if message.chat.type != ChatType.PRIVATE and not _addressed(message, bot):
        return None
    words, choice = _command(_without_mention(text, bot.username), bot.username)
    answered = message.reply_to_message
    return Incoming(
        channel="telegram",
        external_id=f"update:{update.update_id}",
        received_at=received_at,
        sender=str(message.from_user.id),
        sender_name=_name(message.from_user),
        thread=_thread(message.chat, message),
        in_reply_to=(f"{message.chat.id}:{answered.message_id}",) if answered and _is_from(answered, bot) else (),
        text=words,
        choice=choice,
        sent_at=message.edit_date or message.date,
        attachments=attachments,
    )


def start_value(payload: str) -> str:
    """The choice that a deep link stands for: `pledge_LS-0042` is "pledge:LS-0042"; "" when it is not of that form."""
    found = _START_VALUE.fullmatch(payload)
    return f"{found.group(1)}:{found.group(2)}" if found else ""


def _tap(update_id: int, query: CallbackQuery, received_at: datetime) -> Incoming | None:
    if not query.data:
        return None
    message = query.message
    return Incoming(
        channel="telegram",
        external_id=f"update:{update_id}",
        received_at=received_at,
        sender=str(query.from_user.id),
        sender_name=_name(query.from_user),
        thread=_thread(message.chat, message if isinstance(message, Message) else None) if message else "",
        in_reply_to=(f"{message.chat.id}:{message.message_id}",) if message else (),
        choice=plain(query.data),
    )


def _thread(chat: Chat, message: Message | None) -> str:
    """The chat id, with the topic in a group that has topics."""
    if message is not None and message.is_topic_message and message.message_thread_id:
        return f"{chat.id}:{message.message_thread_id}"
    return str(chat.id)


def _name(user: User) -> str:
    return plain(" ".join(user.full_name.split()))


def _is_from(message: Message, bot: BotName) -> bool:
    return message.from_user is not None and message.from_user.id == bot.id


def _addressed(message: Message, bot: BotName) -> bool:
    """In a group: the bot is named, answered, or given a command that is not for another bot."""
    if message.reply_to_message is not None and _is_from(message.reply_to_message, bot):
        return True
    found = message.parse_entities() if message.text else message.parse_caption_entities()
    return any(_names_bot(entity, words, bot) for entity, words in found.items())


def _names_bot(entity: MessageEntity, words: str, bot: BotName) -> bool:
    if entity.type == MessageEntity.MENTION:
        return words.casefold() == f"@{bot.username}".casefold()
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
        _, _, for_whom = words.partition("@")
        return not for_whom or for_whom.casefold() == bot.username.casefold()
    return False


def _without_mention(text: str, username: str) -> str:
    """The text without the bot's name at its start or end; a name inside a command or a sentence stays."""
    name = re.escape(username)
    return re.sub(rf"^\s*@{name}\b[\s,:;!]*|\s*@{name}\s*$", "", text, flags=re.IGNORECASE).strip()


def _command(text: str, username: str) -> tuple[str, str]:
    """Words and choice of a text that may be a command: `/stop` says "stop", `/start 10 chairs` "10 chairs", `/ask 10 chairs` stays,
    and `/start pledge_LS-0042` is a tap on "pledge:LS-0042".
    """
    found = re.match(rf"/([a-z0-9_]+)(?:@{re.escape(username)})?(?=\s|$)", text, flags=re.IGNORECASE)
    if found is None:
        return text, ""
    command, rest = found.group(1).lower(), text[found.end() :].strip()
    if command == "start" and (choice := start_value(rest)):
        return "", choice
    if command == "start" and rest:
        return rest, ""
    said = f"/{command}" if command in _WITH_SLASH else command.replace("_", " ")
    return f"{said} {rest}".strip(), ""


def _attachments(message: Message) -> tuple[Attachment, ...]:
    """Files and places in a message, each once. Of a photo's sizes the largest counts."""
    found: dict[str, Attachment] = {}

    def add(file: Any, name: str, kind: str) -> None:
        name, kind = getattr(file, "file_name", None) or name, getattr(file, "mime_type", None) or kind
        found.setdefault(file.file_id, Attachment(plain(name), plain(kind), file.file_size or 0, file.file_id))

    for file in (message.document, message.audio, message.video, message.animation):
        if file is not None:
            add(file, "file", "application/octet-stream")
    if message.photo:
        add(max(message.photo, key=lambda size: size.width * size.height), "photo.jpg", "image/jpeg")
    if message.voice is not None:
        add(message.voice, "voice.ogg", "audio/ogg")
    if message.video_note is not None:
        add(message.video_note, "video.mp4", "video/mp4")
    if message.sticker is not None:
        add(message.sticker, message.sticker.emoji or "sticker", "image/webp")
    if message.location is not None:
        where = f"{message.location.latitude},{message.location.longitude}"
        found[where] = Attachment("location", "application/geo+json", 0, where)
    if message.contact is not None:
        found["contact"] = Attachment("contact", "text/vcard")
    return tuple(found.values())
