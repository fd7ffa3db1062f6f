"""A small HTTP server for what Slack posts: one path, signed requests, sizes bounded."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import structlog
from slack_bolt import App, BoltRequest

PATH = "/slack/events"
LONGEST_BODY = 4 * 1024 * 1024

log = structlog.get_logger()


class SlackServer(ThreadingHTTPServer):
    """Listens as soon as it is made. `port` is the one in use, also when 0 was asked for. Raises OSError when it is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, app: App):
        super().__init__((host, port), _Handler)
        self.app = app
        self.port = int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is no error of ours."""
        log.info("slack_request_broken", error=type(sys.exc_info()[1]).__name__)

    def serve_until(self, stop: Event) -> None:
        """Serve until `stop` is set, then close the port."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, name="slack-http", daemon=True)
        thread.start()
        stop.wait()
        self.shutdown()
        thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request: the signature is Bolt's to check, the size is ours."""

    server: SlackServer
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_POST(self) -> None:
        path, _, query = self.path.partition("?")
        if path != PATH:
            return self._answer(404, "Not here.")
        try:
            length = int(self.headers["Content-Length"])
        except (TypeError, ValueError):
            return self._answer(411, "A length is needed.")
        if not 0 <= length <= LONGEST_BODY:
            return self._answer(413, "Too long.")
        try:
            body = self.rfile.read(length).decode("utf-8")
        except ValueError:
            return self._answer(400, "Not readable.")
        try:
            response = self.server.app.dispatch(BoltRequest(body=body, query=query, headers=dict(self.headers.items())))
        except Exception as error:
            log.warning("slack_request_malformed", error=type(error).__name__)
            return self._answer(400, "Not readable.")
        kind = (response.headers.get("content-type") or ["text/plain"])[0]
        return self._answer(response.status, response.body, kind)

    def do_GET(self) -> None:
        self._answer(404, "Not here.")

    def _answer(self, status: int, body: str, kind: str = "text/plain; charset=utf-8") -> None:
        content = body.encode()
        self.close_connection = status >= 400  # what is left of the request must not be read as the next one
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged: their addresses say nothing, and what they hold is not for a log."""
