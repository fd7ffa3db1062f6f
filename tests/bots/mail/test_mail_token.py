"""Access tokens from a token server on this machine."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.mail_token import AccessToken, TokenRefused
from tests.standins.ports import free_port
from tests.standins.token import TokenServer


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


def test_a_token_is_kept_while_it_is_good(server: TokenServer) -> None:
    token = AccessToken(server.address, client_id="askline", refresh_token="first", scope="mail")
    assert [token(), token()] == ["token 1", "token 1"]
    assert server.asked == [
        {"grant_type": ["refresh_token"], "client_id": ["askline"], "refresh_token": ["first"], "scope": ["mail"]}
    ]
    token.forget()
    assert token() == "token 2"


def test_a_token_that_ends_soon_is_replaced_with_the_newest_refresh_token(server: TokenServer) -> None:
    server.life = 60
    token = AccessToken(server.address, client_id="askline", refresh_token="first")
    assert [token(), token()] == ["token 1", "token 2"]
    assert server.asked[1]["refresh_token"] == ["next 1"]


def test_the_newest_refresh_token_outlives_a_restart_until_another_one_is_set(
    server: TokenServer, tmp_path: Path
) -> None:
    kept = tmp_path / "refresh.json"
    for given in ("first", "first", "second", "second"):
        AccessToken(server.address, client_id="a", refresh_token=given, kept_in=kept)()
    assert [form["refresh_token"] for form in server.asked] == [["first"], ["next 1"], ["second"], ["next 3"]]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.write_text("{broken")
    AccessToken(server.address, client_id="a", refresh_token="third", kept_in=kept)()
    assert server.asked[-1]["refresh_token"] == ["third"]


def test_an_application_may_log_in_by_itself(server: TokenServer, tmp_path: Path) -> None:
    kept = tmp_path / "refresh.json"
    token = AccessToken(server.address, client_id="a", client_secret="s", scope=".default", kept_in=kept)
    assert token() == "token 1"
    assert server.asked[0]["grant_type"] == ["client_credentials"] and "refresh_token" not in server.asked[0]
    assert not kept.exists()


@pytest.mark.parametrize(("status", "words"), [(400, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}")])
def test_no_token_is_a_sentence_that_says_what_to_do(server: TokenServer, status: int, words: bytes) -> None:
    server.status, server.words = status, words
    with pytest.raises(TokenRefused, match=r"consent again|check the token address"):
        AccessToken(server.address, client_id="a", refresh_token="b")()


def test_the_providers_own_word_is_passed_on_and_its_long_story_is_not(server: TokenServer) -> None:
    server.status, server.words = 400, b'{"error": "invalid_grant", "error_description": "amina@example.org has left"}'
    with pytest.raises(TokenRefused, match=r"\(invalid_grant\)") as refused:
        AccessToken(server.address, client_id="a", refresh_token="b")()
    assert "amina" not in str(refused.value)


def test_a_token_server_that_is_down_is_named() -> None:
    with pytest.raises(TokenRefused, match="cannot be reached"):
        AccessToken(f"http://127.0.0.1:{free_port()}/", client_id="a", refresh_token="b")()


def test_a_refresh_token_is_not_sent_unencrypted() -> None:
    with pytest.raises(ValueError, match="https"):
        AccessToken("http://login.example.org/token", client_id="a", refresh_token="b")
