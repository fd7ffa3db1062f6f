"""The facts of a buyers' letter as CSV: the whole list, and the counts. The same files go to every buyer."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from digest import buyers_wording, wording
from digest.counts import Counts, Row
from digest.entries import Candidate
from digest.social_value import social_value
from digest.wording import Labels

MOST_ROWS = 1000
ENTRY_COLUMNS = (
    "ref", "kind", "state", "public_text", "themes", "support", "wards", "quantity", "open_quantity", "what",
    "needed_by", "needed_words", "came_on", "days_open", "organisation", "missions", "measure_hint",
)  # fmt: skip
COUNT_COLUMNS = ("by", "name", "unmet", "part_met", "four_weeks", "twelve_weeks", "trend", "missions")


def entries_csv(candidates: Sequence[Candidate], issue_date: date, labels: Labels, *, most: int = MOST_ROWS) -> bytes:
    """The entries, a row each, oldest first, `most` at the most; UTF-8 with a mark, so that Excel reads it right."""
    rows = [facts(candidate, issue_date, labels) for candidate in candidates[:most]]
    return _written(ENTRY_COLUMNS, (tuple(row[column] for column in ENTRY_COLUMNS) for row in rows))


def counts_csv(counts: Counts, labels: Labels) -> bytes:
    """The counts by theme and by ward, with the whole first."""
    rows: list[tuple[str, str, Row, tuple[str, ...]]] = [("all", labels.place_name, counts.total, ())]
    rows += [
        ("theme", labels.themes.get(row.key, row.key), row, social_value().missions([row.key])) for row in counts.themes
    ]
    rows += [("ward", wording.ward_name(row.key, labels), row, ()) for row in counts.wards]
    return _written(
        COUNT_COLUMNS,
        (
            (
                by, name, row.unmet, row.part_met, row.recent, row.longer, buyers_wording.TRENDS[row.trend],
                "; ".join(missions),
            )
            for by, name, row, missions in rows
        ),
    )  # fmt: skip


def facts(candidate: Candidate, on: date, labels: Labels) -> dict[str, object]:
    """All that is public of an entry on a day, as plain values: names for people, lists where there may be several."""
    known = social_value()
    return {
        "ref": candidate.ref,
        "kind": candidate.kind,
        "state": "part met" if candidate.part_met else "open",
        "public_text": wording.whole(candidate.public_text),
        "themes": [labels.themes.get(theme, theme) for theme in candidate.themes],
        "support": [labels.support.get(kind, kind) for kind in candidate.support],
        "wards": [wording.ward_name(ward, labels) for ward in candidate.wards],
        "quantity": candidate.quantity,
        "open_quantity": candidate.open_quantity,
        "what": candidate.what,
        "needed_by": candidate.needed_by.isoformat() if candidate.needed_by else None,
        "needed_words": candidate.needed_words,
        "came_on": candidate.created_on.isoformat(),
        "days_open": max(0, (on - candidate.created_on).days),
        "organisation": candidate.organisation,
        "missions": list(known.missions(candidate.themes, candidate.kind)),
        "measure_hint": list(known.hints(candidate)),
    }


def _written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """A value as a spreadsheet reads it; a text that it would run as a formula is marked as text."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, float):
        return wording.plain_number(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
