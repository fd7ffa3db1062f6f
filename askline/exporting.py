"""`askline export`: rows as CSV or JSON with stable field names. Lists are joined by "; " in CSV and stay lists in JSON."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from askline.options import fail
from askline.wiring import open_installation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import Entry, Subscriber

Fields = dict[str, Any]
Wards = Mapping[str, str]
Column = str | Callable[[Any, Wards], Any]
"""An attribute of the row, or what is made of the row and the official ward names."""


def _wards(row: "Entry | Subscriber", names: Wards) -> list[str]:
    return [names.get(code, code) for code in row.wards]


def _first(part: str, otherwise: Any) -> Callable[["Entry", Wards], Any]:
    return lambda entry, _: entry.quantity[0].get(part, otherwise) if entry.quantity else otherwise


ENTRY: dict[str, Column] = {
    "ref": "ref",
    "kind": "kind",
    "status": "status",
    "text": "text",
    "public_text": "public_text",
    "themes": "themes",
    "support": "support",
    "beneficiaries": "beneficiaries",
    "wards": _wards,
    "quantity": _first("count", None),
    "what": _first("what", ""),
    "needed_by": "needed_by",
    "organisation": "organisation",
    "share_organisation": "share_organisation",
    "needed_words": "needed_words",
    "created_at": "created_at",
    "approved_at": "approved_at",
    "approved_by": "approved_by",
    "closed_at": "closed_at",
    "reason": "reason",
}
"""`quantity` and `what` are the first count; `wards` are official names or "city-wide"."""
PLEDGE: dict[str, Column] = {
    "ref": "entry.ref",
    "quantity": "quantity",
    "status": "status",
    "conditional": "conditional",
    "by": "by_date",
    "what": "what",
    "by_words": "by_words",
    "condition": "condition",
    "organisation": "organisation",
    "contract": "contract",
    "delivered_quantity": "delivered_quantity",
    "receiver_words": "receiver_words",
    "created_at": "created_at",
    "confirmed_at": "confirmed_at",
}
"""`ref` is the entry's; `by` the day that the supplier named."""
SUBSCRIBER: dict[str, Column] = {
    "channel": "channel",
    "address": "address",
    "audience": "audience",
    "themes": "themes",
    "wards": _wards,
    "whole_areas": "areas",
    "support": "support",
    "frequency": "frequency",
    "weekday": "weekday",
    "most_lines": "most_lines",
    "status": "status",
    "paused_until": "paused_until",
    "organisation": "contact.organisation",
    "created_at": "created_at",
}
"""Empty themes or wards mean all."""
DELIVERY: dict[str, Column] = {
    "key": "dedupe_key",
    "kind": "kind",
    "channel": "channel",
    "address": "address",
    "subject": "subject",
    "state": "state",
    "attempts": "attempts",
    "created_at": "created_at",
    "sent_at": "sent_at",
    "error": "error",
}
"""One message that went or goes out, without its words."""
KINDS: dict[str, tuple[str, dict[str, Column]]] = {
    "entries": ("Entry", ENTRY),
    "pledges": ("Pledge", PLEDGE),
    "subscribers": ("Subscriber", SUBSCRIBER),
    "deliveries": ("Delivery", DELIVERY),
}


def export(home: Path, what: str, form: str, target: TextIO) -> None:
    """Write all rows of `what` to `target`."""
    from nlp.places import load_place

    if what not in KINDS or form not in {"csv", "json"}:
        fail(f"Export one of {', '.join(KINDS)}, with --format csv or json.", code=2)
    installation = open_installation(home)
    wards = load_place(installation.settings.place).wards
    with installation.database.session() as session:
        rows = list(_rows(session, what, wards))
    installation.close()
    if form == "json":
        json.dump(
            [{name: _plain(value) for name, value in row.items()} for row in rows], target, ensure_ascii=False, indent=1
        )
        target.write("\n")
    else:
        _write_csv(what, rows, target)


def _rows(session: "Session", what: str, wards: Wards) -> Iterator[Fields]:
    from sqlalchemy import select

    from db import models

    table, columns = KINDS[what]
    for row in session.scalars(select(getattr(models, table)).order_by("id")):
        yield {name: _value(row, column, wards) for name, column in columns.items()}


def _value(row: Any, column: Column, wards: Wards) -> Any:
    return attrgetter(column)(row) if isinstance(column, str) else column(row, wards)


def _write_csv(what: str, rows: Iterable[Fields], target: TextIO) -> None:
    writer = csv.DictWriter(target, fieldnames=list(KINDS[what][1]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return "'" + value  # a spreadsheet would run it as a formula
    return _plain(value)
