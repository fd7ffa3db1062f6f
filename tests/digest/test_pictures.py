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


@pytest.mark.parametrize(("audience", "width"), [("supplier", 320), ("procurement", 320), ("procurement", 800)])
def test_nothing_runs_out_of_the_window(chromium: str, tmp_path: Path, audience: str, width: int) -> None:
    page = tmp_path / "framed.html"
    measure = "document.title = frames[0].document.documentElement.scrollWidth"
    letter = html.escape(pictures.page_of(audience))
    page.write_text(
        f'<title>-</title><iframe width="{width}" height="600" onload="{measure}" srcdoc="{letter}"></iframe>'
    )
    command = [chromium, *pictures.QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    title = re.search(r"<title>(\d+)</title>", shown)
    assert title and int(title[1]) <= width


def test_a_picture_is_small_enough_for_a_readme(chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pictures.main([])
    made = {path.stem: path.stat().st_size for path in (tmp_path / "docs" / "pictures").glob("*.png")}
    assert made.keys() == pictures.FOR_README.keys()
    assert max(made.values()) <= 200_000
