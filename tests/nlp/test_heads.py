"""The trained heads and the code must be of one piece."""

import json
import shutil
from pathlib import Path

import pytest

from nlp.encoder import BrokenModel
from nlp.heads import FOLDER, load_heads


def test_heads_of_another_lexicon_are_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "heads")
    path = tmp_path / "heads" / "heads.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**about, "fingerprint": "of another lexicon"}), encoding="utf-8")
    with pytest.raises(BrokenModel, match="askline train"):
        load_heads(tmp_path / "heads")


def test_missing_heads_are_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenModel, match="askline train"):
        load_heads(tmp_path)
