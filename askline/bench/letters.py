"""How many letters of an issue are chosen, composed, stored and sent a second, and in how much memory, at two sizes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askline.bench import sending
from askline.bench.figures import Figure
from askline.bench.texts import texts

if TYPE_CHECKING:
    from db.session import Database

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
CASES = ((1_000, 2_000), (10_000, 20_000))
STAGES = (
    ("chosen, a second of processor time", ""),
    ("composed, likewise", ""),
    ("stored, ready to send, likewise", "≥ 300 /s"),
    ("stored, ready to send, by the clock", "≥ 300 /s"),
)
STORED = 2


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """An issue for 1,000 subscribers over 2,000 open entries and for 10,000 over 20,000, on SQLite, each in a process of its
    own; each subscriber has its own themes and wards. What is sent is the small issue, by two workers.
    """
    costs: list[float] = []
    for readers, entries in CASES:
        home = folder / str(readers)
        home.mkdir()
        readers, entries = int(readers * scale), int(entries * scale)
        fill(home, readers, entries)
        done = _in_a_process(home)
        costs.append(done["bare"] / done["rates"][STORED])
        size = f"{readers:,} readers, {entries:,} entries"
        for (stage, aim), rate in zip(STAGES, done["rates"], strict=True):
            yield Figure(f"letters {stage}: {size}", rate, "/s", done["bare"], "the library building MIME only", aim)
        aim = "≤ 400 MiB" if readers == CASES[-1][0] else ""
        yield Figure(f"memory at the most: {size}", done["peak"], "MiB", done["before"], "before the issue", aim)
    small, large = costs
    yield Figure(
        "processor time of a stored letter, in bare buildings: large size", large, "", small, "small size", "no more"
    )
    yield from sending.measure(folder / str(CASES[0][0]))


def fill(home: Path, readers: int, entries: int) -> None:
    """A new installation in `home` with so many subscribers and open entries, of two weeks, and part of them half promised."""
    from db.session import Database

    database = Database(f"sqlite:///{home / 'askline.db'}")
    database.upgrade()
    _entries(database, entries)
    _readers(database, readers)
    database.dispose()


def _entries(database: "Database", count: int) -> None:
    from db.models import Entry
    from nlp.places import load_place
    from nlp.taxonomy import SUPPORT, THEMES

    themes, wards, support = list(THEMES), list(load_place("leeds").wards), list(SUPPORT)
    with database.transaction() as session:
        for number, text in enumerate(texts(count), 1):
            came = MONDAY - timedelta(days=1 + number % 80)
            session.add(
                Entry(
                    ref=f"LS-{number:04}", place="leeds", kind="ask", status="open", text=text, public_text=text,
                    themes=sorted({themes[number % 17], themes[number * 7 % 17]}), support=[support[number % 7]],
                    wards=[wards[number % len(wards)]], ward_certain=True, created_at=came, approved_at=came,
                    quantity=[{"count": number % 40 + 1, "what": "things"}],
                    needed_by=(MONDAY + timedelta(days=number % 60)).date() if number % 3 else None,
                )
            )  # fmt: skip


def _readers(database: "Database", count: int) -> None:
    from db.models import Contact, Subscriber
    from nlp.places import load_place
    from nlp.taxonomy import THEMES

    themes, wards = list(THEMES), list(load_place("leeds").wards)
    before = MONDAY - timedelta(days=4)
    with database.transaction() as session:
        for number in range(count):
            contact = Contact(created_at=before)
            session.add(contact)
            session.flush()
            mine = sorted({themes[(number * step + step) % len(themes)] for step in range(1, number % 5 + 1)})
            session.add(
                Subscriber(
                    contact_id=contact.id, place="leeds", channel="email", address=f"reader{number}@example.com",
                    audience="procurement" if number % 10 == 9 else "supplier", themes=mine,
                    wards=wards[number % 33 : number % 33 + number % 7], status="active", created_at=before,
                    confirmed_at=before,
                )
            )  # fmt: skip


def _in_a_process(home: Path) -> dict[str, Any]:
    """What `askline.bench.issuing` says of the installation in `home`."""
    command = [sys.executable, "-m", "askline.bench.issuing", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures
