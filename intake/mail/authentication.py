"""Who wrote a letter, as far as our own mail server could tell: the Authentication-Results (RFC 8601) that it put on top."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.mail.header_words import addresses
from intake.mail.mime import Letter

MICROSOFT_365 = "microsoft365"
"""What `authserv_id` is for Exchange Online, which writes its results without a name of its own."""
FAILED = frozenset({"fail", "softfail", "permerror", "policy"})
LONGEST = 20_000
METHOD = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z0-9-]+)", re.I)
PROPERTY = re.compile(r"\b([a-z0-9-]+)\s*\.\s*([a-z0-9_-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;\"]+))", re.I)
NAME = re.compile(r"\s*\"?([^\s;=\"]+)\"?(?:\s+\d+)?\s*$")


@dataclass(frozen=True, slots=True)
class Result:
    """What one method found: `method` and `result` in lower case, `properties` like {"header.d": "example.org"}."""

    method: str
    result: str
    properties: dict[str, str] = field(default_factory=dict)


def verdict(letter: Letter, authserv_id: str) -> str:
    """Whether the address in From is the sender's: "pass", "fail", or "none" when the server could not tell; "" when no
    server is trusted.

    `authserv_id` is the name under which the mailbox's own server writes its results (see `believed`); those of any other name may
    be the sender's own invention and are not looked at. DMARC decides where it says pass or fail; else a pass of DKIM or SPF counts
    when its domain is that of From, or one is a sub-domain of the other. Two senders in From are never one person.
    """
    if not authserv_id:
        return ""
    found = addresses(letter.headers.all("from"))
    if len(letter.headers.all("from")) != 1 or len({address for _, address in found}) != 1:
        return "fail"
    domain = found[0][1].rpartition("@")[2]
    results = trusted(letter, authserv_id)
    dmarc = [one for one in results if one.method == "dmarc" and _of_domain(one, domain)]
    if any(one.result == "fail" for one in dmarc):
        return "fail"
    if any(one.result == "pass" for one in dmarc) or any(_is_aligned(one, domain) for one in results):
        return "pass"
    return "fail" if any(one.method in ("spf", "dkim") and one.result in FAILED for one in results) else "none"


def trusted(letter: Letter, authserv_id: str) -> tuple[Result, ...]:
    """What the mailbox's own server found out: of each method the topmost field of its name, and none from below the next
    Received, which is where the letter's past begins.
    """
    results: list[Result] = []
    began = False
    for name, value in letter.headers.in_order():
        if name == "received" and began:
            break
        if name != "authentication-results":
            continue
        own_name, found = parse(value)
        if authserv_id == MICROSOFT_365:
            return () if own_name else found  # its field is the topmost of all; those below may be the sender's
        if believed(own_name, authserv_id):
            began = True
            known = {one.method for one in results}
            results += [one for one in found if one.method not in known]
    return tuple(results)


def believed(name: str, authserv_id: str) -> bool:
    """Whether a server's name is one of those that are believed: several stand with commas between, and "*.example.org" is any
    below that domain, as large providers have many servers.
    """
    known = [one.strip().lower() for one in authserv_id.split(",") if one.strip()]
    return any(name.endswith(one[1:]) if one.startswith("*.") else name == one for one in known)


def parse(value: str) -> tuple[str, tuple[Result, ...]]:
    """One field's authserv-id in lower case, "" when it has none, and its results. What cannot be read is left out."""
    pieces = list(_pieces(value[:LONGEST]))
    name = NAME.match(pieces[0]) if pieces else None
    results = tuple(found for piece in (pieces[1:] if name else pieces) if (found := _result(piece)))
    return (name[1].lower() if name else ""), results


def aligned(one: str, other: str) -> bool:
    """Whether two domains are the same or one is a sub-domain of the other: DMARC's relaxed alignment, siblings left out."""
    one, other = one.lower().rstrip("."), other.lower().rstrip(".")
    if not one or not other or "." not in one or "." not in other:
        return False
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _result(piece: str) -> Result | None:
    method = METHOD.match(piece)
    if method is None:
        return None
    rest = piece[method.end() :]
    properties = {
        f"{kind}.{name}".lower(): (re.sub(r"\\(.)", r"\1", quoted) if quoted else plain).lower()
        for kind, name, quoted, plain in PROPERTY.findall(rest)
    }
    return Result(method[1].lower(), method[2].lower(), properties)


def _pieces(value: str) -> Iterator[str]:
    """The field cut at its semicolons, comments left out. Both may stand in quotation marks, where they mean nothing."""
    piece, depth, quoted, escaped = "", 0, False, False
    for sign in value:
        if escaped:
            escaped = False
        elif sign == "\\" and (quoted or depth):
            escaped = True
        elif quoted:
            quoted = sign != '"'
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            piece += " "
            continue
        elif not depth and sign == '"':
            quoted = True
        elif not depth and sign == ";":
            yield piece
            piece = ""
            continue
        if not depth:
            piece += sign
    if piece.strip():
        yield piece


def _of_domain(result: Result, domain: str) -> bool:
    """Whether a DMARC result is about this domain; servers may leave the domain out."""
    said = result.properties.get("header.from", "").rpartition("@")[2]
    return not said or said.rstrip(".") == domain


def _is_aligned(result: Result, domain: str) -> bool:
    if result.result != "pass":
        return False
    properties = result.properties
    if result.method == "dkim":
        signed = properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]
        return aligned(signed, domain)
    if result.method == "spf":
        return aligned(properties.get("smtp.mailfrom", "").rpartition("@")[2], domain)
    return False
