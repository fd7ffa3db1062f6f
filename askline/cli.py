"""The command line. Every command imports what it needs when it runs, so that `--help` answers at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from askline import cli_digest, cli_lists, cli_mail, cli_places
from askline.options import DEFAULT_HOME, As, Home, Jsonl, Now, Since, fail, moment

app = typer.Typer(
    name="askline",
    help="Needs of small charities, in plain words, to the people who can meet them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
db = typer.Typer(help="Bring the database up to date.", no_args_is_help=True)
app.add_typer(cli_mail.app, name="mail")
app.add_typer(cli_places.app, name="places")
app.add_typer(db, name="db")
app.add_typer(cli_digest.app, name="digest")
app.add_typer(cli_lists.inbox, name="inbox")
app.add_typer(cli_lists.outbox, name="outbox")


@app.command()
def run(since: Since = "", home: Home = DEFAULT_HOME) -> None:
    """Run everything that config.toml turns on, in one process, until stopped."""
    from askline.logs import configure
    from askline.service import Service
    from askline.wiring import open_installation

    installation = open_installation(home, since=since)
    configure(installation.settings.log_level)
    service = Service(installation)
    service.stop_on_signals()
    names = ", ".join(sorted(installation.channels)) or "no channel"
    typer.echo(
        f"Askline runs for {installation.settings.place} with {names}. Home: {home}. Stop with Ctrl-C.", err=True
    )
    try:
        service.run()
    finally:
        installation.close()


@app.command()
def work(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop.")] = False,
    since: Since = "",
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """Take in, handle and send everything that is due now, and stop: the same worker that `run` loops."""
    from askline.once import work_once

    if not once:
        fail("Say `askline work --once`; for a worker that stays, use `askline run`.", code=2)
    said, fine = work_once(home, moment(now) if now else None, since)
    typer.echo(said)
    raise typer.Exit(0 if fine else 1)


@app.command()
def chat(name: As = "you", home: Home = DEFAULT_HOME, now: Now = "") -> None:
    """Talk to Askline here in the terminal; with piped input it answers one message a line."""
    from askline.chat import chat as talk

    talk(home, name, moment(now) if now else None, sys.stdin, sys.stdout)


@app.command()
def review(name: As = "curator", home: Home = DEFAULT_HOME, now: Now = "") -> None:
    """Show the curator's queue and take decisions, like: ok 1-4, 5 theme digital, 7 no: outside Leeds."""
    from askline.chat import review as look

    look(home, name, moment(now) if now else None, sys.stdin, sys.stdout)


@app.command()
def demo(
    home: Annotated[
        Path | None, typer.Option("--home", help="Where to keep what the demo makes; default var/demo.")
    ] = None,
) -> None:
    """Play a week of the service with real letters, from an ask to a pledge that came."""
    from askline.demo import play

    play(home or DEFAULT_HOME / "demo")


@app.command()
def read(
    text: Annotated[list[str] | None, typer.Argument(help="The words to read, without --jsonl.")] = None,
    jsonl: Jsonl = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show the text, coloured by what its words were evidence of.")
    ] = False,
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """Say what is understood from a text: intent, themes, wards, amounts, dates, personal data."""
    from askline.reading import read_lines, read_text

    if jsonl:
        read_lines(home, sys.stdin, sys.stdout)
    elif text:
        read_text(home, " ".join(text), moment(now), explain)
    else:
        fail("Give the words to read, or --jsonl and one JSON object a line on standard input.", code=2)


@db.command("upgrade")
def db_upgrade(home: Home = DEFAULT_HOME) -> None:
    """Bring the tables of the database up to date."""
    from askline.wiring import open_installation

    installation = open_installation(home)
    typer.echo(f"The database is at version {installation.database.version()}.")
    installation.close()


@app.command()
def check(home: Home = DEFAULT_HOME) -> None:
    """Try the settings, database, mailbox, tokens and place data, and say in words what works and what does not."""
    from askline.check import check as look

    raise typer.Exit(0 if look(home, typer.echo) else 1)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="A CSV or JSON file of entries or subscribers.")],
    what: Annotated[str, typer.Option("--as-kind", help="entries or subscribers; default what the columns say.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and keep nothing.")] = False,
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """Take over entries and subscribers from a spreadsheet; bad rows are named, good ones are kept."""
    from askline.importing import import_file

    raise typer.Exit(import_file(home, source, what, dry_run, moment(now), typer.echo))


@app.command()
def export(
    what: Annotated[str, typer.Argument(help="entries, pledges, subscribers or deliveries.")] = "entries",
    form: Annotated[str, typer.Option("--format", help="csv or json.")] = "csv",
    home: Home = DEFAULT_HOME,
) -> None:
    """Print entries, pledges, subscribers or deliveries as CSV or JSON, with stable field names."""
    from askline.exporting import export as write

    write(home, what, form, sys.stdout)


@app.command()
def forget(
    address: Annotated[
        str, typer.Argument(help="An e-mail address, Telegram user id, Slack team:user, or name in the terminal.")
    ],
    channel: Annotated[
        str,
        typer.Option("--channel", help="email, telegram, slack or terminal; default any."),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """Erase one person's contact data; their entries stay unnamed or are withdrawn."""
    from askline.forgetting import forget as erase

    if not yes and not typer.confirm("This cannot be undone. Erase everything that is held about this address?"):
        raise typer.Exit(1)
    typer.echo(erase(home, address, channel, moment(now)))


@app.command()
def train(
    with_corrections: Annotated[
        bool,
        typer.Option("--with-corrections", help="Also learn from the tags that curators of this home put right."),
    ] = False,
    home: Home = DEFAULT_HOME,
) -> None:
    """Train the reader from the messages in the repository and write down its figures."""
    from askline import training

    if with_corrections:
        training.train_with_corrections(home, typer.echo)
    else:
        training.train(typer.echo)


@app.command()
def bench(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="A tenth of the size, for a first look.")] = False,
) -> None:
    """Measure this machine: each figure beside a yardstick taken in the same run."""
    from askline.bench import bench as measure

    measure(as_json, 0.1 if quick else 1.0)
