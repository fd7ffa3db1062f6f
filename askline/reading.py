"""`askline read` and the loop that line-by-line commands share."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from askline.settings_file import load

if TYPE_CHECKING:
    from nlp.pipeline import Reader


def through(source: TextIO, target: TextIO, answer: Callable[[str], dict[str, object]]) -> None:
    """Answer each line that is not empty with one JSON line, in order and at once. A line that is not UTF-8 is still answered."""
    if hasattr(source, "reconfigure"):
        source.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(target, "reconfigure"):
        target.reconfigure(encoding="utf-8", errors="backslashreplace")
    for line in source:
        if line.strip():
            target.write(json.dumps(answer(line), ensure_ascii=False) + "\n")
            target.flush()


def read_lines(home: Path, source: TextIO, target: TextIO) -> None:
    """`askline read --jsonl`."""
    from nlp.jsonl import read_line

    reader = _reader(home)
    through(source, target, lambda line: read_line(reader, line))


def read_text(home: Path, text: str, now: datetime) -> None:
    """`askline read "…"`: a table of what was understood, how sure the reader is, and from which words."""
    from rich.console import Console
    from rich.table import Table

    reading = _reader(home).read(text, now.date())
    table = Table("what", "understood", "sure", "from the words")
    table.add_row("intent", reading.intent.slug, _percent(reading.intent.confidence), _words(reading.intent.evidence))
    for name in ("themes", "support", "beneficiaries"):
        for tag in getattr(reading, name):
            table.add_row(name, tag.slug, _percent(tag.confidence), _words(tag.evidence))
    if reading.city_wide:
        table.add_row("ward", "city-wide", "", "")
    for ward in reading.wards:
        table.add_row(
            "ward" if reading.ward_certain else "ward?", ward.name, _percent(ward.confidence), _words(ward.evidence)
        )
    for quantity in reading.quantity:
        table.add_row("quantity", f"{quantity.count:g} {quantity.what}", "", quantity.evidence)
    if reading.needed_by or reading.needed_words:
        table.add_row("needed by", str(reading.needed_by or reading.needed_words), "", reading.needed_words)
    if reading.organisation:
        table.add_row("organisation", reading.organisation, "", "")
    for span in reading.personal:
        table.add_row("personal", span.kind, "", span.text)
    console = Console()
    console.print(table)
    console.print(f"Others would see: {reading.public_text}", markup=False)


def _reader(home: Path) -> "Reader":
    from nlp.pipeline import Reader

    return Reader(load(home).place, postcodes=home / "postcodes")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _words(evidence: tuple[str, ...]) -> str:
    return ", ".join(evidence)
