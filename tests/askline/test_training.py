"""What curators put right teaches the reader of their own home."""

import json

from askline.training import heads_of, train_with_corrections
from askline.wiring import open_installation
from tests.askline.commands import Askline

SAID = "we need 10 chairs for our lunch club in Harehills before Christmas, ring Nicola on 07700 900123\nyes\n"


def test_an_entry_whose_tags_a_curator_changed_joins_the_training_without_what_is_private(tmp_path, monkeypatch):
    home = tmp_path / "home"
    askline = Askline(home)
    askline("chat", "--as", "dee", said=SAID)
    askline("chat", "--as", "sam", said="need a plumber for our hall in Armley\nyes\n")
    askline("review", said="1 theme digital, ok 2\n")
    learnt_from = []

    def learn(messages, folder, metrics, say):
        learnt_from.extend(messages)

    monkeypatch.setattr("askline.training._learn", learn)
    train_with_corrections(home, lambda words: None)
    own = [message for message in learnt_from if message.get("id") == "LS-0001"]
    assert [(message["intent"], message["themes"]) for message in own] == [("ask", ["digital"])]
    assert "chairs" in own[0]["text"]
    assert "Nicola" not in own[0]["text"]
    assert "900123" not in own[0]["text"]
    assert not [message for message in learnt_from if message.get("id") == "LS-0002"]


def test_without_corrections_there_is_nothing_to_add(tmp_path):
    assert "No curator has put a tag right yet" in Askline(tmp_path)("train", "--with-corrections", status=1)


def test_a_home_reads_with_its_own_heads_and_says_when_they_are_broken(tmp_path):
    assert heads_of(tmp_path) is None
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads" / "heads.json").write_text(json.dumps({"fingerprint": "of an earlier Askline"}))
    said = Askline(tmp_path)("chat", said="hello\n", status=2)
    assert "askline train --with-corrections" in said
    assert open_installation(tmp_path).settings.place == "leeds"
