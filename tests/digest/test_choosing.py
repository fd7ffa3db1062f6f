"""Who is shown what, in which order, and why."""

from dataclasses import replace
from datetime import date, timedelta

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from digest import ranking
from digest.entries import AUDIENCE_KINDS, Candidate, SubscriberView, sections_for
from digest.pool import Pool
from digest.reasons import in_words
from digest.select import choose
from nlp.taxonomy import CITY_WIDE, THEMES
from tests.digest.samples import ARMLEY, BEESTON, GIPTON, LABELS, LAST, MONDAY, SEND_AT, candidate, selection

WARDS = (GIPTON, ARMLEY, BEESTON)


def refs(audience: str = "supplier", **wishes: tuple[str, ...]) -> dict[str, list[str]]:
    chosen = selection(audience, limit=30, **wishes)
    return {section.slug: [line.candidate.ref for line in section.lines] for section in chosen.sections}


def test_a_supplier_sees_asks_and_gaps_each_in_its_section() -> None:
    assert refs() == {
        "soon": ["LS-0042"],
        "new": ["LS-0049", "LS-0051"],
        "part": ["LS-0030"],
        "gaps": ["LS-0055"],
        "open": ["LS-0012"],
    }


def test_procurement_sees_asks_and_local_capacity() -> None:
    shown = refs("procurement")
    assert shown["offers"] == ["LS-0046"]
    assert "gaps" not in shown


def test_a_charity_sees_offers_and_gaps() -> None:
    assert refs("vcse") == {"offers": ["LS-0044"], "gaps": ["LS-0055"]}


def test_numbers_run_through_the_whole_letter() -> None:
    assert list(selection().numbers) == ["1", "2", "3", "4", "5", "6"]
    assert selection().numbers["1"] == "LS-0042"


def test_themes_narrow_and_what_has_none_is_not_lost() -> None:
    assert refs(themes=("digital",)) == {"new": ["LS-0051"]}
    bare = candidate("LS-0099", themes=())
    view = SubscriberView(themes=("digital",), since=LAST)
    assert choose([bare], view, issue_date=MONDAY, limit=30).numbers == {"1": "LS-0099"}


def test_a_reader_of_one_ward_also_sees_what_is_for_the_whole_city_or_says_no_ward() -> None:
    assert refs(wards=(GIPTON,)) == {"soon": ["LS-0042"], "part": ["LS-0030"], "gaps": ["LS-0055"], "open": ["LS-0012"]}


def test_kinds_of_support_narrow_asks() -> None:
    assert refs(support=("trades",)) == {"new": ["LS-0049"], "gaps": ["LS-0055"]}


def test_each_line_says_why_it_was_chosen() -> None:
    line = selection(themes=("digital",), wards=(ARMLEY,)).lines[0]
    assert line.reasons == ("new", "theme:digital", f"ward:{ARMLEY}")
    assert in_words(line, LABELS) == "new since the last letter; theme Digital inclusion; ward Armley"


def test_what_is_left_out_is_named_with_its_reason() -> None:
    left_out = dict(selection(themes=("digital",)).left_out)
    assert left_out["LS-0042"] == "themes"
    assert left_out["LS-0044"] == "audience"


