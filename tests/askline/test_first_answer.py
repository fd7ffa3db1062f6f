"""What the first answer in the terminal waits for: nothing that it does not need."""

import signal
import subprocess
import sys

from tests.waiting import PATIENCE, wait_until

PROGRAM = """
import sys
from askline.__main__ import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
NOT_NEEDED = {
    "alembic",
    "apscheduler",
    "imapclient",
    "intake.mail.letters",
    "jinja2",
    "mjml",
    "requests",
    "scipy",
    "sklearn",
    "slack_bolt",
    "spacy.cli.download",
    "telegram",
}


def say(home, text):
    command = [sys.executable, "-c", PROGRAM, "chat", "--home", str(home)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True)


def test_an_answer_in_an_installation_that_exists_loads_only_what_it_needs(tmp_path):
    say(tmp_path, "help\n")
    done = say(tmp_path, "we need 10 chairs for our lunch club in Harehills before Christmas\n")
    assert "10 chairs" in done.stdout
    loaded = set(done.stderr.split())
    assert {"spacy", "sqlalchemy", "onnxruntime"} <= loaded
    assert not loaded & NOT_NEEDED


def test_a_reader_that_cannot_load_beside_the_rest_is_told_in_one_sentence(tmp_path):
    (tmp_path / "config.toml").write_text('place = "leads"\n')
    command = [sys.executable, "-m", "askline", "chat", "--home", str(tmp_path)]
    done = subprocess.run(command, input="we need 10 chairs\n", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "did you mean leeds?" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_the_chat_at_once_while_it_loads(tmp_path):
    command = [sys.executable, "-m", "askline", "chat", "--home", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        wait_until(lambda: (tmp_path / "askline.db").exists(), what="the database")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 130
        assert process.stderr
        assert process.stderr.read() == b""
