"""`askline digest`: look at the weekly issue, approve it, hold it, send it."""

from datetime import date
from typing import Annotated

import typer

from askline.options import DEFAULT_HOME, Home, Now, fail, moment

app = typer.Typer(help="See, approve, hold back or send the weekly issue.", no_args_is_help=True)
Day = Annotated[str, typer.Option("--issue", help="The day of the issue, like 2026-11-30; default the next one.")]


@app.command()
def preview(home: Home = DEFAULT_HOME, now: Now = "", issue: Day = "") -> None:
    """Show what the issue would hold: counts, entries, what is left out, how many letters."""
    from askline import issues

    typer.echo(issues.preview(home, moment(now), _day(issue)))


@app.command()
def approve(
    home: Home = DEFAULT_HOME,
    now: Now = "",
    issue: Day = "",
    opening: Annotated[str, typer.Option("--opening", help="Opening words for the letters.")] = "",
) -> None:
    """Approve the issue, so that it is sent at its hour."""
    from askline import issues

    typer.echo(issues.approve(home, moment(now), _day(issue), opening))


@app.command()
def hold(home: Home = DEFAULT_HOME, now: Now = "", issue: Day = "") -> None:
    """Hold the issue back until it is approved."""
    from askline import issues

    typer.echo(issues.hold(home, moment(now), _day(issue)))


@app.command()
def send(home: Home = DEFAULT_HOME, now: Now = "", issue: Day = "") -> None:
    """Compose and send the issue now, whatever its hour. Only approved entries go."""
    from askline import issues

    typer.echo(issues.send(home, moment(now), _day(issue)))


@app.command("list")
def list_(home: Home = DEFAULT_HOME) -> None:
    """List the issues and what became of them."""
    from askline import issues

    typer.echo(issues.listing(home))


@app.command()
def why(
    issue: Annotated[str, typer.Argument(help="The issue: its number, its day like 2026-11-30, or next.")],
    subscriber: Annotated[str, typer.Argument(help="The reader: its number or address.")],
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """Say why each line is in a reader's letter, and why every other entry is not."""
    from askline import issues

    try:
        typer.echo(issues.why(home, moment(now), issue, subscriber))
    except LookupError as error:
        fail(str(error.args[0]), code=1)


def _day(issue: str) -> date | None:
    try:
        return date.fromisoformat(issue) if issue else None
    except ValueError:
        fail(f"--issue {issue!r} is not a day: write it like 2026-11-30.", code=2)
