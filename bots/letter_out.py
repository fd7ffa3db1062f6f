"""A message on its way out as a letter: words, pictures, and the headers that threads, robots and bounces need."""

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from bots.letter_headers import clean, header, is_header_name, mailbox, wire_address
from bots.letter_parts import Part, attachment, multipart, text_leaf
from intake.messages import Choice, Enclosure, Outgoing, SendError

REPLY_ADDRESS = "{{reply_address}}"
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_IDENTIFIER = re.compile(r"[^\s<>]+")
_OURS = frozenset(
    ("from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references")
) | {"mime-version", "auto-submitted", "return-path", "received"}
_ASKING = "Answer with a number or in your own words:"


def build(
    outgoing: Outgoing, *, from_name: str, address: str, domain: str = "", date: datetime | None = None
) -> EmailMessage:
    """The letter as an `EmailMessage`; see `compose`, which is what sending uses because it is many times quicker."""
    letter = compose(outgoing, from_name=from_name, address=address, domain=domain, date=date)
    return message_from_bytes(letter, policy=policy.SMTP)


def compose(
    outgoing: Outgoing,
    *,
    from_name: str,
    address: str,
    domain: str = "",
    date: datetime | None = None,
    one_click: str = "",
) -> bytes:
    """The letter as it goes over the wire: CRLF, 7-bit, lines of at most 998 characters.

    `address` is ours; `domain` (the one of `address` by default) makes the Message-ID. `date` is aware, now by default.
    A letter with List-Unsubscribe offers one click too (RFC 8058) when `one_click` is set: an https address with `{token}` in it.
    The literal `{{reply_address}}` in text, HTML and headers becomes the address that an answer comes back to. Raises
    SendError (permanent) when the receiver's address is not one.
    """
    try:
        receiver = wire_address(outgoing.address)
    except ValueError as error:
        raise SendError("that is not an e-mail address", permanent=True) from error
    answer_to = reply_address(outgoing, address)
    marked = hashlib.sha256(
        f"{outgoing.dedupe_key}\n{outgoing.text}\n{outgoing.html}".encode("utf-8", "replace")
    ).hexdigest()
    head = [
        *_addressed(outgoing, receiver, from_name, address, answer_to),
        header("Date", format_datetime(date or datetime.now(UTC))),
        header("Message-ID", f"<{message_id(outgoing, domain or address.rpartition('@')[2])}>"),
        *_threaded(outgoing),
        *_further(outgoing, answer_to, one_click),
        "MIME-Version: 1.0\r\n",
    ]
    return "".join(head).encode() + _body(outgoing, answer_to, marked).serialised()


def reply_address(outgoing: Outgoing, address: str) -> str:
    """Where an answer to this message, or a bounce of it, comes back: `local+r.TOKEN@domain`."""
    if not _TOKEN.fullmatch(outgoing.reply_token):
        return address
    local, _, domain = address.rpartition("@")
    return f"{local}+r.{outgoing.reply_token}@{domain}"


def message_id(outgoing: Outgoing, domain: str) -> str:
    """The Message-ID without its brackets: the same for each attempt at the same letter."""
    own = clean(outgoing.message_id)
    if not _IDENTIFIER.fullmatch(own) or not own.isascii():
        own = hashlib.sha256(outgoing.dedupe_key.encode("utf-8", "replace")).hexdigest()[:32]
    return own if "@" in own else f"{own}@{domain}"


def _addressed(outgoing: Outgoing, receiver: str, from_name: str, address: str, answer_to: str) -> Iterable[str]:
    yield mailbox("From", from_name, address)
    yield mailbox("To", "", receiver)
    if answer_to != address:
        yield mailbox("Reply-To", from_name, answer_to)
    default = f"Re: your message to {from_name}" if outgoing.in_reply_to else f"A message from {from_name}"
    yield header("Subject", clean(outgoing.subject) or clean(default))


def _threaded(outgoing: Outgoing) -> Iterable[str]:
    answered = _identifiers(outgoing.in_reply_to)
    if not answered:
        return
    chain = dict.fromkeys([*_identifiers(outgoing.thread), *answered])
    yield header("In-Reply-To", f"<{answered[-1]}>")
    yield header("References", " ".join(f"<{identifier}>" for identifier in chain))


def _identifiers(value: str) -> list[str]:
    return [
        found for found in _IDENTIFIER.findall(clean(value)) if "@" in found and found.isascii() and len(found) < 250
    ]


def _further(outgoing: Outgoing, answer_to: str, one_click: str) -> Iterable[str]:
    given = {name.lower(): value for name, value in outgoing.headers.items()}
    robot = clean(given.get("auto-submitted", "")) or ("auto-replied" if outgoing.in_reply_to else "auto-generated")
    yield header("Auto-Submitted", robot)
    for name, value in outgoing.headers.items():
        if is_header_name(name) and name.lower() not in _OURS and not name.lower().startswith("content-"):
            value = value.replace(REPLY_ADDRESS, answer_to)
            if name.lower() == "list-unsubscribe" and one_click and outgoing.reply_token:
                yield header(name, f"<{one_click.replace('{token}', outgoing.reply_token)}>, {value}")
                yield header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
            else:
                yield header(name, value)


def _body(outgoing: Outgoing, answer_to: str, marked: str) -> Part:
    plain = outgoing.text.replace(REPLY_ADDRESS, answer_to)
    body = text_leaf("plain", plain.rstrip() + _numbered(outgoing.choices))
    if outgoing.html:
        page = outgoing.html.replace(REPLY_ADDRESS, html.escape(answer_to))
        shown = text_leaf("html", _with_choices(page, outgoing.choices))
        pictures = [enclosure for enclosure in outgoing.enclosures if enclosure.content_id]
        if pictures:
            shown = multipart("related", [shown, *map(_enclosed, pictures)], f"r{marked}", 'type="text/html"')
        body = multipart("alternative", [body, shown], f"a{marked}")
    files = [enclosure for enclosure in outgoing.enclosures if not (outgoing.html and enclosure.content_id)]
    return multipart("mixed", [body, *map(_enclosed, files)], f"m{marked}") if files else body


def _enclosed(enclosure: Enclosure) -> Part:
    return attachment(enclosure.name, enclosure.content_type, enclosure.content, enclosure.content_id)


def _numbered(choices: tuple[Choice, ...]) -> str:
    if not choices:
        return "\n"
    lines = [f"{number}. {clean(choice.label)}" for number, choice in enumerate(choices, start=1)]
    return "\n".join(["", "", _ASKING, *lines, ""])


def _with_choices(page: str, choices: tuple[Choice, ...]) -> str:
    if not choices:
        return page
    items = "".join(f"<li>{html.escape(clean(choice.label))}</li>" for choice in choices)
    end = page.lower().rfind("</body>")
    end = len(page) if end < 0 else end
    return f"{page[:end]}<p>{_ASKING}</p><ol>{items}</ol>{page[end:]}"
