"""The consent of a mailbox's owner, from a provider on this machine."""

import threading
import urllib.parse
import urllib.request

import pytest

from bots.mail_consent import by_browser, by_code
from bots.mail_token import TokenRefused
from tests.standins.token import TokenServer


def test_a_code_is_typed_in_somewhere_else_and_waited_for() -> None:
    said: list[str] = []
    with TokenServer() as server:
        server.pending = 2
        token = by_code(f"{server.root}/devicecode", server.address, client_id="a", scope="mail", say=said.append)
    assert token == "next 3"
    assert "https://provider.example.org/device" in said[0] and "ABCD-EFGH" in said[0]
    assert server.asked[-1]["device_code"] == ["device"]


def test_a_consent_that_is_refused_is_said_so() -> None:
    with TokenServer() as server:
        server.status, server.words = 400, b'{"error": "access_denied"}'
        with pytest.raises(TokenRefused, match="access_denied"):
            by_code(f"{server.root}/devicecode", server.address, client_id="a", scope="mail", say=print)


def browse(words: str, **more: str) -> None:
    """What a person's browser does: it comes back from the provider with a code, after a page of somebody else's."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(words.rpartition("\n")[2]).query))
    for answer in ({"code": "evil", "state": "guessed"}, {"state": asked["state"], **more}):
        urllib.request.urlopen(f"{asked['redirect_uri']}?{urllib.parse.urlencode(answer)}", timeout=10).close()


def test_a_page_in_the_browser_brings_the_code_back_with_our_own_mark() -> None:
    threads: list[threading.Thread] = []

    def say(words: str) -> None:
        threads.append(threading.Thread(target=browse, args=(words,), kwargs={"code": "good"}))
        threads[-1].start()

    with TokenServer() as server:
        token = by_browser(
            "https://provider.example.org/", server.address, client_id="a", client_secret="s", scope="mail", say=say
        )
    threads[0].join()
    assert token == "next 1"
    assert server.asked[0]["code"] == ["good"] and len(server.asked[0]["code_verifier"][0]) >= 43
