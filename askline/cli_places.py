"""The commands about places: list them, import their postcodes, make and check a new one."""

from pathlib import Path
from typing import Annotated

import typer

from askline.options import DEFAULT_HOME, Home

app = typer.Typer(
    help="List the places that there is data for, import postcodes, make and check a new place.", no_args_is_help=True
)


@app.command("import")
def places_import(
    source: Annotated[Path, typer.Argument(help="The ONSPD CSV, or the CSV files (or folder) of Code-Point Open.")],
    place: Annotated[str, typer.Option("--place", help="The place; default that of the settings.")] = "",
    home: Home = DEFAULT_HOME,
) -> None:
    """Import the official postcode file, so that a full postcode names its ward exactly."""
    from askline.places import import_file

    typer.echo(import_file(home, source, place))


@app.command("list")
def places_list() -> None:
    """List the places that there is data for."""
    from nlp.places import available_places, load_place

    for slug in available_places():
        place = load_place(slug)
        typer.echo(f"{slug:16} {place.name}, {len(place.wards)} wards")


@app.command("new")
def places_new(
    slug: Annotated[str, typer.Argument(help="The folder's name, in small letters.")],
    name: Annotated[
        str, typer.Option("--name", help="What people call the place; default from the folder's name.")
    ] = "",
    prefix: Annotated[str, typer.Option("--prefix", help="Two letters before the numbers of its entries.")] = "",
    into: Annotated[
        Path | None, typer.Option("--into", help="Where to make the folder; default beside the others.")
    ] = None,
    wards: Annotated[Path | None, typer.Option("--wards", help="A CSV of ward codes and names.")] = None,
    postcodes: Annotated[
        Path | None, typer.Option("--postcodes", help="ONSPD or Code-Point Open, for the shares.")
    ] = None,
) -> None:
    """Make the folder of a new place, filled as far as official files allow."""
    from askline.places import make_place

    typer.echo(make_place(slug, name, prefix, into, wards, postcodes))


@app.command("check")
def places_check(place: Annotated[str, typer.Argument(help="A place, or the path of its folder.")]) -> None:
    """Look through a place for unknown wards, orphan names and hexagons that collide."""
    from askline.places import check_place

    faults = check_place(place)
    for fault in faults:
        typer.echo(fault)
    counted = "1 thing" if len(faults) == 1 else f"{len(faults)} things"
    typer.echo(f"{place}: {counted} to put right." if faults else f"{place}: nothing wrong.")
    if faults:
        raise typer.Exit(1)
