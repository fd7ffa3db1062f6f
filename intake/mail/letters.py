"""An e-mail opened: every field of `Incoming` from its raw bytes; and the same for the command line."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from intake.mail.authentication import verdict
from intake.mail.automatic import classify
from intake.mail.enclosed import listed
from intake.mail.mime import Letter, parse
from intake.mail.own_letter import UNKNOWN, Sent, is_all_ours, with_marks
from intake.mail.reply_text import newest
from intake.messages import Incoming

TOKEN = re.compile(r"(?:\+|=2b|%2b|[-_. ])r[.=_-]([a-z2-7]{16})(?=@|$|[^a-z0-9])", re.I)
SHORT_TOKEN = re.compile(r"\+r\.([a-z0-9]{4,64})@", re.I)
TOKEN_FIELDS = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "resent-to",
    "apparently-to",
)
PREFIX = re.compile(
    r"^\s*(?:(?:re|r|fwd?|fw|aw|wg|antw|doorst|sv|vs|vl|vb|odp|pd|rif|i|rv|res|enc|tr|réf|rép|ynt|ilt|ref|回复"
    r"|回覆|答复|转发|轉寄|返信|転送|답장|전달|رد|إعادة|"
    r"на|отв|відп|пересл|odg|vá|továbbítás|re\s?:?\s?fwd|bls|trs|atb|απ|προ|σχετ)\s*(?:\[\d+\]|\(\d+\)"
    r"|\*\d+)?\s*[:：]\s*)+",
    re.I,
)
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)


def open_letter(
    incoming: Incoming,
    *,
    own_addresses: tuple[str, ...] = (),
    authserv_id: str = "",
    sent: Callable[[str, tuple[str, ...]], Sent] = lambda token, answered: UNKNOWN,
) -> Incoming:
    """The same message with all that its raw bytes say; without raw bytes it comes back unchanged. Nothing raises.

    `own_addresses` are the service's own: a bare token in a mangled address counts only there. `authserv_id` names the server
    that is believed about who wrote it. `sent` finds the letter of ours that is answered, by its token and the Message-IDs named.
    """
    if incoming.raw is None:
        return incoming
    letter = parse(incoming.raw)
    token = reply_token(letter, own_addresses)
    marked = with_marks(letter.text, sent(token, letter.in_reply_to) if token or letter.in_reply_to else UNKNOWN)
    words = newest(marked)
    subject = without_prefixes(letter.subject)
    automatic = classify(letter, incoming.raw)
    nothing_said = marked is not letter.text and is_all_ours(marked)
    return replace(
        incoming,
        sender=letter.from_address,
        sender_name=letter.from_name if letter.from_name.lower() != letter.from_address else "",
        thread=letter.message_id,
        to_token=token,
        in_reply_to=letter.in_reply_to,
        subject=subject,
        text="" if nothing_said else words.text or subject,
        answers=() if nothing_said else words.answers,
        attachments=listed(letter.attachments, incoming.raw),
        automatic=automatic.kind,
        authentication=verdict(letter, authserv_id),
        sent_at=_believable(letter.date, incoming.received_at),
    )


def without_prefixes(subject: str) -> str:
    """A subject without "Re:", "Fwd:", "AW:" and their like, however many there are."""
    return PREFIX.sub("", subject[:2000]).strip()


def reply_token(letter: Letter, own_addresses: Sequence[str] = ()) -> str:
    """The token in the address that this letter answers to, lower-case; "" when there is none.

    Servers that rewrite addresses are forgiven: other case, `=2B` or `%2B` for the plus, another sign in its place.
    """
    for name in TOKEN_FIELDS:
        for value in letter.headers.all(name):
            exact = SHORT_TOKEN.search(value[:20_000])
            if exact:
                return exact.group(1).lower()
            for found in TOKEN.finditer(value[:20_000]):
                return found.group(1).lower()
    local_parts = {one.partition("@")[0].lower() for one in own_addresses}
    for address in letter.to:
        bare = re.fullmatch(r"(.+?)r\.([a-z2-7]{16})@.+", address)
        if bare and bare.group(1) in local_parts:
            return bare.group(2)
    return ""


def _believable(date: datetime | None, received_at: datetime) -> datetime | None:
    if date is None or not EARLIEST <= date <= received_at + timedelta(days=1):
        return None
    return date


def mail_jsonl(line: str) -> dict[str, Any]:
    """One line of `askline mail parse --jsonl`: {"id", "raw_base64"} in; newest words, subject, sender and kind out.

    A line that is not that gives {"id", "error"}; nothing raises.
    """
    identifier: Any = None
    try:
        asked = json.loads(line)
        identifier = asked["id"] if isinstance(asked, dict) else None
        raw = base64.b64decode(asked["raw_base64"], validate=False)
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        return {"id": identifier, "error": f"Each line is an object with id and raw_base64 ({type(error).__name__})."}
    try:
        return {"id": identifier} | described(raw)
    except Exception as error:
        return {"id": identifier, "error": f"This letter could not be read ({type(error).__name__})."}


def described(raw: bytes) -> dict[str, Any]:
    """What the command line says of one letter: its newest words, subject, sender, kind and files."""
    letter = parse(raw)
    automatic = classify(letter, raw)
    is_bounce = automatic.kind == "bounce"
    return {
        "text": newest(letter.text).text,
        "subject": letter.subject,
        "from": letter.from_address,
        "auto": automatic.kind != "",
        "bounce": {"recipient": automatic.recipient, "permanent": automatic.permanent} if is_bounce else None,
        "attachments": [attachment.name for attachment in letter.attachments if attachment.name],
    }
