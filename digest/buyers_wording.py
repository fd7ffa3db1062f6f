"""What letters say in numbers, and what those to buyers say beside a need: counts, trends and advice, in neutral words."""

from collections.abc import Sequence
from datetime import date

from digest.counts import Counts, Row
from digest.entries import Candidate
from digest.social_value import SocialValue
from digest.wording import Labels, joined, long_date, ward_name

THEMES_HEADING = "Needs by theme"
WARDS_HEADING = "Needs by ward"
COLUMNS = ("Unmet", "Part met", "4 weeks", "12 weeks", "Trend")
SHORT_COLUMNS = ("Open needs",)
TRENDS = {"up": "more", "down": "fewer", "steady": "steady", "": "–"}
NO_MISSION = "No mission fits plainly"


def overview(counts: Counts, place_name: str) -> str:
    """The numbers of the whole place in a sentence or two."""
    total = counts.total
    return (
        f"In {place_name}, {total.unmet} of the open needs are unmet and {total.part_met} part met. "
        f"{total.recent} needs came in the last four weeks, {total.longer} in twelve."
    )


def row(counts: Row, name: str, *, short: bool = False) -> tuple[str, ...]:
    """The cells of one row: with `short` only what is open."""
    if short:
        return name, str(counts.open)
    numbers = (counts.unmet, counts.part_met, counts.recent, counts.longer)
    return (name, *map(str, numbers), TRENDS[counts.trend])


def in_line(column: str, cell: str) -> str:
    """One cell of a row in plain text: "11 unmet", "6 in 4 weeks", "trend steady"."""
    if not cell.isdigit():
        return f"{column.lower()} {cell}"
    return f"{cell} in {column}" if column[0].isdigit() else f"{cell} {column.lower()}"


def mission(names: Sequence[str]) -> str:
    """ "Mission: Build an NHS fit for the future"."""
    if not names:
        return NO_MISSION
    return f"Mission{'s' if len(names) > 1 else ''}: {'; '.join(names)}"


def advice(candidate: Candidate, known: SocialValue) -> str:
    """What is said below one entry: its mission, and how such help is often measured."""
    parts = [mission(known.missions(candidate.themes, candidate.kind))]
    hints = known.hints(candidate)
    if hints:
        parts.append(f"often measured as {joined(hints)}")
    return f"Advice: {'; '.join(parts)}."


def closing(checked_on: date) -> tuple[str, ...]:
    """What the numbers and the advice are, and are not."""
    checked = f"{long_date(checked_on).split(' ', 1)[1]} {checked_on.year}"
    return (
        "How the numbers are made: each need counts in each of its themes and wards. Unmet means that nobody has promised "
        "anything, part met that something is promised or has come. Needs of four and of twelve weeks are those that came "
        "in that time; the trend sets the last four weeks beside the eight before, and is – where there are too few.",
        "The missions are those of the Social Value Model (PPN 002), which central government must use and others may. Which "
        f"mission a need serves, and how help is measured, is advice, checked on {checked}; it is part of no tender.",
        "Every buyer gets the same list at the same hour. It is in the files attached, which a spreadsheet can open.",
    )


def about_map(counts: Counts, labels: Labels) -> str:
    """The map in words, for those who do not see it."""
    most = sorted(counts.open_by_ward.items(), key=lambda item: (-item[1], item[0]))[:3]
    named = joined([f"{ward_name(ward, labels)} ({number})" for ward, number in most])
    return f"Map of the wards of {labels.place_name} with the number of open needs in each. Most: {named}. All are in the table."
