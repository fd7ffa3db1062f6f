"""The lexicon is edited by people: what they get wrong is said plainly."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from nlp.lexicon import LEXICON, Lexicon, LexiconError, lexicon
from nlp.taxonomy import FIELDS


def test_words_are_found_as_written_whatever_their_case() -> None:
    found = lexicon().evidence("LAPTOPS for the Food Bank")
    assert found["themes", "digital"] == ("LAPTOPS",)
    assert found["themes", "food-essentials"] == ("Food Bank",)


def test_the_same_words_are_found_in_every_process() -> None:
    text = "10 bikes, a bike library, bikes. Food parcels, food. Trees, a tree"
    asked = f"from nlp.lexicon import lexicon; print(sorted(lexicon().evidence({text!r}).items()))"
    found = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert found == {f"{sorted(lexicon().evidence(text).items())}\n".encode()}


def test_every_slug_has_words() -> None:
    assert set(lexicon()._words.patterns) == {(field, slug) for field, slugs in FIELDS.items() for slug in slugs}


def test_each_phrase_is_found_by_itself_whatever_it_begins_with() -> None:
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    for field, slugs in tables.items():
        for slug, entry in slugs.items():
            for phrase in entry["words"]:
                assert (field, slug) in lexicon().evidence(f"x {phrase.replace('*', '').upper()}"), phrase
            for phrase in entry.get("named", ()):
                text = f"x {phrase.replace('*', 'ing')}"
                assert (field, slug) in lexicon().named(text, text), phrase


def test_an_unknown_slug_is_refused_and_the_nearest_named(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[themes.digitel]\nwords = ["laptop"]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"digitel.*digital"):
        Lexicon(path)
