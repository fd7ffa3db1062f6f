"""The command line as a whole: it documents itself, fails in one sentence, and reads line by line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from askline.cli import app
from tests.askline.commands import Askline
from tests.standins.dns import Names

ROOT = Path(__file__).parents[2]
LATER = {
    "spacy",
    "sqlalchemy",
    "telegram",
    "slack_bolt",
    "onnxruntime",
    "numpy",
    "apscheduler",
    "imapclient",
    "pydantic",
}


def commands(group=None, before=()):
    group = group or get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


@pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words)) for words, _ in commands()])
def test_every_command_has_help_and_stands_in_the_readme(words):
    command = dict(commands())[words]
    assert command.help
    assert all(getattr(option, "help", "") for option in command.params if option.name not in {"help"})
    assert f"askline {' '.join(words)}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_imports_nothing_slow():
    program = "import sys, askline.cli; print(*sys.modules)"
    modules = set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not modules & LATER


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("plase = 'leeds'", "did you mean place?"),
        ("place = 'leads'", "leeds"),
        ("[database]\nurl = 'nonsense'", "database.url is not a database address"),
        ("[database]\nurl = 'postgresql://nobody@127.0.0.1:1/askline'", "Start it or correct database.url"),
        ("[email]\nkind = 'imap'", "imap.host is needed"),
    ],
)
def test_a_broken_installation_is_told_in_one_sentence(tmp_path, config, said):
    (tmp_path / "config.toml").write_text(config)
    done = Askline(tmp_path).process("work", "--once")
    assert done.returncode != 0
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_check_says_what_works_and_what_does_not(tmp_path):
    with Names({"_dmarc.askline.example.org": {"TXT": ["v=DMARC1; p=reject"]}}) as names:
        (tmp_path / "config.toml").write_text(
            f'[email]\nkind = "imap"\nnameserver = "{names.address}"\n'
            '[imap]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\n[smtp]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\n'
        )
        said = Askline(tmp_path)("check", status=1)
    lines = {line.split()[1]: line.split()[0] for line in said.splitlines() if line.startswith(("works", "BROKEN"))}
    assert (lines["settings"], lines["database"], lines["places"], lines["reader"], lines["email"]) == (
        "works", "works", "works", "works", "BROKEN",
    )  # fmt: skip
    assert (lines["senders"], lines["spf"], lines["dmarc"]) == ("works", "BROKEN", "works")
    assert "publish one TXT record" in said and "set email.authserv_id" in said


def test_read_answers_each_line_in_order_and_goes_on_after_a_bad_one(tmp_path):
    lines = [
        json.dumps({"id": "a", "channel": "email", "received": "2026-11-10", "place": "leeds",
                    "text": "We need 10 chairs in Harehills before Christmas, ring 07700 900412"}),
        "{not json",
        json.dumps({"id": "b", "text": 5, "received": "2026-11-10"}),
        json.dumps({"id": "c", "channel": "email", "received": "2026-11-10", "place": "gateshead", "text": "thanks!"}),
    ]  # fmt: skip
    out = [json.loads(line) for line in Askline(tmp_path)("read", "--jsonl", said="\n".join(lines) + "\n").splitlines()]
    assert [row.get("id") for row in out] == ["a", None, "b", "c"]
    assert (out[0]["intent"], out[0]["wards"], out[0]["needed_by"]) == ("ask", ["Gipton & Harehills"], "2026-12-25")
    assert out[0]["quantity"][0]["count"] == 10
    assert out[0]["personal"] == ["07700 900412"]
    assert "07700" not in out[0]["public_text"]
    assert out[1]["error"]
    assert out[2]["error"]
    assert out[3]["intent"] == "other"


def test_read_explains_what_was_understood_and_from_which_words(tmp_path):
    said = Askline(tmp_path)("read", "--explain", "We do not need tables. Could anyone lend us 10 chairs in Armley?")
    assert said.startswith("We do not need tables. Could anyone lend us 10 chairs in Armley?")
    rows = [[part.strip() for part in line.split("│")[1:-1]] for line in said.splitlines() if "│" in line]
    assert ["how many", "10 chairs", "10 chairs"] in [[row[0], row[1], row[3]] for row in rows]
    assert ["ward", "Armley", "Armley"] in [[row[0], row[1], row[3]] for row in rows]
    assert "The likeliest themes: " in said


def test_mail_parse_answers_each_line(tmp_path):
    import base64

    raw = b"From: Dee <dee@example.org>\r\nSubject: Chairs\r\n\r\nWe need chairs.\r\n\r\n-- \r\nDee\r\n"
    lines = [
        json.dumps({"id": 1, "raw_base64": base64.b64encode(raw).decode()}),
        json.dumps({"id": 2}),
    ]
    command = [sys.executable, "-m", "askline", "mail", "parse", "--jsonl"]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert first == {
        "id": 1, "text": "We need chairs.", "subject": "Chairs", "from": "dee@example.org", "auto": False, "bounce": None, "attachments": [],
    }  # fmt: skip
    assert second["id"] == 2
    assert second["error"]


def test_places_import_makes_a_full_postcode_exact(tmp_path):
    source = tmp_path / "codes.csv"
    source.write_text(
        '"LS8 4HS",10,1,1,"E92000001","","","","E08000035","E05011394"\n"LS8 9ZZ",10,1,1,"E92000001","","","","E08000035","E05011388"\n'
    )
    askline = Askline(tmp_path / "home")
    assert "2 postcodes of Leeds" in askline("places", "import", str(source))
    line = json.dumps(
        {"id": 1, "received": "2026-11-10", "place": "leeds", "text": "we need 10 chairs at our hall, LS8 9ZZ"}
    )
    out = json.loads(askline("read", "--jsonl", said=line + "\n"))
    assert (out["wards"], out["ward_certain"]) == (["Burmantofts & Richmond Hill"], True)


def test_the_home_comes_from_the_environment_too(tmp_path):
    command = [sys.executable, "-m", "askline", "db", "upgrade"]
    subprocess.run(
        command, env={**os.environ, "ASKLINE_HOME": str(tmp_path / "there")}, check=True, capture_output=True
    )
    assert (tmp_path / "there" / "askline.db").exists()


def test_a_new_place_is_made_and_checked(tmp_path):
    def askline(*words, status=0):
        done = CliRunner().invoke(app, ["places", *words])
        assert done.exit_code == status, done.output
        return done.output

    (tmp_path / "wards.csv").write_text("gss,name\nE05000101,Mill Hill\n", encoding="utf-8")
    new = ("new", "small-town", "--into", str(tmp_path), "--wards", str(tmp_path / "wards.csv"))
    assert "with 1 ward." in askline(*new)
    folder = tmp_path / "small-town"
    assert "nothing wrong" in askline("check", str(folder))
    with (folder / "hexmap.csv").open("a", encoding="utf-8") as out:
        out.write("E05000101,0,0\n")
    assert "share the hexagon" in askline("check", str(folder), status=1)
    assert "there already" in askline(*new, status=1)
    assert "no place atlantis" in askline("check", "atlantis", status=2)
