"""The house rules, as programs check them: who may import whom, form, and types."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
CHECKS = {
    "layers": ["lint-imports", "--no-cache"],
    "lint": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--no-cache", "--check", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_rules_are_kept(check: str) -> None:
    program, *arguments = CHECKS[check]
    result = subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True)
    if result.returncode != 0:
        pytest.fail(f"{program} says:\n{(result.stdout + result.stderr)[-6000:]}", pytrace=False)
