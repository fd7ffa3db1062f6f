"""The plain values that cross between a channel and the rest: what came in, what goes out, and why it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. `reference` is where its channel can fetch it again (a Telegram file id, a Slack address).

    `kind` is what `intake.attachments` takes it for, "" where nobody has looked.
    """

    name: str
    content_type: str = "application/octet-stream"
    size: int = 0
    reference: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Words that the sender wrote below a quoted line, with that line.

    `item` is the nearest line above, that one included, which begins with a number or names a reference: the item of a list
    that the answer stands in.
    """

    quoted: str
    words: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a channel took it in.

    `sender` is an address on that channel: a lower-case e-mail address, a Telegram user id, a Slack `T1:U1`, a name in the
    terminal. `thread` is where a reply belongs: a chat id, a Slack `channel` or `channel:thread_ts`, for e-mail the
    Message-ID. `choice` is the value of a tapped button. `automatic` is "", "reply" or "bounce". `authentication` is whether the
    mail server says that `sender` wrote it: "pass", "fail", "none" when it cannot tell, "confirmed" by the sender's own word
    afterwards; "" where nobody asks it, as in chats. Times are aware, in UTC.
    An e-mail comes with `raw` and `external_id` only; `intake.mail.letters` fills in the rest when it is handled.
    `surface` is where an answer to this message alone can be shown that is no message: `form:…` opens a form, `home` is the
    sender's page; "" where there is none. `fields` are what was filled in in a form, by name; its words are in `text` too.
    """

    channel: str
    external_id: str
    received_at: datetime
    sender: str = ""
    sender_name: str = ""
    thread: str = ""
    to_token: str = ""
    in_reply_to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    answers: tuple[Answer, ...] = ()
    choice: str = ""
    sent_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    automatic: str = ""
    authentication: str = ""
    raw: bytes | None = None
    surface: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be tapped: the label people see, and the value (at most 64 bytes) that comes back."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in: words, or with `choices` one of these. `value` is what stands there already; a field of several
    lines is `long`; a day is written as 2026-12-25 when `day`. Only what is not `optional` must be filled in.
    """

    name: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    long: bool = False
    day: bool = False
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in at once, for a channel that can show them. `value` comes back as `Incoming.choice`, the words in `fields`."""

    title: str
    fields: tuple[Field, ...]
    submit: str
    value: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes out with a message. With `content_id` it is a picture shown in the HTML as `cid:…`."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send: made from a stored row, never from thin air.

    `address` is the person on the channel, `thread` where in it. `message_id` (without angle brackets) is made from the
    row's dedupe key, so that a repeat after a crash is recognisably the same letter. `reply_token` marks the address that an
    answer comes back to. `replaces` is the id on the wire of an earlier message that this one takes the place of. `form` opens on
    `surface`; where that cannot be, the words are sent.
    """

    channel: str
    address: str
    text: str
    dedupe_key: str
    message_id: str = ""
    thread: str = ""
    subject: str = ""
    html: str = ""
    choices: tuple[Choice, ...] = ()
    reply_token: str = ""
    in_reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    enclosures: tuple[Enclosure, ...] = ()
    replaces: str = ""
    surface: str = ""
    form: Form | None = None


class SendLater(Exception):
    """A message is not to be sent for so many seconds yet, by our own rule. It counts as no attempt."""

    def __init__(self, seconds: float):
        super().__init__(f"to be sent in {seconds:.1f} s")
        self.seconds = seconds


class SendError(Exception):
    """A message could not be sent. `permanent` says that trying again does not help; `retry_after` is seconds, when known.

    `gone`: nothing can be sent to this person here any more, whatever it is: the service was blocked, the account closed.
    """

    def __init__(self, message: str, *, permanent: bool, retry_after: float | None = None, gone: bool = False):
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.gone = gone
