"""An OAuth2 provider on this machine: it gives out numbered tokens, and asks for consent by code."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs


class TokenServer:
    """`with TokenServer() as server:` — tokens live `life` seconds; `status` and `words` replace its answers when set.

    `asked` holds the form of each request for a token. `pending` is how many times a device code is answered with "not yet".
    """

    def __init__(self) -> None:
        self.life, self.status, self.words, self.pending = 3600, 200, b"", 0
        self.asked: list[dict[str, list[str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.root = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.address = f"{self.root}/token"

    def __enter__(self) -> "TokenServer":
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """What one request gets: a status and an object."""
        if path == "/devicecode":
            return 200, {
                "device_code": "device",
                "user_code": "ABCD-EFGH",
                "verification_uri": "https://provider.example.org/device",
                "expires_in": 900,
                "interval": 0,
            }
        self.asked.append(form)
        if "device_code" in form and self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        number = len(self.asked)
        return self.status, {
            "access_token": f"token {number}",
            "expires_in": self.life,
            "refresh_token": f"next {number}",
        }


def _handler(server: TokenServer) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, answer = server.answer(self.path, form)
            self.send_response(status)
            self.end_headers()
            words = server.words if self.path == "/token" else b""
            self.wfile.write(words or json.dumps(answer).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return Answer
