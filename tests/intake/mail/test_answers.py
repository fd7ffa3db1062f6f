"""An answer is never lost: above, below or between the quoted lines, under any program's introduction, in any language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.mail.reply_text import newest

INTRODUCTIONS = (
    "On Mon, 23 Nov 2026 at 08:00, Askline <asks@example.org> wrote:",
    "On Mon, Nov 23, 2026 at 8:00 AM Askline for Leeds and the inner East <\nasks+r.abcdefgh@example.org> wrote:",
    "On 23/11/2026 08:00, Askline wrote:",
    "> On 23 Nov 2026, at 08:00, Askline <asks@example.org> wrote:\n>",
    "2026-11-23 08:00 GMT+00:00 Askline <asks@example.org>:",
    "-----Original Message-----\nFrom: Askline <asks@example.org>\nSent: 23 November 2026 08:00\nTo: Sam\nSubject: This week\n",
    "Le 23/11/2026 à 08:00, Askline a écrit :",
    "Am 23.11.2026 um 08:00 schrieb Askline <asks@example.org>:",
    "pon., 23 lis 2026 o 08:00 Askline <asks@example.org> napisał(a):",
    "În lun., 23 nov. 2026 la 08:00, Askline <asks@example.org> a scris:",
    "пн, 23 лист. 2026 р. о 08:00 Askline <asks@example.org> пише:",
    "في الإثنين، ٢٣ نوفمبر ٢٠٢٦ في ٨:٠٠ ص، كتب Askline <asks@example.org>:",
    "پیر، 23 نومبر، 2026 کو 8:00 AM کو Askline <asks@example.org> نے لکھا:",
)
ITEMS = (
    "LS-0042: 10 chairs for a lunch club in Harehills",
    "LS-0051: a fridge for the food bank",
    "LS-0060: two laptops",
)
ANSWERS = ("5 chairs this Friday", "no", "yes, one, it needs a charger", "2", "nie mamy", "oui, deux", "так", "نعم")


def letter(introduction: str, answers: tuple[str, ...], *, blank: bool) -> str:
    gap = "\n\n" if blank else "\n"
    between = gap.join(f"> {item}{gap}{answer}" for item, answer in zip(ITEMS, answers, strict=True))
    return f"Hello, see below.\n\n{introduction}\n{between}\n"


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@settings(max_examples=8, deadline=None)
@given(answers=st.tuples(*[st.sampled_from(ANSWERS)] * 3))
def test_answers_between_the_lines_are_kept_and_tied(introduction: str, blank: bool, answers: tuple[str, ...]) -> None:
    got = newest(letter(introduction, answers, blank=blank))

    assert [(one.item, one.words) for one in got.answers] == list(zip(ITEMS, answers, strict=True))
    assert got.text.split() == f"Hello, see below. {' '.join(answers)}".split()


@pytest.mark.parametrize("signature", ["", "\n\n-- \nSam\nBramley Stores", "\n\nSent from my iPhone"])
@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_an_answer_above_or_below_is_kept(introduction: str, signature: str) -> None:
    quoted = "\n".join(f"> {item}" for item in ITEMS)
    above = f"LS-0042: 5 chairs{signature}\n\n{introduction}\n{quoted}"
    below = f"{introduction}\n{quoted}\n\nLS-0042: 5 chairs{signature}"

    assert newest(above).text == newest(below).text == "LS-0042: 5 chairs"
