"""The MIME parts of a letter: text, files, and the multiparts around them."""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass

from bots.letter_headers import clean, parameter

_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,60}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,80}")
_UNWANTED = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F))
_LONGEST_LINE = 900
_BASE64_LINE = 76


@dataclass(frozen=True, slots=True)
class Part:
    """Headers, each ending in CRLF, and an encoded body that ends in CRLF."""

    headers: tuple[str, ...]
    body: bytes

    def serialised(self) -> bytes:
        """The part as it stands in a letter."""
        return "".join(self.headers).encode("ascii") + b"\r\n" + self.body


def text_leaf(subtype: str, text: str) -> Part:
    """A text part in UTF-8: as it is when it is ASCII with short lines, else in whichever encoding is shorter."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    octets = flat.encode("utf-8", "replace").translate(None, _UNWANTED)
    if not octets.endswith(b"\n"):
        octets += b"\n"
    if flat.isascii() and max(map(len, octets.split(b"\n"))) <= _LONGEST_LINE:
        return leaf(f'text/{subtype}; charset="utf-8"', "7bit", octets.replace(b"\n", b"\r\n"))
    if len(octets) - len(flat) > len(octets) // 4:
        return leaf(f'text/{subtype}; charset="utf-8"', "base64", _base64(octets.replace(b"\n", b"\r\n")))
    quoted = b2a_qp(octets, istext=True).replace(b"\n", b"\r\n")
    return leaf(f'text/{subtype}; charset="utf-8"', "quoted-printable", quoted)


def attachment(name: str, content_type: str, content: bytes, content_id: str = "") -> Part:
    """A file; with `content_id` a picture that the HTML shows as `cid:…`."""
    kind = content_type if _TYPE.fullmatch(content_type) else "application/octet-stream"
    if kind.lower().startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    shown = name.replace("/", "_").replace("\\", "_") or "file"
    identifier = clean(content_id).strip("<>").replace(" ", "")
    more = [f"Content-Disposition: {'inline' if identifier else 'attachment'};\r\n {parameter('filename', shown)}\r\n"]
    if identifier:
        more.append(f"Content-ID: <{identifier.encode('ascii', 'replace').decode('ascii')}>\r\n")
    return leaf(f"{kind};\r\n {parameter('name', shown)}", "base64", _base64(content), more)


def leaf(content_type: str, encoding: str, body: bytes, more: Sequence[str] = ()) -> Part:
    """A part whose body is encoded already."""
    return Part((f"Content-Type: {content_type}\r\n", f"Content-Transfer-Encoding: {encoding}\r\n", *more), body)


def multipart(subtype: str, parts: Sequence[Part], mark: str, more: str = "") -> Part:
    """Parts in a row. `mark` makes the boundary: a hash over the words, so that no words can hold it."""
    boundary = f"=_{mark[:40]}"
    opening = f"--{boundary}\r\n".encode("ascii")
    body = b"\r\n".join(opening + part.serialised() for part in parts)
    kind = f'multipart/{subtype};\r\n boundary="{boundary}"' + (f";\r\n {more}" if more else "")
    return Part((f"Content-Type: {kind}\r\n",), body + f"\r\n--{boundary}--\r\n".encode("ascii"))


def _base64(octets: bytes) -> bytes:
    encoded = b2a_base64(octets, newline=False)
    lines = [encoded[at : at + _BASE64_LINE] for at in range(0, len(encoded), _BASE64_LINE)]
    return b"\r\n".join(lines) + b"\r\n"
