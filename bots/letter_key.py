"""By what we know that two copies of a letter are one letter."""

import hashlib
import re

_MESSAGE_ID = re.compile(rb"(?im)^message-id[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)")
_PRINTABLE = bytes(range(0x21, 0x7F))
_ID_LENGTH = 250


def external_id(raw: bytes) -> str:
    """The inbox's key of a letter: its Message-ID with a hash of its body, or a hash of all of it when it has none.

    Line ends do not count, so that a copy from a Maildir and one by IMAP are the same. Never raises.
    """
    flat = raw.replace(b"\r\n", b"\n")
    if flat.startswith(b"From "):  # an mbox separator, which names the time of delivery
        flat = flat.partition(b"\n")[2]
    flat = flat.rstrip(b"\n")
    head, _, body = flat.partition(b"\n\n")
    found = _MESSAGE_ID.search(head)
    message_id = bytes(byte for byte in found.group(1) if byte in _PRINTABLE).decode("ascii") if found else ""
    message_id = message_id.strip("<>")[:_ID_LENGTH]
    if not message_id:
        return "sha256:" + _digest(flat)
    return f"{message_id}:{_digest(body)[:16]}"


def _digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()
