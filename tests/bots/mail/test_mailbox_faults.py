"""The mailbox against a server that misbehaves to the byte. What is counted is calls, not time."""

import threading
from itertools import pairwise

import pytest

from bots.mail_server import MailServer
from bots.mailbox import Mailbox
from tests.bots.mail.letters import Store, letter, running
from tests.standins.imap_stub import ImapStub
from tests.waiting import PATIENCE, wait_until


def mailbox(server: ImapStub, *, timeout: float = PATIENCE, first_wait: float = 0.1) -> Mailbox:
    account = MailServer(server.host, server.port, server.user, server.password, security="none", timeout=timeout)
    return Mailbox(account, first_wait=first_wait, poll_seconds=0.2, idle_minutes=0.01)


@pytest.mark.parametrize("fault", ["eof", "bye", "silence"])
def test_a_server_that_goes_away_while_we_wait_is_called_again_and_once(fault: str) -> None:
    with ImapStub(on_idle=fault, times=1) as server:
        store = Store()
        with running(mailbox(server, timeout=5 if fault == "silence" else PATIENCE), store):
            wait_until(lambda: server.connections == 2 and server.count("IDLE") >= 2, what="the second connection")
            server.letters[1] = letter(1)
            store.wait_for(1)
        assert server.connections == 2


@pytest.mark.parametrize("fault", ["eof", "bye"])
def test_a_server_that_always_goes_away_is_called_ever_less_often(fault: str) -> None:
    with ImapStub(on_idle=fault) as server, running(mailbox(server, first_wait=0.2), Store()):
        wait_until(lambda: server.connections >= 4, what="the fourth connection")
        pauses = [after - before for before, after in pairwise(server.connected_at)]
        assert pauses[0] >= 0.1 and pauses[1] >= 0.2 and pauses[2] >= 0.4
        assert len(server.commands) <= server.connections * 8


def test_news_in_the_same_packet_as_the_consent_to_wait_is_not_missed() -> None:
    with ImapStub(on_idle="exists", times=1) as server:
        box = mailbox(server)
        box.idle_seconds = 3600.0
        store = Store()
        with running(box, store):
            wait_until(lambda: server.count("SEARCH") >= 4, what="the second look")
        assert server.connections == 1


def test_news_with_the_answer_to_another_command_is_not_missed() -> None:
    with ImapStub(letters={1: letter(1)}, comes_with_mark={2: letter(2)}) as server:
        box = mailbox(server)
        box.idle_seconds = 3600.0
        store = Store()
        with running(box, store):
            store.wait_for(2)
            wait_until(lambda: server.count("IDLE") == 1, what="waiting, once there is nothing new")
        assert server.connections == 1


def test_news_in_two_packets_does_not_cost_the_connection() -> None:
    with ImapStub(on_idle="halves", times=1) as server:
        box = mailbox(server)
        box.idle_seconds = 3600.0
        with running(box, Store()):
            wait_until(lambda: server.count("SEARCH") >= 4, what="the second look")
        assert server.connections == 1


@pytest.mark.parametrize("refuses", [True, False])
def test_without_idle_it_looks_again_every_while(refuses: bool) -> None:
    with ImapStub(on_idle="refuse" if refuses else "", without_idle=not refuses) as server:
        store = Store()
        with running(mailbox(server), store):
            wait_until(lambda: server.count("SELECT") >= 2, what="the second look")
            server.letters[1] = letter(1)
            store.wait_for(1)
        assert server.connections == 1


def test_a_quiet_wait_is_renewed_on_the_same_connection() -> None:
    with ImapStub() as server:
        with running(mailbox(server), Store()):
            wait_until(lambda: server.count("IDLE") >= 3, what="the third wait")
        assert server.connections == 1


def test_a_letter_that_the_server_cannot_give_does_not_hold_up_the_others() -> None:
    letters = {uid: letter(uid) for uid in range(1, 6)}
    with ImapStub(letters=letters, unfetchable=(2,)) as server:
        store = Store()
        with running(mailbox(server), store):
            store.wait_for(4)
            server.unfetchable.clear()
            store.wait_for(5)
            wait_until(lambda: sorted(server.flags) == [1, 2, 3, 4, 5], what="every letter being marked")
        assert server.connections == 1


def test_a_letter_that_breaks_the_connection_is_tried_alone_and_last() -> None:
    letters = {uid: letter(uid) for uid in range(1, 6)}
    with ImapStub(letters=letters, fatal=(1,)) as server:
        store = Store()
        with running(mailbox(server), store):
            store.wait_for(4)
            wait_until(lambda: len(server.flags) == 4, what="four letters being marked")
        assert sorted(server.flags) == [2, 3, 4, 5]


def test_stop_is_heard_while_the_server_says_nothing() -> None:
    with ImapStub(on_idle="silence") as server:
        box, stop = mailbox(server, timeout=3600), threading.Event()
        box.idle_seconds = 3600.0
        thread = threading.Thread(target=box.run, args=(Store().keep, stop))
        thread.start()
        wait_until(server.idled.is_set, what="waiting")
        stop.set()
        thread.join(timeout=PATIENCE)
        assert not thread.is_alive()


def test_a_server_that_refuses_marks_is_not_asked_for_the_same_letters_for_ever() -> None:
    with ImapStub(letters={1: letter(1)}, refuses_marks=True, without_idle=True) as server:
        store = Store()
        with running(mailbox(server), store):
            wait_until(lambda: server.count("SELECT") >= 3, what="the third look")
        assert store.asked == 1


def test_a_server_that_keeps_no_keywords_is_given_none() -> None:
    with ImapStub(letters={1: letter(1)}, keywords=True, refuses_keywords=True) as server:
        store = Store()
        with running(mailbox(server), store):
            wait_until(lambda: 1 in server.flags, what="the mark")
        assert "Askline" not in server.flags[1]


def test_a_fresh_token_is_asked_for_at_each_log_in() -> None:
    tokens = iter(["first", "second", "third"])
    with ImapStub(on_idle="eof", times=1) as server:
        account = MailServer(
            server.host, server.port, server.user, security="none", timeout=PATIENCE, token=lambda: next(tokens)
        )
        with running(Mailbox(account, first_wait=0.1), Store()):
            wait_until(lambda: len(server.logins) == 2, what="the second log-in")
    assert server.logins == [f"user={server.user}\x01auth=Bearer {token}\x01\x01" for token in ("first", "second")]
