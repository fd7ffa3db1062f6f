"""What the tuned encoder says of single words: what it is taught of them, and what its word changes."""

from datetime import date

import numpy
import pytest

from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses
from nlp.dates import read_dates
from nlp.encoder import Encoder
from nlp.marking import lessons
from nlp.marks import KINDS, NOTHING_MARKED, Marks
from nlp.personal import find_personal
from nlp.places import load_place
from nlp.public import public_text
from nlp.tuned import NAMES, Tuned, columns_of, spread
from tests.nlp.conftest import MONDAY


def marks(text: str, kind: str, **odds: float) -> Marks:
    """A mark of each word named, by its odds; the text's other words are strongly denied."""
    spans = [(text.index(word), text.index(word) + len(word)) for word in text.split()]
    found = numpy.full((len(spans), len(KINDS)), -8, dtype=numpy.float32)
    for row, word in enumerate(text.split()):
        found[row, KINDS.index(kind)] = odds.get(word.strip(".,"), -8)
    return Marks(numpy.array(spans), found)


def labelled(text: str, **labels: object) -> dict[str, object]:
    """A message that arrived on Monday, with nothing labelled but what is named."""
    plain: dict[str, object] = {
        "quantity": [],
        "personal": [],
        "needed_by": None,
        "organisation": None,
        "place": "leeds",
        "wards": [],
    }
    return {"text": text, "received": MONDAY.isoformat(), **plain, **labels}


def taught(message: dict[str, object]) -> set[tuple[str, str, bool | None]]:
    text = str(message["text"])
    return {(kind, text[start:end], holds) for kind, start, end, holds in lessons(message)}


def test_a_message_teaches_which_figures_count_and_what_is_private() -> None:
    text = "We're 40 strong. Two lads need 30 chairs for Armley. Ask Winifred."
    message = labelled(text, quantity=[{"count": 30, "what": "chairs"}], personal=["Winifred"])
    assert {one for one in taught(message) if one[0] != "named"} == {
        ("counted", "40", False),
        ("counted", "Two", False),
        ("counted", "30", True),
        ("private", "Winifred", True),
    }


def test_a_message_teaches_which_day_is_that_of_need_and_who_writes() -> None:
    text = "Oulton Ringers meet on Thursday and want a rope by 2 December, says Ada of Oulton Ringers"
    message = labelled(text, needed_by="2026-12-02", organisation="Oulton Ringers")
    assert taught(message) >= {
        ("due", "Thursday", False),
        ("due", "2 December", True),
        ("named", "Oulton Ringers", True),
    }


def test_a_group_in_small_letters_that_a_labeller_left_out_teaches_nothing() -> None:
    found = taught(labelled("bramble lane knitters need wool"))
    assert ("named", "bramble lane knitters", None) in found
    assert not any(holds for _, _, holds in found)


def test_of_figures_alike_only_the_one_before_its_thing_teaches() -> None:
    text = "30 of us meet behind the shops and want 30 chairs"
    message = labelled(text, quantity=[{"count": 30, "what": "chairs"}])
    found = [one for one in lessons(message) if one[0] == "counted"]
    assert found == [("counted", text.rindex("30"), text.rindex("30") + 2, True)]


def test_a_day_that_the_rules_doubt_is_taken_when_it_is_marked_and_the_other_way_round() -> None:
    text = "12 chairs by the 9th, we meet friday"
    assert read_dates(text, MONDAY, cut_clauses(text)).day == date(2026, 12, 9)
    other = marks(text, "due", friday=8.0)
    assert read_dates(text, MONDAY, cut_clauses(text), marks=other).day == date(2026, 11, 27)
    assert read_dates(text, MONDAY, cut_clauses(text), marks=marks(text, "due")).day is None


