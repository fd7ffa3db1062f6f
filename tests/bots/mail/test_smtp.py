"""Letters out through a real SMTP server on this machine."""

import email
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import policy
from pathlib import Path
from typing import Any

import pytest

from bots.channel import CheckError
from bots.mail_server import MailServer
from bots.smtp import SmtpSender
from intake.messages import Outgoing, SendError, SendLater
from tests.standins.certificate import make_certificate
from tests.standins.ports import free_port
from tests.standins.smtp import SmtpSink
from tests.waiting import PATIENCE, wait_until

LETTER = Outgoing(
    channel="email",
    address="sam@example.com",
    text="Ten chairs are needed.\n.\nThat was a dot.",
    subject="This week",
    dedupe_key="digest:31:subscriber:7",
    message_id="0123456789abcdef0123456789abcdef",
    reply_token="abcdefgh234567ab",
)


Make = Callable[..., SmtpSender]


@pytest.fixture
def sender() -> Iterator[Make]:
    """Makes senders for a server, and closes them."""
    made: list[SmtpSender] = []

    def make(server: SmtpSink, *, a_minute: float = 0.0, **choices: Any) -> SmtpSender:
        account = replace(MailServer(server.host, server.port, security="none", timeout=PATIENCE), **choices)
        made.append(SmtpSender(account, address="asks@askline.example.org", from_name="Askline", a_minute=a_minute))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_a_letter_arrives_with_its_token_on_the_envelope(sender: Make) -> None:
    with SmtpSink() as server:
        assert sender(server).send(LETTER) == "<0123456789abcdef0123456789abcdef@askline.example.org>"
        [(envelope_from, receiver, octets)] = server.letters
    assert envelope_from == "asks+r.abcdefgh234567ab@askline.example.org"
    assert receiver == "sam@example.com"
    arrived = email.message_from_bytes(octets, policy=policy.default)
    assert arrived["Message-ID"] == "<0123456789abcdef0123456789abcdef@askline.example.org>"
    assert arrived.get_content().splitlines() == ["Ten chairs are needed.", ".", "That was a dot."]


def test_many_letters_go_over_one_connection(sender: Make) -> None:
    with SmtpSink() as server:
        out = sender(server)
        for number in range(20):
            out.send(replace(LETTER, dedupe_key=f"letter:{number}"))
        assert len(server.letters) == 20
        assert server.connections == 1
        out.close()
        out.close()


