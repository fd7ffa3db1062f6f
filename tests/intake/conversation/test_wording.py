"""The words themselves: short sentences, a reading age of nine or so, no jargon, no promise."""

import inspect
import re
from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from intake import (
    wording,
    wording_again,
    wording_came,
    wording_confirming,
    wording_crisis,
    wording_follow_up,
    wording_forms,
    wording_linking,
    wording_mail,
    wording_offers,
    wording_own,
    wording_pledges,
    wording_service,
    wording_subscribing,
)

MODULES = (
    wording,
    wording_again,
    wording_came,
    wording_confirming,
    wording_crisis,
    wording_follow_up,
    wording_forms,
    wording_mail,
    wording_linking,
    wording_offers,
    wording_own,
    wording_service,
    wording_subscribing,
    wording_pledges,
)
SAMPLES: dict[str, Any] = {
    "counted": True,
    "about": "10 chairs",
    "amount": "2 chairs",
    "channel": "telegram",
    "child": True,
    "colleague": True,
    "subscribed": True,
    "why": "there is no such mailbox",
    "code": "482913",
    "condition": "if you can collect",
    "contract": "AB-12",
    "count": 10.0,
    "day": "25 December",
    "delivered": "8 chairs",
    "evidence": "lunch club",
    "extra": "",
    "frequency": "weekly",
    "home": True,
    "kind": "ask",
    "late": True,
    "labels": ["Armley", "Wortley"],
    "label": "Digital inclusion",
    "left": "2 chairs",
    "reason": "outside Leeds",
    "lines": ["LS-0042: 10 chairs", "LS-0043: 3 laptops"],
    "loose": "LS9",
    "marks": [("LS-0042", "10 chairs")],
    "months": 12,
    "name": "Gateshead",
    "placed": True,
    "now": "4 chairs",
    "number": "C-1",
    "numbers": "Samaritans: 116 123.",
    "open_amount": "2 chairs",
    "organisation": "Harehills Lunch Club",
    "outside": "Bradford",
    "place": "Leeds",
    "places": ["all wards of Inner East", "Armley"],
    "most_lines": 10,
    "until": "6 January",
    "pledge": 1,
    "quantity": "8 chairs",
    "question": "Which part of Leeds is the help for?",
    "questions": "Which part of Leeds is the help for?",
    "reach": "sam@example.org",
    "again": True,
    "first": "Who are you?",
    "second": "What is your group called?",
    "ref": "LS-0042",
    "refs": ["LS-0042"],
    "service": "Askline",
    "share": True,
    "status": "open",
    "still_open": "2 chairs",
    "supplier": "Calder Ridge",
    "support": ["Goods"],
    "promised": "6 chairs",
    "text": "We need 10 chairs",
    "said": "“20 parcels”",
    "told": True,
    "themes": ["Digital"],
    "thing": "laptops",
    "times": 0,
    "today": date(2026, 11, 23),
    "value": date(2026, 12, 25),
    "wanted": "9 chairs",
    "wards": ["Armley"],
    "was": "3 chairs",
    "taken": "2 placements",
    "what": "5 chairs",
    "when": "this Friday",
    "who": "Sam",
    "words": "All came.",
}
NOT_FOR_PEOPLE = {"listed", "amount", "quoted", "sentences", "curators", "curators_subject", "day"}
JARGON = re.compile(
    r"\b(stakeholder|leverage|utili[sz]e|beneficiar|procure|VCSE|taxonomy|metadata|consent|GDPR|data subject|processing|submit|facilitate|"
    r"prior to|in order to|regarding|pursuant|entity|endeavour|guarantee|we will find|we promise)\b",
    re.IGNORECASE,
)


def _said(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Every text of a module with its name; functions are called with sample words, questions also when put again."""
    for name, thing in vars(module).items():
        if name.startswith("_") or name in NOT_FOR_PEOPLE or name == "CITY_WIDE":
            continue
        if isinstance(thing, str):
            yield name, thing
        elif isinstance(thing, dict):
            yield from (
                (f"{name}[{key}]", text) for key, text in thing.items() if name not in {"STATUS_WORDS", "PLEDGE_STATUS"}
            )
        elif inspect.isfunction(thing) and thing.__module__ == module.__name__:
            for times in (0, 1):
                arguments = {parameter: SAMPLES[parameter] for parameter in inspect.signature(thing).parameters} | (
                    {"times": times} if "times" in inspect.signature(thing).parameters else {}
                )
                if name in {"all_questions"}:
                    arguments["questions"] = ["Where is it?", "Who are you?"]
                if name == "several":
                    arguments["number"] = 3
                yield name, thing(**arguments)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence. Lines of a list are sentences of their own; names, numbers and quotations count as one word."""
    text = re.sub(r"“[^”]*”", "word", text)
    text = re.sub(r"[A-Z]{1,2}-[\d-]+|\S+@\S+", "word", text)
    found = [re.findall(r"[A-Za-z']+", part) for part in re.split(r"[.!?:]+(?:\s|$)|\n+", text)]
    return [words for words in found if words]


def syllables(word: str) -> int:
    """Vowel groups, without a silent e."""
    bare = re.sub(r"(?<=[^aeiouyl])(e|es|ed)$", "", word.lower())
    return max(len(re.findall(r"[aeiouy]+", bare)), 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: years at school. A nine-year-old is in the fourth."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)


@every_module
def test_sentences_are_short(module: ModuleType) -> None:
    long = [(name, words) for name, text in _said(module) for words in sentences(text) if len(words) > 18]
    assert not long


@every_module
def test_there_is_no_jargon_and_no_promise(module: ModuleType) -> None:
    assert not [(name, text) for name, text in _said(module) if JARGON.search(text)]


@every_module
def test_a_nine_year_old_can_read_a_whole_file_of_it(module: ModuleType) -> None:
    assert grade("\n".join(text for _, text in _said(module))) <= 3


@every_module
def test_no_longer_text_is_hard(module: ModuleType) -> None:
    hard = [
        (name, round(grade(text), 1)) for name, text in _said(module) if len(text.split()) >= 15 and grade(text) > 6
    ]
    assert not hard


@pytest.mark.parametrize(
    ("count", "what", "words"),
    [
        (10.0, "chairs", "10 chairs"),
        (1.0, "chairs", "1 chair"),
        (1.0, "boxes", "1 box"),
        (1.0, "minibuses", "1 minibus"),
        (1.0, "bags of cement", "1 bag of cement"),
        (1.0, "families", "1 family"),
        (1.0, "glass", "1 glass"),
        (1.0, "staff", "1 staff"),
        (1200.0, "tins", "1,200 tins"),
        (2.5, "days", "2.5 days"),
        (250.0, "£", "£250"),
        (1.0, "", "1"),
    ],
)
def test_amounts_are_written_as_people_say_them(count: float, what: str, words: str) -> None:
    assert wording.amount(count, what) == words


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Could a firm give 4 placements? Armley Aid.", "Could a firm give 4 placements?"),
        ("Chairs please\nArmley Aid\nThanks", "Chairs please\nThanks"),
        ("Armley Aid needs chairs. Armley Aid is in LS12.", "A local group needs chairs. A local group is in LS12."),
        ("Hello, Armley Aid needs 6 chairs", "Hello, a local group needs 6 chairs"),
    ],
)
def test_a_private_name_leaves_no_odd_words_behind(text: str, public: str) -> None:
    assert wording.unnamed(text, "Armley Aid") == public
