"""A small HTTP server for what a platform posts to us: one path, sizes bounded, nothing logged of what it holds."""

import sys
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import NamedTuple

import structlog

LONGEST_BODY = 4 * 1024 * 1024
log = structlog.get_logger()


class Posted(NamedTuple):
    """One request: its body, what follows the question mark in its address, and its headers."""

    body: str
    query: str
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """What goes back: the HTTP status, words, and what kind of words."""

    status: int
    body: str = ""
    kind: str = "text/plain; charset=utf-8"


class PostServer(ThreadingHTTPServer):
    """Listens as soon as it is made. `port` is the one in use, also when 0 was asked for. Raises OSError when it is taken.

    `answer` gets each request for `path`, in a thread of its own; what it raises is answered with 400.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, path: str, answer: Callable[[Posted], Answer]):
        super().__init__((host, port), _Handler)
        self.path = path
        self.answer = answer
        self.port = int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is no error of ours."""
        log.info("post_request_broken", error=type(sys.exc_info()[1]).__name__)

    def serve_until(self, stop: Event) -> None:
        """Serve until `stop` is set, then close the port."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, name="posted", daemon=True)
        thread.start()
        stop.wait()
        self.shutdown()
        thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request: whether it is genuine is for `answer` to say, its size is ours."""

    server: PostServer
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_POST(self) -> None:
        path, _, query = self.path.partition("?")
        if path != self.server.path:
            return self._answer(Answer(404, "Not here."))
        try:
            length = int(self.headers["Content-Length"])
        except (TypeError, ValueError):
            return self._answer(Answer(411, "A length is needed."))
        if not 0 <= length <= LONGEST_BODY:
            return self._answer(Answer(413, "Too long."))
        try:
            body = self.rfile.read(length).decode("utf-8")
            answer = self.server.answer(Posted(body, query, dict(self.headers.items())))
        except Exception as error:
            log.warning("post_request_malformed", error=type(error).__name__)
            return self._answer(Answer(400, "Not readable."))
        return self._answer(answer)

    def do_GET(self) -> None:
        self._answer(Answer(404, "Not here."))

    def _answer(self, answer: Answer) -> None:
        content = answer.body.encode()
        self.close_connection = answer.status >= 400  # what is left of the request must not be read as the next one
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged: their addresses say nothing, and what they hold is not for a log."""
