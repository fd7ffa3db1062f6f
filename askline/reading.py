"""`askline read` and the loop that line-by-line commands share."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from askline.settings_file import load
from askline.training import heads_of

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from nlp.explaining import Finding
    from nlp.pipeline import Reader
    from nlp.reading import Reading

COLOURS = {
    "intent": "bold cyan",
    "theme": "bold green",
    "support": "bold yellow",
    "who gains": "bold magenta",
    "ward": "bold blue",
    "how many": "bold bright_cyan",
    "needed by": "bold bright_yellow",
    "organisation": "bold bright_magenta",
    "hidden": "strike red",
}


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


def read_text(home: Path, text: str, now: datetime, explain: bool = False) -> None:
    """`askline read "…"`: a table of what was understood, how sure the reader is, and from which words.

    With `explain` the text stands above it, those words coloured like their row of the table; what is only told or denied is
    dim, what others would not see is struck through. The themes that came next follow.
    """
    from rich.console import Console

    from nlp.explaining import findings

    reading = _reader(home).read(text, now.date())
    found = findings(reading)
    console = Console(highlight=False)
    if explain:
        console.print(_coloured(reading, found))
    console.print(_table(reading, found))
    if explain:
        ranked = ", ".join(f"{tag.slug} {tag.confidence:.0%}" for tag in reading.theme_ranking)
        console.print(f"The likeliest themes: {ranked}", markup=False)
    console.print(f"Others would see: {reading.public_text}", markup=False)


def _coloured(reading: "Reading", found: tuple["Finding", ...]) -> "Text":
    from rich.text import Text

    shown = Text(reading.text)
    for clause in reading.clauses:
        if clause.kind in ("background", "denial"):
            shown.stylize("dim", clause.start, clause.end)
    for one in found:
        for start, end in one.spans:
            shown.stylize(COLOURS[one.what.rstrip("?")], start, end)
    return shown


def _table(reading: "Reading", found: tuple["Finding", ...]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("what", "understood", "sure", "from the words")
    for one in found:
        words = ", ".join(reading.text[start:end] for start, end in one.spans)
        colour = COLOURS[one.what.rstrip("?")]
        table.add_row(Text(one.what, colour), Text(one.value), f"{one.confidence:.0%}", Text(words))
    return table


def _reader(home: Path) -> "Reader":
    from nlp.pipeline import Reader

    return Reader(load(home).place, postcodes=home / "postcodes", heads=heads_of(home))
