"""What setup.sh says, in one plain line, where Askline cannot be installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
REAL_PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what setup.sh reads, and an empty bin/ that is all of its PATH."""
    for name in ("setup.sh", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    return tmp_path


def python3(clone: Path, *lines: str) -> None:
    """Put a program of that name on the PATH."""
    program = clone / "bin" / "python3"
    program.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    program.chmod(0o755)


def says(clone: Path, **environment: str) -> str:
    """The line that setup.sh ends with when it cannot go on."""
    done = subprocess.run(
        ["/bin/sh", "setup.sh", "run"],
        cwd=clone,
        env={"PATH": str(clone / "bin"), "HOME": str(clone), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    return line


def test_without_python(clone: Path) -> None:
    assert says(clone) == "askline: Python 3.11 or later is needed and was not found; install it and try again."


def test_with_an_old_python(clone: Path) -> None:
    old = "import sys; sys.version_info = (3, 9, 2); exec(sys.argv[1])"
    python3(clone, f'exec "{REAL_PYTHON}" -c "{old}" "$2"')

    assert (
        says(clone) == "askline: Python 3.11 or later is needed and was not found, only 3.9; install it and try again."
    )


def test_without_the_venv_module(clone: Path) -> None:
    python3(clone, 'case "$*" in *venv*) exit 1 ;; esac')

    assert says(clone).endswith("on Debian or Ubuntu install it with: apt-get install python3-venv")


def test_without_a_network(clone: Path) -> None:
    python3(clone, f'exec "{REAL_PYTHON}" "$@"')
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}

    line = says(clone, **nowhere, PATH=f"{clone / 'bin'}:{os.defpath}")

    assert line.startswith("askline: the packages could not be fetched: this machine does not reach")
