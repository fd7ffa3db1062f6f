"""Our own letter in an answer that quotes it without marks: what we wrote is not what they say."""

from email.message import EmailMessage

from intake.mail.letters import open_letter
from intake.mail.own_letter import UNKNOWN, with_marks
from intake.messages import Incoming
from tests.intake.store.house import START

OURS = "NEEDS IN LEEDS\n\n1. 10 chairs\n   Chairs for a lunch club.\n   LS-0042\n\n2. 12 laptops\n   LS-0051\n\nTo stop, reply STOP.\n"
HEAD = "From: Askline <asks@example.org>\nSent: 30 November 2026 08:00\nTo: Marta <marta@example.com>\nSubject: Leeds this week\n\n"


def opened(text: str, *, page: str = "") -> Incoming:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "marta@example.com", "asks@example.org", "Fwd: 10 chairs"
    message["In-Reply-To"] = "<one@example.org>"
    message.set_content(text)
    return open_letter(
        Incoming("email", "1", START, raw=message.as_bytes()),
        sent=lambda token, answered: (OURS if not page else "?", page),
    )


def test_an_answer_below_it_is_found_and_nothing_of_ours() -> None:
    assert opened(f"{HEAD}{OURS}\n5 chairs this Friday\n").text == "5 chairs this Friday"


def test_an_answer_between_its_lines_is_tied_to_the_line_above_it() -> None:
    answers = opened(HEAD + OURS.replace("   LS-0042\n", "   LS-0042\n\n5 this Friday\n\n")).answers
    assert [(answer.words, answer.item) for answer in answers] == [("5 this Friday", "LS-0042")]


def test_a_letter_that_comes_back_as_it_is_says_nothing() -> None:
    back = opened(HEAD + OURS)
    assert (back.text, back.answers) == ("", ())


def test_a_page_that_was_sent_is_known_as_well() -> None:
    page = "".join(f"<p>{line}</p>" for line in OURS.splitlines())
    assert opened(f"{HEAD}{OURS}\n5 chairs this Friday\n", page=page).text == "5 chairs this Friday"


def test_marked_or_unknown_letters_and_a_few_equal_lines_stay_as_they_are() -> None:
    for text, sent in (
        ("> NEEDS IN LEEDS\n1. 10 chairs", (OURS, "")),
        (OURS, UNKNOWN),
        ("10 chairs please\n\nTo stop, reply STOP.", (OURS, "")),
    ):
        assert with_marks(text, sent) is text
