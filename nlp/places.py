"""Places are folders of data under nlp/data/places: wards, names and where they lie, postcode sectors, a hexagon map.

A new place is a new folder and no code. `place.toml` names it; `includes` takes in the wards of a neighbouring folder.
"""

import csv
import difflib
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from nlp.folding import fold
from nlp.postcodes import PostcodeImport, import_postcode_files
from nlp.terms import SchoolPeriod, school_period

PLACES = Path(__file__).parent / "data" / "places"
WIDTH_BETWEEN_MAPS = 2


class UnknownPlace(ValueError):
    """No folder of this name under nlp/data/places."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ward that a name may mean; `share` of the live postcodes round the spot, `named` when the ward carries the name."""

    gss: str
    share: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name of the gazetteer with the wards that it may mean, likeliest first. `elsewhere` names the nearest namesake's district."""

    name: str
    kind: str
    candidates: tuple[Candidate, ...]
    elsewhere: str = ""


@dataclass(frozen=True)
class Place:
    """All that is known of one place. Keys of `names`, `outside` and `parts` are folded; sectors and districts are "LS9 6", "LS9"."""

    slug: str
    name: str
    prefix: str
    crisis: str
    wards: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    areas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hexes: dict[str, tuple[int, int]] = field(default_factory=dict)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, PlaceName] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    sectors: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    districts: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    terms: tuple[SchoolPeriod, ...] = ()

    @cached_property
    def every_name(self) -> frozenset[str]:
        """Folded names of all that lies here or next door."""
        return frozenset(self.names) | frozenset(self.outside) | self.whole

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first words of all names, and of the parts."""
        return frozenset(name.partition(" ")[0] for name in (*self.every_name, *self.parts))


def available_places() -> tuple[str, ...]:
    """Slugs of the places that are here, sorted."""
    return tuple(sorted(folder.name for folder in PLACES.iterdir() if (folder / "place.toml").is_file()))


@cache
def load_place(slug: str) -> Place:
    """The place of this slug, read once. UnknownPlace, naming the nearest, when there is none."""
    if slug not in available_places():
        near = difflib.get_close_matches(slug, available_places(), n=1, cutoff=0.3)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(available_places())}"
        raise UnknownPlace(f"no place {slug!r}{hint}")
    return read_place(PLACES / slug)


def read_place(folder: Path) -> Place:
    """Reads one place folder, with those it includes."""
    settings = tomllib.loads((folder / "place.toml").read_text(encoding="utf-8"))
    own = _tables(folder, settings)
    for other in settings.get("includes", ()):
        own = _joined(own, read_place(folder.parent / other))
    return own


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _tables(folder: Path, settings: dict[str, Any]) -> Place:
    wards = {row["gss"]: row["name"] for row in _rows(folder, "wards") if not row["valid_to"]}
    areas: dict[str, list[str]] = {}
    for row in _rows(folder, "areas"):
        areas.setdefault(row["area"], []).append(row["gss"])
    fixed_areas = {area: tuple(codes) for area, codes in areas.items()}
    return Place(
        slug=folder.name,
        name=settings["name"],
        prefix=settings["prefix"],
        crisis=settings["crisis"],
        wards=wards,
        labels=dict(settings.get("labels", {})),
        areas=fixed_areas,
        hexes={row["gss"]: (int(row["q"]), int(row["r"])) for row in _rows(folder, "hexmap")},
        facts={row["gss"]: row for row in _rows(folder, "ward-facts") if row["gss"] in wards},
        names=_names(folder, wards),
        outside={fold(row["name"]): row["district"] or row["name"] for row in _rows(folder, "outside")},
        sectors=_shares(folder, "sectors", "sector"),
        districts=_shares(folder, "districts", "district"),
        parts=_parts(settings.get("parts", {}), fixed_areas),
        whole=frozenset(fold(name) for name in settings.get("whole", ())),
        ordinary=frozenset(fold(name) for name in settings.get("ordinary", ())),
        terms=tuple(school_period(row["what"], row["first"], row["last"]) for row in _rows(folder, "terms")),
    )


def _names(folder: Path, wards: dict[str, str]) -> dict[str, PlaceName]:
    elsewhere = {fold(row["name"]): row["nearest_other_district"] for row in _rows(folder, "collisions")}
    gathered: dict[str, list[dict[str, str]]] = {}
    for row in _rows(folder, "gazetteer"):
        if row["gss"] in wards:
            gathered.setdefault(fold(row["name"]), []).append(row)
    names = {}
    for key, rows in gathered.items():
        rows.sort(key=lambda row: int(row["rank"]))
        best: dict[str, Candidate] = {}
        for row in rows:
            named = "ward" in row["kind"] or ("ward-name" in row["check"] and not _is_half(rows, wards[row["gss"]]))
            best.setdefault(row["gss"], Candidate(row["gss"], float(row["share"] or 0), named))
        canonical = fold(rows[0]["alias_of"] or rows[0]["name"])
        names[key] = PlaceName(rows[0]["name"], rows[0]["kind"], tuple(best.values()), elsewhere.get(canonical, ""))
    for gss, name in wards.items():
        names.setdefault(fold(name), PlaceName(name, "ward", (Candidate(gss, 1.0, True),)))
    return names


def _is_half(rows: list[dict[str, str]], ward: str) -> bool:
    """Whether the ward is by its name one side only of what `rows` name: Stamford Hill West, and no other half by name."""
    side = re.fullmatch(r"(.+) (?:north|south|east|west)", fold(ward))
    spelt = {fold(row["alias_of"] or row["name"]) for row in rows}
    return side is not None and side[1] in spelt and sum("ward-name" in row["check"] for row in rows) == 1


def _shares(folder: Path, table: str, column: str) -> dict[str, tuple[Candidate, ...]]:
    gathered: dict[str, list[Candidate]] = {}
    for row in _rows(folder, table):
        gathered.setdefault(row[column], []).append(Candidate(row["gss"], float(row["share"])))
    return {key: tuple(sorted(found, key=lambda one: -one.share)) for key, found in gathered.items()}


def _parts(parts: dict[str, list[str]], areas: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    resolved = {fold(area): codes for area, codes in areas.items()}
    for name, members in parts.items():
        codes: list[str] = []
        for member in members:
            codes.extend(areas.get(member, (member,)))
        resolved[fold(name)] = tuple(dict.fromkeys(codes))
    return resolved


def _joined(one: Place, other: Place) -> Place:
    """`one` with the wards of `other`; the other's hexagons go below, an even number of rows down so that odd rows stay odd."""
    lowest = min((r for _, r in one.hexes.values()), default=0)
    highest = max((r for _, r in other.hexes.values()), default=0)
    drop = highest - lowest + WIDTH_BETWEEN_MAPS
    drop += drop % 2
    hexes = {gss: (q, r - drop) for gss, (q, r) in other.hexes.items()}
    names = {**other.names, **one.names}
    inside = {fold(one.name), fold(other.name), *names, *one.whole, *other.whole}
    outside = {name: where for name, where in {**other.outside, **one.outside}.items() if name not in inside}
    near = {fold(one.slug), fold(other.slug), fold(other.name)}
    return Place(
        slug=one.slug,
        name=one.name,
        prefix=one.prefix,
        crisis=one.crisis,
        wards={**one.wards, **other.wards},
        labels=one.labels,
        areas={**one.areas, other.name: tuple(other.wards)},
        hexes={**one.hexes, **hexes},
        facts={**one.facts, **other.facts},
        names=names,
        outside={name: where for name, where in outside.items() if fold(where) not in near},
        sectors=_added(one.sectors, other.sectors),
        districts=_added(one.districts, other.districts),
        parts=one.parts,
        whole=one.whole,
        ordinary=one.ordinary | other.ordinary,
        terms=one.terms or other.terms,
    )


def _added(
    one: dict[str, tuple[Candidate, ...]], other: dict[str, tuple[Candidate, ...]]
) -> dict[str, tuple[Candidate, ...]]:
    both = {key: one.get(key, ()) + other.get(key, ()) for key in {*one, *other}}
    return {key: tuple(sorted(found, key=lambda each: -each.share)) for key, found in both.items()}


def import_postcodes(source: Path, place: str, destination: Path) -> PostcodeImport:
    """Takes the place's postcodes out of the official file.

    `source` is an ONSPD CSV, a Code-Point Open CSV, or a folder of either. Writes `destination`/<place>.csv (`postcode,gss`,
    sorted) and says how many rows were read, kept and left out. ValueError when the file is neither kind.
    """
    return import_postcode_files(source, frozenset(load_place(place).wards), destination / f"{place}.csv")
