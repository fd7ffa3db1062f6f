"""Log-ins by OAuth2 from the settings on: one token for both servers, which it was made for by name."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askline.channels import open_channel
from askline.config import OauthSettings
from askline.oauth import access_token
from askline.settings_file import SettingsError, load
from bots.channel import CheckError
from tests.standins.imap_stub import ImapStub
from tests.standins.smtp import SmtpSink
from tests.standins.token import TokenServer

CONFIG = """
[email]
kind = "imap"
[imap]
host = "127.0.0.1"
port = {imap}
security = "none"
user = "asks@example.org"
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
user = "asks@example.org"
[oauth]
provider = "other"
client_id = "askline"
refresh_token = "first"
token_url = "{token}"
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[ImapStub, SmtpSink, TokenServer]]:
    with (
        ImapStub() as imap,
        SmtpSink(user="asks@example.org", token="token 1") as smtp,
        TokenServer() as token,
    ):
        text = CONFIG.format(imap=imap.port, smtp=smtp.port, token=token.address)
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
        yield imap, smtp, token


def test_one_token_opens_the_mailbox_and_sends(tmp_path: Path, servers: tuple[ImapStub, SmtpSink, TokenServer]) -> None:
    imap, smtp, token = servers
    channel = open_channel("email", load(tmp_path), tmp_path, lambda: datetime.now(UTC))
    said = channel.check()
    channel.close()
    assert "answers" in said and "takes our letters" in said
    assert imap.logins == ["user=asks@example.org\x01auth=Bearer token 1\x01\x01"]
    assert len(token.asked) == 1
    smtp.token = "another"
    channel = open_channel("email", load(tmp_path), tmp_path, lambda: datetime.now(UTC))
    with pytest.raises(CheckError, match=r"refused the token: check smtp\.user"):
        channel.check()
    channel.close()
    assert token.asked[-1]["refresh_token"] == ["next 1"]


@pytest.mark.parametrize(
    ("settings", "address", "scope"),
    [
        ({"provider": "google", "refresh_token": "r"}, "https://oauth2.googleapis.com/token", None),
        (
            {"provider": "microsoft", "refresh_token": "r", "tenant": "hub.onmicrosoft.com"},
            "https://login.microsoftonline.com/hub.onmicrosoft.com/oauth2/v2.0/token",
            "https://outlook.office.com/SMTP.Send",
        ),
        (
            {"provider": "microsoft", "client_secret": "s", "tenant": "hub.onmicrosoft.com"},
            "https://login.microsoftonline.com/hub.onmicrosoft.com/oauth2/v2.0/token",
            "https://outlook.office365.com/.default",
        ),
    ],
)
def test_the_large_providers_are_known(
    tmp_path: Path, settings: dict[str, str], address: str, scope: str | None
) -> None:
    token = access_token(OauthSettings(client_id="askline", **settings), tmp_path)
    assert token is not None and token.token_url == address
    assert scope is None or scope in token._asked["scope"].split()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"provider": "google", "refresh_token": "r"}, "client_id is needed"),
        ({"provider": "google", "client_id": "a"}, "askline mail consent"),
        ({"provider": "other", "client_id": "a", "refresh_token": "r"}, "token_url is needed"),
        ({"provider": "microsoft", "client_id": "a"}, "neither a refresh token nor a client secret"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        access_token(OauthSettings(**settings), tmp_path)
