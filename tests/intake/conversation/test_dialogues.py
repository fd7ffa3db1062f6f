"""Each file of tests/golden/dialogues is a dialogue: it must still go as written. `pytest --accept` writes it as it now goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.effects import Reply
from intake.messages import Choice
from nlp.pipeline import Reader
from tests.intake.conversation.dialogue import Script
from tests.intake.conversation.limits import EVERY_CHANNEL, fits_slack, fits_telegram

FOLDER = Path(__file__).parents[2] / "golden" / "dialogues"
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("leeds")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_dialogue_goes_as_written(file: Path, reader: Reader, golden: Callable[[str, str], None]) -> None:
    script = Script(reader)
    golden(f"dialogues/{file.name}", script.play(file.read_text()))
    for said in script.said:
        for fits in EVERY_CHANNEL:
            fits(said)


def test_there_are_dialogues_for_every_story() -> None:
    assert len(FILES) >= 100


@pytest.mark.parametrize(
    "name", ["<b>Bob</b>", "*_[Bob](http://x.example)_*", "Bob & <@U1> <!channel>", "`Bob` 🪑" * 900]
)
def test_names_with_mark_up_are_words_like_any_other(name: str, reader: Reader) -> None:
    script = Script(reader)
    words = f"We are {name} and need 10 chairs in Armley"
    script.play(f"> charity: {words}\n> charity: {name} Trust, yes\n> charity: what have I asked for?\n")
    for said in script.said:
        for fits in EVERY_CHANNEL:
            fits(said)


def test_the_limits_are_watched() -> None:
    too_long = Reply("Which?", (Choice("A label", "ward:" + "x" * 64),))
    with pytest.raises(AssertionError):
        fits_telegram(too_long)
    with pytest.raises(AssertionError):
        fits_slack(Reply("Which?", (Choice("A" * 90, "ward:1"),)))
