"""The mailbox against Dovecot, which keeps keywords and speaks TLS."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from bots.channel import CheckError
from bots.mail_server import MailServer
from bots.mailbox import Mailbox
from tests.bots.mail.letters import BROKEN_CHARSET, Store, letter, running
from tests.standins.dovecot import Dovecot
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.dovecot
TAKEN = {b"\\Seen", b"Askline"}


def account(server: Dovecot, **choices: Any) -> MailServer:
    plain = MailServer(server.host, server.port, server.user, server.password, security="none", timeout=PATIENCE)
    return replace(plain, **choices)


def test_taken_letters_have_our_keyword_and_are_not_taken_again(dovecot: Dovecot) -> None:
    dovecot.deliver(letter(1), BROKEN_CHARSET, letter(2))
    store = Store()
    assert Mailbox(account(dovecot)).poll_once(store.keep) == 3
    assert dovecot.flags() == [TAKEN] * 3
    assert Mailbox(account(dovecot)).poll_once(store.keep) == 0


def test_a_letter_that_is_marked_unread_again_is_not_taken_twice(dovecot: Dovecot) -> None:
    dovecot.deliver(letter(1))
    store = Store()
    Mailbox(account(dovecot)).poll_once(store.keep)
    with dovecot.client() as client:
        client.remove_flags(client.search("ALL"), [b"\\Seen"])
    Mailbox(account(dovecot)).poll_once(store.keep)
    assert store.asked == 1


def test_a_letter_that_a_person_read_while_we_were_away_is_taken(dovecot: Dovecot) -> None:
    store = Store()
    dovecot.deliver(letter(1), flags=(b"\\Seen",))
    dovecot.deliver(letter(2))
    Mailbox(account(dovecot)).poll_once(store.keep)
    dovecot.deliver(letter(3), flags=(b"\\Seen",))
    Mailbox(account(dovecot)).poll_once(store.keep)
    assert [incoming.external_id.partition("@")[0] for incoming in store.kept] == ["letter-2", "letter-3"]


def test_a_letter_is_noticed_at_once_also_after_a_restart(dovecot: Dovecot) -> None:
    store = Store()
    with running(Mailbox(account(dovecot), first_wait=0.1), store):
        dovecot.deliver(letter(1))
        store.wait_for(1)
        wait_until(lambda: dovecot.flags() == [TAKEN], what="letter 1 being flagged")
        dovecot.restart()
        dovecot.deliver(letter(2))
        store.wait_for(2)
    assert len(store.kept) == 2


def test_the_same_letter_delivered_twice_has_the_same_external_id(dovecot: Dovecot) -> None:
    dovecot.deliver(letter(1), letter(1))
    store = Store()
    assert Mailbox(account(dovecot)).poll_once(store.keep) == 1
    assert len(store.ids()) == 1


def test_what_cannot_be_stored_stays_unmarked(dovecot: Dovecot) -> None:
    dovecot.deliver(letter(1), letter(2))
    with pytest.raises(ConnectionError):
        Mailbox(account(dovecot)).poll_once(Store(b"need 1").keep)
    assert dovecot.flags() == [set(), TAKEN]


def test_kept_letters_are_moved(dovecot: Dovecot) -> None:
    dovecot.deliver(letter(1), letter(2))
    assert Mailbox(account(dovecot), done_folder="Taken").poll_once(Store().keep) == 2
    assert dovecot.uids() == []
    assert dovecot.flags("Taken") == [TAKEN] * 2
    dovecot.empty("Taken")


def test_big_letters_arrive_whole(dovecot: Dovecot) -> None:
    sizes = [10 * 1024 * 1024, 25 * 1024 * 1024]
    letters = [letter(1, size=sizes[0]), letter(2), letter(3, size=sizes[1])]
    dovecot.deliver(*letters)
    store = Store()
    assert Mailbox(account(dovecot)).poll_once(store.keep) == 3
    assert [incoming.raw for incoming in store.kept] == letters


def test_a_folder_that_was_made_anew_is_read_from_its_start(dovecot: Dovecot) -> None:
    box, store = Mailbox(account(dovecot), folders=("Asks",)), Store()
    dovecot.deliver(letter(1), letter(2), folder="Asks")
    assert box.poll_once(store.keep) == 2
    with dovecot.client() as client:
        client.delete_folder("Asks")
    dovecot.deliver(letter(2), letter(3), folder="Asks")
    assert box.poll_once(store.keep) == 1
    with dovecot.client() as client:
        client.delete_folder("Asks")


def test_two_thousand_letters_are_taken_in_batches(dovecot: Dovecot) -> None:
    dovecot.fill([letter(number) for number in range(2000)])
    store = Store()
    steps: list[tuple[int, int]] = []
    box = Mailbox(account(dovecot), progress=lambda stored, of: steps.append((stored, of)))
    assert box.poll_once(store.keep) == 2000
    assert dovecot.uids("UNSEEN") == []
    assert steps == [(0, 2000), (500, 2000), (1000, 2000), (1500, 2000), (2000, 2000)]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encryption_is_used_and_the_certificate_checked(dovecot: Dovecot, security: str) -> None:
    dovecot.deliver(letter(1))
    port = dovecot.tls_port if security == "tls" else dovecot.port
    encrypted = account(dovecot, security=security, port=port, certificate=dovecot.certificate)
    store = Store()
    with running(Mailbox(encrypted), store):
        store.wait_for(1)
        dovecot.deliver(letter(2))
        store.wait_for(2)
    with pytest.raises(CheckError, match="cannot be trusted"):
        Mailbox(account(dovecot, security=security, port=port)).check()


def test_close_ends_a_wait_over_tls(dovecot: Dovecot) -> None:
    encrypted = account(dovecot, security="tls", port=dovecot.tls_port, certificate=dovecot.certificate)
    box, store = Mailbox(encrypted), Store()
    thread = threading.Thread(target=box.run, args=(store.keep, threading.Event()))
    thread.start()
    dovecot.deliver(letter(1))
    store.wait_for(1)
    box.close()
    thread.join(timeout=PATIENCE)
    assert not thread.is_alive()
