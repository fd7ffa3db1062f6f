"""`askline digest`: look at the weekly issue, approve it, hold it, send it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from askline.options import DEFAULT_HOME, Home, Now, fail, moment

CHANNELS = ("email", "telegram", "slack", "terminal")
AUDIENCES = ("supplier", "procurement", "vcse", "curator")
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
def arrange(
    home: Home = DEFAULT_HOME,
    now: Now = "",
    issue: Day = "",
    opening: Annotated[str, typer.Option("--opening", help="Opening words for the letters.")] = "",
    first: Annotated[str, typer.Option("--first", help="References that come first, with commas, in order.")] = "",
    leave_out: Annotated[str, typer.Option("--leave-out", help="References that stay out of this issue.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason why they stay out.")] = "",
    put_back: Annotated[str, typer.Option("--put-back", help="References that come back into it.")] = "",
    add: Annotated[str, typer.Option("--add", help="References that go though they were approved late.")] = "",
) -> None:
    """Change the issue: its opening words, what comes first, what stays out, what is added late."""
    from askline import issues

    try:
        said = issues.arrange(
            home,
            moment(now),
            _day(issue),
            opening=opening,
            first=_refs(first),
            leave_out=dict.fromkeys(_refs(leave_out), why),
            put_back=_refs(put_back),
            add=_refs(add),
        )
    except LookupError as error:
        fail(str(error.args[0]), code=1)
    typer.echo(said)


@app.command()
def send(home: Home = DEFAULT_HOME, now: Now = "", issue: Day = "") -> None:
    """Compose and send the issue now, whatever its hour. Only approved entries go."""
    from askline import issues

    typer.echo(issues.send(home, moment(now), _day(issue)))


@app.command()
def resend(
    failed: Annotated[bool, typer.Option("--failed", help="The letters that could not be sent or made.")] = False,
    home: Home = DEFAULT_HOME,
    now: Now = "",
    issue: Annotated[str, typer.Option("--issue", help="The day of the issue; default the last that went out.")] = "",
) -> None:
    """Send letters of an issue once more. Nobody gets one twice."""
    from askline import issues

    if not failed:
        fail("Which letters? Only those that failed can be sent again: say --failed.", code=2)
    try:
        typer.echo(issues.resend(home, moment(now), _day(issue)))
    except LookupError as error:
        fail(str(error.args[0]), code=1)


@app.command()
def test(
    address: Annotated[str, typer.Argument(help="Where it goes: an e-mail address, a chat's number or a name.")],
    home: Home = DEFAULT_HOME,
    now: Now = "",
    issue: Day = "",
    channel: Annotated[str, typer.Option("--channel", help="email, telegram, slack or terminal.")] = "email",
    audience: Annotated[
        str, typer.Option("--audience", help="supplier, procurement, vcse or curator; default what the address gets.")
    ] = "",
) -> None:
    """Send one letter of the issue to yourself, marked as a test. It counts as no letter, and its numbers book nothing."""
    from askline import issues

    if channel not in CHANNELS:
        fail(f"--channel {channel!r} is none: write one of {', '.join(CHANNELS)}.", code=2)
    if audience not in ("", *AUDIENCES):
        fail(f"--audience {audience!r} is none: write one of {', '.join(AUDIENCES)}.", code=2)
    typer.echo(
        issues.test(
            home, moment(now), _day(issue), channel, address.lower() if channel == "email" else address, audience
        )
    )


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


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that the pages are written into.")],
    home: Home = DEFAULT_HOME,
    now: Now = "",
    url: Annotated[str, typer.Option("--url", help="The address that the folder has on the web, for the feed.")] = "",
) -> None:
    """Write the issues that went out as plain web pages, with a feed and the open entries as CSV and JSON."""
    from askline import issues

    try:
        typer.echo(issues.publish(home, moment(now), folder, url))
    except OSError as error:
        fail(f"{folder} cannot be written ({error.strerror}): name a folder that you may write to.", code=2)


def _refs(words: str) -> list[str]:
    return [ref.strip().upper() for ref in words.split(",") if ref.strip()]


def _day(issue: str) -> date | None:
    try:
        return date.fromisoformat(issue) if issue else None
    except ValueError:
        fail(f"--issue {issue!r} is not a day: write it like 2026-11-30.", code=2)
