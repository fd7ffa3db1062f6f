"""Each file of tests/golden/dialogues is a dialogue: it must still go as written. `pytest --accept` writes it as it now goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.pipeline import Reader
from tests.intake.conversation.dialogue import Script

FOLDER = Path(__file__).parents[2] / "golden" / "dialogues"
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("leeds")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_dialogue_goes_as_written(file: Path, reader: Reader, golden: Callable[[str, str], None]) -> None:
    golden(f"dialogues/{file.name}", Script(reader).play(file.read_text()))


def test_there_are_dialogues_for_every_story() -> None:
    assert len(FILES) >= 30
