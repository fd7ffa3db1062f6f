"""The letter in a real browser: it fits a small phone, and pictures of it can be made."""

import html
import re
import subprocess
from pathlib import Path

import pytest

from tests.digest import pictures


@pytest.fixture(scope="module")
def chromium() -> str:
    try:
        return pictures.browser()
    except FileNotFoundError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("width", [320, 390, 800])
def test_nothing_runs_out_of_the_window(chromium: str, tmp_path: Path, width: int) -> None:
    page = tmp_path / "framed.html"
    measure = "document.title = frames[0].document.documentElement.scrollWidth"
    letter = html.escape(pictures.sample_letter())
    page.write_text(
        f'<title>-</title><iframe width="{width}" height="600" onload="{measure}" srcdoc="{letter}"></iframe>'
    )
    command = [chromium, *pictures.QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    title = re.search(r"<title>(\d+)</title>", shown)
    assert title and int(title[1]) <= width


def test_a_picture_is_small_enough_for_a_readme(chromium: str, tmp_path: Path) -> None:
    pictures.main([str(tmp_path)])
    made = sorted(path.name for path in tmp_path.glob("*.png"))
    assert made == ["letter-desk-dark.png", "letter-desk-light.png", "letter-phone-dark.png", "letter-phone-light.png"]
    for name in pictures.FOR_README:
        assert (tmp_path / f"{name}.png").stat().st_size <= 200_000
