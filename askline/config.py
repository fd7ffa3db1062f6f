"""Settings of one installation: `config.toml` in its home, then the environment (`ASKLINE_TELEGRAM__TOKEN`, or `…_FILE` for a secret)."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "ASKLINE_"


def _listed(value: object) -> object:
    """A list may be written with commas, which is how one fits into an environment variable."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


def _not_one(hour: int) -> int:
    if hour == 1:
        raise ValueError("the hour after 1 am comes twice, or not at all, when the clocks change: choose another hour")
    return hour


def _an_address(text: str) -> str:
    name, at, domain = text.strip().rpartition("@")
    if not (name and at and domain) or " " in text.strip():
        raise ValueError(f"{text!r} is not an e-mail address; write one like asks@your-hub.org.uk")
    return text.strip()


Hour = Annotated[int, Field(ge=0, le=23), AfterValidator(_not_one)]
Address = Annotated[str, AfterValidator(_an_address)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Security = Literal["tls", "starttls", "none"]
NO_SECRET = SecretStr("")


def _one_click(text: str) -> str:
    if text and not (text.startswith("https://") and "{token}" in text):
        raise ValueError("write an address that begins with https:// and has {token} in it, or leave it empty")
    return text


OneClick = Annotated[str, AfterValidator(_one_click)]


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(Group):
    url: str = Field("", description="Where rows are kept; empty means the SQLite file askline.db in the home.")


class EmailSettings(Group):
    kind: Literal["maildir", "imap", "off"] = Field(
        "maildir", description="maildir (two local folders), imap (a real mailbox) or off."
    )
    address: Address = Field(
        "asks@askline.example.org", description="The address that people write to, and that letters come from."
    )
    from_name: str = Field("", description="The name beside that address; empty means the name of the service.")
    authserv_id: str = Field(
        "",
        description="The name under which your mail server says who wrote a letter (docs/mail.md); empty means nobody checks.",
    )
    dkim_selector: str = Field(
        "",
        description="The name of the domain's DKIM key, which `askline check` looks for; empty tries the usual names.",
    )
    nameserver: str = Field(
        "",
        description="The DNS server that `askline check` asks, like 192.0.2.1 or 192.0.2.1:53; empty means the system's.",
    )
    one_click_url: OneClick = Field(
        "",
        description="An https address of yours with {token} in it, for one-click unsubscribing (docs/mail.md); empty means by letter only.",
    )
    maildir_in: str = Field(
        "mail/in", description="Folder that letters are read from when kind is maildir, within the home."
    )
    maildir_out: str = Field(
        "mail/out", description="Folder that letters are written to when kind is maildir, within the home."
    )


class ImapSettings(Group):
    host: str = Field("", description="The server that the mailbox is on.")
    port: int = Field(993, description="Its port: 993 for tls, 143 for starttls.", ge=1, le=65535)
    security: Security = Field("tls", description="tls, starttls, or none (on this machine only).")
    user: str = Field("", description="Who logs in.")
    password: SecretStr = Field(NO_SECRET, description="The password; better in ASKLINE_IMAP__PASSWORD_FILE.")
    certificate: str = Field(
        "", description="A PEM file with the certificate of a server of your own; empty means the public authorities."
    )
    folders: Words = Field(("INBOX",), description="Folders to read.")
    done_folder: str = Field(
        "",
        description="Folder that a stored letter is moved to; empty means that it is only marked as read.",
    )
    since: str = Field(
        "",
        description="On a first run read nothing older than this day, like 2026-11-01; empty means all that is unread.",
    )


class SmtpSettings(Group):
    host: str = Field("", description="The server that letters are handed to.")
    port: int = Field(587, description="Its port: 587 for starttls, 465 for tls.", ge=1, le=65535)
    security: Security = Field("starttls", description="tls, starttls, or none (on this machine only).")
    a_minute: int = Field(
        60,
        description="How many letters one domain gets in a minute at the most, after ten at once; 0 means no limit.",
        ge=0,
    )
    user: str = Field("", description="Who logs in; empty means no log-in.")
    password: SecretStr = Field(NO_SECRET, description="The password; better in ASKLINE_SMTP__PASSWORD_FILE.")
    certificate: str = Field(
        "", description="A PEM file with the certificate of a server of your own; empty means the public authorities."
    )


class OauthSettings(Group):
    provider: Literal["", "google", "microsoft", "other"] = Field(
        "",
        description="Who gives out log-ins for [imap] and [smtp]: google, microsoft or other; empty means passwords.",
    )
    client_id: str = Field("", description="The id of the application that you registered there.")
    client_secret: SecretStr = Field(NO_SECRET, description="Its secret; better in ASKLINE_OAUTH__CLIENT_SECRET_FILE.")
    refresh_token: SecretStr = Field(
        NO_SECRET,
        description="What `askline mail consent` prints; empty means that the application logs in by itself (Microsoft only).",
    )
    tenant: str = Field("common", description="Microsoft only: your directory, like charity.onmicrosoft.com.")
    token_url: str = Field("", description="Where tokens are given out; needed for other only.")
    scope: str = Field("", description="What is asked for; needed for other only.")


class TelegramSettings(Group):
    token: SecretStr = Field(NO_SECRET, description="The token from @BotFather; empty means no Telegram.")
    mode: Literal["polling", "webhook"] = Field(
        "polling", description="polling needs no open port; webhook lets Telegram call a public https address."
    )
    webhook_url: str = Field(
        "", description="That address, for mode webhook, like https://askline.example.org/telegram."
    )
    host: str = Field("127.0.0.1", description="The address that mode webhook listens on.")
    port: int = Field(3001, description="The port that mode webhook listens on.", ge=0, le=65535)
    username: str = Field(
        "", description="The bot's user name; when set, letters hold a link that opens a pledge in Telegram."
    )
    base_url: str = Field("https://api.telegram.org", description="The Bot API server.")


class SlackSettings(Group):
    bot_token: SecretStr = Field(NO_SECRET, description="The bot token (xoxb-…); empty means no Slack.")
    app_token: SecretStr = Field(NO_SECRET, description="The app-level token (xapp-…), for mode socket.")
    signing_secret: SecretStr = Field(NO_SECRET, description="The signing secret, for mode http.")
    mode: Literal["socket", "http"] = Field(
        "socket", description="socket needs no open port; http listens for signed requests."
    )
    host: str = Field("127.0.0.1", description="The address that mode http listens on.")
    port: int = Field(3000, description="The port that mode http listens on.", ge=0, le=65535)
    base_url: str = Field("https://slack.com/api/", description="The Slack Web API.")


class CuratorSettings(Group):
    email: Annotated[tuple[Address, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (), description="E-mail addresses that get the morning queue and may answer it."
    )
    telegram: Words = Field((), description="Telegram user ids of curators.")
    slack: Words = Field((), description="Slack curators, as team:user, like T012AB:U345CD.")
    terminal: Words = Field(("curator",), description="Names that may curate in the terminal.")
    telegram_room: str = Field(
        "",
        description="A Telegram group of curators, like -1001234567890: each entry is a card there, and whoever is in it may decide.",
    )
    slack_room: str = Field("", description="The same in a Slack channel, like C012AB3CD.")


class DigestChoices(Group):
    weekday: Weekday = Field("mon", description="The day on which the digest is sent.")
    hour: Hour = Field(8, description="The hour, in Europe/London; not 1, which summer time repeats or leaves out.")
    preview_weekday: Weekday = Field("thu", description="The day on which curators get the preview.")
    preview_hour: Hour = Field(9, description="The hour of the preview, in Europe/London; not 1.")
    reminder_hours: int = Field(
        70,
        description="How many hours before it goes curators who have not answered are reminded; 0 means never.",
        ge=0,
    )
    when_nobody_answers: Literal["send", "hold"] = Field(
        "send", description="What follows when nobody answers the preview; only approved entries ever go."
    )
    grace_hours: int = Field(72, description="How late an issue may still go when the machine was off.", ge=1)
    max_entries: int = Field(30, description="How many entries one letter holds at the most.", ge=1)


class FollowUpSettings(Group):
    morning_hour: Hour = Field(8, description="The hour of the curators' morning letter, in Europe/London; not 1.")
    nudge_hours: int = Field(20, description="After how many hours of silence a person is asked once more.", ge=1)
    undated_days: int = Field(14, description="After how many days a pledge without a date is asked about.", ge=1)


class RetentionSettings(Group):
    message_days: int = Field(365, description="After how many days the words of handled messages are dropped.", ge=1)
    contact_months: int = Field(24, description="After how many months without a word a contact is forgotten.", ge=1)


class Settings(BaseSettings):
    """Everything that can be set. Each group is a table of the TOML file."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__")

    place: str = Field("leeds", description="The folder of place data: leeds, gateshead or hackney.")
    service: str = Field("Askline", description="The name that people know the service by.")
    run_by: str = Field("", description="Who runs the service, as it stands at the foot of each letter.")
    contact: str = Field(
        "", description="How to reach a person there, printed in each letter; empty means the e-mail address."
    )
    privacy: str = Field("", description="Where the privacy notice can be read, printed in each letter.")
    wording: str = Field(
        "",
        description="A folder with the wording files in another language (docs/conversation.md); empty means English.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    database: DatabaseSettings = DatabaseSettings()
    email: EmailSettings = EmailSettings()
    imap: ImapSettings = ImapSettings()
    smtp: SmtpSettings = SmtpSettings()
    oauth: OauthSettings = OauthSettings()
    telegram: TelegramSettings = TelegramSettings()
    slack: SlackSettings = SlackSettings()
    curators: CuratorSettings = CuratorSettings()
    digest: DigestChoices = DigestChoices()
    follow_up: FollowUpSettings = FollowUpSettings()
    retention: RetentionSettings = RetentionSettings()

    def database_url(self, home: Path) -> str:
        """The SQLAlchemy address of the database of the installation in `home`."""
        return self.database.url or f"sqlite:///{(home / 'askline.db').resolve()}"
