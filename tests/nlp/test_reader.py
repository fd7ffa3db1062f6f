"""Stories of whole messages, and of texts that are none."""

import json
import threading
from datetime import date

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.jsonl import read_line
from nlp.language import read_language
from nlp.pipeline import Reader
from nlp.places import UnknownPlace, available_places, load_place
from nlp.taxonomy import BENEFICIARIES, INTENTS, SUPPORT, THEMES

MONDAY = date(2026, 11, 23)


def test_an_ask_is_understood_whole(reader: Reader) -> None:
    found = reader.read("we need 10 chairs for our lunch club in Harehills before Christmas", MONDAY)
    assert found.intent.slug == "ask"
    assert "connection" in {tag.slug for tag in found.themes}
    assert [tag.slug for tag in found.support] == ["goods"]
    assert [ward.name for ward in found.wards] == ["Gipton & Harehills"]
    assert found.ward_certain
    assert [(one.count, one.what) for one in found.quantity] == [(10, "chairs")]
    assert found.needed_by == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("unsubscribe", "subscription"),
        ("thanks so much", "other"),
        ("Out of office until 4 May", "other"),
        ("We can do 5 of the 10 laptops in LS-0142", "pledge"),
        ("LS-0142 all sorted now, please close it", "update"),
        ("Sorry, we can't help this time", "other"),
        ("who can see what I write here?", "question"),
        ("Hello, nothing we can help with this time I am afraid.", "other"),
        ("Sorry, we looked at LS-0480 but it isn't one we can help with", "other"),
        ("gap: laundry, 12 months, from April, below threshold", "gap"),
        ("capacity: printing, 5000 leaflets a week", "capacity"),
        ("also need 4 laptops in LS9", "ask"),
        ("we could use a fridge", "ask"),
        ("anyone got a spare gazebo?", "ask"),
        ("We need help with our website", "ask"),
        ("yes we can help", "pledge"),
        ("we'll take it", "pledge"),
        ("we can offer 4 work placements", "offer"),
        ("40 chairs going spare, fetch them", "offer"),
        ("would anyone like 20 office chairs?", "offer"),
        ("thanks, that's sorted us out a treat", "other"),
        ("it came today, thank you", "update"),
        ("is this only for registered charities or can any group ask?", "question"),
        ("how long do you keep our details", "question"),
        ("does the figure include the coach?", "question"),
        ("do you take asks from Bradford too?", "question"),
        ("I can spare 3 tables. Is the yard open at noon?", "pledge"),
        ("half of them are cracked", "update"),
        ("sorry, it was the wrong size", "update"),
    ],
)
def test_the_intent_decides_what_follows(reader: Reader, text: str, intent: str) -> None:
    assert reader.read(text, MONDAY).intent.slug == intent


def test_a_question_about_the_service_needs_help_nowhere(reader: Reader) -> None:
    found = reader.read("what ward is Pudsey in?? do you take asks from there?", MONDAY)
    assert found.intent.slug == "question"
    assert not found.wards


def test_a_list_of_needs_is_read_in_parts(reader: Reader) -> None:
    found = reader.read(
        "Our centre in Armley needs:\n1. ten laptops for the job club\n2. a plumber for the boiler\n3. £500 for the Eid party",
        MONDAY,
    )
    assert len(found.parts) == 3
    assert all([ward.name for ward in part.wards] == ["Armley"] for part in found.parts)
    assert "digital" in {tag.slug for tag in found.parts[0].themes}


def test_a_list_may_have_lines_of_two_words(reader: Reader) -> None:
    found = reader.read("We need for our hall in Armley:\n- 10 chairs\n- 2 tables", MONDAY)
    assert [(part.quantity[0].count, part.quantity[0].what) for part in found.parts] == [(10, "chairs"), (2, "tables")]


def test_who_gains_is_named_and_not_guessed(reader: Reader) -> None:
    named = reader.read("Work placements wanted for care leavers in Bramley", MONDAY)
    assert "care-leavers" in {tag.slug for tag in named.beneficiaries}
    assert reader.read("The roof of our hall leaks and we need a roofer", MONDAY).beneficiaries == ()


def test_one_need_has_no_parts(reader: Reader) -> None:
    assert reader.read("We need ten laptops. They can be old.", MONDAY).parts == ()


def test_likeness_is_seen_without_shared_words(reader: Reader) -> None:
    ask, near, far = (
        reader.vector(text)
        for text in ("we need laptops for children", "computers to give to pupils", "our boiler is broken")
    )
    assert numpy.isclose(numpy.linalg.norm(ask), 1, atol=1e-3)
    assert ask @ near > ask @ far


