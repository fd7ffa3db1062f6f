"""The files in a letter: as its conversation hears of them, and their bytes for a curator who wants to see them."""

from collections.abc import Iterator
from dataclasses import replace

from intake.attachments import kind_of, safe_name
from intake.mail.mime_tree import Part, read_tree
from intake.mail.transfer import undone
from intake.messages import Attachment

MOST_FILES = 100
LOOKED_AT = 400


def listed(found: tuple[Attachment, ...], raw: bytes) -> tuple[Attachment, ...]:
    """The files with safe names and their kinds, the first hundred. All of them stay in the letter's bytes."""
    if not found:
        return ()
    starts = {part.name: _start(part) for part in _files(raw)}
    return tuple(
        replace(
            one,
            name=safe_name(one.name),
            kind=kind_of(one.name, one.content_type, starts.get(one.name, b"")),
        )
        for one in found[:MOST_FILES]
    )


def files(raw: bytes) -> Iterator[tuple[Attachment, bytes]]:
    """Each file with its bytes, the first hundred."""
    for part, _ in zip(_files(raw), range(MOST_FILES), strict=False):
        content = part.content()
        kind = kind_of(part.name, part.content_type, content[:LOOKED_AT])
        yield Attachment(safe_name(part.name), part.content_type, len(content), kind=kind), content


def _files(raw: bytes) -> Iterator[Part]:
    for part in read_tree(raw).walk():
        if (part.name or part.disposition == "attachment") and not part.content_type.startswith("multipart/"):
            yield part


def _start(part: Part) -> bytes:
    """How the file begins, without decoding all of it."""
    encoding = part.headers.get("content-transfer-encoding", "")
    return undone(part.raw[part.start : min(part.end, part.start + LOOKED_AT)], encoding, is_text=False)
