"""What can be wrong with an installation, and the one sentence that says so."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from askline.failures import sentence_for
from db.session import Database
from tests.askline.commands import Askline


def caught(work) -> str:
    """The sentence for the error that `work` ends with."""
    try:
        work()
    except Exception as error:
        sentence = sentence_for(error)
        assert sentence is not None, repr(error)
        assert "\n" not in sentence
        return sentence
    raise AssertionError("nothing went wrong")


@pytest.fixture
def table(tmp_path):
    """A database file with one table, and an engine on it that does not wait for others."""
    path = tmp_path / "askline.db"
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
    yield path, engine
    engine.dispose()


def write(engine, words: str, *, most_pages: int = 0) -> None:
    with engine.begin() as connection:
        if most_pages:
            connection.execute(text(f"PRAGMA max_page_count = {most_pages}"))
        connection.execute(text("INSERT INTO words VALUES (:words)"), {"words": words})


def test_a_database_that_another_program_holds_may_be_tried_again(table):
    path, engine = table
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "try again in a minute" in caught(lambda: write(engine, "chairs"))
    other.close()


def test_a_full_disk_is_told_as_one(table):
    _, engine = table
    said = caught(lambda: write(engine, "chairs " * 100_000, most_pages=4))
    assert said.startswith("The disk is full. Nothing that was stored is lost")


def test_a_full_disk_under_any_other_file_says_the_same():
    said = sentence_for(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert said is not None
    assert said.startswith("The disk is full")


def test_a_file_that_is_no_database_is_not_tried_again(tmp_path):
    (tmp_path / "askline.db").write_bytes(b"these are no rows " * 400)
    said = caught(lambda: Database(f"sqlite:///{tmp_path / 'askline.db'}").upgrade())
    assert "damaged" in said
    assert "trying again does not help" in said


def test_a_file_where_the_home_should_be_is_named(tmp_path):
    (tmp_path / "home").write_text("a file\n")
    said = Askline(tmp_path / "home")("work", "--once", status=2)
    assert said == f"{tmp_path / 'home'} cannot be used: File exists. Correct the path or its rights, then try again.\n"


def test_a_folder_where_the_settings_should_be_is_named(tmp_path):
    (tmp_path / "config.toml").mkdir()
    assert "config.toml is a folder" in Askline(tmp_path)("check", status=1)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("place = 'leads'", "The setting place cannot be used: no place 'leads'; did you mean leeds?"),
        ("[database]\nurl = 'mysql://x'", "database.url is not a database address"),
    ],
)
def test_a_wrong_word_in_the_settings_is_named_with_the_setting(tmp_path, config, said):
    (tmp_path / "config.toml").write_text(config)
    assert said in Askline(tmp_path)("digest", "preview", status=2)


def test_one_channel_without_its_token_hides_no_other(tmp_path):
    (tmp_path / "config.toml").write_text("[slack]\nbot_token = 'xoxb-1'\n")
    lines = Askline(tmp_path)("check", status=1).splitlines()
    told = {line.split()[1]: line for line in lines if line.startswith(("works", "BROKEN"))}
    assert told["email"].startswith("works")
    assert "slack.app_token is needed" in told["slack"]


def test_a_message_that_found_no_reader_is_answered_once_there_is_one(tmp_path):
    askline = Askline(tmp_path)
    config = Path(tmp_path / "config.toml")
    config.write_text("place = 'leads'\n")
    askline("chat", said="we need 10 chairs\n", status=2)
    config.write_text("place = 'leeds'\n")
    assert "10 chairs" in askline("chat", said="help\n")


def test_trying_again_what_is_not_there_says_where_to_look(tmp_path):
    askline = Askline(tmp_path)
    assert "`askline inbox list`" in askline("inbox", "retry", "99", status=1)
    assert "`askline outbox list`" in askline("outbox", "retry", status=1)


def test_a_postcode_file_that_is_not_there_is_named(tmp_path):
    assert "no file or folder nowhere.csv" in Askline(tmp_path)("places", "import", "nowhere.csv", status=2)


def test_a_time_that_is_none_is_a_wrong_word_on_the_command_line(tmp_path):
    assert "write it like 2026-11-30T08:00" in Askline(tmp_path)("work", "--once", "--now", "soon", status=2)


def test_a_command_prints_its_answer_and_no_log(tmp_path):
    askline = Askline(tmp_path)
    done = askline.process("digest", "send", "--now", "2026-11-30T07:00")
    assert done.stdout == "Issue 1 of Monday 30 November: 0 letters ready to go. 0 sent.\n"
    assert done.stderr == ""


def test_a_reader_whose_files_are_gone_says_so_before_a_message_is_taken(tmp_path):
    from nlp.encoder import BrokenModel
    from nlp.heads import load_heads

    with pytest.raises(BrokenModel) as caught:
        load_heads(tmp_path)
    assert "run askline train" in str(sentence_for(caught.value))


def test_one_pass_with_a_channel_out_of_reach_does_the_rest_and_ends_with_status_1(tmp_path):
    nowhere = 'host = "127.0.0.1"\nport = 1\nsecurity = "none"\n'
    (tmp_path / "config.toml").write_text(f'[email]\nkind = "imap"\n[imap]\n{nowhere}[smtp]\n{nowhere}')
    said = Askline(tmp_path)("work", "--once", status=1)
    assert said.startswith("0 new, 0 handled, 0 sent.\n")
    assert "cannot be reached" in said


def test_a_channel_that_there_is_not_is_refused_before_anybody_is_looked_for(tmp_path):
    said = Askline(tmp_path)("forget", "dee", "--channel", "fax", "--yes", status=2)
    assert "email, telegram, slack, terminal" in said
