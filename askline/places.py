"""`askline places import`, `new` and `check`."""

import re
from pathlib import Path

from askline.options import fail
from askline.settings_file import load


def import_file(home: Path, source: Path, place: str) -> str:
    """Import postcodes of `place` (that of the settings when empty) and say how many were taken."""
    from nlp.places import import_postcodes, load_place

    slug = place or load(home).place
    if not source.exists():
        fail(f"There is no file or folder {source}: correct the path, then try again.", code=2)
    try:
        name = load_place(slug).name
        taken = import_postcodes(source, slug, home / "postcodes")
    except ValueError as error:
        fail(f"{error}.".replace("?.", "?"))
    return f"{taken.kept:,} postcodes of {name} taken; a full postcode now names its ward exactly."


def make_place(slug: str, name: str, prefix: str, into: Path | None, wards: Path | None, postcodes: Path | None) -> str:
    """Make the folder of a new place, and say what is in it and what to do next."""
    from nlp.place_making import make_folder
    from nlp.places import PLACES

    if not re.fullmatch(r"[a-z][a-z-]*[a-z]", slug):
        fail(f"{slug!r} is no name for a place folder: use small letters and hyphens, like city-of-london.", code=2)
    for path in (wards, postcodes):
        if path is not None and not path.exists():
            fail(f"There is no file or folder {path}: correct the path, then try again.", code=2)
    if postcodes and not wards:
        fail("Postcodes tell nothing without wards: give --wards as well.", code=2)
    folder = (into or PLACES) / slug
    letters = prefix or "".join(letter for letter in name if letter.isalpha())[:2]
    try:
        count = make_folder(folder, name or slug.replace("-", " ").title(), letters or slug[:2], wards, postcodes)
    except ValueError as error:
        fail(f"{error}.")
    return f"{folder} is made, with {count} {'ward' if count == 1 else 'wards'}. Fill its tables, then run askline places check {folder}"


def check_place(place: str) -> tuple[str, ...]:
    """The faults of a place, given by its slug or its folder."""
    from nlp.place_checking import check_folder
    from nlp.places import PLACES, available_places

    folder = PLACES / place if place in available_places() else Path(place)
    if not folder.is_dir():
        fail(f"There is no place {place} and no such folder: known are {', '.join(available_places())}.", code=2)
    return check_folder(folder)