def test_the_day_itself_is_soon_and_a_day_just_past_is_not_dropped() -> None:
    today = candidate("LS-0001", needed_by=MONDAY)
    past = candidate("LS-0002", needed_by=MONDAY - timedelta(days=14), days_ago=40)
    long_past = candidate("LS-0003", needed_by=MONDAY - timedelta(days=15), days_ago=40)
    chosen = choose([today, past, long_past], SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    assert [section.slug for section in chosen.sections] == ["soon", "open"]
    assert chosen.left_out == (("LS-0003", "overdue"),)


def test_new_means_approved_after_the_readers_last_letter() -> None:
    old_ask_approved_late = replace(candidate("LS-0001", days_ago=30), approved_at=SEND_AT - timedelta(hours=1))
    chosen = choose([old_ask_approved_late], SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    assert chosen.sections[0].slug == "new"


def test_with_500_new_entries_the_others_keep_their_share_of_a_letter() -> None:
    pool = [candidate(f"LS-{number:04}") for number in range(500)]
    pool += [candidate(f"LS-1{number:03}", days_ago=40) for number in range(20)]
    chosen = choose(pool, SubscriberView(since=LAST), issue_date=MONDAY, limit=30)
    sizes = {section.slug: len(section.lines) for section in chosen.sections}
    assert sizes == {"new": 23, "open": 7}
    assert chosen.cut == 490


def test_those_that_wait_take_turns_so_that_none_is_passed_over() -> None:
    pool = [candidate(f"LS-{number:04}", days_ago=100 + number) for number in range(50)]
    seen: set[str] = set()
    for week in range(5):
        view = SubscriberView(since=LAST)
        seen |= set(choose(pool, view, issue_date=MONDAY + timedelta(weeks=week), limit=10).numbers.values())
    assert len(seen) == 50


days = some.integers(min_value=-30, max_value=60)
candidates = some.lists(
    some.builds(
        lambda kind, themes, wards, ago, due, part: candidate(
            "LS-0000",
            kind,
            themes=tuple(themes),
            wards=tuple(wards),
            days_ago=ago,
            needed_by=None if due is None else MONDAY + timedelta(days=due),
            part_met=part,
        ),
        some.sampled_from(["ask", "offer", "capacity", "gap"]),
        some.lists(some.sampled_from(sorted(THEMES)), max_size=3, unique=True),
        some.lists(some.sampled_from([*WARDS, "city-wide"]), max_size=2, unique=True),
        some.integers(min_value=0, max_value=400),
        some.none() | days,
        some.booleans(),
    ),
    max_size=40,
).map(lambda found: [replace(one, ref=f"LS-{number:04}") for number, one in enumerate(found)])
views = some.builds(
    SubscriberView,
    audience=some.sampled_from(sorted(AUDIENCE_KINDS)),
    themes=some.lists(some.sampled_from(sorted(THEMES)), max_size=4, unique=True).map(tuple),
    wards=some.lists(some.sampled_from(WARDS), max_size=2, unique=True).map(tuple),
    since=some.just(LAST),
)


@settings(deadline=None, max_examples=200)
@given(candidates, views, some.integers(min_value=1, max_value=40), some.dates(date(2026, 1, 5), date(2028, 1, 5)))
def test_whatever_the_week_each_entry_is_shown_once_or_left_out_with_a_reason(
    pool: list[Candidate], view: SubscriberView, limit: int, issue_date: date
) -> None:
    chosen = choose(pool, view, issue_date=issue_date, limit=limit)
    shown = [line.candidate.ref for line in chosen.lines]
    assert sorted([*shown, *(ref for ref, _ in chosen.left_out)]) == sorted(one.ref for one in pool)
    assert len(shown) <= limit
    assert [line.number for line in chosen.lines] == list(range(1, len(shown) + 1))
    assert [section.slug for section in chosen.sections] == [
        slug for slug in sections_for(view.audience) if any(section.slug == slug for section in chosen.sections)
    ]
    for line in chosen.lines:
        assert line.candidate.kind in AUDIENCE_KINDS[view.audience]
        assert not view.themes or not line.candidate.themes or set(view.themes) & set(line.candidate.themes)
        assert line.reasons
    assert chosen.cut == 0 or len(shown) == limit
    assert choose(pool, view, issue_date=issue_date, limit=limit) == chosen
    assert choose(pool[::-1], view, issue_date=issue_date, limit=limit) == chosen


@pytest.mark.parametrize("audience", sorted(AUDIENCE_KINDS))
def test_an_empty_week_is_an_empty_selection(audience: str) -> None:
    assert choose([], SubscriberView(audience=audience), issue_date=MONDAY, limit=30).sections == ()


@settings(deadline=None, max_examples=100)
@given(some.integers(min_value=2, max_value=12), some.dates(date(2026, 1, 5), date(2028, 1, 5)))
def test_no_entry_is_always_last(many: int, start: date) -> None:
    pool = [candidate(f"LS-{number:04}", days_ago=100 + number * 9) for number in range(many)]
    firsts = set()
    for week in range(many):
        chosen = choose(pool, SubscriberView(since=LAST), issue_date=start + timedelta(weeks=week), limit=30)
        firsts.add(chosen.lines[0].candidate.ref)
    assert firsts == {one.ref for one in pool}


@settings(deadline=None, max_examples=100)
@given(candidates, views)
def test_the_points_of_the_columns_are_those_of_the_formulas(pool: list[Candidate], view: SubscriberView) -> None:
    columns = Pool(pool, issue_date=MONDAY)
    expected = [ranking.standing(one, MONDAY).total + ranking.fit(one, view) for one in columns.candidates]
    assert columns.points(view, numpy.arange(len(pool))).tolist() == pytest.approx(expected)


def test_need_fit_and_waiting_put_an_entry_before_another() -> None:
    plain = candidate("LS-0001", wards=(ARMLEY,))
    deprived = candidate("LS-0002", wards=(GIPTON,), decile=1.2)
    waited = candidate("LS-0003", wards=(ARMLEY,), days_ago=70)
    fitting = candidate("LS-0004", wards=(BEESTON,))
    view = SubscriberView(wards=(BEESTON, CITY_WIDE), since=SEND_AT - timedelta(days=100))
    chosen = choose([plain, deprived, waited, fitting], view, issue_date=MONDAY, limit=30)
    assert list(chosen.numbers.values()) == ["LS-0003", "LS-0004", "LS-0002", "LS-0001"]
    assert "need:1.2" in chosen.lines[2].reasons
    assert "waited:70" in chosen.lines[0].reasons


def test_what_a_curator_put_first_leads_its_section_and_is_never_cut() -> None:
    pool = [candidate(f"LS-{number:04}", days_ago=100 - number) for number in range(50)]
    view = SubscriberView(since=LAST)
    for week in range(5):
        day = MONDAY + timedelta(weeks=week)
        chosen = choose(pool, view, issue_date=day, limit=10, leading=("LS-0049", "LS-0031"))
        assert [line.candidate.ref for line in chosen.lines[:2]] == ["LS-0049", "LS-0031"]
        assert chosen.lines[0].reasons[-1] == "curator"
        assert len(chosen.lines) == 10


def test_of_500_needed_on_the_same_day_half_take_turns() -> None:
    pool = [candidate(f"LS-{number:04}", needed_by=MONDAY + timedelta(days=14)) for number in range(500)]
    view = SubscriberView(since=LAST)
    first, second = (
        set(choose(pool, view, issue_date=MONDAY + timedelta(weeks=week), limit=30).numbers.values())
        for week in range(2)
    )
    assert len(first & second) == 15


@pytest.mark.parametrize("wards", [(), WARDS, ("city-wide",)])
def test_a_reader_of_every_ward_and_one_of_none_see_the_same(wards: tuple[str, ...]) -> None:
    pool = [candidate(f"LS-000{number}", wards=(ward,)) for number, ward in enumerate(WARDS)]
    chosen = choose(pool, SubscriberView(wards=wards, since=LAST), issue_date=MONDAY, limit=30)
    assert sorted(chosen.numbers.values()) == ["LS-0000", "LS-0001", "LS-0002"]
