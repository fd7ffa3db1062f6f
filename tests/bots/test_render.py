"""Text is cut where it reads best, and never beyond a limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.render import button_rows, fitting, numbered, plain, split_text, still_open, utf16_length
from bots.slack_blocks import escape
from intake.messages import Choice


@given(st.text(alphabet="ab \n🪑&<>", max_size=300), st.integers(min_value=8, max_value=60))
def test_parts_fit_and_hold_every_word(text: str, limit: int) -> None:
    for measure in (len, utf16_length, lambda words: len(escape(words))):
        parts = split_text(text, limit, measure)
        assert all(0 < measure(part) <= limit for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())


def test_an_empty_line_is_the_best_place_to_cut_then_a_line_then_a_space() -> None:
    assert split_text("one two\n\nthree four", 14) == ["one two", "three four"]
    assert split_text("one two\nthree four", 14) == ["one two", "three four"]
    assert split_text("one two three four", 14) == ["one two three", "four"]
    assert split_text("onetwothreefour", 8) == ["onetwoth", "reefour"]
    assert split_text("one\n  two", 100) == ["one\n  two"]


def test_a_text_of_ten_megabytes_is_cut_at_once() -> None:
    parts = split_text("we need chairs\n" * 700_000, 4096, utf16_length)
    assert sum(len(part) + 1 for part in parts) == 700_000 * 15


@pytest.mark.parametrize(
    ("text", "clean"), [("a\r\nb", "a\nb"), ("a\x00b\x1b", "ab"), ("\ud83d", "\ufffd"), ("🪑\tÿ", "🪑\tÿ")]
)
def test_what_no_wire_takes_is_gone(text: str, clean: str) -> None:
    assert plain(text) == clean


def test_labels_are_cut_with_an_ellipsis() -> None:
    assert fitting("Gipton &\nHarehills", 30) == "Gipton & Harehills"
    assert fitting("Gipton & Harehills", 9) == "Gipton &…"


def test_rows_stay_narrow() -> None:
    choices = [
        Choice(label, label) for label in ("Yes", "No", "Not sure", "Gipton & Harehills", "Burmantofts & Richmond Hill")
    ]
    rows = [[choice.label for choice in row] for row in button_rows(choices)]
    assert rows == [["Yes", "No", "Not sure"], ["Gipton & Harehills"], ["Burmantofts & Richmond Hill"]]


@pytest.mark.parametrize(
    ("values", "tapped", "left"),
    [
        (["yes", "no"], "yes", []),
        (["pledge:LS-0042", "pledge:LS-0051", "skip"], "pledge:LS-0042", ["pledge:LS-0051"]),
        (["pledge:LS-0042:all", "pledge:LS-0042:some"], "pledge:LS-0042:all", []),
        (["which:LS-0042", "which:LS-0051"], "which:LS-0042", []),
        (["ward:E05011399", "ward:E05011400"], "ward:E05011399", []),
    ],
)
def test_a_tap_uses_up_the_buttons_of_its_question(values: list[str], tapped: str, left: list[str]) -> None:
    assert still_open(values, tapped) == left


def test_numbered_choices_take_one_line_when_short() -> None:
    assert numbered([Choice("Yes", "y"), Choice("No", "n")]) == "[1] Yes  [2] No"
    assert numbered([Choice("a" * 50, "a"), Choice("b" * 50, "b")]) == f"[1] {'a' * 50}\n[2] {'b' * 50}"
    assert numbered([]) == ""
