"""A curator's words on a previewed issue."""

import pytest

from intake.curating.advance import advance_curator
from intake.curating.issue_words import IssueWish, issue_wish
from intake.effects import DecideIssue
from tests.intake.curating.queue_facts import entry, facts, reading, said


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("send", IssueWish("approve")),
        ("Hi\n\nsend it please\nThanks\nJo", IssueWish("approve")),
        ("Hold it back please", IssueWish("hold")),
        ("LS-0042 first", IssueWish(first=("LS-0042",))),
        ("put 3 and 5 at the top", IssueWish(first=("3", "5"))),
        ("order: 3, LS-0001, 2", IssueWish(first=("3", "LS-0001", "2"))),
        ("leave out LS-0042: they moved away", IssueWish(leave_out={"LS-0042": "they moved away"})),
        ("leave out 4 because it is not sure, then send", IssueWish("approve", leave_out={"4": "it is not sure"})),
        ("leave out 4; send", IssueWish("approve", leave_out={"4": ""})),
        ("ok but not 3", IssueWish("approve", leave_out={"3": ""})),
        ("add LS-0061 and send it", IssueWish("approve", add=("LS-0061",))),
        ("first 2, leave out 3: no, add ls-0061", IssueWish(first=("2",), leave_out={"3": "no"}, add=("LS-0061",))),
        ("put back LS-0042", IssueWish(put_back=("LS-0042",))),
        ("opening: Schools close\non Friday.", IssueWish(opening="Schools close\non Friday.")),
        ("send\nopening: Warm words", IssueWish("approve", "Warm words")),
        ("opening: Schools close on Friday; send", IssueWish("approve", "Schools close on Friday")),
        ("opening: Winter is near. Send it.", IssueWish("approve", "Winter is near.")),
        ("opening: Winter is near;\nwrap up. Hold it back", IssueWish("hold", "Winter is near;\nwrap up.")),
        ("opening: Warm words to send", IssueWish(opening="Warm words to send")),
        ("begin with: Warm words", IssueWish(opening="Warm words")),
        ("start with 3", IssueWish(first=("3",))),
        ("Thanks, it looks good to me apart from the date", None),
        ("we need 10 chairs", None),
    ],
)
def test_words_become_wishes(words: str, wish: IssueWish | None) -> None:
    assert issue_wish(words) == wish


def answer(words: str, **more: object) -> tuple[tuple[object, ...], str]:
    about = {"kind": "preview", "issue": 3, "numbers": {"1": "LS-0001", "2": "LS-0002"}, **more}
    turn = advance_curator({}, said(words), reading(words), facts([entry(1), entry(2)], about=about))
    assert turn is not None
    return turn.effects, turn.replies[0].text


def test_several_things_at_once_are_done_and_echoed_one_by_one() -> None:
    effects, text = answer("first 2, leave out LS-0001: not sure; send")
    assert effects == (DecideIssue(3, "approve", "", ("LS-0002",), {"LS-0001": "not sure"}),)
    assert text.splitlines()[:3] == [
        "Done.",
        "LS-0002 comes first in the letter.",
        "LS-0001 stays out of this issue: not sure.",
    ]
    assert "Its list is closed now" in text


def test_what_is_not_there_is_named_and_the_rest_is_done() -> None:
    effects, text = answer("first 2, 9")
    assert effects == (DecideIssue(3, "", first=("LS-0002",)),)
    assert "9: there is no such item here." in text
    assert answer("first 9")[0] == ()


def test_what_is_added_without_a_yes_says_that_it_needs_one() -> None:
    effects, text = answer("add LS-0001")
    assert effects == (DecideIssue(3, "", add=("LS-0001",)),)
    assert "once it has a curator's yes: write “ok LS-0001”" in text
