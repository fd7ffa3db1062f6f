"""The README is true of what it names."""

import re
from pathlib import Path

from askline.settings_file import names

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_and_file_that_it_names_is_there():
    named = re.findall(r'src="([^"]+)"', README) + re.findall(
        r"`((?:nlp|tests|docs|askline|intake)/[\w./-]+\w|[\w-]+\.(?:yaml|md|example\.toml))`", README
    )
    assert len(named) > 5
    assert not [name for name in named if not (ROOT / name).exists()]


def test_every_setting_that_it_names_is_one():
    groups = {name.split(".")[0] for name in names() if "." in name}
    named = re.findall(rf"`((?:{'|'.join(groups)})\.[a-z_]+)", README)
    assert named
    assert not [name for name in named if name not in names() and not (ROOT / name.replace(".", "/")).exists()]


def test_every_variable_that_it_names_is_a_setting():
    known = {"ASKLINE_" + name.upper().replace(".", "__") for name in names()} | {"ASKLINE_HOME"}
    named = {variable.removesuffix("_FILE") for variable in re.findall(r"ASKLINE_[A-Z_]+", README)}
    assert named <= known
