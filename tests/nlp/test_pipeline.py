"""The reader is one pipeline made from a config; what each step finds can be shown in the text."""

import json

import pytest

from nlp.evaluate import METRICS
from nlp.explaining import findings
from nlp.pipeline import SURE, Reader, build
from tests.nlp.conftest import MONDAY

STEPS = "language clauses vector organisation personal words intent themes support beneficiaries dates amounts wards".split()


def test_the_steps_are_those_of_the_config_and_made_by_their_factories(reader: Reader) -> None:
    assert reader.pipeline.pipe_names == STEPS
    assert {reader.pipeline.get_pipe_meta(name).factory for name in ("themes", "support", "beneficiaries")} == {
        "askline_tags"
    }
    assert build(encoder=False).config["components"]["vector"]["encoder"] is False


def test_how_sure_the_rules_are_said_to_be_is_what_was_measured() -> None:
    measured = json.loads(METRICS.read_text(encoding="utf-8"))["rules_right"]
    assert all(abs(SURE[kind] - right) <= 0.03 for kind, right in measured.items())


def test_each_step_leaves_what_it_found(reader: Reader) -> None:
    doc = reader.blank("Armley Pantry needs 10 laptops by 5 December. Ring Nicola on 07700 900123.", MONDAY)
    for _, step in reader.pipeline.pipeline:
        doc = step(doc)
    left = doc._
    assert left.organisation == "Armley Pantry"
    assert {span.kind for span in left.personal} == {"name", "phone"}
    assert left.intent.slug == "ask"
    assert left.themes[0].slug == "digital"
    assert left.themes[0].evidence == ("laptops",)
    assert 0 < left.themes[0].confidence <= 1
    assert left.encoded.whole.shape == (384,)


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("We need ten laptops for Armley", "theme", "laptops"),
        ("We need ten laptops for Armley", "ward", "Armley"),
        ("We need ten laptops for Armley", "how many", "ten laptops"),
        ("We need a plumber by 5 December", "needed by", "5 December"),
        ("ring Nicola 07700 900123", "hidden", "07700 900123"),
        ("could anyone part with a sofa?", "intent", "could anyone"),
    ],
)
def test_what_was_understood_is_shown_with_the_words_it_came_from(
    reader: Reader, text: str, what: str, words: str
) -> None:
    found = findings(reader.read(text, MONDAY))
    shown = [text[start:end] for one in found if one.what == what for start, end in one.spans]
    assert any(words.casefold() in one.casefold() or one.casefold() in words.casefold() for one in shown), shown
    assert all(0 <= one.confidence <= 1 for one in found)


def test_a_need_without_any_word_of_the_lexicon_is_still_shown_with_its_words(reader: Reader) -> None:
    found = findings(reader.read("our lot are sat on bare boards at story time, summat soft please", MONDAY))
    theme = next(one for one in found if one.what == "theme")
    assert theme.spans


def test_no_text_is_kept_once_it_was_read(reader: Reader) -> None:
    words = "We need nine velvet curtains for the puppet theatre"
    reader.read(words, MONDAY)
    assert words not in reader.pipeline.vocab.strings
