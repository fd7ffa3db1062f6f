"""`askline inbox` and `askline outbox`: what came in and goes out, and trying again."""

from pathlib import Path
from typing import Annotated

import typer

from askline.options import DEFAULT_HOME, Home, Now, moment

inbox = typer.Typer(help="See what came in and waits or failed; try again.", no_args_is_help=True)
outbox = typer.Typer(help="See what could not be sent yet; try again.", no_args_is_help=True)
Ids = Annotated[list[int] | None, typer.Argument(help="Numbers from the list; none means all that failed.")]
Everything = Annotated[bool, typer.Option("--all", help="Also what is done.")]


@inbox.command("list")
def inbox_list(everything: Everything = False, home: Home = DEFAULT_HOME) -> None:
    """List messages that are waiting, stuck or put aside, with the reason."""
    from askline import lists

    typer.echo(lists.inbox_listing(home, everything))


@inbox.command("retry")
def inbox_retry(ids: Ids = None, home: Home = DEFAULT_HOME, now: Now = "") -> None:
    """Put stuck messages back, to be handled again."""
    from askline import lists

    typer.echo(lists.inbox_retry(home, ids or None, moment(now)))


@inbox.command("files")
def inbox_files(
    ref: Annotated[str, typer.Argument(help="The reference of an entry, like LS-0042.")],
    to: Annotated[Path, typer.Option("--to", help="The folder that they are written to.")] = Path("."),
    risky: Annotated[bool, typer.Option("--risky", help="Also programs, archives and what may hold macros.")] = False,
    home: Home = DEFAULT_HOME,
) -> None:
    """Write the files that came with an entry by e-mail into a folder: pictures, PDFs, documents."""
    from askline import files

    typer.echo(files.write(home, ref.upper(), to, risky=risky))


@outbox.command("list")
def outbox_list(everything: Everything = False, home: Home = DEFAULT_HOME) -> None:
    """List messages that wait to be sent or failed, with the reason."""
    from askline import lists

    typer.echo(lists.outbox_listing(home, everything))


@outbox.command("retry")
def outbox_retry(ids: Ids = None, home: Home = DEFAULT_HOME, now: Now = "") -> None:
    """Put failed messages back, to be sent again."""
    from askline import lists

    typer.echo(lists.outbox_retry(home, ids or None, moment(now)))
