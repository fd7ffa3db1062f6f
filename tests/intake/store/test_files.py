"""Files that came with a letter: a curator sees that they are there and can save them; they go to nobody."""

from pathlib import Path

import pytest
import typer

from askline import files
from intake.messages import Incoming
from tests.intake.mail.with_files import LETTER
from tests.intake.store.house import START, House, on_sqlite


@pytest.fixture
def asked(house: House) -> House:
    """A house with one entry that came with files."""
    house.keep(Incoming("email", "1", START, raw=LETTER))
    house.work()
    house.write("amina@example.org", "Harehills Lunch Club, yes", token=house.sent("amina@example.org")[-1].reply_token)
    return house


def test_a_curator_sees_them_listed_and_nobody_gets_them(asked: House) -> None:
    asked.say("900", "queue")
    listed = "Came with: poster.pdf (PDF); hall.jpg (a program or web page: do not open)"
    assert any(listed in row.text for row in asked.sent("900"))
    asked.say("900", "LS-0001 ok")
    assert not [row for row in asked.sent("amina@example.org") if row.enclosures]


@on_sqlite
def test_they_can_be_saved_and_the_risky_ones_only_on_purpose(
    asked: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASKLINE_DATABASE__URL", asked.database.engine.url.render_as_string(hide_password=False))
    home, to = tmp_path / "home", tmp_path / "files"
    said = files.write(home, "LS-0001", to, risky=False)
    assert "hall.jpg was left out" in said
    assert [(path.name, path.read_bytes()) for path in to.iterdir()] == [("poster.pdf", b"%PDF-1.7 poster")]
    files.write(home, "LS-0001", to, risky=True)
    assert sorted(path.name for path in to.iterdir()) == ["hall.jpg", "poster-2.pdf", "poster.pdf"]
    with pytest.raises(typer.Exit):
        files.write(home, "LS-0999", to, risky=False)
    assert "No files came with LS-0999" in capsys.readouterr().err
