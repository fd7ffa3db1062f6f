"""Access tokens from a token server on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from bots.mail_token import AccessToken, TokenRefused
from tests.standins.ports import free_port


class TokenServer(ThreadingHTTPServer):
    """Gives out numbered tokens that live `life` seconds; answers with `status` and, when set, with `words` instead."""

    life = 3600
    status = 200
    words = b""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[dict[str, list[str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/token"


class Answer(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(form))
        number = len(self.server.asked)
        answer = {"access_token": f"token {number}", "expires_in": self.server.life, "refresh_token": f"next {number}"}
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.words or json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


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


@pytest.mark.parametrize(("status", "words"), [(400, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}")])
def test_no_token_is_a_sentence_that_says_what_to_do(server: TokenServer, status: int, words: bytes) -> None:
    server.status, server.words = status, words
    with pytest.raises(TokenRefused, match=r"consent again|check the token address"):
        AccessToken(server.address, client_id="a", refresh_token="b")()


def test_a_token_server_that_is_down_is_named() -> None:
    with pytest.raises(TokenRefused, match="cannot be reached"):
        AccessToken(f"http://127.0.0.1:{free_port()}/", client_id="a", refresh_token="b")()


def test_a_refresh_token_is_not_sent_unencrypted() -> None:
    with pytest.raises(ValueError, match="https"):
        AccessToken("http://login.example.org/token", client_id="a", refresh_token="b")
