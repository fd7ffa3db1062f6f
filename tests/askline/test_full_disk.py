"""A disk that is full: it is said, nothing is flagged that is not stored, and nothing is lost once there is room."""

from pathlib import Path

import pytest

from askline.service import Service
from askline.wiring import Installation, open_installation
from bots.mail_server import MailServer
from bots.mailbox import Mailbox
from db.models import Message
from tests.bots.mail.letters import letter
from tests.standins.pymap import Pymap


def pages(installation: Installation, most: int) -> None:
    """So many pages may the database have."""
    with installation.database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")


def stored(installation: Installation) -> int:
    with installation.database.session() as session:
        return session.query(Message).count()


def test_what_finds_no_room_stays_unread_and_is_taken_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Pymap(tmp_path) as server:
        for number in range(12):
            server.deliver(letter(number, size=200_000))
        installation = open_installation(tmp_path / "home")
        service = Service(installation)
        mailbox = Mailbox(MailServer(server.host, server.port, server.user, server.password, "none"))
        pages(installation, 4 * 60 + 200)
        with pytest.raises(Exception, match="full"):
            mailbox.poll_once(service._keep)
        kept = stored(installation)
        assert 0 < kept < 12
        assert len(server.uids("UNSEEN")) == 12 - kept
        assert "The disk is full. Nothing that was stored is lost" in capsys.readouterr().out
        pages(installation, 1_000_000)
        mailbox.poll_once(service._keep)
        assert (stored(installation), server.uids("UNSEEN")) == (12, [])
        installation.close()
