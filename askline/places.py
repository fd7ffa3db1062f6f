"""`askline places import`."""

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
