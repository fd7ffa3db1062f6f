"""The mailbox against a real IMAP server in memory."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bots.channel import CheckError
from bots.mail_server import MailServer
from bots.mailbox import Mailbox
from intake.messages import Incoming
from tests.bots.mail.letters import BROKEN_CHARSET, Store, letter, running
from tests.standins.imap_account import ImapAccount
from tests.standins.ports import free_port
from tests.standins.pymap import Pymap
from tests.waiting import PATIENCE, wait_until

SEEN = b"\\Seen"


def mailbox(server: ImapAccount, **choices: object) -> Mailbox:
    account = MailServer(server.host, server.port, server.user, server.password, security="none", timeout=PATIENCE)
    return Mailbox(account, first_wait=0.1, **choices)  # type: ignore[arg-type]


def test_letters_are_kept_as_they_are_and_flagged(server: Pymap) -> None:
    server.deliver(letter(1), letter(2))
    store = Store()
    assert mailbox(server).poll_once(store.keep) == 2
    assert [incoming.raw for incoming in store.kept] == [letter(1), letter(2)]
    assert store.kept[0].channel == "email"
    assert store.kept[0].external_id.startswith("letter-1@example.org:")
    assert store.kept[0].received_at.utcoffset() is not None
    assert server.flags() == [{SEEN}, {SEEN}]
    assert mailbox(server).poll_once(store.keep) == 0


def test_a_letter_is_flagged_only_after_keep_returned(server: Pymap) -> None:
    server.deliver(letter(1))
    seen_before: list[set[bytes]] = []

    def keep(incoming: Incoming) -> bool:
        seen_before.extend(server.flags())
        return True

    mailbox(server).poll_once(keep)
    assert seen_before == [set()]
    assert server.flags() == [{SEEN}]


def test_a_letter_that_is_not_kept_stays_unread_and_comes_again(server: Pymap) -> None:
    server.deliver(letter(1))
    box = mailbox(server)
    with pytest.raises(ConnectionError):
        box.poll_once(Store(b"need 1").keep)
    assert server.flags() == [set()]
    assert box.poll_once(Store().keep) == 1
    assert server.flags() == [{SEEN}]


def test_one_letter_that_cannot_be_kept_does_not_hold_up_the_others(server: Pymap) -> None:
    server.deliver(letter(1), letter(2), letter(3))
    store = Store(b"need 1")
    with pytest.raises(ConnectionError):
        mailbox(server).poll_once(store.keep)
    assert len(store.kept) == 2
    assert server.flags() == [set(), {SEEN}, {SEEN}]


def test_when_the_store_takes_nothing_the_rest_is_left_for_later(server: Pymap) -> None:
    server.deliver(*[letter(number) for number in range(10)])
    store = Store(b"need")
    with pytest.raises(ConnectionError):
        mailbox(server).poll_once(store.keep)
    assert store.asked == 3
    assert server.flags() == [set()] * 10


def test_a_broken_charset_does_not_hold_up_the_letter_behind_it(server: Pymap) -> None:
    server.deliver(BROKEN_CHARSET, letter(2))
    store = Store()
    assert mailbox(server).poll_once(store.keep) == 2
    assert store.kept[0].raw == BROKEN_CHARSET


def test_the_same_letter_delivered_twice_has_the_same_external_id(server: Pymap) -> None:
    server.deliver(b"Received: by one\r\n" + letter(1), b"Received: by another\r\n" + letter(1))
    store = Store()
    assert mailbox(server).poll_once(store.keep) == 1
    assert len(store.kept) == 2
    assert len(store.ids()) == 1


@pytest.mark.parametrize("megabytes", [10, 25])
def test_a_big_letter_arrives_whole_among_small_ones(server: Pymap, megabytes: int) -> None:
    big = letter(2, size=megabytes * 1024 * 1024)
    server.deliver(letter(1), big, letter(3))
    store = Store()
    assert mailbox(server).poll_once(store.keep) == 3
    assert [len(incoming.raw or b"") for incoming in store.kept] == [len(letter(1)), len(big), len(letter(3))]
    server.empty()


def test_kept_letters_are_moved_when_a_folder_is_set_for_them(server: Pymap) -> None:
    server.deliver(letter(1), letter(2))
    store = Store(b"need 2")
    with pytest.raises(ConnectionError):
        mailbox(server, done_folder="Taken").poll_once(store.keep)
    assert len(server.uids()) == 1
    assert server.flags("Taken") == [{SEEN}]
    server.empty("Taken")


def test_several_folders_are_read(server: Pymap) -> None:
    server.deliver(letter(1))
    server.deliver(letter(2), folder="Asks")
    store = Store()
    assert mailbox(server, folders=("INBOX", "Asks")).poll_once(store.keep) == 2
    server.empty("Asks")


def test_a_first_run_takes_nothing_from_before_the_day_that_is_set(server: Pymap) -> None:
    server.deliver(letter(1), at=datetime(2026, 10, 30, 12, tzinfo=UTC))
    server.deliver(letter(2), at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    store, today = Store(), datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert mailbox(server, since=date(2026, 11, 1), clock=lambda: today).poll_once(store.keep) == 1
    assert store.kept[0].received_at == datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_a_letter_that_a_person_read_first_is_taken_all_the_same(server: Pymap) -> None:
    box, store = mailbox(server), Store()
    box.poll_once(store.keep)
    server.deliver(letter(1), flags=(SEEN,))
    assert box.poll_once(store.keep) == 1
    box.poll_once(store.keep)
    assert store.asked == 1


def test_old_letters_that_were_read_already_are_left_alone(server: Pymap) -> None:
    server.deliver(letter(1), flags=(SEEN,))
    assert mailbox(server).poll_once(Store().keep) == 0


def test_a_letter_is_noticed_while_the_mailbox_waits(server: Pymap) -> None:
    store = Store()
    with running(mailbox(server), store):
        server.deliver(letter(1))
        store.wait_for(1)
        server.deliver(letter(2))
        store.wait_for(2)
        wait_until(lambda: not server.uids("UNSEEN"), what="both letters being flagged")
    assert server.flags() == [{SEEN}, {SEEN}]


def test_while_the_store_is_down_nothing_is_flagged_and_afterwards_all_is_kept(server: Pymap) -> None:
    store = Store(b"need")
    with running(mailbox(server), store):
        server.deliver(letter(1), letter(2))
        wait_until(lambda: store.asked >= 2, what="both letters being refused")
        assert server.flags() == [set(), set()]
        store.refused = ()
        store.wait_for(2)


def test_close_ends_a_mailbox_that_waits(server: Pymap) -> None:
    box = mailbox(server)
    thread = threading.Thread(target=box.run, args=(Store().keep, threading.Event()))
    thread.start()
    box.close()
    thread.join(timeout=PATIENCE)
    assert not thread.is_alive()


def test_letters_survive_a_restart_and_are_not_taken_twice(tmp_path: Path) -> None:
    with Pymap(tmp_path, maildir=True) as server:
        server.deliver(letter(1))
        store = Store()
        with running(mailbox(server), store):
            store.wait_for(1)
            wait_until(lambda: server.flags() == [{SEEN}], what="letter 1 being flagged")
            server.restart()
            server.deliver(letter(2))
            store.wait_for(2)
        assert len(store.kept) == 2


def test_a_folder_that_was_made_anew_is_read_from_its_start(tmp_path: Path) -> None:
    with Pymap(tmp_path, maildir=True) as server:
        box, store = mailbox(server, folders=("Asks",)), Store()
        server.deliver(letter(1), letter(2), folder="Asks")
        assert box.poll_once(store.keep) == 2
        with server.client() as client:
            client.delete_folder("Asks")
        server.deliver(letter(2), letter(3), folder="Asks")
        assert box.poll_once(store.keep) == 1


def test_check_says_what_works_and_what_does_not(server: Pymap) -> None:
    server.deliver(letter(1))
    assert "1 unread" in mailbox(server).check()
    with pytest.raises(CheckError, match=r'no folder "Nowhere".*INBOX'):
        mailbox(server, folders=("Nowhere",)).check()
    with pytest.raises(CheckError, match="check user and password"):
        Mailbox(MailServer(server.host, server.port, server.user, "wrong", security="none")).check()
    with pytest.raises(CheckError, match="cannot be reached"):
        Mailbox(MailServer(server.host, free_port(), "a", "b", security="none")).poll_once(Store().keep)


def test_a_password_does_not_leave_this_machine_unencrypted() -> None:
    with pytest.raises(ValueError, match="unencrypted"):
        MailServer("mail.example.org", user="a", password="b", security="none")
    assert MailServer("mail.example.org", security="none", allow_unencrypted=True).host == "mail.example.org"
