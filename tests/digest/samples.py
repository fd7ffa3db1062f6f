"""Entries and labels that the tests of letters share. People, phones and addresses are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digest import hexmap, render
from digest.counts import Need, counted
from digest.entries import Candidate, Outcome, Selection, SubscriberView
from digest.letter import IssueWords
from digest.select import choose
from digest.settings import DigestSettings
from digest.wording import Labels
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES

MONDAY = date(2026, 11, 30)
SEND_AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
LAST = SEND_AT - timedelta(days=7)
GIPTON, ARMLEY, BEESTON, RICHMOND_HILL = "E05011394", "E05011385", "E05012647", "E05011388"
LABELS = Labels(
    "Leeds",
    {
        GIPTON: "Gipton & Harehills",
        ARMLEY: "Armley",
        BEESTON: "Beeston & Holbeck",
        RICHMOND_HILL: "Burmantofts & Richmond Hill",
    },
    THEMES,
    SUPPORT,
)
SETTINGS = DigestSettings(
    address="askline@example.org",
    run_by="Inner East Anchors",
    contact="hello@example.org",
    privacy="https://example.org/privacy",
)


def candidate(ref: str, kind: str = "ask", text: str = "", *, days_ago: int = 3, **more: object) -> Candidate:
    """An entry that came, and was approved, this many days before the issue."""
    came = SEND_AT - timedelta(days=days_ago)
    fields: dict[str, object] = {"themes": ("connection",), **more}
    return Candidate(ref, kind, text or f"Words of {ref}.", came.date(), came, **fields)  # type: ignore[arg-type]


def week() -> list[Candidate]:
    """One week's entries, of every kind and state."""
    return [
        candidate(
            "LS-0042",
            text="We run a lunch club for older people in Harehills on Tuesdays. Our chairs are breaking one by one and "
            "we have had to turn people away. We need 10 sturdy chairs before Christmas. They need not be new or match.",
            support=("goods",),
            wards=(GIPTON,),
            quantity=10,
            open_quantity=10,
            what="chairs",
            needed_by=date(2026, 12, 11),
            organisation="Harehills Lunch Club",
        ),
        candidate(
            "LS-0051",
            text="Laptops for adults who are learning to look for work online. 12 would let us run two groups a week.",
            days_ago=5,
            themes=("digital", "work-skills"),
            support=("goods",),
            wards=(ARMLEY, BEESTON),
            quantity=12,
            open_quantity=12,
            what="laptops",
        ),
        candidate(
            "LS-0049",
            text="An electrician for half a day to check the wiring in our community kitchen, by half term.",
            days_ago=6,
            themes=("buildings",),
            support=("trades",),
            wards=(RICHMOND_HILL,),
            needed_words="half term",
            organisation="Richmond Hill Kitchen",
        ),
        candidate(
            "LS-0030",
            text="Winter coats for children, sizes 4 to 11, clean and warm. 40 coats wanted for three schools.",
            days_ago=20,
            themes=("food-essentials", "children-young-people"),
            support=("goods",),
            wards=("city-wide",),
            quantity=40,
            open_quantity=14,
            what="coats",
            needed_by=date(2027, 1, 8),
            part_met=True,
        ),
        candidate(
            "LS-0012",
            text="A treasurer for our small charity: two evenings a month.",
            days_ago=60,
            themes=("capacity-building",),
            support=("volunteers",),
        ),
        candidate(
            "LS-0044",
            "offer",
            "4 work placements in our kitchen from January, for people who are new to work.",
            themes=("work-skills",),
            support=("opportunities",),
            wards=(ARMLEY,),
            quantity=4,
            open_quantity=4,
            what="work placements",
            organisation="Canal Mill Catering",
        ),
        candidate(
            "LS-0046",
            "capacity",
            "Office cleaning by a social enterprise: 6 staff, insured, Living Wage.",
            days_ago=30,
            themes=("work-skills",),
            wards=("city-wide",),
            organisation="Bright Start Cleaning",
        ),
        candidate(
            "LS-0055",
            "gap",
            "Laundry for four care homes, 12 months from April, below threshold.",
            themes=("health",),
            wards=("city-wide",),
        ),
    ]


def needs() -> list[Need]:
    """Asks of twelve weeks: those of `week` and older ones, some of them met by now."""
    wards = (GIPTON, ARMLEY, BEESTON, RICHMOND_HILL)
    themes = ("digital", "connection", "food-essentials", "work-skills", "health")
    old = [
        Need(
            f"LS-1{number:03}",
            MONDAY - timedelta(days=number * 3),
            (themes[number % 5 if number % 3 else 0],),
            (wards[number % 4 if number % 2 else 0],),
            unmet=number % 3 == 0,
            part_met=number % 7 == 1,
        )
        for number in range(28)
    ]
    now = [
        Need(one.ref, one.created_on, one.themes, one.wards, unmet=not one.part_met, part_met=one.part_met)
        for one in week()
        if one.kind == "ask"
    ]
    return [*old, *now]


def issue_words(**more: Any) -> IssueWords:
    """Issue 31 with its counts and a map of them."""
    counts = counted(needs(), MONDAY)
    return IssueWords(31, MONDAY, counts=counts, map_size=hexmap.size(picture()), **more)


def picture() -> bytes:
    """The map of the sample's open needs."""
    return hexmap.draw(load_place("leeds").hexes, counted(needs(), MONDAY).open_by_ward)


def outcomes() -> tuple[Outcome, ...]:
    """What came of needs of the weeks before."""
    coats, beds = (
        replace(one, quantity=40, open_quantity=14)
        for one in (week()[3], candidate("LS-0018", what="beds", wards=(ARMLEY,)))
    )
    return (
        Outcome(coats, promised=10, came=16, met=False),
        Outcome(replace(beds, quantity=2, open_quantity=0), promised=0, came=2, met=True),
    )


def selection(audience: str = "supplier", *, limit: int = 30, **wishes: tuple[str, ...]) -> Selection:
    """What a reader with these wishes is shown of the week."""
    return choose(week(), SubscriberView(audience=audience, since=LAST, **wishes), issue_date=MONDAY, limit=limit)


def letter_page(audience: str) -> str:
    """The HTML of one audience's letter with everything in it."""
    chosen = replace(selection(audience), outcomes=outcomes())
    view = SubscriberView(audience, since=LAST)
    return render.letter(chosen, view, issue_words(), settings=SETTINGS, labels=LABELS).html