def test_an_unknown_place_names_the_nearest() -> None:
    with pytest.raises(UnknownPlace, match="leeds"):
        Reader("leads", encoder=False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour, nous avons besoin de chaises pour notre association, merci", "fr"),
        ("Potrzebujemy 10 krzeseł dla naszej grupy", "pl"),
        ("czesc, potrzebuje pomocy z ubraniami dla dzieci", "pl"),
        ("Necesitamos diez sillas para nuestro grupo", "es"),
        ("Hola, buscamos un local en Leeds para clases de ingles", "es"),
        ("ہمیں دس کرسیاں چاہئیں", "ur"),
        ("نحتاج إلى عشرة كراسي", "ar"),
        ("Нам потрібні десять стільців", "uk"),
        ("Нам нужны стулья для детей", "ru"),
        ("Avem nevoie de zece scaune pentru grupul nostru", "ro"),
        ("Precisamos de dez cadeiras para o nosso grupo", "pt"),
        ("Grubumuz için on sandalyeye ihtiyacımız var", "tr"),
        ("ਸਾਨੂੰ ਦਸ ਕੁਰਸੀਆਂ ਚਾਹੀਦੀਆਂ ਹਨ", "pa"),
        ("need chairs", "en"),
        ("wor bairns need nee chairs", "en"),
        ("cot, pram, nappies", "en"),
        ("Cześć from the Polish Saturday School, we need a room", "en"),
        ("Ahmed Yılmaz", "en"),
    ],
)
def test_another_language_is_said(text: str, language: str) -> None:
    assert read_language(text) == language


def test_a_line_of_json_is_answered_and_a_bad_one_too(reader: Reader) -> None:
    good = read_line(
        reader, json.dumps({"id": "a", "received": "2026-11-23", "text": "10 chairs please", "place": "leeds"})
    )
    assert good["quantity"] == [{"count": 10, "what": "chairs"}]
    assert json.loads(json.dumps(good)) == good
    for line in (
        "",
        "[]",
        '{"id": 4}',
        '{"id": 4, "text": 5}',
        '{"id": 4, "text": "x", "place": "atlantis"}',
        '{"id": 4, "text": "x", "received": "soon"}',
    ):
        assert set(read_line(reader, line)) == {"id", "error"}


def test_threads_may_share_a_reader(quick_reader: Reader) -> None:
    texts = [f"we need {count} chairs in Harehills" for count in range(2, 40)]
    seen: dict[str, float] = {}

    def read(some: list[str]) -> None:
        for text in some:
            seen[text] = quick_reader.read(text, MONDAY).quantity[0].count

    threads = [threading.Thread(target=read, args=(texts[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {text: float(index + 2) for index, text in enumerate(texts)}


PIECES = st.sampled_from(
    "Harehills LS9 £500 10 laptops before Christmas ring Nicola 07700 900123 Morley LS-0142 a@b.org \n \u202e 👍 not across Leeds 31/02 99th x dozen St ' \" ( \x00 \ud800 Ĭ İ".split(
        " "
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join)),
    place=st.sampled_from(available_places()),
    received=st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_text_is_read_without_an_error(quick_reader: Reader, text: str, place: str, received: date) -> None:
    found = quick_reader.read(text, received, place=place, known_personal=("Nicola",))
    assert found.intent.slug in INTENTS
    assert all(tag.slug in THEMES for tag in found.themes)
    assert all(tag.slug in SUPPORT for tag in found.support)
    assert all(tag.slug in BENEFICIARIES for tag in found.beneficiaries)
    assert all(ward.gss in load_place(place).wards for ward in found.wards)
    for span in found.personal:
        assert 0 <= span.start < span.end <= len(found.text)
        assert found.text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍👍👍",
        "a" * 200_000,
        "Harehills " * 20_000,
        "\u200f\u202e",
        "1" * 5_000,
        "a@b.c " * 2_000,
        "one hundred and " * 600,
    ],
)
def test_strange_texts_are_read_too(reader: Reader, text: str) -> None:
    assert reader.read(text, MONDAY).intent.slug in INTENTS


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("East Grange School is looking for 8 people from local employers to give our Year 11s mock interviews", "ask"),
        ("We are looking for a charity to take 40 desks", "offer"),
        ("We're looking to donate 30 laptops", "offer"),
    ],
)
def test_who_looks_for_help_asks_and_who_looks_for_a_taker_offers(reader: Reader, text: str, intent: str) -> None:
    assert reader.read(text, MONDAY).intent.slug == intent


def test_an_answer_that_says_whom_it_is_for_names_a_ward(reader: Reader) -> None:
    reading = reader.read("It is for Bramley, and you may name us. We are Bramley Pantry.", MONDAY)
    assert [ward.name for ward in reading.wards] == ["Bramley & Stanningley"]
