"""Opens the channels that the settings turn on."""

from pathlib import Path
from typing import TYPE_CHECKING

from askline.config import Settings
from askline.settings_file import SettingsError

if TYPE_CHECKING:
    from bots.channel import Channel


def open_channels(settings: Settings, home: Path) -> dict[str, "Channel"]:
    """The channels by name. Nothing is connected yet. Raises SettingsError when a channel lacks what it needs."""
    channels: dict[str, Channel] = {}
    if settings.email.kind != "off":
        channels["email"] = _email(settings, home)
    if settings.telegram.token.get_secret_value():
        channels["telegram"] = _telegram(settings)
    if settings.slack.bot_token.get_secret_value():
        channels["slack"] = _slack(settings)
    return channels


def _email(settings: Settings, home: Path) -> "Channel":
    if settings.email.kind == "maildir":
        from bots.maildir import LocalMaildir

        return LocalMaildir(
            home / settings.email.maildir_in,
            home / settings.email.maildir_out,
            settings.email.address,
            from_name=settings.email.from_name or settings.service,
        )
    for name, value in (("imap.host", settings.imap.host), ("smtp.host", settings.smtp.host)):
        if not value:
            raise SettingsError(f"email.kind is imap, so {name} is needed: set it in config.toml.")
    from bots.mailbox import MailChannel, Mailbox
    from bots.smtp import SmtpSender

    imap, smtp = settings.imap, settings.smtp
    return MailChannel(Mailbox(imap.host, imap.port), SmtpSender(smtp.host, smtp.port))


def _telegram(settings: Settings) -> "Channel":
    from bots.telegram import Telegram

    return Telegram(settings.telegram.token.get_secret_value(), base_url=settings.telegram.base_url)


def _slack(settings: Settings) -> "Channel":
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
    )
