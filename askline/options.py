"""What several commands share: the home of an installation, the time to pretend, and how a failure is told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

LONDON = ZoneInfo("Europe/London")

Home = Annotated[
    Path,
    typer.Option("--home", envvar="ASKLINE_HOME", help="Folder with the settings, database and mail of one place."),
]
Now = Annotated[
    str,
    typer.Option(
        "--now",
        envvar="ASKLINE_NOW",
        help="Pretend that it is this time, like 2026-11-30T08:00.",
    ),
]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line in, one a line out.")]
Since = Annotated[
    str,
    typer.Option(
        "--since", help="In the mailbox read everything from this day on, like 2026-11-01, and nothing older."
    ),
]
As = Annotated[str, typer.Option("--as", help="Who is speaking; the same name again is the same person.")]
DEFAULT_HOME = Path("var")


def moment(now: str) -> datetime:
    """The aware UTC time that `--now` means; the present when it is empty."""
    if not now:
        return datetime.now(UTC)
    try:
        value = datetime.fromisoformat(now)
    except ValueError:
        fail(f"--now {now!r} is not a time: write it like 2026-11-30T08:00.", code=2)
    return (value if value.tzinfo else value.replace(tzinfo=LONDON)).astimezone(UTC)


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say one sentence on standard error and stop the command."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
