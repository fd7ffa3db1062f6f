"""Two programs that do not say what they are stop after one exchange; people may repeat themselves."""

from dataclasses import replace

import pytest

from intake.store.robots import NO_REPLY
from tests.intake.store.house import CURATOR, OURS, House, on_sqlite

ROBOT = "desk@example.org"
TICKET = "Thank you for contacting us. Your ticket {number} was opened on 23 November and will be looked at."


def replies(house: House) -> int:
    return len(house.sent(ROBOT, "reply"))


def test_a_program_that_says_the_same_again_to_our_answer_gets_no_second_one(house: House) -> None:
    house.write(ROBOT, TICKET.format(number=4711))
    for number in (4712, 4713):
        house.write(ROBOT, TICKET.format(number=number), token=house.sent(ROBOT)[0].reply_token)
    assert replies(house) == 1
    assert [row.state for row in house.messages()] == ["done", "aside", "aside"]
    assert len(house.sent(CURATOR, "notice")) == 1 and "says the same again" in house.last(CURATOR)


@on_sqlite
def test_the_same_by_its_thread_alone(house: House) -> None:
    house.write(ROBOT, TICKET.format(number=1))
    answer = house.sent(ROBOT)[0]
    house.write(ROBOT, TICKET.format(number=2), In_Reply_To=f"<{answer.message_key}@{OURS.partition('@')[2]}>")
    assert replies(house) == 1


@on_sqlite
def test_people_may_say_a_few_words_twice_and_send_a_need_again(house: House) -> None:
    house.write(ROBOT, "We need 10 chairs for our lunch club in Harehills")
    house.write(ROBOT, "We need 10 chairs for our lunch club in Harehills")
    for _ in range(2):
        house.write(ROBOT, "yes please", token=house.sent(ROBOT)[-1].reply_token)
    assert replies(house) == 4


def test_a_thread_and_an_address_get_so_many_answers_in_a_day_and_no_more(house: House) -> None:
    house.settings = replace(house.settings, thread_letters=2, daily_letters=4)
    for number in range(4):
        house.write(ROBOT, f"HELP {'me ' * number}", In_Reply_To="<root@example.org>")
    assert replies(house) == 2
    for number in range(4):
        house.write(ROBOT, f"HELP {'me ' * number}")
    assert replies(house) == 4
    assert len(house.sent(CURATOR, "notice")) == 1
    house.write(ROBOT, "STOP")
    assert replies(house) == 5


@on_sqlite
def test_short_words_come_back_a_few_times_and_then_get_no_answer(house: House) -> None:
    house.write(ROBOT, "Request received")
    for _ in range(5):
        house.write(ROBOT, "Request received", token=house.sent(ROBOT, "reply")[-1].reply_token)
    assert replies(house) == 3


@on_sqlite
def test_what_is_said_again_to_our_question_whether_it_was_them_is_heard(house: House) -> None:
    house.ask()
    house.settings = replace(house.settings, authserv_id="mx.hub.example.org")
    for token in ("", "last"):
        house.write(
            ROBOT, "LS-0001: we can give 6 chairs this Friday", token=token and house.sent(ROBOT)[-1].reply_token
        )
    assert len(house.pledges()) == 1


@on_sqlite
def test_an_address_that_takes_no_answers_gets_none(house: House) -> None:
    house.write("no-reply@example.org", "We need 10 chairs for our lunch club in Harehills")
    assert house.sent("no-reply@example.org") == []
    assert "message 1: its address takes no answers" in house.last(CURATOR)


@pytest.mark.parametrize("name", ["noreply", "do-not-reply", "DoNotReply", "no_reply.tickets", "unattended"])
def test_names_of_such_addresses(name: str) -> None:
    assert NO_REPLY.search(name)


@pytest.mark.parametrize("name", ["norma.reply", "amina", "replies", "no"])
def test_names_of_people(name: str) -> None:
    assert not NO_REPLY.search(name)


@on_sqlite
def test_our_answer_stays_in_the_thread_of_the_letter(house: House) -> None:
    house.write(
        ROBOT,
        "HELP",
        subject="Re: Chairs",
        In_Reply_To="<two@example.org>",
        References="<one@example.org> <two@example.org>",
    )
    answer = house.sent(ROBOT)[0]
    assert answer.subject == "Re: Chairs"
    assert answer.thread.split() == ["<one@example.org>", "<two@example.org>"]
    assert answer.in_reply_to == house.messages()[0].thread
