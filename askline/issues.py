"""What `askline digest` does: each function opens the installation, acts on one issue, and says what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from askline.logs import configure
from askline.wiring import Installation, open_installation
from askline.worker import Worker

TERMINAL = "terminal"


@contextmanager
def _opened(home: Path, now: datetime | None = None) -> Iterator[Installation]:
    installation = open_installation(home, now)
    configure("error")
    try:
        yield installation
    finally:
        installation.close()


def preview(home: Path, now: datetime, day: date | None) -> str:
    """The preview of the issue of `day`, or of the next one."""
    from digest import reports

    with _opened(home) as installation:
        return reports.preview_text(installation.database, settings=installation.digest, now=now, issue_date=day)


def approve(home: Path, now: datetime, day: date | None, opening: str) -> str:
    """Approve it, with opening words when given."""
    from digest import issue

    with _opened(home) as installation:
        return issue.approve(
            installation.database, settings=installation.digest, now=now, issue_date=day, who=TERMINAL, opening=opening
        )


def hold(home: Path, now: datetime, day: date | None) -> str:
    """Hold it back."""
    from digest import issue

    with _opened(home) as installation:
        return issue.hold(installation.database, settings=installation.digest, now=now, issue_date=day, who=TERMINAL)


def arrange(home: Path, now: datetime, day: date | None, **wishes: Any) -> str:
    """Change an issue: see `digest.issue.arrange`. LookupError, in words, for a reference that is not there."""
    from digest import issue

    with _opened(home) as installation:
        return issue.arrange(installation.database, day, settings=installation.digest, now=now, who=TERMINAL, **wishes)


def send(home: Path, now: datetime, day: date | None) -> str:
    """Compose the letters now and hand them to the channels."""
    from digest import issue

    with _opened(home, now) as installation:
        said = issue.send(installation.database, settings=installation.digest, now=now, issue_date=day)
        return f"{said} {_sent(installation)} sent."


def resend(home: Path, now: datetime, day: date | None) -> str:
    """Send the failed letters of an issue once more, those of the last one when none is named."""
    from digest import again, issue

    with _opened(home, now) as installation:
        issue_id = issue.last_sent(installation.database, settings=installation.digest, day=day)
        said = again.resend(installation.database, issue_id, settings=installation.digest, now=now)
        return f"{said} {_sent(installation)} sent."


def test(home: Path, now: datetime, day: date | None, channel: str, address: str, audience: str) -> str:
    """Send one letter of the issue, marked as a test, to this address."""
    from digest import again, issue

    with _opened(home, now) as installation:
        database, settings = installation.database, installation.digest
        issue_id = issue.prepare(database, settings=settings, now=now, issue_date=day)
        said = again.sample_letter(
            database, issue_id, channel=channel, address=address, audience=audience, settings=settings, now=now
        )
        return f"{said} {_sent(installation)} sent."


def _sent(installation: Installation) -> int:
    """Hand all that is due to the channels; how much went out."""
    worker, sent = Worker(installation), 0
    while done := worker.send_outbox():
        sent += done.sent
    return sent


def listing(home: Path) -> str:
    """A line an issue, newest first."""
    from digest import reports

    with _opened(home) as installation:
        return reports.listing(installation.database, place=installation.settings.place) or "No issue yet."


def why(home: Path, now: datetime, named: str, subscriber: str) -> str:
    """Why each line is in a reader's letter, and why the others are not. LookupError, in words, for what is not there."""
    from digest import reports

    with _opened(home) as installation:
        return reports.why(installation.database, named, subscriber, settings=installation.digest, now=now)


def publish(home: Path, now: datetime, folder: Path, address: str) -> str:
    """Write the issues that went out as pages into `folder`. OSError when that cannot be written."""
    from digest import archive, curator_wording

    with _opened(home) as installation:
        issues = archive.publish(installation.database, folder, settings=installation.digest, now=now, address=address)
    return curator_wording.published(issues, str(folder))
