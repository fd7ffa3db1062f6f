"""What Slack posts, by signed HTTP: the signature is Bolt's to check."""

from slack_bolt import App, BoltRequest

from bots.post_server import Answer, Posted, PostServer

PATH = "/slack/events"


def slack_server(host: str, port: int, app: App) -> PostServer:
    """The server that hands each request to the app. Raises OSError when the port is taken."""

    def answer(posted: Posted) -> Answer:
        request = BoltRequest(body=posted.body, query=posted.query, headers=dict(posted.headers))
        response = app.dispatch(request)
        return Answer(response.status, response.body, (response.headers.get("content-type") or ["text/plain"])[0])

    return PostServer(host, port, PATH, answer)
