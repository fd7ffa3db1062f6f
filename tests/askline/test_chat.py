"""The terminal: a person talks, a curator decides, a supplier pledges; each command is a process of its own."""

import pytest

from tests.askline.commands import Askline

CHAIRS = "we need 10 chairs for our lunch club in Harehills before Christmas\nyes\n"


@pytest.fixture
def askline(tmp_path):
    return Askline(tmp_path / "home")


def test_an_ask_and_a_yes_end_with_a_reference(askline):
    said = askline("chat", said=CHAIRS)
    assert "LS-0001" in said.rstrip().split("\n\n")[-1] or "LS-0001" in said
    assert "Gipton & Harehills" in said
    assert "25 December" in said


def test_the_same_name_is_the_same_person(askline):
    askline("chat", "--as", "dee", said=CHAIRS)
    assert "LS-0001" in askline("chat", "--as", "dee", said="what have I asked for?\n")
    assert "LS-0001" not in askline("chat", "--as", "someone-else", said="what have I asked for?\n")


def test_the_story_runs_through_the_terminal_alone(askline):
    askline("chat", "--as", "dee", "--now", "2026-11-10T10:00", said=CHAIRS)
    subscribed = askline(
        "chat", "--as", "marta", "--now", "2026-11-10T10:05", said="subscribe me weekly, all themes, all wards\nyes\n"
    )
    assert subscribed
    queue = askline("review", "--now", "2026-11-11T09:00", said="ok 1\n")
    assert "LS-0001" in queue
    askline("work", "--once", "--now", "2026-11-16T08:00")
    digest = askline("chat", "--as", "marta", "--now", "2026-11-16T09:00", said="5 of number 1 this Friday\n")
    assert "10 chairs" in digest
    assert "undo" in digest.casefold()
    notice = askline("chat", "--as", "dee", "--now", "2026-11-16T09:30", said="yes\n")
    assert "LS-0001" in notice
    asked = askline("work", "--once", "--now", "2026-11-21T09:00")
    assert asked
    came = askline("chat", "--as", "dee", "--now", "2026-11-21T09:05", said="5 came\n")
    assert "?" in came
    entry = askline("export", "entries").splitlines()[1]
    assert ",part-met," in entry


def test_only_curators_review(askline):
    assert "not a curator" in askline("review", "--as", "stranger", said="ok 1\n", status=1)


def test_a_line_that_is_not_utf_8_is_answered_and_the_next_one_too(askline):
    import subprocess
    import sys

    command = [sys.executable, "-m", "askline", "chat", "--home", str(askline.home)]
    done = subprocess.run(command, input=b"caf\xe9 chairs \xff\xfe\nhelp\n", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.decode().split("\n\n")) >= 2
