"""`askline work --once`: take in what waits on every channel, do what is due, send it, and stop."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from askline.logs import configure
from askline.wiring import Installation, open_installation
from askline.worker import Done, Worker
from bots.channel import CheckError
from intake import receive
from intake.messages import Incoming


def work_once(home: Path, now: datetime | None, since: str = "") -> tuple[str, bool]:
    """One pass over everything due at `now` (the present when None), in a mailbox from the day `since` on when it is given.

    A sentence on what was done, with one for each channel out of reach; and whether all of them were reached.
    """
    installation = open_installation(home, now, since=since)
    installation.progress = _say_progress
    configure("warning" if installation.settings.log_level == "info" else installation.settings.log_level)
    worker = Worker(installation)
    try:
        kept, problems = poll(installation, stamped=now is not None)
        if kept:
            installation.have_reader()
        return "\n".join([sentence(kept, worker.drain()), *problems]), not problems
    finally:
        installation.close()


def _say_progress(stored: int, of: int) -> None:
    print(f"{stored:,} of {of:,} letters stored", file=sys.stderr, flush=True)


def poll(installation: Installation, *, stamped: bool = True) -> tuple[int, list[str]]:
    """Store what waits on every channel; how many messages were new, and a sentence for each channel that cannot be reached.

    `stamped` makes all of it come at the installation's own time, which may be a pretended one; else "tomorrow" in a letter that
    has lain in the mailbox for days is the day after it was delivered.
    """
    kept, problems = 0, []

    def keep(incoming: Incoming) -> bool:
        if stamped:
            incoming = replace(incoming, received_at=installation.clock())
        return receive.keep(installation.database, incoming)

    for channel in installation.channels.values():
        try:
            kept += channel.poll_once(keep)
        except CheckError as error:
            problems.append(str(error))
    return kept, problems


def sentence(kept: int, done: Done) -> str:
    """What one pass did, in words."""
    failed = f", {done.failed} not sent (see `askline outbox list`)" if done.failed else ""
    return f"{kept} new, {done.handled} handled, {done.sent} sent{failed}."
