"""What a curator types, and the commands that it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.curating.commands import Command, parse

EXAMPLES = [
    ("ok 1-3", [("approve", "1 2 3", "")]),
    ("LS-0042 ok", [("approve", "LS-0042", "")]),
    ("ls-42 ok", []),
    ("ls-042 ok", [("approve", "LS-0042", "")]),
    ("1. ok 2. ok", [("approve", "1", ""), ("approve", "2", "")]),
    ("1 yes 2 no 3 yes", [("approve", "1", ""), ("decline", "2", ""), ("approve", "3", "")]),
    ("ok 1, 2 and 3, 4 no: too far", [("approve", "1 2 3", ""), ("decline", "4", "too far")]),
    ("ok 1-4 5 theme digital", [("approve", "1 2 3 4", ""), ("theme", "5", "digital")]),
    ("5 theme digital, connection, 6 ok", [("theme", "5", "digital, connection"), ("approve", "6", "")]),
    (
        "7 no: they closed, 12 chairs is too many, 8 ok",
        [("decline", "7", "they closed, 12 chairs is too many"), ("approve", "8", "")],
    ),
    ("6 ask: how many, and by when?, 7 ok", [("ask", "6", "how many, and by when?"), ("approve", "7", "")]),
    ("3 text: We need 10 chairs, 2 support workers", [("text", "3", "We need 10 chairs, 2 support workers")]),
    ("3 text: two vans\n4 ok", [("text", "3", "two vans"), ("approve", "4", "")]),
    ("hold 2; 3 merge LS-0040", [("hold", "2", ""), ("merge", "3", "LS-0040")]),
    ("3 ward Armley and 4 support goods", [("ward", "3", "Armley"), ("support", "4", "goods")]),
    ("ask 6 how many", [("ask", "6", "how many")]),
    ("Hi, ok 1-2. Thanks, Jo", [("approve", "1 2", "")]),
    ("ok 1 - 3", [("approve", "1 2 3", "")]),
    ("👍 1, ❌ 2", []),
    ("Morning! 1 ok. 2 no: too far", [("approve", "1", ""), ("decline", "2", "too far")]),
    ("Hi all, 1 ok", [("approve", "1", "")]),
    ("3 text: We need two vans. 4 merge 1", [("text", "3", "We need two vans."), ("merge", "4", "1")]),
]


@pytest.mark.parametrize(("typed", "expected"), EXAMPLES, ids=[typed for typed, _ in EXAMPLES])
def test_commands_are_read_as_typed(typed: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(one.verb, " ".join(one.targets), one.words) for one in parse(typed).commands]
    assert found == expected


def test_the_line_of_the_handbook_clears_seven() -> None:
    found = parse("ok 1-4, 5 theme digital, 6 ask how many, 7 no: outside Leeds")
    assert found.commands == (
        Command("approve", ("1", "2", "3", "4")),
        Command("theme", ("5",), "digital"),
        Command("ask", ("6",), "how many"),
        Command("decline", ("7",), "outside Leeds"),
    )
    assert found.unclear == ()


@pytest.mark.parametrize("typed", ["all ok but 3 and 5", "ok all except 3, 5", "everything is ok but 3, 5"])
def test_all_can_spare_some(typed: str) -> None:
    assert parse(typed).commands == (Command("approve", ("3", "5"), every=True),)


@pytest.mark.parametrize("typed", ["5 thme digital", "1 ok but change theme to digital", "12: hmm 3?"])
def test_what_looks_like_a_command_and_is_none_is_unclear(typed: str) -> None:
    found = parse(typed)
    assert found.unclear
    assert not any(command.verb == "approve" for command in found.commands)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    parse(text)


@given(
    st.lists(
        st.sampled_from(["ok", "1", "2-5", ",", "no", ":", "theme", "LS-0042", "all", "but", ";", "text", "x"]),
        max_size=30,
    )
)
def test_any_mix_of_commands_can_be_read(pieces: list[str]) -> None:
    parse(" ".join(pieces))
