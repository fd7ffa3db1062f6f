"""The words in header fields: encoded words, addresses, and parameters such as a file's name."""

import binascii
import re
from email.utils import getaddresses
from urllib.parse import unquote_to_bytes

from intake.mail.charsets import decode, strictly

LONGEST = 65_536
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,20000}?)\?=", re.S)
UNFINISHED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]{1,2000})\??$")
QUESTIONING_WORD = re.compile(r"=\?([^?\s]{1,60})\?([qQ])\?([^\n]{0,500}?)\?=(?=\s|$|\")")
ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]\\@：（），；。]{1,64}@[^\s<>\"'(),;:\\@：（），；。]{1,255}")
QUOTED_LOCAL_PART = re.compile(r"\"([\w.+-]{1,64})\"@")
PARAMETER = re.compile(
    r";\s*([\w!#$&.+^`|~-]{1,60})(\*(?:\d{1,3}\*?)?)?\s*=\s*(\"(?:[^\"\\]|\\.){0,4000}\"|[^;]{0,4000})",
    re.S,
)


def unfolded(raw: bytes, charset: str = "") -> str:
    """A field's raw bytes as one line of text (encoded words still encoded). Bytes that are not UTF-8 are read in `charset`."""
    text = _text(raw[:LONGEST], charset)
    return re.sub(r"[\r\n]+[ \t]*", " ", text).strip()


def _text(raw: bytes, charset: str) -> str:
    if raw.isascii() or not charset:
        return decode(raw)
    as_utf8 = strictly(raw, "utf-8")
    return decode(as_utf8.encode() if as_utf8 is not None else raw, "utf-8" if as_utf8 is not None else charset)


def from_base64(content: bytes) -> bytes:
    """Decoded bytes, as many as can be had: signs that do not belong are skipped, missing padding is added."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", content.replace(b"-", b"+").replace(b"_", b"/"))
    signs = signs[: len(signs) - 1] if len(signs) % 4 == 1 else signs
    return binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))


def _word_bytes(kind: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if kind in "bB":
        return from_base64(raw)
    return binascii.a2b_qp(raw.replace(b"\n", b" "), header=True)


def decoded(text: str) -> str:
    """Plain text of a field: every encoded word is decoded, also inside quotation marks and with broken padding."""
    if "=?" not in text:
        return text
    text = re.sub(r"(=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]{1,2000}\?)\s+=(?=\s|$)", r"\1=", text)
    out: list[str] = []
    pending, charset, position = b"", "", 0
    for found in ENCODED_WORD.finditer(text):
        between = text[position : found.start()]
        name = found.group(1).split("*")[0].lower()
        if pending and (between.strip() or name != charset):
            out.append(decode(pending, charset))
            pending = b""
        if between.strip() or not found.start() or position == 0:
            out.append(between)
        pending, charset, position = (
            pending + _word_bytes(found.group(2), found.group(3)),
            name,
            found.end(),
        )
    if pending:
        out.append(decode(pending, charset))
    rest = text[position:]
    for pattern in (QUESTIONING_WORD, UNFINISHED_WORD):
        rest = pattern.sub(lambda m: decode(_word_bytes(m.group(2), m.group(3)), m.group(1)), rest)
    return re.sub(r"[\r\n\x00]+", " ", "".join(out) + rest)


def _pairs(value: str) -> list[tuple[str, str]]:
    """What the standard library makes of an address field. It fails on some: then nothing, and the caller looks itself."""
    if value.count("(") > 50:
        return []
    try:
        return getaddresses([value])
    except (RecursionError, IndexError, ValueError, TypeError, AttributeError):
        return []


def addresses(values: list[str]) -> list[tuple[str, str]]:
    """(name, lower-case address) of each address in these fields, in order; what has no @ is left out."""
    found: list[tuple[str, str]] = []
    for value in values:
        value = QUOTED_LOCAL_PART.sub(r"\1@", value[:20_000])
        for name, address in _pairs(value):
            address = address.strip().strip("<>'\"").lower()
            if not ADDRESS.fullmatch(address):
                inside = ADDRESS.search(address) or ADDRESS.search(decoded(address)) or ADDRESS.search(name)
                address = inside.group(0).lower() if inside else ""
            if address:
                found.append((decoded(name).strip().strip("\"'"), address.rstrip(".")))
        if not found:
            plain = decoded(value)
            for match in ADDRESS.finditer(plain):
                name = plain[: match.start()].strip(" <\"'")
                found.append((name, match.group(0).lower().rstrip(".")))
    return found


def message_ids(text: str) -> list[str]:
    """Message identifiers in a field, without angle brackets."""
    bracketed = re.findall(r"<\s*([^<>]{1,998}?)\s*>", text)
    found = bracketed or [word for word in text.split() if "@" in word]
    return [re.sub(r"\s+", "", one) for one in found]


def parameters(value: str) -> dict[str, str]:
    """Parameters of Content-Type or Content-Disposition, RFC 2231 pieces joined and decoded; names in lower case."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, star, content in PARAMETER.findall(";" + value.partition(";")[2]):
        name, content = name.lower(), content.strip()
        if content.startswith('"'):
            content = re.sub(r"\\([\\\"])", r"\1", content.removeprefix('"').removesuffix('"'))
        number = re.search(r"\d+", star)
        if star:
            pieces.setdefault(name, {})[int(number.group()) if number else 0] = (
                star.endswith("*"),
                content,
            )
        else:
            plain.setdefault(name, decoded(content).strip())
    for name, parts in pieces.items():
        plain[name] = _joined(parts)
    return plain


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    charset, content = "", b""
    for number in sorted(parts):
        is_encoded, text = parts[number]
        if number == min(parts) and is_encoded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "replace")
    return decoded(decode(content, charset))
