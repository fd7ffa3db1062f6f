"""Messages on their way out to Slack."""

import structlog
from slack_sdk import WebClient

from bots.parts_sent import PartsSent
from bots.slack_blocks import SlackMessage, messages
from bots.slack_errors import FAULTS, code_of, send_error, short
from bots.slack_threads import Threads
from bots.slack_views import HOME, OPENS_FORM, home, modal
from intake.messages import Enclosure, Outgoing, SendError

NOT_TO_BE_CHANGED = ("message_not_found", "cant_update_message", "edit_window_closed")
log = structlog.get_logger()


class SlackSender:
    """Posts messages and files with `client`; may be used from any thread."""

    def __init__(self, client: WebClient, threads: Threads):
        self._web = client
        self._threads = threads
        self._parts = PartsSent()

    def send(self, outgoing: Outgoing) -> str:
        """Post one message, in several where it is long, with its choices below the last; then its files.

        Returns "channel:ts" of the last message, or "channel:file". What went out before a failure is not sent again.
        Raises SendError.
        """
        if outgoing.surface and (shown := self._on_surface(outgoing)):
            return shown
        channel, thread = _place(outgoing)
        steps: list[SlackMessage | Enclosure] = list(messages(outgoing.text, outgoing.choices))
        if not steps:
            raise SendError("Slack takes no message without words", permanent=True)
        if outgoing.replaces and isinstance(steps[0], SlackMessage):
            return self._replace(outgoing, steps[0])
        steps += [enclosure for enclosure in outgoing.enclosures if not enclosure.content_id]
        last = ""
        for number, step in enumerate(steps):
            if number < self._parts.done(outgoing.dedupe_key):
                continue
            try:
                last = (
                    self._upload(channel, thread, step)
                    if isinstance(step, Enclosure)
                    else self._post(channel, thread, step)
                )
            except FAULTS as error:
                raise send_error(error) from error
            self._parts.advance(outgoing.dedupe_key, number + 1)
        self._parts.forget(outgoing.dedupe_key)
        if thread:
            self._threads.note(channel, thread)
        return last

    def _on_surface(self, outgoing: Outgoing) -> str:
        """Open the form, or show the person's page; "" when the words are to be sent instead, as a form opens within 3 s only."""
        try:
            if outgoing.surface == HOME:
                user = outgoing.address.rpartition(":")[2]
                self._web.views_publish(user_id=user, view=home(outgoing.text, outgoing.choices))
                return f"home:{user}"
            if outgoing.form is None or not outgoing.surface.startswith(OPENS_FORM):
                return ""
            trigger = outgoing.surface.removeprefix(OPENS_FORM)
            opened = self._web.views_open(trigger_id=trigger, view=modal(outgoing.form, outgoing.thread))
            return f"view:{(opened.get('view') or {}).get('id', '')}"
        except FAULTS as error:
            if outgoing.surface == HOME:
                raise send_error(error) from error
            log.warning("slack_form_not_opened", dedupe_key=outgoing.dedupe_key, error=short(error))
            return ""

    def _replace(self, outgoing: Outgoing, message: SlackMessage) -> str:
        """Change an earlier message, as far as its words fit into one. One that is gone stays gone."""
        channel, _, stamp = outgoing.replaces.partition(":")
        try:
            self._web.chat_update(channel=channel, ts=stamp, text=message.text, blocks=message.blocks)
        except FAULTS as error:
            if code_of(error) not in NOT_TO_BE_CHANGED:
                raise send_error(error) from error
            log.info("slack_message_not_changed", dedupe_key=outgoing.dedupe_key, error=code_of(error))
        return outgoing.replaces

    def _post(self, channel: str, thread: str, message: SlackMessage) -> str:
        sent = self._web.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return f"{sent['channel']}:{sent['ts']}"

    def _upload(self, channel: str, thread: str, file: Enclosure) -> str:
        """Files go to a conversation, never to a person, so that one is opened first."""
        if channel[:1] in ("U", "W"):
            channel = str(self._web.conversations_open(users=channel)["channel"]["id"])
        sent = self._web.files_upload_v2(
            channel=channel, thread_ts=thread or None, filename=file.name, title=file.name, file=file.content
        )
        return f"{channel}:{sent['files'][0]['id']}"


def _place(outgoing: Outgoing) -> tuple[str, str]:
    """Channel and thread of an outgoing message; without a thread, the direct messages with the person."""
    if outgoing.thread:
        channel, _, thread = outgoing.thread.partition(":")
        return channel, thread
    user = outgoing.address.rpartition(":")[2]
    if not user:
        raise SendError("There is no Slack address to send to", permanent=True)
    return user, ""
