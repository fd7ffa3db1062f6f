"""Header lines of a letter: folded, encoded, closed to injection. By hand: the standard policies take 2 ms a letter."""

import re
from base64 import b64encode

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPECIALS = re.compile(r"[^A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,75}")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\@]+@[^\s<>()\[\],;:\"\\@]+")
_UNESCAPED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
_LINE = 76
_LONGEST_WORD = 900
_LONGEST_NAME = 120
_WORD_OCTETS = 42  # 56 characters of base64, 68 with their wrapping


def clean(value: str) -> str:
    """`value` on one line without control characters, ends trimmed; lone surrogates become question marks."""
    return _CONTROL.sub(" ", value).encode("utf-8", "replace").decode("utf-8").strip()


def is_header_name(name: str) -> bool:
    """Whether `name` can stand before the colon."""
    return _NAME.fullmatch(name) is not None


def wire_address(address: str) -> str:
    """The address as servers want it: a domain in another script as `xn--…`. Raises ValueError when it is none."""
    if not _ADDRESS.fullmatch(address) or not address.isprintable() or len(address) > 320:
        raise ValueError("that is not an e-mail address")
    local, _, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{domain.encode('idna').decode('ascii')}"


def header(name: str, value: str) -> str:
    """One unstructured header, folded, ending in CRLF: encoded words (RFC 2047) when the value is not plain ASCII."""
    value = clean(value)
    if not value.isascii() or "=?" in value:
        return f"{name}: {encoded_words(value, len(name) + 2)}\r\n"
    return _folded(name, value)


def encoded_words(value: str, used: int = 0) -> str:
    """`value` as encoded words of at most 75 characters, one a line; `used` characters of the first line are taken."""
    words, piece, room = [], b"", max(12, min(_WORD_OCTETS, (_LINE - used - 12) * 3 // 4))
    for character in value:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > room:
            words.append(piece)
            piece, room = b"", _WORD_OCTETS
        piece += octets
    words.append(piece)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode('ascii')}?=" for word in words)


def mailbox(header_name: str, display_name: str, address: str) -> str:
    """An address header with a name for people. `address` must have been checked already."""
    shown = clean(display_name)[:_LONGEST_NAME]
    if not shown:
        return _folded(header_name, address)
    if not shown.isascii() or "=?" in shown:
        shown = encoded_words(shown, len(header_name) + 2)
    elif _SPECIALS.search(shown):
        shown = '"' + re.sub(r'(["\\])', r"\\\1", shown) + '"'
    line = f"{header_name}: {shown} <{address}>"
    return f"{line}\r\n" if len(line.rpartition("\n")[2]) <= _LINE else f"{header_name}: {shown}\r\n <{address}>\r\n"


def parameter(name: str, value: str) -> str:
    """One parameter of a Content header, quoted, or by RFC 2231 when it is not plain ASCII."""
    value = clean(value)
    if value.isascii() and len(value) <= 60:
        return f'{name}="' + re.sub(r'(["\\])', r"\\\1", value) + '"'
    octets = value.encode("utf-8")[:300]
    escaped = "".join(chr(o) if o in _UNESCAPED else f"%{o:02X}" for o in octets)
    pieces = re.findall(r"(?:%[0-9A-F]{2}|[^%]){1,20}", escaped)
    pieces[0] = f"utf-8''{pieces[0]}"
    return ";\r\n ".join(f"{name}*{number}*={piece}" for number, piece in enumerate(pieces))


def _folded(name: str, value: str) -> str:
    line = f"{name}: {value}"
    if len(line) <= _LINE:
        return f"{line}\r\n"
    lines, current = [], f"{name}:"
    for word in value.split():
        if len(word) > _LONGEST_WORD:
            return f"{name}: {encoded_words(value, len(name) + 2)}\r\n"
        if len(current) + 1 + len(word) > _LINE and current != f"{name}:":
            lines.append(current)
            current = ""
        current += f" {word}"
    return "\r\n".join([*lines, current]) + "\r\n"
