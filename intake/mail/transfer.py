"""The transfer encoding of a part undone: base64, quoted-printable and uuencode, broken or mislabelled; and format=flowed."""

import binascii
import re

from intake.mail.header_words import from_base64

BASE64_ONLY = re.compile(rb"(?:[A-Za-z0-9+/]{40,100}\r?\n){2,}[A-Za-z0-9+/]{0,100}={0,2}\s*")
END_OF_BASE64 = re.compile(rb"={1,2}[ \t\r]{0,4}\n(?=[\r\n]{0,4}[^\r\n]{0,2000}[^A-Za-z0-9+/=\s])")
QUOTED_SIGN = re.compile(rb"=(?:[0-9A-F]{2}|\r?\n)")
QUOTE_DEPTH = re.compile(r"^(>*) ?")
SHORTEST_SOFT = 50
LEAD = 1_000_000
LONGEST_FOOTER = 6_000


def undone(body: bytes, encoding: str, *, is_text: bool) -> bytes:
    """`body` decoded as its Content-Transfer-Encoding says, or as it most likely is. Never raises."""
    encoding = encoding.strip().lower().strip("\"';")
    if encoding.startswith("base64"):
        return _undo_base64(body)
    if "quoted" in encoding:
        return binascii.a2b_qp(body)
    if "uue" in encoding:
        return _undo_uuencode(body)
    if encoding in ("", "7bit", "8bit", "binary") and is_text:
        return _undo_unlabelled(body)
    return body


def _undo_base64(body: bytes) -> bytes:
    head = body[:2000].strip()
    strange = len(re.findall(rb"[^A-Za-z0-9+/=\s_-]", head))
    if head.count(b" ") > 3 and (strange or head.count(b" ") > len(head) / 15):
        return body
    stop = END_OF_BASE64.search(body, max(len(body) - LONGEST_FOOTER, 0))
    return from_base64(body[: stop.end()]) + b"\n" + body[stop.end() :] if stop else from_base64(body)


def _undo_uuencode(body: bytes) -> bytes:
    out: list[bytes] = []
    for line in body.splitlines():
        if not line or line.startswith((b"begin ", b"end", b"`")):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            out.append(binascii.a2b_uu(line[:wanted]) if _is_uuencoded(line[:wanted]) else b"")
    return b"".join(out)


def _is_uuencoded(line: bytes) -> bool:
    try:
        binascii.a2b_uu(line)
    except binascii.Error:
        return False
    return True


def _undo_unlabelled(body: bytes) -> bytes:
    """A body whose transfer encoding was forgotten."""
    if len(body) < LEAD and BASE64_ONLY.fullmatch(body.strip() + b"\n" if body else body):
        guess = from_base64(body)
        if guess and sum(1 for byte in guess[:500] if byte < 9 or 13 < byte < 32) == 0:
            return guess
    if body.count(b"=3D", 0, LEAD) + body.count(b"=20\r\n", 0, LEAD) + body.count(b"=20\n", 0, LEAD) > 2:
        broken = QUOTED_SIGN.findall(body, 0, 50_000)
        if len(broken) > 4 and len(broken) >= body.count(b"=", 0, 50_000) * 0.9:
            return binascii.a2b_qp(body)
    return body


def unflowed(text: str, *, delete_space: bool) -> str:
    """Text of format=flowed (RFC 3676) with its soft line breaks taken out; `delete_space` is its DelSp.

    Only lines that are long enough to have been broken: some programs claim the format and leave spaces behind short lines.
    """
    whole: list[str] = []
    is_soft, depth_above = False, 0
    for line in text.split("\n"):
        mark = QUOTE_DEPTH.match(line)
        depth, words = (len(mark.group(1)), line[mark.end() :]) if mark else (0, line)
        if is_soft and depth == depth_above and words:
            whole[-1] = (whole[-1][:-1] if delete_space else whole[-1]) + words
        else:
            whole.append(line)
        is_soft = (
            words.endswith(" ")
            and words != "-- "
            and (len(words) >= SHORTEST_SOFT or (delete_space and len(words) > 1))
        )
        depth_above = depth
    return "\n".join(whole)
