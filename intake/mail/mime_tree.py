"""The parts of a letter, found in its raw bytes. Nothing here raises, whatever the bytes are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from intake.mail.charsets import decode
from intake.mail.header_words import decoded, parameters, unfolded
from intake.mail.transfer import undone, unflowed

DEEPEST = 40
MOST_PARTS = 5_000
FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:(.*)", re.S)
LINE_END = re.compile(rb"\r{0,3}\n|\r")
FRAME_END = re.compile(rb"\x00\x00|\xa0[\x80-\x84]|[\x00-\x08]0\x82")
BLANK_LINE = re.compile(rb"\n\r{0,3}\n")
GUESSED_BOUNDARY = re.compile(rb"^--([^\s\"]{4,70})[ \t]*\r?\n(?=Content-)", re.M | re.I)
MAILBOX_LINE = re.compile(rb"^>?From [^\r\n:]*[ \d][^\r\n]*\r?\n")
KNOWN_FIELDS = (
    b"content-",
    b"x-",
    b"mime-",
    b"from",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"received",
)
REST_OF_MARK = re.compile(rb"(--)?[ \t]*(?:\r{0,3}\n|\r|\Z)")
IDENTITY = ("", "7bit", "8bit", "binary")
MOST_HEADER_LINES = 20_000


class Headers(Mapping[str, str]):
    """Header fields by name, any case: the first of each, decoded. `all` gives every one, undecoded words and all.

    `charset` is what the letter itself is written in: the best guess for bytes that a field should not have.
    """

    def __init__(self, fields: list[tuple[str, bytes]]):
        self._fields = fields
        self._raw: dict[str, list[bytes]] = {}
        self.charset = ""
        for name, value in fields:
            self._raw.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        values = self._raw[name.lower()]
        return decoded(unfolded(next((value for value in values if value.strip()), values[0]), self.charset))

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def all(self, name: str) -> list[str]:
        """Every field of that name (at most 500) as one line each, encoded words not yet decoded."""
        return [unfolded(value, self.charset) for value in self._raw.get(name.lower(), ())[:500]]

    def in_order(self) -> Iterator[tuple[str, str]]:
        """Every field from the top: its name in lower case, and its words as one line, encoded words not yet decoded."""
        return ((name.lower(), unfolded(value)) for name, value in self._fields)


@dataclass(slots=True)
class Part:
    """One part: its headers, where its body is in `raw`, and the parts inside it."""

    raw: bytes
    headers: Headers
    start: int
    end: int
    content_type: str = "text/plain"
    given: Mapping[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    parts: list["Part"] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The body as it stands, transfer encoding not undone."""
        return self.raw[self.start : self.end]

    def content(self) -> bytes:
        """The body with its transfer encoding undone, and what is broken in it forgiven."""
        given = [one.strip().lower() for one in self.headers.all("content-transfer-encoding")]
        encoding = next((one for one in given if one not in IDENTITY), given[0] if given else "")
        return undone(self.body, encoding, is_text=self.content_type.startswith("text/"))

    def text(self) -> str:
        """The content as text with plain line ends; lines that format=flowed broke are whole again."""
        text = decode(self.content(), self.given.get("charset", ""))
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        is_flowed = self.given.get("format", "").lower() == "flowed"
        return unflowed(text, delete_space=self.given.get("delsp", "").lower() == "yes") if is_flowed else text

    def walk(self) -> Iterator["Part"]:
        """This part and every part inside it, in order."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.parts))


def read_tree(raw: bytes) -> Part:
    """The letter's parts, from raw bytes with or without a mailbox "From " line at the top."""
    start = 0
    while start < len(raw) and raw[start] in b"\r\n \t":
        start += 1
    mailbox_line = MAILBOX_LINE.match(raw[start : start + 1000])
    start += mailbox_line.end() if mailbox_line else 0
    budget = [MOST_PARTS]
    tree = _read(raw, start, len(raw), 0, budget, "text/plain")
    tree.headers.charset = next(
        (charset for part in islice(tree.walk(), 9) if (charset := part.given.get("charset"))), ""
    )
    return tree


def _fields(raw: bytes, start: int, end: int) -> tuple[list[tuple[str, bytes]], int]:
    """The header fields that begin at `start`, and where the body begins."""
    fields: list[tuple[str, bytes]] = []
    position, lines = start, 0
    while position < end:
        lines += 1
        if lines > MOST_HEADER_LINES:
            blank = BLANK_LINE.search(raw, position, end)
            return fields, blank.end() if blank else end
        line_end = LINE_END.search(raw, position, end)
        stop, after = (line_end.start(), line_end.end()) if line_end else (end, end)
        line = raw[position:stop]
        if not line.strip():
            return fields, after
        if line[:1] in b" \t" and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b"\n" + line) if len(value) < 200_000 else (name, value)
        else:
            found = FIELD.match(line)
            if found:
                fields.append((found.group(1).decode("ascii"), found.group(2)))
            elif fields and _more_fields(raw, after, end):
                name, value = fields[-1]
                fields[-1] = (name, value + b"\n " + line)
            elif not (position == start and line.startswith((b">From ", b"From "))):
                return fields, position
        position = after
    return fields, position


