"""What a letter looks like and says: golden letters, and the promises that hold for any letter."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources

import pytest

from digest import render
from digest.counts import Need, counted
from digest.entries import Selection, SubscriberView
from digest.letter import IssueWords
from digest.render import Rendered
from digest.select import choose
from digest.wording import Labels
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES
from tests.digest.samples import (
    ARMLEY,
    LABELS,
    LAST,
    MONDAY,
    SETTINGS,
    candidate,
    issue_words,
    outcomes,
    selection,
    week,
)  # fmt: skip

ISSUE = IssueWords(31, MONDAY)
Golden = Callable[[str, str], None]
KNOWN_TAGS = {
    "mjml", "mj-head", "mj-title", "mj-preview", "mj-raw", "mj-attributes", "mj-all", "mj-text", "mj-section", "mj-column",
    "mj-style", "mj-body",
}  # fmt: skip
ON_WHITE = ("#1d2a33", "#0b5f7a", "#4a5a65", "#0d3b4c")
ON_DARK = ("#e6ebee", "#86d3ea", "#d3edf5", "#b3c0c8")
PAIRS = [
    *((colour, "#ffffff") for colour in ON_WHITE),
    *((colour, "#14191d") for colour in ON_DARK),
    ("#4d3800", "#fff3d6"),
    ("#0d3b4c", "#e8f3f6"),
    ("#0f5c36", "#dff3e7"),
    ("#ffe9b0", "#3d3210"),
    ("#d3edf5", "#17313b"),
    ("#b9f0cf", "#16402a"),
]
LINES_ONLY = {"#d5dde2", "#38444c"}


def letter(chosen: Selection, view: SubscriberView | None = None, issue: IssueWords = ISSUE) -> Rendered:
    return render.letter(chosen, view or SubscriberView(since=LAST), issue, settings=SETTINGS, labels=LABELS)


class Words(HTMLParser):
    """The words that a page shows, in blocks, and its tags."""

    def __init__(self, html: str):
        super().__init__()
        self.blocks: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self._quiet = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag in ("p", "h1", "h2", "h3", "li", "th", "td", "br"):
            self.blocks.append("")
        self._quiet += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._quiet and self.blocks:
            self.blocks[-1] += data


def test_the_suppliers_letter_in_text_and_html(golden: Golden) -> None:
    rendered = letter(selection())
    golden("digest/supplier.txt", f"Subject: {rendered.subject}\n\n{rendered.text}")
    golden("digest/supplier.html", rendered.html)


def test_the_buyers_letter_with_its_numbers_and_advice(golden: Golden) -> None:
    view = SubscriberView("procurement", since=LAST)
    chosen = replace(selection("procurement"), outcomes=outcomes())
    golden("digest/procurement.txt", letter(chosen, view, issue_words()).text)


def test_a_letter_says_what_its_reader_asked_for(golden: Golden) -> None:
    view = SubscriberView("procurement", ("digital", "work-skills"), (ARMLEY,), since=LAST)
    chosen = selection("procurement", themes=view.themes, wards=view.wards)
    golden("digest/narrow.txt", letter(chosen, view).text)


def test_the_charities_letter(golden: Golden) -> None:
    golden("digest/vcse.txt", letter(selection("vcse"), SubscriberView("vcse")).text)


def test_a_late_letter_with_opening_words_says_both(golden: Golden) -> None:
    issue = IssueWords(31, MONDAY, opening="Schools close on 18 December.", late=True)
    rendered = letter(selection(themes=("digital",)), SubscriberView(themes=("digital",)), issue)
    golden("digest/late.txt", f"Subject: {rendered.subject}\n\n{rendered.text}")
    assert "This letter is late. It was due on Monday 30 November at 8 am" in rendered.html


def test_the_chat_message_has_a_button_for_each_line_that_can_be_pledged(golden: Golden) -> None:
    rendered = render.chat(selection(limit=12), ISSUE, settings=SETTINGS, labels=LABELS)
    buttons = "\n".join(f"[{label}] {value}" for label, value in rendered.choices)
    golden("digest/chat.txt", f"{rendered.text}\n\n{buttons}\n")


def test_a_long_chat_message_fits_telegram_and_its_buttons() -> None:
    pool = [candidate(f"LS-{number:04}", text="word " * 4000) for number in range(40)]
    chosen = choose(pool, SubscriberView(since=LAST), issue_date=MONDAY, limit=SETTINGS.max_chat_entries)
    rendered = render.chat(chosen, ISSUE, settings=SETTINGS, labels=LABELS)
    assert len(rendered.text) < 4096
    assert len(rendered.choices) == 12
    assert all(len(value.encode()) <= 64 and len(label) <= 36 for label, value in rendered.choices)
    assert "12 of the 40 that fit you are shown." in rendered.text


@pytest.mark.parametrize("audience", ["supplier", "procurement", "vcse"])
def test_text_and_html_say_the_same(audience: str) -> None:
    chosen = replace(selection(audience), outcomes=outcomes())
    rendered = letter(chosen, SubscriberView(audience, ("digital",)), issue_words())
    text = " ".join(rendered.text.split()).casefold()
    for block in Words(rendered.html).blocks:
        said = re.sub(
            r" or (write|ask) about LS-\d+$| Stop these letters by e-mail$|\bnew$", "", " ".join(block.split())
        )
        assert said.strip().casefold() in text, said


def test_the_page_has_a_language_one_heading_above_the_rest_and_links_with_words() -> None:
    html = letter(selection("procurement"), SubscriberView("procurement"), issue_words()).html
    page = Words(html)
    assert '<html lang="en"' in html
    assert html.count('role="article"') == 1
    headings = [tag for tag in page.tags if tag in ("h1", "h2", "h3")]
    assert headings[:3] == ["h1", "h2", "h3"]
    assert headings.count("h1") == 1
    assert page.links[0] == "mailto:{{reply_address}}?subject=LS-0042"
    assert page.links[-1] == "mailto:{{reply_address}}?subject=STOP"
    assert len(page.links) == len(selection("procurement").lines) + 1
    tables = re.findall(r"<table[^>]*>", html)
    numbers = [table for table in tables if 'role="presentation"' not in table]
    assert numbers == ['<table class="numbers">'] * 2
    assert html.count('scope="col"') == 12
    assert html.count('scope="row"') == len(issue_words().counts.themes + issue_words().counts.wards)  # type: ignore[union-attr]
    assert re.findall(r'<img src="cid:map@askline" width="296" height="271" alt="Map of the wards of Leeds with', html)


def test_every_tag_of_the_template_is_one_that_mjml_knows() -> None:
    source = resources.files("digest").joinpath("templates/letter.mjml").read_text(encoding="utf-8")
    assert set(re.findall(r"<(mj[\w-]*)", source)) <= KNOWN_TAGS
    assert "<mj-" not in letter(selection()).html


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_words_stand_out_from_their_ground_in_light_and_in_dark(ink: str, paper: str) -> None:
    high, low = sorted((luminance(ink), luminance(paper)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_colour_of_the_template_has_been_looked_at() -> None:
    source = resources.files("digest").joinpath("templates/letter.mjml").read_text(encoding="utf-8")
    used = set(re.findall(r"#[0-9a-f]{6}\b", source))
    assert used == {colour for pair in PAIRS for colour in pair} | LINES_ONLY


def test_the_longest_letter_is_not_clipped() -> None:
    pool = [
        candidate(
            f"LS-{number:04}",
            text="extraordinarily " * 4000,
            themes=("digital", "work-skills", "welcome"),
            support=tuple(SUPPORT),
        )
        for number in range(500)
    ]
    chosen = choose(pool, SubscriberView(since=LAST), issue_date=MONDAY, limit=SETTINGS.max_entries)
    place = load_place("leeds")
    needs = [Need("", MONDAY, tuple(THEMES), tuple(place.wards), True, False)] * 9
    issue = IssueWords(31, MONDAY, opening="word " * 200, counts=counted(needs, MONDAY), map_size=(296, 271))
    view = SubscriberView("procurement", since=LAST)
    labels = Labels("Leeds", place.wards, THEMES, SUPPORT, place.areas)
    rendered = render.letter(chosen, view, issue, settings=SETTINGS, labels=labels)
    assert len(chosen.lines) == 30
    assert rendered.html.count('scope="row"') == 17 + 33
    assert len(rendered.html.encode()) < 100_000


def test_a_charitys_words_are_shown_as_words_whatever_they_hold() -> None:
    strange = 'Need <b>10</b> <script>alert("x")</script> {{reply_address}} {{ 7 * 7 }} {% if %} & “more”'
    chosen = choose([candidate("LS-0001", text=strange)], SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    rendered = letter(chosen)
    assert "<script>" not in rendered.html
    assert "&lt;b&gt;10&lt;/b&gt;" in rendered.html
    assert rendered.html.count("{{") == 2  # the address behind this line's link and behind STOP, and no other
    assert "{{" not in rendered.text


def test_long_words_are_cut_on_a_word_with_an_ellipsis() -> None:
    text = " ".join(f"word{number}" for number in range(4000))
    chosen = choose([candidate("LS-0001", text=text)], SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    assert "word59…" in letter(chosen).html
    assert "word60" not in letter(chosen).html


def test_words_that_run_from_right_to_left_keep_their_direction() -> None:
    chosen = choose(
        [candidate("LS-0001", text="نحتاج إلى عشرة كراسي")], SubscriberView(since=LAST), issue_date=MONDAY, limit=30
    )
    assert '<p class="words" dir="auto">نحتاج إلى عشرة كراسي</p>' in letter(chosen).html


def test_a_reader_is_told_why_how_to_stop_and_that_a_pledge_earns_no_marks() -> None:
    view = SubscriberView("procurement", ("digital",), (ARMLEY,))
    text = " ".join(letter(selection("procurement"), view).text.split())
    assert "because you asked for needs and local suppliers in Leeds, on Digital inclusion, in Armley." in text
    assert "To stop these letters, reply STOP." in text
    assert "It earns no marks in any tender" in text
    assert "is run by Inner East Anchors" in text


def test_an_organisation_is_named_only_when_it_may_be_shared() -> None:
    named = [replace(one, organisation="") for one in week()]
    chosen = choose(named, SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    assert "Harehills Lunch Club" in letter(selection()).text
    assert "Harehills Lunch Club" not in letter(chosen).text


def test_the_letter_says_that_it_is_a_lists_and_sent_by_a_machine() -> None:
    assert letter(selection()).headers == {
        "List-Id": "Askline Leeds <leeds.digest.example.org>",
        "List-Unsubscribe": "<mailto:{{reply_address}}?subject=STOP>",
        "Auto-Submitted": "auto-generated",
    }
