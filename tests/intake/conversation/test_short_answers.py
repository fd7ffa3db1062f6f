"""Short answers as people really type them."""

from datetime import date

import pytest

from intake.conversation import danger, giving_days, naming, promises, short_words
from intake.conversation.correcting import drops, new_count
from intake.messages import Answer

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes", "yes"),
        ("Yep, go for it", "yes"),
        ("ok then", "yes"),
        ("aye no bother", "yes"),
        ("Y", "yes"),
        ("yes!!!", "yes"),
        ("Sure, why not", "yes"),
        ("👍", "yes"),
        ("please do", "yes"),
        ("that's fine by us", "yes"),
        ("Harehills Lunch Club, yes", "yes"),
        ("Leeds Bike Kitchen – yes please", "yes"),
        ("no", "no"),
        ("Nope", "no"),
        ("no thank you", "no"),
        ("I'd rather not", "no"),
        ("please don't", "no"),
        ("nah you're alright", "no"),
        ("Otley Choir, no", "no"),
        ("nobody told me", ""),
        ("yesterday", ""),
        ("notes", ""),
        ("okra for the garden", ""),
        ("Norfolk House", ""),
    ],
)
def test_yes_and_no_are_heard(text: str, meaning: str) -> None:
    assert short_words.polarity(text) == meaning


@pytest.mark.parametrize(
    ("text", "organisation", "share"),
    [
        ("Harehills Lunch Club, yes", "Harehills Lunch Club", True),
        ("we are Roundhay Road Friends, but keep it private", "Roundhay Road Friends", False),
        ("We're the Beeston Baby Bank and yes you can share", "Beeston Baby Bank", True),
        ("yes its Otley Men's Shed", "Otley Men's Shed", True),
        ("It's for Chapel Allerton Scouts. Happy to be named", "Chapel Allerton Scouts", True),
        ("this is Amara from Seacroft Pantry, don't print the name please", "Seacroft Pantry", False),
        ("yes", "", True),
        ("yes please that's fine", "", True),
        ("yes of course you can", "", True),
        ("no", "", False),
        ("anonymous please", "", False),
        ("keep us out of it, we'd rather not be named", "", False),
        ("sure, go ahead", "", True),
        ("Bramley Elderly Action", "Bramley Elderly Action", None),
        ("leeds refugee forum", "leeds refugee forum", None),
        ("armley helping hands community group, ok", "armley helping hands community group", True),
    ],
)
def test_a_name_and_a_yes_are_told_apart(text: str, organisation: str, share: bool | None) -> None:
    assert (naming.organisation_in(text, ""), naming.may_share(text)) == (organisation, share)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12 not 10", 12),
        ("make it 12", 12),
        ("no, twelve", None),
        ("sorry I meant 15", 15),
        ("actually 8", 8),
        ("change it from 10 to 15", 15),
        ("should be 20 chairs", 20),
        ("not 10, 14", 14),
        ("we now need only 6", 6),
        ("it's twenty", 20),
        ("12 instead of 10 please", 12),
        ("it's on 21 March instead of the 14th", None),
        ("Armley, not Bramley", None),
        ("no", None),
    ],
)
def test_corrected_counts_are_heard(text: str, count: float | None) -> None:
    assert new_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "forget it",
        "Actually forget it",
        "never mind",
        "oh cancel that please",
        "sorry, ignore me",
        "we don't need it any more",
    ],
)
def test_taking_everything_back_is_heard(text: str) -> None:
    assert drops(text)


@pytest.mark.parametrize("text", ["don't forget the chairs", "cancel LS-0042", "we forgot the tables", "no"])
def test_other_words_take_nothing_back(text: str) -> None:
    assert not drops(text)


@pytest.mark.parametrize(
    "text",
    ["thanks", "Thank you so much!", "cheers", "ta love", "brilliant, thanks", "🙏", "ok thanks", "many thanks, Sue"],
)
def test_thanks_are_only_thanks(text: str) -> None:
    assert short_words.is_thanks(text)


@pytest.mark.parametrize(
    "text", ["thanks, but we need 5 more", "thanks. could you change it?", "tables", "tall ladder"]
)
def test_thanks_with_a_wish_is_more_than_thanks(text: str) -> None:
    assert not short_words.is_thanks(text)


def test_references_are_found_however_they_are_typed() -> None:
    assert short_words.references("ls 142, LS-0007 and LS0051; LS9 7TA and LS12", ["LS"]) == (
        "LS-0142",
        "LS-0007",
        "LS-0051",
    )


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("this Friday", date(2026, 11, 27), "this Friday"),
        ("by Friday", date(2026, 11, 27), "by Friday"),
        ("next Monday", date(2026, 11, 30), "next Monday"),
        ("tomorrow", date(2026, 11, 24), "tomorrow"),
        ("on the 30th", date(2026, 11, 30), "on the 30th"),
        ("from 9 February", date(2027, 2, 9), "from 9 February"),
        ("Tuesday 1st December", date(2026, 12, 1), "Tuesday 1st December"),
        ("next month", None, "next month"),
        ("the 31st of June", None, "the 31st of June"),
        ("5 chairs", None, ""),
    ],
)
def test_days_of_giving_are_understood(text: str, day: date | None, words: str) -> None:
    assert giving_days.named(text, MONDAY) == (day, words)


NUMBERS = {"1": "LS-0042", "2": "LS-0051", "3": "LS-0060"}


