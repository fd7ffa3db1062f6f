"""The archive: plain pages that stand for themselves, without a script and without anything private."""

import csv
import json
import subprocess
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from askline.cli import app
from db.session import Database
from digest import archive
from tests.digest import page_check, pictures, stored
from tests.digest.test_sending import PRIVATE, SETTINGS

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small archive."""
    folder = tmp_path_factory.mktemp("archive")
    page_check.made_archive(folder)
    return folder / "site"


def test_an_archive_has_an_index_a_page_for_each_issue_a_feed_and_the_open_entries(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")
    page = (site / "issues" / "2026-11-30.html").read_text(encoding="utf-8")
    assert 'href="issues/2026-11-30.html"' in index
    assert "4 entries are open" in index
    assert "4 entries: 3 open, 1 part met." in index
    assert "part met, 6 still open" in page
    assert "Harehills Lunch Club" in page
    assert 'href="mailto:askline@example.org?subject=LS-0001"' in page
    assert '<p dir="auto">نحتاج إلى عشرة كراسي</p>' in page
    assert not sorted(site.rglob("*.part"))
    for words in (index, page):
        assert "<script" not in words


def test_the_feed_is_atom_and_names_each_issue_for_ever(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    assert [entry.findtext("atom:id", "", ATOM) for entry in feed.findall("atom:entry", ATOM)] == [
        "tag:example.org,2026:leeds/issue/1"
    ]
    links = [link.get("href") for link in feed.findall("atom:entry/atom:link", ATOM)]
    assert links == ["https://example.org/asks/issues/2026-11-30.html"]


def test_csv_and_json_hold_the_same_open_entries(site: Path) -> None:
    table = list(csv.DictReader(StringIO((site / "open.csv").read_text(encoding="utf-8-sig"))))
    listed = json.loads((site / "open.json").read_text(encoding="utf-8"))
    assert [row["ref"] for row in table] == [entry["ref"] for entry in listed["entries"]]
    assert [row["open_quantity"] for row in table] == ["10", "10", "10", "6"]
    assert listed["entries"][3]["state"] == "part met"


def test_nothing_private_and_nothing_taken_back_is_published(database: Database, tmp_path: Path) -> None:
    secret = " ".join(PRIVATE)
    now = page_check.NOW
    stored.entry(
        database, "LS-0001", now=now, text=secret, reason=secret, needed_words="has diabetes",
        organisation="14 Invented Row", personal=[{"text": phrase} for phrase in PRIVATE],
        quantity=[{"count": 10, "what": "chairs for Amina Yusuf"}],
    )  # fmt: skip
    stored.entry(database, "LS-0002", now=now, public_text="Words that were taken back")
    stored.entry(database, "LS-0003", now=now, status="waiting", public_text="Words without a yes")
    stored.reader(database, "a@example.org", now=now)
    page_check.issue.send(database, settings=SETTINGS, now=now)
    stored.set_entry(database, "LS-0002", status="withdrawn")
    assert archive.publish(database, tmp_path / "site", settings=SETTINGS, now=now) == 1
    everything = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.*"))
    assert "LS-0001" in everything
    assert "2 entries: 1 open, 1 no longer listed." in everything
    for phrase in (*PRIVATE, "taken back", "without a yes", "a@example.org"):
        assert phrase not in everything


def test_the_command_writes_the_pages_and_says_where_to_begin(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    site = tmp_path / "site"
    said = CliRunner().invoke(app, ["digest", "publish", str(site), *home]).output
    assert said == f"0 issues written as pages into {site}. Begin with {site}/index.html.\n"
    assert "No issue has gone out yet." in (site / "index.html").read_text(encoding="utf-8")
    (tmp_path / "file").write_text("")
    refused = CliRunner().invoke(app, ["digest", "publish", str(tmp_path / "file"), *home])
    assert refused.exit_code == 2
    assert "name a folder that you may write to" in refused.output


def test_in_a_browser_no_page_runs_out_of_a_small_phone(site: Path, tmp_path: Path) -> None:
    try:
        chromium = pictures.browser()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    page = tmp_path / "framed.html"
    measure = "document.title += ' ' + this.contentDocument.documentElement.scrollWidth"
    frames = "".join(
        f'<iframe width="320" height="600" src="{path.as_uri()}" onload="{measure}"></iframe>'
        for path in sorted(site.rglob("*.html"))
    )
    page.write_text(f"<title>widths</title>{frames}")
    command = [
        chromium, *pictures.QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--allow-file-access-from-files",
        "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "<title>widths 320 320</title>" in shown
