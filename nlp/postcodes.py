"""The official postcode file, cut down to one place, and looking a postcode up in it.

Two publications are read: the ONS Postcode Directory (one CSV with a header row) and OS Code-Point Open (one CSV for each
postcode area, without a header). Both say for each live postcode in which ward it lies.
"""

import csv
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

POSTCODE_COLUMNS = ("pcds", "pcd8", "pcd7", "pcd", "pcd2", "postcode")
WARD_COLUMNS = ("osward", "ward_code", "gss", "admin_ward_code")
ENDED_COLUMNS = ("doterm",)
CODE_POINT_POSTCODE, CODE_POINT_WARD, CODE_POINT_WIDTH = 0, 9, 10


@dataclass(frozen=True, slots=True)
class PostcodeImport:
    """What an import did: rows read, postcodes kept, postcodes ended, rows of other places, wards that got none."""

    path: Path
    read: int
    kept: int
    ended: int
    elsewhere: int
    wards_without: tuple[str, ...]


def normal_postcode(written: str) -> str:
    """ "ls96ab" → "LS9 6AB"."""
    close = "".join(written.split()).upper()
    return f"{close[:-3]} {close[-3:]}"


def import_postcode_files(source: Path, wards: frozenset[str], destination: Path) -> PostcodeImport:
    """Writes the postcodes of `wards` in `source` (a CSV or a folder of them) to `destination`, sorted."""
    found: dict[str, str] = {}
    read = ended = elsewhere = 0
    for postcode, gss, is_ended in read_postcodes(source):
        read += 1
        if is_ended:
            ended += 1
        elif gss in wards:
            found[normal_postcode(postcode)] = gss
        else:
            elsewhere += 1
    destination.parent.mkdir(parents=True, exist_ok=True)
    with destination.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("postcode", "gss"))
        writer.writerows(sorted(found.items()))
    missing = tuple(sorted(wards - set(found.values())))
    return PostcodeImport(destination, read, len(found), ended, elsewhere, missing)


def read_postcodes(source: Path) -> Iterator[tuple[str, str, bool]]:
    """Yields (postcode as written, ward code, whether it has ended) for each row of a CSV or a folder of them."""
    for path in _files(source):
        yield from _rows(path)


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    found = sorted(path for path in source.rglob("*") if path.suffix.casefold() == ".csv")
    if not found:
        raise ValueError(f"{source} holds no CSV file")
    return found


def _rows(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yields (postcode, ward code, ended) for each row of one file."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        reader = csv.reader(lines)
        first = next(reader, None)
        if first is None:
            return
        header = [name.strip().casefold() for name in first]
        postcode = _column(header, POSTCODE_COLUMNS)
        if postcode is None:
            yield from _code_point(path, first, reader)
            return
        ward = _ward_column(header)
        if ward is None:
            raise ValueError(f"{path.name} has a column of postcodes but none of ward codes (osward, or wd..cd)")
        ended = _column(header, ENDED_COLUMNS)
        for row in reader:
            if len(row) > max(postcode, ward) and row[postcode].strip():
                yield (
                    row[postcode],
                    row[ward].strip(),
                    bool(ended is not None and len(row) > ended and row[ended].strip()),
                )


def _code_point(path: Path, first: list[str], rest: Iterator[list[str]]) -> Iterator[tuple[str, str, bool]]:
    if len(first) < CODE_POINT_WIDTH or not first[CODE_POINT_WARD].startswith(("E05", "W05", "S13", "N08", "E04")):
        raise ValueError(
            f"{path.name} is neither ONSPD (a header with pcds and a ward column) nor Code-Point Open (ten columns)"
        )
    for row in (first, *rest):
        if len(row) >= CODE_POINT_WIDTH:
            yield row[CODE_POINT_POSTCODE], row[CODE_POINT_WARD].strip(), False


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _ward_column(header: list[str]) -> int | None:
    known = _column(header, WARD_COLUMNS)
    if known is not None:
        return known
    dated = [name for name in header if name.startswith("wd") and name.endswith("cd") and name[2:-2].isdigit()]
    return header.index(max(dated)) if dated else None


class PostcodeTable:
    """Exact wards of full postcodes, from a file that `import_postcode_files` wrote."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = sorted((row["postcode"], row["gss"]) for row in csv.DictReader(lines))
        self._postcodes = [postcode for postcode, _ in rows]
        self._wards = [gss for _, gss in rows]

    def ward(self, postcode: str) -> str | None:
        """GSS code of the ward that the postcode lies in; None when the table does not hold it."""
        wanted = normal_postcode(postcode)
        place = bisect_left(self._postcodes, wanted)
        if place < len(self._postcodes) and self._postcodes[place] == wanted:
            return self._wards[place]
        return None
