"""A raw e-mail as a `Letter`: who, when, about what, its words, its files. Pure; nothing raises on any bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from intake.mail.armour import without_armour
from intake.mail.charsets import decode
from intake.mail.header_words import addresses, message_ids
from intake.mail.mime_tree import Headers, Part, read_tree
from intake.mail.rtf import text_of_rtf
from intake.messages import Attachment

LONGEST_TEXT = 2_000_000
RECIPIENT_FIELDS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to")
TEXT_KINDS = ("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-amp-html")
STATUS_KINDS = ("message/delivery-status", "message/global-delivery-status")
HIDDEN_TEXT = re.compile(r"\.(txt|text|md|eml|html?)$", re.I)
BINARY_SIGNS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail. Addresses are lower-case, message identifiers without angle brackets, `date` aware in UTC or None.

    `text` is the whole body as plain text, quotes and signature still on. `kinds` are the content types of all parts in
    order, `delivery_status` the texts of machine-readable delivery reports, `returned` the headers of a letter that came
    back, `calendar` the text of an invitation.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    from_address: str = ""
    from_name: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    headers: Headers = field(default_factory=lambda: Headers([]))
    attachments: tuple[Attachment, ...] = ()
    kinds: tuple[str, ...] = ()
    report_type: str = ""
    delivery_status: tuple[str, ...] = ()
    returned: Headers | None = None
    calendar: str = ""


def parse(raw: bytes) -> Letter:
    """The letter in these bytes. What is missing or cannot be read is empty."""
    tree = read_tree(raw)
    headers = tree.headers
    sender = next(
        (found for name in ("from", "sender", "reply-to") for found in addresses(headers.all(name))), ("", "")
    )
    parts = list(tree.walk())
    returned = next((part for part in parts[1:] if part.content_type == "text/rfc822-headers"), None)
    inner = next((part for part in parts if _is_letter_inside(part)), None)
    text, enclosed = without_armour(_body_text(tree))
    calendar = next((part for part in parts if part.content_type == "text/calendar"), None)
    return Letter(
        message_id=next((one for value in headers.all("message-id") for one in message_ids(value)), ""),
        in_reply_to=_in_reply_to(headers),
        from_address=sender[1],
        from_name=sender[0],
        to=tuple(dict.fromkeys(one for _, one in addresses([v for n in RECIPIENT_FIELDS for v in headers.all(n)]))),
        subject=re.sub(r"\s+", " ", headers.get("subject", "")).strip(),
        date=_date(headers),
        text=text,
        headers=headers,
        attachments=_attachments(tree) + tuple(Attachment(name=name) for name in enclosed),
        kinds=tuple(part.content_type for part in parts),
        report_type=tree.given.get("report-type", "").lower(),
        delivery_status=tuple(part.text()[:50_000] for part in parts if part.content_type in STATUS_KINDS)[:20],
        returned=read_tree(returned.content()).headers if returned else inner.parts[0].headers if inner else None,
        calendar=calendar.text()[:100_000] if calendar else "",
    )


def _is_letter_inside(part: Part) -> bool:
    return part.content_type.startswith("message/") and bool(part.parts)


def _in_reply_to(headers: Headers) -> tuple[str, ...]:
    answered = [one for value in headers.all("in-reply-to") for one in message_ids(value) if "@" in one]
    thread = [one for value in headers.all("references") for one in reversed(message_ids(value))]
    return tuple(dict.fromkeys(answered + thread))[:200]


def _date(headers: Headers) -> datetime | None:
    """The Date field, else the time at which the last server took the letter."""
    for name in ("date", "received"):
        value = next(iter(headers.all(name)), "").rpartition(";")[2]
        try:
            found = parsedate_to_datetime(value.strip()[:200])
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _body_text(tree: Part) -> str:
    """The words of the letter: shown text first, else whatever text there is anywhere in it."""
    pieces = [piece for piece in _shown(tree) if piece.strip()]
    if not pieces:
        pieces = [piece for piece in _hidden(tree) if piece.strip()][:1]
    text = "\n\n".join(_once_each(pieces))
    return text[:LONGEST_TEXT]


def _once_each(pieces: list[str]) -> list[str]:
    """Without a piece whose words an earlier one holds: some programs send the same words as plain text and as HTML."""
    kept: list[str] = []
    earlier = ""
    for piece in pieces:
        words = " ".join(piece[:20_000].split())
        if words not in earlier:
            kept.append(piece.strip("\n"))
            earlier += f" {words}"[:20_000]
    return kept


def _shown(part: Part) -> list[str]:
    kind = part.content_type
    if kind == "multipart/alternative" and part.parts:
        return _best_choice(part)
    if kind in STATUS_KINDS or kind in ("text/rfc822-headers", "multipart/appledouble"):
        return []
    if kind.startswith("message/"):
        return []
    if part.parts:
        children = part.parts[:1] if kind == "multipart/related" and _shown(part.parts[0]) else part.parts
        return [text for child in children[:500] for text in _shown(child)]
    if kind.startswith("multipart/"):
        return [_plain(part)]
    return [_readable(part)] if _is_shown(part) else []


def _best_choice(part: Part) -> list[str]:
    """Of several versions of the same words the plain one, unless it is empty or only points to the other."""
    plain = [child for child in part.parts if child.content_type == "text/plain"]
    others = [child for child in reversed(part.parts) if child.content_type != "text/plain"]
    pointer: list[str] = []
    for child in [*plain, *others]:
        text = "\n\n".join(piece for piece in _shown(child) if piece.strip())
        if text.strip() and (child.content_type != "text/plain" or not _only_a_pointer(text)):
            return [text]
        pointer = pointer or [text]
    return pointer


def _only_a_pointer(text: str) -> bool:
    """A plain part that only says that the letter is in HTML."""
    return len(text) < 300 and bool(
        re.search(
            r"(HTML|html).{0,60}(view|client|reader|support|display|format)|(view|support).{0,40}(HTML|html)", text
        )
    )


def _is_shown(part: Part) -> bool:
    if part.disposition == "attachment" or not part.content_type.startswith("text/"):
        return False
    if part.content_type not in TEXT_KINDS:
        return False
    return not part.name


def _plain(part: Part) -> str:
    text = part.text()[:LONGEST_TEXT]
    if text.startswith("{\\rtf"):
        return text_of_rtf(text)
    if "<" not in text:
        return text
    from intake.mail.html_text import looks_like_html, text_of

    return text_of(text) if looks_like_html(text) else text


def _readable(part: Part) -> str:
    if part.content_type == "text/plain" or part.content_type == "text/markdown":
        return _plain(part)
    if part.content_type in ("text/enriched", "text/richtext"):
        return re.sub(r"</?[a-zA-Z]{1,20}>", "", re.sub(r"<param>.{0,200}?</param>", "", part.text()[:LONGEST_TEXT]))
    html, declared = part.content(), part.given.get("charset", "")
    if not declared:
        meta = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", html[:4000], re.I)
        declared = meta.group(1).decode("ascii") if meta else ""
    text = decode(html, declared)
    if "<" not in text and "&" not in text:
        return text
    from intake.mail.html_text import text_of

    return text_of(text)


def _hidden(tree: Part) -> list[str]:
    """Text in named, mislabelled or enclosed parts, in order of likelihood."""
    found: list[str] = []
    leaves = [part for part in tree.walk() if not part.parts][:200]
    for wanted in (_named_text, _letter_text, _any_text):
        for part in leaves:
            if wanted(part):
                found.append(_readable(part) if part.content_type in TEXT_KINDS else _plain(part))
        if any(text.strip() for text in found):
            break
    return found


def _named_text(part: Part) -> bool:
    return part.content_type in TEXT_KINDS and part.disposition != "attachment"


def _letter_text(part: Part) -> bool:
    return part.content_type in TEXT_KINDS or part.content_type in ("text/calendar", "text/x-vcard")


def _any_text(part: Part) -> bool:
    """A part of another kind whose content is text nevertheless."""
    kind = part.content_type
    if kind.startswith(("image/", "audio/", "video/", "font/")) or "pkcs7" in kind or "pgp-" in kind:
        return False
    if part.name and not (HIDDEN_TEXT.search(part.name) or kind.startswith("text/")):
        return False
    content = part.content()
    return bool(content.strip()) and not BINARY_SIGNS.search(content[:4000])


def file_parts(tree: Part) -> Iterator[Part]:
    """The parts that are files, in order. Those inside an enclosed letter belong to that one."""
    stack = [tree]
    while stack:
        part = stack.pop()
        is_file = bool(part.name) or part.disposition == "attachment"
        if is_file and not part.content_type.startswith("multipart/"):
            yield part
        if not part.content_type.startswith("message/"):
            stack.extend(reversed(part.parts))


def _attachments(tree: Part) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            name=part.name,
            content_type=part.content_type,
            size=(part.end - part.start) * 3 // 4 if _is_base64(part) else part.end - part.start,
        )
        for part in file_parts(tree)
    )


def _is_base64(part: Part) -> bool:
    return part.headers.get("content-transfer-encoding", "").strip().lower() == "base64"