def test_a_figure_that_the_rules_doubt_counts_when_it_is_marked_and_the_other_way_round() -> None:
    text = "we had 40 chairs and want 12 tables"
    assert [one.count for one in read_amounts(text, cut_clauses(text))] == [12]
    both = marks(text, "counted", **{"40": 6.0, "12": 6.0})
    assert [one.count for one in read_amounts(text, cut_clauses(text), marks=both)] == [12, 40]
    assert read_amounts(text, cut_clauses(text), marks=marks(text, "counted")) == ()


def test_a_nickname_that_no_rule_knows_is_hidden_when_it_is_marked() -> None:
    text = "that van is old and Sparkplug fixes it in Armley"
    assert public_text(text, find_personal(text)) == text
    hidden = find_personal(text, marks=marks(text, "private", Sparkplug=3.0))
    assert [(one.text, one.kind) for one in hidden] == [("Sparkplug", "name")]
    place = load_place("leeds")
    assert find_personal(text, places=place.every_name, marks=marks(text, "private", Armley=3.0)) == ()


def test_small_words_about_marked_ones_stay() -> None:
    text = "a lift for our best knitter, the legs have gone"
    (found,) = find_personal(text, marks=marks(text, "private", the=2.0, legs=3.0, have=1.0, gone=2.0))
    assert (found.text, found.kind) == ("legs have gone", "health")


def test_a_word_that_leads_to_a_name_stays_and_the_public_text_reads_well() -> None:
    text = "We meet Tuesdays. Ring Ada Mallory 07700 900123"
    spans = find_personal(text, marks=marks(text, "private", Ring=1.0, Ada=3.0, Mallory=3.0))
    assert public_text(text, spans) == "We meet Tuesdays. Ring us"


def test_marked_words_of_two_sentences_are_two_pieces() -> None:
    text = "I visit Mr Novak at Halton Moor. Living on toast since January, poor Sparkplug."
    marked = marks(text, "private", Moor=1.0, Living=2.0, Sparkplug=3.0)
    assert [one.text for one in find_personal(text, marks=marked)] == ["Mr Novak", "Moor", "Sparkplug"]


@pytest.mark.parametrize("text", ["Kind regards", "Apologies", "the Beacon House hostel", "Tyneline IT gave them"])
def test_words_of_courtesy_and_of_groups_are_nobodys_name(text: str) -> None:
    first = next(word for word in text.split() if word[:1].isupper())
    assert find_personal(text, marks=marks(text, "private", **{first: 2.0})) == ()


def test_words_beyond_what_the_layers_read_are_left_to_the_rules() -> None:
    assert NOTHING_MARKED.of("counted", 0, 5) is None
    assert marks("ten chairs", "counted", ten=2.0).of("counted", 40, 45) is None


def test_a_slug_that_the_layers_do_not_know_has_no_score() -> None:
    known = [name for name in NAMES if name != "themes:sport"]
    scores = spread(numpy.ones((1, len(known)), dtype=numpy.float32), columns_of(known))[0]
    assert scores[NAMES.index("themes:sport")] == 0 and scores.sum() == len(known)


def test_the_layers_read_texts_of_any_length() -> None:
    tuned = Tuned()
    assert not tuned.read(Encoder().read(""))[0].any()
    for text in ("chairs", "chairs and tables " * 200):
        scores, found = tuned.read(Encoder().read(text))
        assert len(scores) == len(NAMES) and 0 < len(found.odds) == len(found.offsets) <= 128


@pytest.mark.parametrize("text", ["We need 10 laptops for lads who look for work in Armley"])
def test_what_the_layers_say_agrees_with_what_a_person_sees(text: str) -> None:
    scores, found = Tuned().read(Encoder().read(text))
    themes = [name for name in NAMES if name.startswith("themes:")]
    assert max(themes, key=lambda name: scores[NAMES.index(name)]) in ("themes:digital", "themes:work-skills")
    counted, private = found.of("counted", text.index("10"), text.index("10") + 2), found.most("private")
    assert counted is not None and counted > 0 > private
