"""Opens the channels that the settings turn on."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from askline.config import ImapSettings, Settings, SmtpSettings
from askline.oauth import access_token
from askline.settings_file import SettingsError

if TYPE_CHECKING:
    from bots.channel import Channel
    from bots.imap_folder import Progress
    from bots.mail_server import MailServer

Clock = Callable[[], datetime]


def turned_on(settings: Settings) -> list[str]:
    """The names of the channels that the settings turn on."""
    wanted = {
        "email": settings.email.kind != "off",
        "telegram": bool(settings.telegram.token.get_secret_value()),
        "slack": bool(settings.slack.bot_token.get_secret_value()),
    }
    return [name for name, on in wanted.items() if on]


def open_channel(
    name: str, settings: Settings, home: Path, clock: Clock, progress: "Progress | None" = None
) -> "Channel":
    """The channel of this name; `clock` dates its letters; `progress` hears how far a long first run has come. Nothing is
    connected yet.

    Raises SettingsError when the channel lacks what it needs.
    """
    if name == "email":
        return _email(settings, home, clock, progress)
    return _telegram(settings, clock) if name == "telegram" else _slack(settings, clock)


def _email(settings: Settings, home: Path, clock: Clock, progress: "Progress | None") -> "Channel":
    email, from_name = settings.email, settings.email.from_name or settings.service
    if email.kind == "maildir":
        from bots.maildir import LocalMaildir

        return LocalMaildir(
            home / email.maildir_in, home / email.maildir_out, email.address, from_name=from_name, clock=clock
        )
    from bots.imap_folder import logged
    from bots.mail_channel import MailChannel
    from bots.mail_server import is_loopback
    from bots.mailbox import Mailbox
    from bots.smtp import SmtpSender

    imap, token = settings.imap, access_token(settings.oauth, home)
    mailbox = Mailbox(
        _server("imap", imap, token),
        folders=imap.folders,
        since=_day(imap.since),
        done_folder=imap.done_folder,
        clock=clock,
        progress=progress or logged,
    )
    # A mail server on this same machine queues and paces by itself.
    a_minute = 0 if is_loopback(settings.smtp.host) else settings.smtp.a_minute
    sender = SmtpSender(
        _server("smtp", settings.smtp, token),
        address=email.address,
        from_name=from_name,
        one_click=email.one_click_url,
        a_minute=a_minute,
        clock=clock,
    )
    return MailChannel(mailbox, sender)


def _server(group: str, settings: ImapSettings | SmtpSettings, token: Callable[[], str] | None = None) -> "MailServer":
    """The server of these settings. A password that is set wins over the token."""
    from bots.mail_server import MailServer

    if not settings.host:
        raise SettingsError(f"email.kind is imap, so {group}.host is needed: set it in config.toml.")
    try:
        return MailServer(
            settings.host,
            settings.port,
            settings.user,
            settings.password.get_secret_value(),
            settings.security,
            token=None if settings.password.get_secret_value() else token,
            certificate=Path(settings.certificate) if settings.certificate else None,
        )
    except ValueError as error:
        raise SettingsError(f"The settings of {group} cannot be used: {error}.") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"imap.since is {text!r}: write a day like 2026-11-01.") from error


def _telegram(settings: Settings, clock: Clock) -> "Channel":
    from bots.telegram import Telegram
    from intake.wording_service import MENU

    telegram = settings.telegram
    if telegram.mode == "webhook" and not telegram.webhook_url:
        raise SettingsError("telegram.mode is webhook, so telegram.webhook_url is needed: set it in config.toml.")
    return Telegram(
        telegram.token.get_secret_value(),
        base_url=telegram.base_url,
        commands=MENU,
        mode=telegram.mode,
        webhook_url=telegram.webhook_url,
        host=telegram.host,
        port=telegram.port,
        room=settings.curators.telegram_room.strip(),
        clock=clock,
    )


def _slack(settings: Settings, clock: Clock) -> "Channel":
    from bots.slack import Slack

    slack = settings.slack
    needed = ("app_token", slack.app_token) if slack.mode == "socket" else ("signing_secret", slack.signing_secret)
    if not needed[1].get_secret_value():
        raise SettingsError(f"slack.mode is {slack.mode}, so slack.{needed[0]} is needed: set it in config.toml.")
    return Slack(
        slack.bot_token.get_secret_value(),
        slack.app_token.get_secret_value(),
        slack.signing_secret.get_secret_value(),
        mode=slack.mode,
        base_url=slack.base_url,
        host=slack.host,
        port=slack.port,
        room=settings.curators.slack_room.strip(),
        clock=clock,
    )
