"""Looks for faults in the archive's pages and in the letters with axe-core and html-validate: `make check-pages`.

Needs Chromium and npm; `python -m tests.digest.page_check NODE` finds both checkers in the folder NODE/node_modules.
"""

import html
import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from db.session import Database
from digest import archive, issue
from digest.settings import DigestSettings
from tests.digest import pictures, stored
from tests.digest.samples import BEESTON, GIPTON

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
WINDOWS = ((320, False), (320, True), (1000, False), (1000, True))
OF_PAGES = ("landmark-one-main", "region")
"""Rules for pages of a site: a letter is shown inside one and has no landmarks of its own."""
RUN_AXE = (
    "axe.run().then(found => { document.title = JSON.stringify(found.violations.map("
    "one => [one.id, one.impact, one.nodes.slice(0, 3).map(node => node.target.join(' '))])); })"
)
VALIDATE = {"extends": ["html-validate:standard"], "rules": {"no-inline-style": "off", "doctype-style": "off"}}


def made_archive(folder: Path) -> list[Path]:
    """The pages of a small archive: an issue with entries of every kind and state, and an index."""
    database = Database(f"sqlite:///{folder / 'askline.db'}")
    database.upgrade()
    stored.entry(database, "LS-0001", now=NOW, organisation="Harehills Lunch Club", share_organisation=True)
    stored.entry(database, "LS-0002", now=NOW, wards=[GIPTON, BEESTON], public_text="نحتاج إلى عشرة كراسي")
    stored.entry(database, "LS-0003", now=NOW, kind="offer", themes=["digital"], wards=["city-wide"])
    half = stored.entry(database, "LS-0004", now=NOW, public_text="word " * 4000)
    stored.reader(database, "a@example.org", now=NOW)
    settings = DigestSettings(run_by="Inner East Anchors", address="askline@example.org")
    issue.send(database, NOW.date(), settings=settings, now=NOW)
    stored.pledge(database, half, 4, now=NOW)
    archive.publish(database, folder / "site", settings=settings, now=NOW, address="https://example.org/asks")
    database.dispose()
    return sorted((folder / "site").rglob("*.html"))


def axe(page: Path, script: str, width: int, *, dark: bool) -> list[list[object]]:
    """What axe-core finds in the page in a window of this width: name of the rule, impact, places."""
    checked = page.with_name(f"checked-{page.name}")
    words = page.read_text(encoding="utf-8")
    end = words.rindex("</body>")
    checked.write_text(
        f"{words[:end]}<script>{script}</script><script>{RUN_AXE}</script>{words[end:]}", encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as profile:
        command = [
            pictures.browser(), *pictures.QUIET, *(pictures.DARK if dark else ()), f"--user-data-dir={profile}",
            f"--window-size={width},900", "--virtual-time-budget=20000", "--dump-dom", checked.as_uri(),
        ]  # fmt: skip
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    checked.unlink()
    title = re.search(r"<title>(\[.*?\])</title>", shown, re.DOTALL)
    if title is None:
        return [["axe said nothing"]]
    found: list[list[object]] = json.loads(html.unescape(title[1]))
    return found


def main(node: Path) -> int:
    script = (node / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = made_archive(folder)
        (folder / "validate.json").write_text(json.dumps(VALIDATE), encoding="utf-8")
        checker = node / "node_modules" / ".bin" / "html-validate"
        valid = subprocess.run([checker, "--config", folder / "validate.json", *pages], text=True, check=False)
        faults += valid.returncode != 0
        for audience in pictures.AUDIENCES:
            pages.append(folder / f"{audience}.html")
            pages[-1].write_text(pictures.page_of(audience), encoding="utf-8")
        for page in pages:
            for width, dark in WINDOWS:
                for found in axe(page, script, width, dark=dark):
                    if page.stem in pictures.AUDIENCES and found[0] in OF_PAGES:
                        continue
                    faults += 1
                    print(f"{page.name}, {width} px, {'dark' if dark else 'light'}: {found}")
    print(f"{len(pages)} pages checked, {faults} faults")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
