"""Bytes of a letter to text, whatever character set it claims to be in."""

import codecs
import re
from functools import lru_cache

ALIASES = {
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "unicode": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode11utf7": "utf-7",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "hzgb2312": "hz",
    "ksc5601": "cp949",
    "ksc56011987": "cp949",
    "ksc56011989": "cp949",
    "xwindows949": "cp949",
    "euckr": "cp949",
    "iso88598i": "iso8859-8",
    "iso88598e": "iso8859-8",
    "iso88596i": "iso8859-6",
    "windows874": "cp874",
    "tis620": "cp874",
    "shiftjis": "cp932",
    "xsjis": "cp932",
    "sjis": "cp932",
    "windows31j": "cp932",
    "xeucjp": "euc_jp",
    "big5": "big5hkscs",
    "xxbig5": "big5hkscs",
    "xmacroman": "mac_roman",
    "macintosh": "mac_roman",
    "xmaccyrillic": "mac_cyrillic",
    "usascii": "ascii",
    "ansix341968": "ascii",
    "iso646us": "ascii",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "iso88599": "cp1254",
    "unicode20utf8": "utf-8",
}
JAPANESE = (
    "iso2022_jp",
    "iso2022_jp_2",
    "iso2022_jp_3",
    "iso2022_jp_ext",
    "iso2022_jp_2004",
)
# Text encodings by name only: they undo escapes, or cost time that grows with the square of the length.
NOT_FOR_LETTERS = frozenset(
    {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    }
)
GUESSABLE_AS_UTF8 = frozenset({"", "ascii", "cp1252", "iso8859-1"})
EMBEDDED = re.compile(
    r"(utf-?8|iso[-_]8859-\d{1,2}|windows-?125\d|cp-?125\d|cp-?8\d\d|koi8-[ru]|gb18030|gb2312|big5|iso-2022-jp)",
    re.I,
)
SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=256)
def known_codec(declared: str) -> str:
    """The name of a Python codec for a declared character set, or "" when there is none that suits a letter."""
    tidy = declared.strip().strip("\"'=;, ").lower()
    squeezed = re.sub(r"[^a-z0-9]", "", tidy)
    if squeezed in ALIASES:
        return ALIASES[squeezed]
    embedded = EMBEDDED.search(tidy)
    names = [
        tidy,
        re.sub(r"^(cp|windows|ibm)[-_ ]", "cp", tidy),
        tidy.removeprefix("x-"),
    ]
    if embedded:
        names.append(re.sub(r"^cp-", "cp", embedded.group(0)))
    for name in names:
        if not re.fullmatch(r"[\w.:+-]{2,40}", name, re.ASCII):
            continue
        try:
            found = codecs.lookup(name)
        except LookupError:
            continue
        if getattr(found, "_is_text_encoding", True) and found.name not in NOT_FOR_LETTERS:
            return ALIASES.get(re.sub(r"[^a-z0-9]", "", found.name), found.name)
    return ""


def strictly(content: bytes, codec: str) -> str | None:
    """The text, or None when the bytes are not of that codec."""
    try:
        return content.decode(codec)
    except (UnicodeError, ValueError):
        return None


def decode(content: bytes, declared: str = "") -> str:
    """Text of `content`: as declared, else as what it most likely is. Never raises; no lone surrogates, no NUL."""
    text = _decoded(content, declared)
    if "\x00" in text:
        text = text.replace("\x00", "")
    if SURROGATE.search(text):
        text = SURROGATE.sub("\ufffd", text)
    return text.removeprefix("\ufeff")


def _decoded(content: bytes, declared: str) -> str:
    codec = known_codec(declared) if declared else ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = strictly(content, "utf-16")
        if wide is not None:
            return wide
    if codec in GUESSABLE_AS_UTF8:
        return _guessed(content, codec)
    if codec.startswith("iso2022_jp"):
        for name in JAPANESE:
            text = strictly(content, name)
            if text is not None:
                return text
        return content.decode("iso2022_jp_ext", "replace")
    text = strictly(content, codec)
    if text is not None:
        return text
    if codec != "utf-8":
        as_utf8 = strictly(content, "utf-8")
        return as_utf8 if as_utf8 is not None else content.decode(codec, "replace")
    return _nearly_utf8(content)


def _guessed(content: bytes, codec: str) -> str:
    """Undeclared, or declared as what programs declare when they do not know."""
    if b"\x1b$" in content or b"\x1b(B" in content:
        text = strictly(content, "iso2022_jp_ext")
        if text is not None:
            return text
    text = strictly(content, "utf-8")
    if text is not None:
        return text
    if codec == "iso8859-1":
        codec = "cp1252"
    return _nearly_utf8(content) if codec != "cp1252" else _western(content)


def _western(content: bytes) -> str:
    text = strictly(content, "cp1252")
    return text if text is not None else content.decode("latin-1")


def _nearly_utf8(content: bytes) -> str:
    """UTF-8 with a few broken places stays UTF-8; bytes that are mostly not UTF-8 are read as Western."""
    text = content.decode("utf-8", "replace")
    right = sum(1 for sign in text[:20000] if sign > "\x7f" and sign != "\ufffd")
    return text if right > text[:20000].count("\ufffd") else _western(content)
