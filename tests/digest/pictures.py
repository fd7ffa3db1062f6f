"""Makes pictures of the sample letter in headless Chromium: `python -m tests.digest.pictures [FOLDER]` from the
project's folder.

With no folder it makes the two that the README shows, in docs/pictures. With one it makes all four: phone and desk width,
light and dark.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from digest import render
from digest.entries import SubscriberView
from digest.render import IssueWords
from tests.digest.samples import LABELS, LAST, MONDAY, SETTINGS, selection

SHOTS = {
    "letter-phone-light": (390, 1900, False),
    "letter-phone-dark": (390, 1240, True),
    "letter-desk-light": (800, 1240, False),
    "letter-desk-dark": (800, 1560, True),
}
FOR_README = ("letter-desk-light", "letter-phone-dark")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
DARK = ("--blink-settings=preferredColorScheme=0", "--force-dark-mode")


def browser() -> str:
    """The path of Chromium or Chrome. FileNotFoundError when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("no Chromium here: install the package chromium")


def shoot(page: Path, picture: Path, width: int, height: int, *, dark: bool) -> None:
    """Saves what a window of this size, in CSS pixels, shows of the page."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser(), *QUIET, *(DARK if dark else ()), f"--user-data-dir={profile}", f"--screenshot={picture}",
                f"--window-size={width},{height}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


def sample_letter() -> str:
    """The HTML of the supplier's letter of the golden tests."""
    view = SubscriberView(since=LAST)
    return render.letter(selection(), view, IssueWords(31, MONDAY), settings=SETTINGS, labels=LABELS).html


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0] if arguments else "docs/pictures").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "letter.html"
        page.write_text(sample_letter(), encoding="utf-8")
        for name, (width, height, dark) in SHOTS.items():
            if arguments or name in FOR_README:
                shoot(page, folder / f"{name}.png", width, height, dark=dark)


if __name__ == "__main__":
    main(sys.argv[1:])
