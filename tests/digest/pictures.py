"""Makes pictures of the sample letters in headless Chromium: `python -m tests.digest.pictures [FOLDER]` from the
project's folder.

With no folder it makes the two that the README shows, in docs/pictures. With one it makes all eight: the supplier's and the
buyer's letter at phone and desk width, light and dark.
"""

import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from itertools import product
from pathlib import Path

from digest import render
from tests.digest.samples import letter_page, picture

AUDIENCES = ("supplier", "procurement")
SHOTS = {"phone": (390, 3400), "desk": (800, 2900)}
FOR_README = {"supplier-desk-light": 1240, "supplier-phone-dark": 1240}
"""The two in the README, cut at this height."""
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


def page_of(audience: str, *, pictures: bool = True) -> str:
    """The HTML of a letter of the golden tests as a mail program shows it, with its picture or, turned off, without."""
    shown = f"data:image/png;base64,{b64encode(picture()).decode()}" if pictures else ""
    return letter_page(audience).replace(f"cid:{render.MAP_ID}", shown)


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0] if arguments else "docs/pictures").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "letter.html"
        for audience, (device, (width, height)), dark in product(AUDIENCES, SHOTS.items(), (False, True)):
            name = f"{audience}-{device}-{'dark' if dark else 'light'}"
            if arguments or name in FOR_README:
                page.write_text(page_of(audience), encoding="utf-8")
                height = height if arguments else FOR_README[name]
                shoot(page, folder / f"{name}.png", width, height, dark=dark)


if __name__ == "__main__":
    main(sys.argv[1:])
