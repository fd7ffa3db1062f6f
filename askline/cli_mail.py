"""The commands on e-mail: raw letters taken apart, and the consent that a mailbox without a password needs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from askline.options import DEFAULT_HOME, Home, Jsonl, Now, fail, moment

app = typer.Typer(
    help="Take raw e-mails apart, and see how well; get the consent for a mailbox at Google or Microsoft.",
    no_args_is_help=True,
)


@app.command()
def parse(jsonl: Jsonl = False) -> None:
    """Take raw e-mails apart: the newest words, subject, sender, automatic or not, bounces, attachments."""
    from intake.mail.letters import mail_jsonl

    if not jsonl:
        fail('Say --jsonl and give one JSON object a line: {"id": …, "raw_base64": …}.', code=2)
    from askline.logs import configure
    from askline.reading import through

    configure("error")
    through(sys.stdin, sys.stdout, mail_jsonl)


@app.command()
def score(
    folder: Annotated[Path, typer.Argument(help="Folder of letters (*.eml, expected.toml) and replies (*.txt).")],
) -> None:
    """Read letters whose right reading is written down beside them, and print how often it was right."""
    from askline.mail_score import score as scored

    if not folder.is_dir():
        fail(f"There is no folder {folder}. Name one with letters in it, such as tests/intake/mail.", code=2)
    typer.echo(scored(folder))


@app.command()
def unsubscribe(
    token: Annotated[
        str, typer.Argument(help="The token of a letter: what stands for {token} in email.one_click_url.")
    ],
    home: Home = DEFAULT_HOME,
    now: Now = "",
) -> None:
    """End all letters to whoever got the letter with this token: for the web address behind one-click unsubscribing."""
    from askline.one_click import stop

    typer.echo(stop(home, token, moment(now)))


@app.command()
def consent(home: Home = DEFAULT_HOME) -> None:
    """Get the refresh token for a mailbox at Google or Microsoft: say what to open, wait for the consent, print the token."""
    from askline.oauth import consent as asked
    from askline.settings_file import load
    from bots.mail_token import TokenRefused

    settings = load(home).oauth
    try:
        token = asked(settings, lambda words: typer.echo(words, err=True))
    except TokenRefused as error:
        fail(str(error))
    typer.echo(token)
    typer.echo("Put this line into the file that ASKLINE_OAUTH__REFRESH_TOKEN_FILE names. Show it to nobody.", err=True)
