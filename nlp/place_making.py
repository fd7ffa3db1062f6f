"""Makes the skeleton of a new place: a folder with every table, filled as far as official files allow.

From a list of wards (code and name) come the wards, their own names and a plain grid of hexagons; from the official postcode
file the shares of sectors and districts. Estates, landmarks, nicknames and areas are for people who know the place.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from nlp.place_checking import COLUMNS
from nlp.postcodes import normal_postcode, read_postcodes

GRID_WIDTH = 6
SKELETON = """\
name = "{name}"
# Two capital letters that no other place has: the front of reference codes such as {prefix}-0001.
prefix = "{prefix}"
# Whom a person in distress may ring at any hour.
crisis = "Samaritans: 116 123, free, day and night."
# What people call the whole place, besides its name.
whole = ["{small}", "the borough"]
# Names of gazetteer.csv that are also ordinary words: read as places only after "in", "at" … and with a capital letter.
ordinary = []

# Loose words for a part of the place ("south" for "south {name}"): areas of areas.csv, or ward codes.
[parts]

# Other words for a theme, by its slug.
[labels]
"""
ATTRIBUTION = """\
# Where these tables come from

| table | source | licence |
| --- | --- | --- |
| wards.csv | Office for National Statistics, names and codes of wards | Open Government Licence v3.0 |
| sectors.csv, districts.csv | derived from the official postcode file (ONSPD or OS Code-Point Open) | Open Government Licence v3.0 |

Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right;
contains National Statistics data © Crown copyright and database right. Licensed under the Open Government Licence v3.0:
https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
"""


class CannotMake(ValueError):
    """The folder is there already, or a source file does not hold what is needed; the sentence says which."""


def make_folder(folder: Path, name: str, prefix: str, wards: Path | None = None, postcodes: Path | None = None) -> int:
    """Writes the folder of a new place and returns the number of its wards.

    `wards` is a CSV with a column of ward codes and one of names, for example the ONS list cut to one district; `postcodes`
    the ONSPD CSV or the files of Code-Point Open. Without them the tables hold their headers only. CannotMake when the folder
    exists or a file does not fit; nothing is written then.
    """
    if folder.exists():
        raise CannotMake(f"{folder} is there already: choose another name, or edit what is in it")
    listed = read_wards(wards) if wards else {}
    tables: dict[str, Iterable[Sequence[object]]] = dict.fromkeys(COLUMNS, ())
    tables["wards"] = [(gss, ward, "", "", "") for gss, ward in listed.items()]
    tables["gazetteer"] = [
        (ward, gss, "ward", "source", "", "1.00", 1, 0, "official ward name") for gss, ward in listed.items()
    ]
    tables["hexmap"] = [(gss, place % GRID_WIDTH, place // GRID_WIDTH) for place, gss in enumerate(listed)]
    if postcodes:
        tables["sectors"], tables["districts"] = _shares(postcodes, frozenset(listed))
    folder.mkdir(parents=True)
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS[table])
            writer.writerows(rows)
    settings = SKELETON.format(name=name, prefix=prefix.upper(), small=name.casefold())
    (folder / "place.toml").write_text(settings, encoding="utf-8")
    (folder / "ATTRIBUTION.md").write_text(ATTRIBUTION, encoding="utf-8")
    return len(listed)


def read_wards(path: Path) -> dict[str, str]:
    """Ward code to name, in the order of the file. CannotMake when the columns are not found."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        headers = list(reader.fieldnames or ())
        code = _header(headers, r"gss|wd\d*cd|ward_?code")
        name = _header(headers, r"name|wd\d*nm|ward(?:_?name)?")
        if not code or not name:
            raise CannotMake(f"{path} has no column of ward codes (gss, WD26CD) or none of names (name, WD26NM)")
        return {row[code].strip(): row[name].strip() for row in reader if (row[code] or "").strip()}


def _header(headers: list[str], pattern: str) -> str:
    return next((header for header in headers if re.fullmatch(pattern, header.strip(), re.I)), "")


def _shares(source: Path, wards: frozenset[str]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Rows of sectors.csv and districts.csv: of all live postcodes of a sector, the share that lies in a ward."""
    totals: Counter[str] = Counter()
    inside: Counter[tuple[str, str]] = Counter()
    for written, gss, ended in read_postcodes(source):
        if ended:
            continue
        postcode = normal_postcode(written)
        for key in (postcode[:-2], postcode.split()[0]):
            totals[key] += 1
            if gss in wards:
                inside[key, gss] += 1
    if not inside:
        raise CannotMake(f"{source} has no postcode in the wards listed: are both of the same year?")
    rows = [
        (key, gss, f"{count / totals[key]:.4f}", count, totals[key]) for (key, gss), count in sorted(inside.items())
    ]
    return [row for row in rows if " " in row[0]], [row for row in rows if " " not in row[0]]