def _more_fields(raw: bytes, start: int, end: int) -> bool:
    """Whether the lines right below are header fields too, so that a line without a colon is only badly folded."""
    head = raw[start : min(end, start + 2000)].lstrip(b" \t")
    found = FIELD.match(head.split(b"\n", 1)[0])
    return found is not None and found.group(1).lower().startswith(KNOWN_FIELDS)


def _read(raw: bytes, start: int, end: int, depth: int, budget: list[int], default: str) -> Part:
    budget[0] -= 1
    fields, body = _fields(raw, start, end)
    headers = Headers(fields)
    part = Part(raw, headers, body, end)
    _describe(part, default)
    if depth >= DEEPEST or budget[0] <= 0:
        return part
    if part.content_type.startswith("multipart/"):
        _split(part, depth, budget)
    elif part.content_type in ("message/rfc822", "message/global", "message/news"):
        encoding = headers.get("content-transfer-encoding", "").strip().lower()
        if encoding in ("base64", "quoted-printable"):
            raw = part.content()
            body, end = 0, len(raw)
        while body < end and raw[body] in b"\r\n":
            body += 1
        part.parts.append(_read(raw, body, end, depth + 1, budget, "text/plain"))
    elif part.content_type.endswith("pkcs7-mime") and "envel" not in part.given.get("smime-type", ""):
        _open_signature(part, depth, budget)
    return part


def _open_signature(part: Part, depth: int, budget: list[int]) -> None:
    """S/MIME that is signed but not encrypted holds the letter as it was, between the marks of its binary frame."""
    inner = part.content()
    start, end = inner.find(b"Content-Type:"), len(inner)
    if start < 0:
        return
    tail = FRAME_END.search(inner, start)
    part.parts.append(_read(inner, start, tail.start() if tail else end, depth + 1, budget, "text/plain"))


def _describe(part: Part, default: str) -> None:
    kinds = part.headers.all("content-type")
    kind = next((one for one in kinds if one.strip()), default)
    content_type = kind.split(";")[0].strip().strip("\"'").lower()
    if content_type in ("text", "plain"):
        content_type = "text/plain"
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", content_type):
        inside = re.search(
            r"\b(text|multipart|application|image|message|audio|video)/[\w.+-]+",
            content_type,
        )
        content_type = inside.group(0) if inside else "text/plain"
    part.content_type = content_type
    part.given = parameters(kind)
    if not part.given and re.search(r"charset|boundary|name", kind):
        part.given = parameters(";" + kind.partition(" ")[2])
    where = next(iter(part.headers.all("content-disposition")), "")
    part.disposition = where.split(";")[0].strip().strip("\"'").lower()
    named = parameters(where) if where else {}
    part.name = _tidy_name(named.get("filename") or named.get("name") or part.given.get("name") or "")


def _tidy_name(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", name).strip().strip('"')


def _split(part: Part, depth: int, budget: list[int]) -> None:
    boundary = part.given.get("boundary", "").encode("utf-8", "replace")
    marks = _marks(part, boundary) if boundary else []
    if not marks:
        guess = GUESSED_BOUNDARY.search(part.raw, max(part.start - 1, 0), part.end)
        marks = _marks(part, guess.group(1)) if guess else []
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for index, (_, after, is_last) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else part.end
        if is_last and not re.match(rb"\s*Content-", part.raw[after : after + 40], re.I):
            continue
        if after < stop and budget[0] > 0:
            part.parts.append(_read(part.raw, after, stop, depth + 1, budget, default))


def _marks(part: Part, boundary: bytes) -> list[tuple[int, int, bool]]:
    """(where the part above ends, where the one below begins, whether it is the last) for each boundary line."""
    raw, mark = part.raw, b"--" + boundary.rstrip()
    found: list[tuple[int, int, bool]] = []
    position = part.start
    while len(found) <= MOST_PARTS:
        at = raw.find(mark, position, part.end)
        if at < 0:
            break
        position = at + len(mark)
        rest = REST_OF_MARK.match(raw, position, part.end)
        if rest is None or (at > 0 and raw[at - 1] not in b"\r\n"):
            continue
        above = at - 1 if at > part.start and raw[at - 1 : at] == b"\n" else at
        above = above - 1 if above > part.start and raw[above - 1 : above] == b"\r" else above
        found.append((above, rest.end(), bool(rest.group(1))))
    return found
