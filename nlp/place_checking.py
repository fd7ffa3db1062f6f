"""Looks through the folder of a place for what would make it read wrong: unknown wards, orphan names, hexagons that collide."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlp.folding import fold
from nlp.taxonomy import THEMES
from nlp.terms import school_period

COLUMNS = {
    "wards": ("gss", "name", "valid_from", "valid_to", "replaces_gss"),
    "gazetteer": ("name", "gss", "kind", "check", "alias_of", "share", "rank", "same_name_elsewhere", "note"),
    "hexmap": ("gss", "q", "r"),
    "areas": ("area", "gss"),
    "sectors": ("sector", "gss", "share", "n_ward", "n_sector"),
    "districts": ("district", "gss", "share", "n_ward", "n_district"),
    "ward-facts": ("gss", "population_mid2020", "households_2021_est", "imd2025_score_avg", "live_postcodes"),
    "collisions": ("name", "n_other_districts_rows", "nearest_other_district", "km_from_place_outline"),
    "outside": ("name", "district", "kind", "km_outside"),
    "terms": ("what", "first", "last"),
}
"""The tables of a place folder and the columns that are read or documented; more columns do no harm."""
REQUIRED = ("wards", "gazetteer", "hexmap")
WARD_CODE = re.compile(r"[EWSN]\d{8}")
ROUNDING = 0.005


def check_folder(folder: Path) -> tuple[str, ...]:
    """What is wrong in a place folder, a sentence each, in the order of the files; empty when nothing is."""
    try:
        settings = tomllib.loads((folder / "place.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return (f"{folder} has no place.toml: make one with askline places new",)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (f"place.toml cannot be read: {error}",)
    faults: list[str] = []
    tables: dict[str, list[dict[str, str]]] = {}
    for table, columns in COLUMNS.items():
        tables[table] = []
        path = folder / f"{table}.csv"
        if not path.is_file():
            faults += [f"{table}.csv is missing"] if table in REQUIRED else []
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            lacking = [name for name in columns if name not in (reader.fieldnames or ())]
            if lacking:
                faults.append(f"{table}.csv lacks the column {', '.join(lacking)}")
            else:
                tables[table] = list(reader)
    if not faults:
        current = {row["gss"] for row in tables["wards"] if not row["valid_to"]}
        faults += [*_settings(settings, tables, current), *_wards(tables["wards"], current), *_codes(tables)]
        faults += [
            *_names(tables, settings),
            *_hexes(tables["hexmap"], current),
            *_shares(tables),
            *_terms(tables["terms"]),
        ]
    return tuple(faults)


def _settings(settings: dict[str, Any], tables: dict[str, list[dict[str, str]]], current: set[str]) -> Iterator[str]:
    for key in ("name", "prefix", "crisis"):
        if not str(settings.get(key, "")).strip():
            yield f"place.toml gives no {key}"
    if not re.fullmatch(r"[A-Z]{2}", str(settings.get("prefix", "XX"))):
        yield f"place.toml: prefix {settings['prefix']!r} is not two capital letters"
    areas = {row["area"] for row in tables["areas"]}
    for part, members in settings.get("parts", {}).items():
        for member in members:
            if member not in areas | current:
                yield f'place.toml: "{part}" holds {member!r}, which is no area of areas.csv and no ward'
    for slug in settings.get("labels", {}):
        if slug not in THEMES:
            yield f"place.toml: labels has {slug!r}, which is no theme"
    placed = {row["gss"] for row in tables["areas"]}
    if placed:
        yield from (f"areas.csv puts the ward {gss} in no area" for gss in sorted(current - placed))


def _wards(rows: list[dict[str, str]], current: set[str]) -> Iterator[str]:
    if not current:
        yield "wards.csv has no ward that is valid now"
    for row in rows:
        if not WARD_CODE.fullmatch(row["gss"]):
            yield f"wards.csv: {row['gss']!r} is no GSS code"
    for gss, count in Counter(row["gss"] for row in rows).items():
        if count > 1:
            yield f"wards.csv has {gss} {count} times"
    for name, count in Counter(fold(row["name"]) for row in rows if row["gss"] in current).items():
        if count > 1 or not name:
            yield (
                f"wards.csv: two wards of today are called {name!r}" if name else "wards.csv has a ward without a name"
            )


def _codes(tables: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    known = {row["gss"] for row in tables["wards"]}
    for table, rows in tables.items():
        for line, row in enumerate(rows, 2):
            if table != "wards" and "gss" in row and row["gss"] not in known:
                yield f"{table}.csv line {line}: {row['gss']!r} is no ward of wards.csv"


def _names(tables: dict[str, list[dict[str, str]]], settings: dict[str, Any]) -> Iterator[str]:
    rows = tables["gazetteer"]
    names = {fold(row["name"]) for row in rows} | {fold(row["name"]) for row in tables["wards"] if not row["valid_to"]}
    for line, row in enumerate(rows, 2):
        if not fold(row["name"]):
            yield f"gazetteer.csv line {line} has no name"
        if row["alias_of"] and fold(row["alias_of"]) not in names:
            yield f"gazetteer.csv line {line}: {row['name']} is an alias of {row['alias_of']}, which is not in the table"
        if not row["rank"].isdigit():
            yield f"gazetteer.csv line {line}: rank {row['rank']!r} is no number"
    for row in tables["collisions"]:
        if fold(row["name"]) not in names:
            yield f"collisions.csv: {row['name']} is not in gazetteer.csv"
    outside = {fold(row["name"]) for row in tables["outside"]}
    for name in settings.get("ordinary", ()):
        if fold(name) not in names | outside:
            yield f"place.toml: ordinary has {name}, which is in neither gazetteer.csv nor outside.csv"


def _hexes(rows: list[dict[str, str]], current: set[str]) -> Iterator[str]:
    taken: dict[tuple[str, str], str] = {}
    for line, row in enumerate(rows, 2):
        if not all(re.fullmatch(r"-?\d+", row[axis]) for axis in "qr"):
            yield f"hexmap.csv line {line}: q and r are whole numbers"
        cell = (row["q"], row["r"])
        if cell in taken:
            yield f"hexmap.csv line {line}: {row['gss']} and {taken[cell]} share the hexagon {cell[0]}, {cell[1]}"
        taken[cell] = row["gss"]
    for gss, count in Counter(taken.values()).items():
        if count > 1:
            yield f"hexmap.csv has {count} hexagons for {gss}"
    yield from (f"hexmap.csv has no hexagon for {gss}" for gss in sorted(current - set(taken.values())))


def _shares(tables: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for table, column in (("gazetteer", "name"), ("sectors", "sector"), ("districts", "district")):
        sums: Counter[str] = Counter()
        for line, row in enumerate(tables[table], 2):
            try:
                share = float(row["share"] or 0)
            except ValueError:
                share = -1.0
            if not 0 <= share <= 1:
                yield f"{table}.csv line {line}: share {row['share']!r} is not between 0 and 1"
            else:
                sums[row[column]] += share  # type: ignore[assignment]
        if table != "gazetteer":
            yield from (
                f"{table}.csv: the shares of {key} add up to {total:.2f}"
                for key, total in sums.items()
                if total > 1 + ROUNDING
            )


def _terms(rows: list[dict[str, str]]) -> Iterator[str]:
    for line, row in enumerate(rows, 2):
        try:
            school_period(row["what"], row["first"], row["last"])
        except ValueError as error:
            yield f"terms.csv line {line}: {error}"
