"""The demo is the real service with made-up people, and says the same each time."""

import re
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes, policy

import pytest

from askline.demo.show import Show
from askline.wiring import open_installation


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "home"
    command = [sys.executable, "-m", "askline", "demo", "--home", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return home, done.stdout


def test_it_says_the_same_each_time(played, golden):
    home, said = played
    golden("demo.txt", said.replace(str(home), "HOME"))


@pytest.mark.parametrize("width", [80, 100])
def test_the_table_fits_into_a_small_terminal(played, capsys, width):
    home, _ = played
    with closing(open_installation(home)) as installation:
        Show(home, width).finish(installation)

    title, heading, *rows = capsys.readouterr().out.strip().splitlines()[:20]
    assert title.strip() == "What was understood"
    assert heading.split() == "ref what others see theme ward how many by".split()
    assert all(row.startswith("LS-00") for row in rows)
    assert max(len(row.rstrip()) for row in rows) <= width


def test_every_letter_is_a_real_one_that_can_be_answered(played):
    home, _ = played
    letters = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (home / "mail/out/new").glob("*.eml")
    ]
    assert len(letters) > 60
    for letter in letters:
        assert letter["Message-ID"]
        assert letter["Auto-Submitted"]
        assert re.search(r"\+r\.[a-z2-7]{16}@", letter["Reply-To"])


def test_no_personal_data_of_a_charity_reaches_a_subscriber(played):
    home, _ = played
    digests = []
    for path in (home / "mail/out/new").glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        if letter["List-Unsubscribe"]:
            digests += [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    assert len(digests) == 8  # three letters, each as text and as a page, and the two tables of the buyer
    for hidden in ("07700", "Tibbs", "Foundry", "asthma", "Pennock", "Oakhurst", "Okafor", "Aled", "Hannah", "Priya"):
        assert not [text for text in digests if hidden in text], hidden


def test_somebody_elses_folder_is_not_emptied(tmp_path):
    (tmp_path / "precious").touch()
    command = [sys.executable, "-m", "askline", "demo", "--home", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "not a demo" in done.stderr
    assert (tmp_path / "precious").exists()
