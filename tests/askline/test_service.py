"""`askline run`: all channels in one process, until it is told to stop."""

import ast
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.locks import schedule_holder
from db.session import Database
from tests.askline.commands import Askline
from tests.standins.slack import SlackStandIn
from tests.standins.telegram import TelegramStandIn
from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).parents[2]
ASK = "we need 10 chairs for our lunch club in Harehills before Christmas"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def configure(home: Path, telegram: TelegramStandIn, slack: SlackStandIn) -> None:
    (home / "config.toml").write_text(
        f"""[telegram]
token = "{telegram.token}"
base_url = "{telegram.base_url}"
[slack]
bot_token = "xoxb-1"
app_token = "xapp-1"
base_url = "{slack.base_url}"
""",
        encoding="utf-8",
    )


class Running:
    """`askline run` in a process of its own."""

    def __init__(self, home: Path):
        self.home = home
        self.log = home / "log"

    def __enter__(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "askline", "run", "--home", str(self.home)]
        # A file, for a pipe that nobody empties would hold the process up.
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log)
        return self.process

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) in (0, -signal.SIGKILL), self.log.read_text()


def test_telegram_slack_and_a_dropped_letter_are_answered_by_one_process(home):
    with TelegramStandIn() as telegram, SlackStandIn() as slack:
        configure(home, telegram, slack)
        with Running(home):
            telegram.say(7, ASK)
            assert "Gipton & Harehills" in telegram.wait_sent(1)[0]["text"]
            telegram.say(7, "yes, we are Millersfield Lunch Club")
            assert "LS-0001" in telegram.wait_sent(2)[1]["text"]
            slack.wait_connected()
            slack.say("we need 6 laptops for our homework club in Otley")
            assert "6 laptops" in str(slack.wait_sent(1)[0])
            letter = f"From: dee@example.org\r\nSubject: help\r\nMessage-ID: <1@example.org>\r\n\r\n{ASK}\r\n"
            (home / "mail" / "in" / "help.eml").write_bytes(letter.encode())
            out = home / "mail" / "out" / "new"
            wait_until(lambda: list(out.glob("*.eml")), what="a letter back")
        assert "LS-0001" in Askline(home)("export", "entries")


def test_what_came_while_it_was_off_is_answered_once_after_a_crash(home):
    with TelegramStandIn() as telegram, SlackStandIn() as slack:
        configure(home, telegram, slack)
        with Running(home) as process:
            telegram.say(7, ASK)
            telegram.wait_sent(1)
            process.kill()
        telegram.say(8, ASK)
        with Running(home):
            telegram.wait_sent(2)
            time.sleep(1)
        answered = [message["chat"]["id"] for message in telegram.sent()]
        assert sorted(map(int, answered)) == [7, 8]


def test_the_schedule_is_kept_as_soon_as_its_lock_can_be_had(home):
    lock, database = home / "schedule.lock", Database(f"sqlite:///{home / 'askline.db'}")

    def taken() -> bool:
        with schedule_holder(database, home) as ours:
            return not ours

    lock.mkdir()
    running = Running(home)
    with running:
        wait_until(lambda: "schedule.failed" in running.log.read_text(), what="the first try failing")
        lock.rmdir()
        wait_until(taken, what="the schedule being held")
    assert not taken()
    database.dispose()


def test_what_its_threads_import_is_loaded_before_they_start():
    program = "import sys, askline.service; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
    later = set()
    for file in (ROOT / "askline" / "service.py", ROOT / "askline" / "worker.py"):
        for function in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    later |= {name.name for name in node.names}
                if isinstance(node, ast.ImportFrom):
                    whole = [f"{node.module}.{name.name}" for name in node.names]
                    later |= {name if is_module(name) else node.module for name in whole}
    assert "db.outbox" in later
    assert later <= loaded, later - loaded


def is_module(name: str) -> bool:
    """Whether there is a module of this name."""
    return (ROOT / f"{name.replace('.', '/')}.py").exists() or (ROOT / name.replace(".", "/")).is_dir()