def _found(text: str, *answers: Answer) -> list[tuple[str, bool, float | None, str]]:
    return [
        (one.ref, one.yes, one.count, one.portion) for one in promises.promises(text, answers, NUMBERS, ["LS"], MONDAY)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LS-0042: 5 chairs this Friday; LS-0051 no", [("LS-0042", True, 5, ""), ("LS-0051", False, None, "")]),
        ("5 of number 2", [("LS-0051", True, 5, "")]),
        ("2: yes", [("LS-0051", True, None, "")]),
        (
            "1. yes\n2. no\n3. 4 of them",
            [("LS-0042", True, None, ""), ("LS-0051", False, None, ""), ("LS-0060", True, 4, "")],
        ),
        ("yes to 1 and 3", [("LS-0042", True, None, ""), ("LS-0060", True, None, "")]),
        ("we can do all of number 1", [("LS-0042", True, None, "all")]),
        ("half of LS-0051 please", [("LS-0051", True, None, "half")]),
        ("ls 42 count us in for a dozen", []),
        ("ls 042 count us in for a dozen", [("LS-0042", True, 12, "")]),
        ("We can do 5 of the 10 laptops in LS-0051", [("LS-0051", True, 5, "")]),
        ("LS-0042 we can't manage, sorry", [("LS-0042", False, None, "")]),
        ("We can't do ten for LS-0042 but we can do 4", [("LS-0042", True, 4, "")]),
        ("LS-0042, LS-0051. None fit our plans.", [("LS-0042", False, None, ""), ("LS-0051", False, None, "")]),
        ("item 3: £250 towards it", [("LS-0060", True, 250, "")]),
        ("5 of number 1, 2 of number 3", [("LS-0042", True, 5, ""), ("LS-0060", True, 2, "")]),
        ("number 1 5, number 2 3", [("LS-0042", True, 5, ""), ("LS-0051", True, 3, "")]),
        ("5 chairs for number 1 and 3 laptops for number 2", [("LS-0042", True, 5, ""), ("LS-0051", True, 3, "")]),
        ("5 of number 1 please, and yes to number 2", [("LS-0042", True, 5, ""), ("LS-0051", True, None, "")]),
        ("number 1, all 5 of them, and number 2", [("LS-0042", True, 5, ""), ("LS-0051", True, None, "")]),
        ("yes to number 1 and number 2", [("LS-0042", True, None, ""), ("LS-0051", True, None, "")]),
        ("yes to 1 but not 2", [("LS-0042", True, None, ""), ("LS-0051", False, None, "")]),
        (
            "all of number 1 and half of number 2 next month",
            [("LS-0042", True, None, "all"), ("LS-0051", True, None, "half")],
        ),
        ("5 of LS-0042 and 2 of LS-0060", [("LS-0042", True, 5, ""), ("LS-0060", True, 2, "")]),
        (
            "numbers 1-3 yes",
            [("LS-0042", True, None, ""), ("LS-0051", True, None, ""), ("LS-0060", True, None, "")],
        ),
        ("we can do 3", []),
        ("not this time", []),
        ("need 10 chairs", []),
    ],
)
def test_pledge_lines_are_read(text: str, expected: list[tuple[str, bool, float | None, str]]) -> None:
    assert _found(text) == expected


def test_words_below_a_quoted_line_belong_to_its_need() -> None:
    below = Answer("> 2. LS-0051 · 10 laptops for a job club", "we can do 4, next week")
    assert _found("we can do 4, next week", below) == [("LS-0051", True, 4, "")]


def test_a_condition_ends_at_its_comma() -> None:
    words = "LS-0042: 20 if our boss agrees, next Tuesday, contract ABC-12"
    (promise,) = promises.promises(words, (), {}, ["LS"], MONDAY)
    assert (promise.condition, promise.by_date, promise.contract) == (
        "if our boss agrees",
        date(2026, 12, 1),
        "ABC-12",
    )


def test_words_in_the_middle_of_a_wrapped_item_belong_to_that_item() -> None:
    first = Answer("1. 10 chairs [new]", "5 please", item="1. 10 chairs [new]")
    middle = Answer("Laptops for adults who look for work", "2 this Friday", item="3. 12 laptops")
    assert _found("5 please\n\n2 this Friday", first, middle) == [("LS-0042", True, 5, ""), ("LS-0060", True, 2, "")]


@pytest.mark.parametrize("words", ["Thanks for this!", "Which school is that?", "Lovely idea"])
def test_words_between_the_lines_that_give_nothing_book_nothing(words: str) -> None:
    assert _found(words, Answer("2. 10 laptops", words, item="2. 10 laptops")) == []


def test_a_condition_and_a_contract_are_kept() -> None:
    (promise,) = promises.promises("LS-0042: 3 if you can collect them, under contract AB-77", (), {}, ["LS"], MONDAY)
    assert (promise.count, promise.condition, promise.contract) == (
        3,
        "if you can collect them",
        "AB-77",
    )


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "my husband hits me",
        "one of our lads is suicidal",
        "she said she will kill herself",
        "a child is being abused next door",
        "I don't want to be here any more",
        "this is a safeguarding concern",
        "he hurts the kids",
        "i am scared to go home",
    ],
)
def test_words_of_danger_are_heard(text: str) -> None:
    assert danger.in_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "we run a suicide prevention group and need a room",
        "we support people who have been abused",
        "a talk on domestic abuse and safeguarding training for trustees",
        "our minibus is on its last legs and the engine died",
        "bereavement cafe needs volunteers",
        "we need a self-harm awareness trainer",
        "If you are in crisis, please ring your GP.",
    ],
)
def test_needs_about_hard_subjects_are_needs(text: str) -> None:
    assert not danger.in_danger(text)
