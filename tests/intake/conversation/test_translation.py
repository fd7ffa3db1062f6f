"""A translator can take the wording files as they are: in a make-believe language nothing of ours is left in English."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import intake
from askline.settings_file import SettingsError
from askline.translation import use_wording
from nlp.pipeline import Reader
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES
from tests.intake.conversation import translated
from tests.intake.conversation.dialogue import Script

DIALOGUES = Path(__file__).parents[2] / "golden" / "dialogues"
FILES = [file for file in sorted(DIALOGUES.glob("*.txt")) if " taps" not in file.read_text()][::2]
LABELS = sorted((*THEMES.values(), *SUPPORT.values(), *load_place("leeds").wards.values()), key=len, reverse=True)
OF_THE_PLACE = {
    "Askline",
    "LS",
    "Leeds",
    "Samaritans",
    "crisis",
    "line",
    "Bradford",
    *"January February March April May June".split(),
}
OF_THE_PLACE |= set("July August September October November December".split())
"""The names of service and months, and what a place says itself: its own names and numbers."""
NOT_OURS = re.compile(r"“[^”]*”|⟦[^⟧]*⟧|\S+@\S+")
WORD = re.compile(r"[A-Za-z][A-Za-z']+")


@pytest.fixture
def wording(tmp_path: Path) -> Iterator[Path]:
    """Wording files in another language, in use until the test is over."""
    ours = {name: dict(vars(module)) for name, module in sys.modules.items() if name.startswith("intake.wording")}
    translated.write(tmp_path / "intake", Path(intake.__file__).parent)
    yield tmp_path
    for name, values in ours.items():
        vars(sys.modules[name]).update(values)


def _english(text: str, theirs: set[str]) -> list[str]:
    """English words that nobody in the dialogue has said, and that are no label, name or month."""
    for label in LABELS:
        text = text.replace(label, " ")
    return [
        word
        for word in WORD.findall(NOT_OURS.sub(" ", text))
        if word.lower() not in theirs | OF_THE_PLACE and word not in OF_THE_PLACE
    ]


def _said_by_people(dialogue: str) -> set[str]:
    """Every word in what people say in a dialogue, their names, and the one of a thing that they count in the plural."""
    lines = [line for line in dialogue.splitlines() if line.startswith((">", "@", "|"))]
    words = {word.lower() for line in lines for word in WORD.findall(line)}
    return words | {word.removesuffix("s") for word in words}


def test_no_sentence_is_anywhere_but_in_the_wording_files(wording: Path) -> None:
    names = use_wording(wording)
    assert "intake.wording" in names and names[-1] == "intake.wording_again"
    reader, found = Reader("leeds", encoder=False), Counter[str]()
    for file in FILES:
        script = Script(reader)
        script.play(file.read_text())
        theirs = _said_by_people(file.read_text())
        for said in script.said:
            for text in (said.text, said.subject, *(choice.label for choice in said.choices)):
                found.update(_english(text, theirs))
    assert not found


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("wording_own.py", "OWN = 1", "lacks"),
        ("wording_of_mine.py", "OWN = 1", "stands in for no file"),
        ("wording_own.py", "def (", "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_wording_file_is_said(wording: Path, name: str, text: str, problem: str) -> None:
    (wording / "intake" / name).write_text(text)
    with pytest.raises(SettingsError, match=problem):
        use_wording(wording)


def test_a_folder_without_wording_files_is_no_translation(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no wording files"):
        use_wording(tmp_path)
