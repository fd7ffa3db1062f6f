"""The trained heads and the code must be of one piece."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.encoder import FOLDER as ENCODER
from nlp.encoder import BrokenModel, Encoder
from nlp.heads import FOLDER, load_heads
from nlp.tuned import Tuned, judged


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


@pytest.mark.parametrize("name", ["heads.npz", "heads.json"])
def test_a_damaged_file_is_said_with_the_command_that_mends_it(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "heads")
    path = tmp_path / "heads" / name
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(BrokenModel, match="askline train"):
        load_heads(tmp_path / "heads")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_encoder_is_said_with_the_command_that_makes_it_again(tmp_path: Path, name: str) -> None:
    for part in ("model.onnx", "tokenizer.json"):
        (tmp_path / part).symlink_to(ENCODER / part)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((ENCODER / name).read_bytes()[:5000])
    with pytest.raises(BrokenModel, match=r"nlp\.export_encoder"):
        Encoder(tmp_path)


@pytest.mark.parametrize(("name", "opened"), [("tuned.onnx", Tuned), ("judged.npz", judged)])
def test_damaged_tuned_layers_are_said_with_the_command_that_makes_them_again(
    tmp_path: Path, name: str, opened: Callable[[Path], object]
) -> None:
    (tmp_path / name).write_bytes((ENCODER / name).read_bytes()[:5000])
    with pytest.raises(BrokenModel, match=r"nlp\.tune_encoder"):
        opened(tmp_path)
