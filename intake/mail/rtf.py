"""The words in Rich Text Format, which some older programs send as a letter's only text. Its looks are of no use here."""

import re

NOT_WORDS = re.compile(
    r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|header|footer)[^{}]{0,20000}(?:\{[^{}]{0,20000}\}[^{}]{0,20000}){0,500}\}"
)
CONTROL = re.compile(r"\\(?:'([0-9a-fA-F]{2})|u(-?\d{1,5}) ?\??|([a-z]{1,32})(-?\d{1,10})? ?|([^a-z]))|[{}\r\n]")
BREAKS = frozenset({"par", "line", "sect", "page", "row"})


def text_of_rtf(rtf: str) -> str:
    """Plain text of RTF. Nothing raises; what is no RTF comes back without its braces."""
    return CONTROL.sub(_plain, NOT_WORDS.sub("", rtf)).strip()


def _plain(found: re.Match[str]) -> str:
    byte, number, word, _, sign = found.groups()
    if byte:
        return bytes.fromhex(byte).decode("cp1252", "replace")
    if number:
        return chr(int(number) % 65536) if not 0xD800 <= int(number) % 65536 <= 0xDFFF else "\ufffd"
    if word:
        return "\n" if word in BREAKS else "\t" if word in ("tab", "cell") else ""
    return {"~": " ", "\n": "\n"}.get(sign, sign) if sign and sign in "\\{}~\n" else ""
