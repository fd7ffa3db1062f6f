"""Reads a table as people keep it: CSV from any spreadsheet, or JSON; headings in their own words."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

HEADINGS = {
    "ref": ("ref", "reference", "code", "id", "number"),
    "kind": ("kind", "type", "ask or offer", "intent"),
    "status": ("status", "state", "stage"),
    "text": (
        "text",
        "need",
        "needs",
        "ask",
        "offer",
        "description",
        "details",
        "request",
        "what do you need",
        "message",
        "what is needed",
    ),
    "public_text": ("public_text", "public text", "published text", "public", "summary"),
    "themes": ("themes", "theme", "category", "categories", "topic", "priority"),
    "support": ("support", "kind of help", "type of support", "help", "support type", "resource"),
    "beneficiaries": ("beneficiaries", "beneficiary", "who benefits", "who for", "for whom", "group"),
    "wards": ("wards", "ward", "area", "areas", "location", "place", "where", "neighbourhood"),
    "quantity": ("quantity", "how many", "count", "amount", "qty"),
    "what": ("what", "item", "items", "of what", "unit"),
    "needed_by": ("needed_by", "needed by", "deadline", "by when", "when", "date needed", "due"),
    "organisation": (
        "organisation",
        "organization",
        "charity",
        "company",
        "name of organisation",
        "group name",
        "vcse",
        "org",
    ),
    "share_organisation": (
        "share_organisation",
        "share organisation",
        "share name",
        "may we share the name",
        "public name",
    ),
    "email": ("email", "e-mail", "email address", "e-mail address", "contact email", "address", "mail"),
    "name": ("name", "contact", "contact name", "person"),
    "channel": ("channel", "by"),
    "audience": ("audience", "subscriber type", "role", "reader"),
    "frequency": ("frequency", "how often"),
    "whole_areas": ("whole_areas", "whole areas"),
    "weekday": ("weekday", "day of the week"),
    "paused_until": ("paused_until", "paused until"),
    "most_lines": ("most_lines", "most lines", "how many lines"),
}
CANONICAL = {_heading: field for field, headings in HEADINGS.items() for _heading in headings}


class TableError(Exception):
    """The file is not a table that can be read; the message is one sentence."""


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not empty, under the field names above, with its number as a spreadsheet shows it. Raises TableError.

    The heading is row 1.
    """
    text = _text(path)
    try:
        found = list(_json(text) if text.lstrip()[:1] in {"[", "{"} else _csv(text))
    except (csv.Error, json.JSONDecodeError) as error:
        raise TableError(f"{path} is neither CSV nor JSON: {error}.") from error
    for number, row in found:
        if any(row.values()):
            yield number, row


def parts(cell: str) -> list[str]:
    """The items of a cell that may hold several, divided by semicolons, bars, new lines, or commas when there are none of these."""
    divider = r"[;|\n]" if re.search(r"[;|\n]", cell) else ","
    return [part.strip() for part in re.split(divider, cell) if part.strip()]


def _text(path: Path) -> str:
    content = path.read_bytes()
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for charset in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    raise TableError(f"{path} is not text: save it as CSV (UTF-8) and try again.")


def _csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.splitlines()[0] if text else ""
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    headings = [_field(heading) for heading in next(reader, [])]
    for number, cells in enumerate(reader, 2):
        row: dict[str, str] = {}
        for field, cell in zip(headings, cells, strict=False):
            row[field] = row.get(field) or _unguarded(cell.strip())
        yield number, row


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def _json(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    content = json.loads(text)
    items = (
        content
        if isinstance(content, list)
        else next((value for value in content.values() if isinstance(value, list)), [content])
    )
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield number, {_field(key): _plain(value) for key, value in item.items()}
        else:
            yield number, {"": _plain(item)}


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    return str(value).strip()


def _field(heading: str) -> str:
    key = " ".join(re.sub(r"[?:*]", "", heading).split()).casefold()
    return CANONICAL.get(key) or CANONICAL.get(key.replace("_", " ")) or key
