"""Two folders as a mailbox."""

import email
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.channel import CheckError
from bots.mail_channel import MailChannel
from bots.maildir import LocalMaildir
from intake.messages import Outgoing, SendError
from tests.bots.mail.letters import BROKEN_CHARSET, Store, letter
from tests.waiting import PATIENCE, wait_until

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LETTER = Outgoing(
    channel="email",
    address="sam@example.com",
    text="Ten chairs",
    dedupe_key="digest:31:subscriber:7",
    message_id="ab" * 16,
)


@pytest.fixture
def mail(tmp_path: Path) -> LocalMaildir:
    made = LocalMaildir(tmp_path / "in", tmp_path / "out", "asks@example.org", clock=lambda: NOW)
    made.check()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_delivered_and_dropped_letters_are_taken_and_put_aside(mail: LocalMaildir) -> None:
    (mail.incoming / "new" / "1700000000.M1P2.host").write_bytes(letter(1))
    (mail.incoming / "from a friend.eml").write_bytes(letter(2))
    (mail.incoming / "notes.txt").write_bytes(b"not a letter")
    store = Store()
    assert mail.poll_once(store.keep) == 2
    assert [incoming.raw for incoming in store.kept] == [letter(1), letter(2)]
    assert store.kept[0].received_at == NOW
    assert names(mail.incoming / "cur") == ["1700000000.M1P2.host:2,S", "from a friend.eml:2,S"]
    assert names(mail.incoming) == ["cur", "new", "notes.txt", "tmp"]
    assert mail.poll_once(store.keep) == 0


def test_the_same_name_twice_loses_nothing(mail: LocalMaildir) -> None:
    for number in (1, 2):
        (mail.incoming / "ask.eml").write_bytes(letter(number))
        mail.poll_once(Store().keep)
    assert len(names(mail.incoming / "cur")) == 2


def test_a_letter_that_cannot_be_kept_stays_and_the_others_go_on(mail: LocalMaildir) -> None:
    for number in (1, 2, 3):
        (mail.incoming / "new" / str(number)).write_bytes(letter(number))
    (mail.incoming / "new" / "0").write_bytes(BROKEN_CHARSET)
    store = Store(b"need 1")
    with pytest.raises(ConnectionError):
        mail.poll_once(store.keep)
    assert len(store.kept) == 3
    assert names(mail.incoming / "new") == ["1"]
    assert mail.poll_once(Store().keep) == 1


def test_a_dropped_file_that_is_still_empty_is_left_for_a_while(mail: LocalMaildir) -> None:
    dropped, store = mail.incoming / "one.eml", Store()
    dropped.touch()
    assert mail.poll_once(store.keep) == 0
    dropped.write_bytes(letter(1))
    assert mail.poll_once(store.keep) == 1
    assert store.kept[0].raw == letter(1)
    dropped.touch()
    os.utime(dropped, (0, 0))
    assert mail.poll_once(store.keep) == 1


def test_running_it_takes_what_comes_and_stops_when_told(mail: LocalMaildir) -> None:
    store, stop = Store(), threading.Event()
    thread = threading.Thread(target=mail.run, args=(store.keep, stop))
    thread.start()
    try:
        (mail.incoming / "one.eml").write_bytes(letter(1))
        store.wait_for(1)
        store.refused = (b"need",)
        (mail.incoming / "two.eml").write_bytes(letter(2))
        wait_until(lambda: store.asked >= 3, what="a second try")
        store.refused = ()
        store.wait_for(2)
    finally:
        stop.set()
        thread.join(timeout=PATIENCE)
    assert not thread.is_alive()


def test_a_letter_out_is_a_whole_file_that_its_repeat_replaces(mail: LocalMaildir) -> None:
    assert mail.send(LETTER) == f"<{'ab' * 16}@example.org>"
    mail.send(LETTER)
    mail.send(replace(LETTER, dedupe_key="digest:31:subscriber:8"))
    [first, second] = names(mail.outgoing / "new")
    assert first.startswith("digest-31-subscriber-7-")
    assert second.startswith("digest-31-subscriber-8-")
    assert first.endswith(".eml")
    assert names(mail.outgoing / "tmp") == []
    message = email.message_from_bytes((mail.outgoing / "new" / first).read_bytes())
    assert message["To"] == "sam@example.com"
    assert message["Date"] == "Mon, 23 Nov 2026 08:00:00 +0000"


def test_strange_keys_make_good_names(mail: LocalMaildir) -> None:
    for key in ("../../etc/passwd", "", "a/b\\c:d", "ü" * 300, "\ud800"):
        mail.send(replace(LETTER, dedupe_key=key))
    assert len(names(mail.outgoing / "new")) == 5


def test_what_goes_out_of_one_comes_into_another(tmp_path: Path, mail: LocalMaildir) -> None:
    mail.send(LETTER)
    other = LocalMaildir(mail.outgoing, tmp_path / "elsewhere", "sam@example.com")
    store = Store()
    assert other.poll_once(store.keep) == 1
    assert b"Ten chairs" in (store.kept[0].raw or b"")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    broken = LocalMaildir(tmp_path / "file", tmp_path / "file", "asks@example.org")
    with pytest.raises(CheckError, match="cannot be made"):
        broken.check()
    with pytest.raises(CheckError, match="cannot be read"):
        broken.poll_once(Store().keep)
    with pytest.raises(SendError, match="could not be written") as refused:
        broken.send(LETTER)
    assert not refused.value.permanent


def test_one_maildir_is_a_whole_channel(mail: LocalMaildir) -> None:
    channel = MailChannel(mail, mail)
    (mail.incoming / "one.eml").write_bytes(letter(1))
    assert channel.poll_once(Store().keep) == 1
    channel.send(LETTER)
    assert len(names(mail.outgoing / "new")) == 1
    assert channel.check() == mail.check()
    channel.close()
