"""The files in a letter: as its conversation hears of them, and their bytes for a curator who wants to see them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from intake.attachments import kind_of, safe_name
from intake.mail.mime import file_parts
from intake.mail.mime_tree import Part, read_tree
from intake.mail.transfer import undone
from intake.messages import Attachment

MOST_FILES = 100
LOOKED_AT = 400


def listed(found: tuple[Attachment, ...], raw: bytes) -> tuple[Attachment, ...]:
    """The files with safe names and their kinds, the first hundred. All of them stay in the letter's bytes."""
    if not found:
        return ()
    starts = [_start(part) for part in islice(file_parts(read_tree(raw)), MOST_FILES)]
    starts += [b""] * (len(found) - len(starts))  # `found` may end with files that are no parts
    return tuple(
        replace(one, name=safe_name(one.name), kind=kind_of(one.name, one.content_type, start))
        for one, start in zip(found[:MOST_FILES], starts, strict=False)
    )


def files(raw: bytes) -> Iterator[tuple[Attachment, bytes]]:
    """Each file with its bytes, the first hundred."""
    for part in islice(file_parts(read_tree(raw)), MOST_FILES):
        content = part.content()
        kind = kind_of(part.name, part.content_type, content[:LOOKED_AT])
        yield Attachment(safe_name(part.name), part.content_type, len(content), kind=kind), content


def _start(part: Part) -> bytes:
    """How the file begins, without decoding all of it."""
    encoding = part.headers.get("content-transfer-encoding", "")
    return undone(part.raw[part.start : min(part.end, part.start + LOOKED_AT)], encoding, is_text=False)