def test_several_threads_send_at_once(sender: Make) -> None:
    with SmtpSink() as server:
        out = sender(server)
        threads = [threading.Thread(target=lambda: [out.send(LETTER) for _ in range(10)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.letters) == 40
        assert 1 <= server.connections <= 4


@pytest.mark.parametrize(
    ("answer", "permanent", "words"),
    [
        ("550 5.1.1 <sam@example.com> no such user", True, "there is no such mailbox"),
        ("550 no", True, "refuses our mail"),
        ("452 4.2.2 full", False, "the mailbox is full"),
        ("450 4.7.1 greylisted, come again", False, "come again later"),
        ("552 5.2.2 over quota", True, "the mailbox is full"),
        ("530 5.7.0 authentication required", False, "asks for a log-in"),
    ],
)
def test_a_refused_receiver_is_told_apart(sender: Make, answer: str, permanent: bool, words: str) -> None:
    with SmtpSink(receiver_answers={"sam@example.com": answer}) as server:
        out = sender(server)
        with pytest.raises(SendError, match=words) as refused:
            out.send(LETTER)
        assert refused.value.permanent is permanent
        assert "sam@example.com" not in str(refused.value)
        out.send(replace(LETTER, address="kim@example.com"))
        assert [receiver for _, receiver, _ in server.letters] == ["kim@example.com"]
        assert server.connections == 1


@pytest.mark.parametrize(("answer", "permanent"), [("554 5.7.26 unauthenticated", True), ("451 4.3.0 later", False)])
def test_a_letter_that_is_refused_after_its_words_is_told_apart(sender: Make, answer: str, permanent: bool) -> None:
    with SmtpSink(letter_answer=answer) as server, pytest.raises(SendError) as refused:
        sender(server).send(LETTER)
    assert refused.value.permanent is permanent


def test_our_own_address_being_refused_is_not_held_against_the_receiver(sender: Make) -> None:
    with SmtpSink(sender_answer="550 5.1.8 bad sender") as server, pytest.raises(SendError) as refused:
        sender(server).send(LETTER)
    assert not refused.value.permanent
    assert "our own sender address" in str(refused.value)


def test_a_connection_that_breaks_before_the_answer_is_not_permanent_and_the_repeat_is_the_same_letter(
    sender: Make,
) -> None:
    with SmtpSink(hang_up="letter", hang_ups_left=1) as server:
        out = sender(server)
        with pytest.raises(SendError, match="broke before") as broken:
            out.send(LETTER)
        assert not broken.value.permanent
        assert broken.value.retry_after
        out.send(LETTER)
        identifiers = {email.message_from_bytes(octets)["Message-ID"] for _, _, octets in server.letters}
        assert len(server.letters) == 2
        assert len(identifiers) == 1


def test_a_kept_connection_that_the_server_closed_is_replaced_without_an_error(sender: Make) -> None:
    with SmtpSink() as server:
        out = sender(server)
        out.send(LETTER)
        server.drop_connections()
        wait_until(lambda: not server.open_connections(), what="hanging up")
        out.send(LETTER)
        assert len(server.letters) == 2
        assert server.connections == 2


def test_a_server_that_hangs_up_at_each_letter_is_asked_twice_and_no_more(sender: Make) -> None:
    with SmtpSink() as server:
        out = sender(server)
        out.send(LETTER)
        server.hang_up = "sender"
        with pytest.raises(SendError) as refused:
            out.send(LETTER)
        assert not refused.value.permanent
        assert server.connections == 2


def test_no_server_is_a_fault_that_may_pass() -> None:
    out = SmtpSender(MailServer("127.0.0.1", free_port(), security="none"), address="a@example.org", from_name="A")
    with pytest.raises(SendError, match="cannot be reached") as refused:
        out.send(LETTER)
    assert not refused.value.permanent
    with pytest.raises(CheckError, match=r"check smtp\.host"):
        out.check()


def test_an_address_that_is_none_is_refused_for_good_before_anything_is_sent(sender: Make) -> None:
    with SmtpSink() as server:
        for address in ("sam", "sam@", "a b@example.org", "a@b.org>\r\nRCPT TO:<evil@example.org", "a@b@example.org"):
            with pytest.raises(SendError) as refused:
                sender(server).send(replace(LETTER, address=address))
            assert refused.value.permanent
        assert server.connections == 0


def test_a_domain_in_another_script_is_sent_as_the_network_writes_it(sender: Make) -> None:
    with SmtpSink() as server:
        sender(server).send(replace(LETTER, address="sam@bücher.example"))
        assert server.letters[0][1] == "sam@xn--bcher-kva.example"
        with pytest.raises(SendError) as refused:
            sender(server).send(replace(LETTER, address="zoë@example.org"))
        assert refused.value.permanent


def test_a_log_in_is_made_and_a_wrong_one_may_be_mended(sender: Make) -> None:
    with SmtpSink(user="asks", password="right") as server:
        sender(server, user="asks", password="right").send(LETTER)
        wrong = sender(server, user="asks", password="wrong")
        with pytest.raises(SendError, match="check user and password") as refused:
            wrong.send(LETTER)
        assert not refused.value.permanent
        with pytest.raises(CheckError, match="check user and password"):
            wrong.check()
        assert len(server.letters) == 1


def test_a_token_is_fetched_for_each_log_in(sender: Make) -> None:
    with SmtpSink(user="asks", token="fresh") as server:
        sender(server, user="asks", token=lambda: "fresh").send(LETTER)
        with pytest.raises(SendError):
            sender(server, user="asks", token=lambda: "stale").send(LETTER)
        assert len(server.letters) == 1


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed, which makes the certificate")
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encryption_is_used_and_the_certificate_checked(sender: Make, tmp_path: Path, security: str) -> None:
    made = make_certificate(tmp_path)
    with SmtpSink(certificate=made, tls_at_once=security == "tls") as server:
        sender(server, security=security, certificate=made[0]).send(LETTER)
        assert len(server.letters) == 1
        with pytest.raises(SendError, match="cannot be trusted"):
            sender(server, security=security).send(LETTER)


def test_a_server_without_encryption_is_not_spoken_to_when_it_is_asked_for(sender: Make) -> None:
    with SmtpSink() as server, pytest.raises(SendError, match=r"check smtp\.security"):
        sender(server, security="starttls").send(LETTER)


def test_a_report_on_delivery_is_asked_for_where_it_is_offered(sender: Make) -> None:
    with SmtpSink(offers_dsn=True) as server:
        sender(server).send(LETTER)
        assert len(server.letters) == 1
        assert server.reports_asked_for == ["MAIL RET=HDRS", "RCPT NOTIFY=FAILURE,DELAY"]


def test_a_letter_that_the_server_calls_too_big_is_not_sent(sender: Make) -> None:
    with SmtpSink(size_limit=1000) as server:
        with pytest.raises(SendError, match="too big") as refused:
            sender(server).send(replace(LETTER, text="chairs " * 1000))
        assert refused.value.permanent
        assert server.options == []


def test_one_domain_gets_no_more_than_its_share_and_others_go_on(sender: Make) -> None:
    with SmtpSink() as server:
        post = sender(server, a_minute=1)
        for _ in range(10):
            post.send(LETTER)
        with pytest.raises(SendLater) as later:
            post.send(LETTER)
        assert 0 < later.value.seconds <= 60
        post.send(replace(LETTER, address="dee@elsewhere.example"))
        assert len(server.letters) == 11


def test_check_says_that_letters_are_taken_or_why_not(sender: Make) -> None:
    with SmtpSink() as server:
        assert "takes our letters" in sender(server).check()
        server.sender_answer = "553 5.7.1 not your address"
        with pytest.raises(CheckError, match="refuses our letters"):
            sender(server).check()
