"""One pass over what waits: a letter that lay in the mailbox came when it was delivered, unless another time is pretended."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from askline.once import poll
from askline.options import moment
from askline.wiring import open_installation
from db.models import Message
from tests.askline.test_main_job import Town
from tests.bots.mail.letters import letter
from tests.standins.pymap import Pymap
from tests.standins.smtp import SmtpSink


@pytest.mark.parametrize("pretended", ["", "2026-12-01T09:00"])
def test_when_a_letter_came(tmp_path: Path, pretended: str) -> None:
    delivered = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    with Pymap(tmp_path) as mailbox, SmtpSink() as smtp:
        mailbox.deliver(letter(1), at=delivered)
        town = Town(mailbox, smtp, tmp_path / "home")
        installation = open_installation(town.askline.home, moment(pretended) if pretended else None)
        assert poll(installation, stamped=bool(pretended)) == (1, [])
        with installation.database.session() as session:
            came = session.scalar(select(Message.received_at))
        installation.close()
    assert came == (moment(pretended) if pretended else delivered)


def test_a_first_run_from_the_command_line_takes_nothing_older(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    with Pymap(tmp_path) as mailbox, SmtpSink() as smtp:
        mailbox.deliver(letter(1), at=today - timedelta(days=30))
        mailbox.deliver(letter(2), at=today - timedelta(days=2))
        town = Town(mailbox, smtp, tmp_path / "home")
        installation = open_installation(town.askline.home, since=f"{today - timedelta(days=10):%Y-%m-%d}")
        assert poll(installation) == (1, [])
        installation.close()
