"""`askline export`: rows as CSV or JSON with stable field names. Lists are joined by "; " in CSV and stay lists in JSON."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from askline.options import fail
from askline.wiring import open_installation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import Delivery, Entry, Pledge, Subscriber

Fields = dict[str, Any]
Wards = Mapping[str, str]


def entry_fields(entry: "Entry", wards: Wards) -> Fields:
    """One entry. `quantity` and `what` are its first count; `wards` are official names or "city-wide"."""
    first = entry.quantity[0] if entry.quantity else {}
    return {
        "ref": entry.ref,
        "kind": entry.kind,
        "status": entry.status,
        "text": entry.text,
        "public_text": entry.public_text,
        "themes": entry.themes,
        "support": entry.support,
        "beneficiaries": entry.beneficiaries,
        "wards": [wards.get(code, code) for code in entry.wards],
        "quantity": first.get("count"),
        "what": first.get("what", ""),
        "needed_by": entry.needed_by,
        "organisation": entry.organisation,
        "share_organisation": entry.share_organisation,
        "needed_words": entry.needed_words,
        "created_at": entry.created_at,
        "approved_at": entry.approved_at,
        "approved_by": entry.approved_by,
        "closed_at": entry.closed_at,
        "reason": entry.reason,
    }


def pledge_fields(pledge: "Pledge", wards: Wards) -> Fields:
    """One pledge. `ref` is the entry's; `by` the day the supplier named."""
    return {
        "ref": pledge.entry.ref,
        "quantity": pledge.quantity,
        "status": pledge.status,
        "conditional": pledge.conditional,
        "by": pledge.by_date,
        "what": pledge.what,
        "by_words": pledge.by_words,
        "condition": pledge.condition,
        "organisation": pledge.organisation,
        "contract": pledge.contract,
        "delivered_quantity": pledge.delivered_quantity,
        "receiver_words": pledge.receiver_words,
        "created_at": pledge.created_at,
        "confirmed_at": pledge.confirmed_at,
    }


def subscriber_fields(subscriber: "Subscriber", wards: Wards) -> Fields:
    """One subscriber. Empty themes or wards mean all."""
    return {
        "channel": subscriber.channel,
        "address": subscriber.address,
        "audience": subscriber.audience,
        "themes": subscriber.themes,
        "wards": [wards.get(code, code) for code in subscriber.wards],
        "support": subscriber.support,
        "frequency": subscriber.frequency,
        "status": subscriber.status,
        "organisation": subscriber.contact.organisation,
        "created_at": subscriber.created_at,
    }


def delivery_fields(delivery: "Delivery", wards: Wards) -> Fields:
    """One message that went or goes out, without its words."""
    return {
        "key": delivery.dedupe_key,
        "kind": delivery.kind,
        "channel": delivery.channel,
        "address": delivery.address,
        "subject": delivery.subject,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at,
        "sent_at": delivery.sent_at,
        "error": delivery.error,
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
        _write_csv(rows, target)


def _rows(session: "Session", what: str, wards: Wards) -> Iterator[Fields]:
    from sqlalchemy import select

    from db import models

    table, fields = KINDS[what]
    for row in session.scalars(select(getattr(models, table)).order_by("id")):
        yield fields(row, wards)


def _write_csv(rows: Iterable[Fields], target: TextIO) -> None:
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(target, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
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


KINDS: dict[str, tuple[str, Callable[[Any, Wards], Fields]]] = {
    "entries": ("Entry", entry_fields),
    "pledges": ("Pledge", pledge_fields),
    "subscribers": ("Subscriber", subscriber_fields),
    "deliveries": ("Delivery", delivery_fields),
}
