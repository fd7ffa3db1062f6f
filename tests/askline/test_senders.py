"""What `askline check` says of senders: who is believed about them, and whether the name that is set is the right one."""

import pytest

from askline.authenticity import judged
from bots.channel import CheckError
from db.session import Database
from intake.messages import Incoming
from intake.receive import keep
from tests.intake.store.house import START

LETTER = b"Authentication-Results: MX.hub.example.org; spf=pass smtp.mailfrom=example.org\r\nFrom: a@example.org\r\n\r\nHello\r\n"


def test_the_right_name_is_found_among_the_newest_letters(database: Database) -> None:
    assert "no letter has come yet" in judged(database, "mx.hub.example.org")
    keep(database, Incoming("email", "1", START, raw=LETTER))
    keep(database, Incoming("email", "2", START, raw=b"From: b@example.org\r\n\r\nHello\r\n"))
    assert "set email.authserv_id" in judged(database, "") and "mx.hub.example.org" in judged(database, "")
    assert "says who wrote a letter" in judged(database, "mx.hub.example.org")
    with pytest.raises(CheckError, match=r"there: mx\.hub\.example\.org"):
        judged(database, "mx.other.example.org")
