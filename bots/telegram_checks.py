"""What `askline check` asks Telegram: who the bot is, where its updates go, and what it can hear in groups."""

from contextlib import suppress

from telegram import Bot, ChatMember, User, WebhookInfo
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bots.channel import CheckError

GONE = (ChatMember.LEFT, ChatMember.BANNED)


async def working(bot: Bot, url: str, room: str) -> str:
    """One sentence or two on what works. `url` is where updates should go, "" for polling; `room` the curators' group, or "".

    Raises CheckError for what has to be set otherwise, TelegramError as the calls do.
    """
    me = await bot.get_me()
    with suppress(InvalidToken):  # the token has just been taken, so it is a server that does not know this call
        _fits(await bot.get_webhook_info(), url)
    words = f"Telegram works: the bot is @{me.username}" + (f", by webhook at {url}." if url else ".")
    if room:
        await _in_room(bot, me, room)
        words += f" It is in the curators' group {room}."
    if me.can_read_all_group_messages:
        words += " It hears every word in its groups, which it need not: turn privacy mode on with /setprivacy at @BotFather."
    return words


def _fits(hook: WebhookInfo, url: str) -> None:
    """Raises CheckError when the webhook that is set is not the one of the settings, or does not arrive."""
    if hook.url and not url:
        raise CheckError(
            f"Telegram posts this bot's messages to {hook.url}, so polling gets none: `askline run` takes that webhook away. "
            'If it is yours, set telegram.mode = "webhook"; if another program needs it, make a bot of its own for Askline.'
        )
    if url and not url.startswith("https://"):
        raise CheckError(
            f"telegram.webhook_url is {url!r}: Telegram posts to an address that begins with https:// only."
        )
    if hook.url and hook.url != url:
        raise CheckError(
            f"Telegram posts to {hook.url}, not to telegram.webhook_url: `askline run` changes it; if another program set it, "
            "stop that program."
        )
    if url and hook.last_error_message:
        raise CheckError(
            f"Telegram could not deliver to {url} ({hook.last_error_message[:200]}): see that this address leads to "
            "telegram.host and telegram.port, with a valid certificate."
        )


async def _in_room(bot: Bot, me: User, room: str) -> None:
    """Raises CheckError when the bot is not in the group, or cannot be."""
    chat = room.partition(":")[0]
    if not chat.removeprefix("-").isdigit():
        raise CheckError(f"curators.telegram_room is {room!r}: it must be a number like -1001234567890.")
    try:
        member = await bot.get_chat_member(int(chat), me.id)
    except ChatMigrated as moved:
        words = f"The curators' group has moved: set curators.telegram_room to {moved.new_chat_id}."
        raise CheckError(words) from moved
    except (BadRequest, Forbidden) as error:
        raise CheckError(_not_there(me, room)) from error
    if member.status in GONE:
        raise CheckError(_not_there(me, room))


def _not_there(me: User, room: str) -> str:
    if me.can_join_groups is False:
        return f"@{me.username} may not join groups: allow it with /setjoingroups at @BotFather, then add it to {room}."
    return f"@{me.username} is not in the curators' group {room}: add it there, or correct curators.telegram_room."
