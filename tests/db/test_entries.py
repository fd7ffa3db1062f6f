"""Entries: references, what is still open, and what pledges make of the status."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from db import entries
from db.models import Entry, Pledge
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def entry(*pledges: Pledge, count: float | None = 10, status: str = "open", ref: str = "LS-0001") -> Entry:
    quantity = [] if count is None else [{"count": count, "what": "chairs"}, {"count": 2, "what": "tables"}]
    return Entry(
        ref=ref,
        place="leeds",
        kind="ask",
        status=status,
        text="10 chairs",
        public_text="10 chairs",
        quantity=quantity,
        created_at=NOW,
        pledges=list(pledges),
    )


def pledge(status: str, quantity: float | None = None, delivered: float | None = None) -> Pledge:
    return Pledge(status=status, quantity=quantity, delivered_quantity=delivered, created_at=NOW)


@pytest.mark.parametrize(
    ("pledges", "open_quantity", "status"),
    [
        ([], 10, "open"),
        ([pledge("pledged", 4)], 6, "part-met"),
        ([pledge("accepted", 4), pledge("pledged", 3)], 3, "part-met"),
        ([pledge("refused", 4), pledge("withdrawn", 3), pledge("not-delivered", 3)], 10, "open"),
        ([pledge("accepted", 10)], 0, "part-met"),
        ([pledge("pledged", None)], 0, "part-met"),
        ([pledge("part-delivered", 10, 8)], 2, "part-met"),
        ([pledge("delivered", 10)], 0, "met"),
        ([pledge("delivered", 4, 4), pledge("delivered", 6, 6)], 0, "met"),
        ([pledge("delivered", 4, 12)], 0, "met"),
    ],
)
def test_pledges_say_how_much_is_open_and_whether_it_is_met(
    pledges: list[Pledge], open_quantity: float, status: str
) -> None:
    row = entry(*pledges)
    assert entries.open_quantity(row) == open_quantity
    assert entries.settle_status(row) == status


@pytest.mark.parametrize(
    ("pledges", "status"),
    [
        ([], "open"),
        ([pledge("pledged")], "part-met"),
        ([pledge("part-delivered")], "part-met"),
        ([pledge("delivered")], "met"),
    ],
)
def test_an_entry_that_counts_nothing_is_met_when_something_came(pledges: list[Pledge], status: str) -> None:
    row = entry(*pledges, count=None)
    assert entries.open_quantity(row) is None
    assert entries.settle_status(row) == status


@pytest.mark.parametrize("status", ["draft", "waiting", "declined", "withdrawn", "merged", "expired"])
def test_pledges_do_not_change_a_status_that_people_set(status: str) -> None:
    assert entries.settle_status(entry(pledge("delivered", 10), status=status)) == status


def test_something_that_came_short_opens_the_entry_again() -> None:
    row = entry(pledge("part-delivered", 10, 8), status="met")
    assert entries.settle_status(row) == "part-met"


def test_references_count_up_for_each_prefix(database: Database) -> None:
    with database.transaction() as session:
        assert [entries.next_ref(session, "LS"), entries.next_ref(session, "LS")] == ["LS-0001", "LS-0002"]
        assert entries.next_ref(session, "GH") == "GH-0001"


def test_a_reference_of_an_undone_transaction_is_given_out_again(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        entries.next_ref(session, "LS")
        raise ZeroDivisionError
    with database.transaction() as session:
        assert entries.next_ref(session, "LS") == "LS-0001"


def test_a_reference_that_came_from_elsewhere_is_not_given_out(database: Database) -> None:
    with database.transaction() as session:
        entries.reserve(session, "LS-0042")
        entries.reserve(session, "LS-0007")
        assert entries.next_ref(session, "LS") == "LS-0043"


def test_entries_are_found_by_reference_and_by_what_they_wait_for(database: Database) -> None:
    with database.transaction() as session:
        for number, status in enumerate(["waiting", "open", "part-met", "met", "waiting"], 1):
            session.add(entry(status=status, ref=f"LS-{number:04d}"))
    with database.session() as session:
        assert [row.ref for row in entries.waiting(session, "leeds")] == ["LS-0001", "LS-0005"]
        assert [row.ref for row in entries.open_entries(session, "leeds")] == ["LS-0002", "LS-0003"]
        assert entries.waiting(session, "gateshead") == []
        found = entries.by_ref(session, "ls-0004")
        assert found is not None
        assert found.status == "met"
        assert entries.by_ref(session, "LS-9999") is None


def test_a_pledge_knows_its_entry_and_an_entry_its_pledges_in_order(database: Database) -> None:
    with database.transaction() as session:
        session.add(entry(pledge("pledged", 4), pledge("accepted", 3)))
    with database.session() as session:
        row = session.scalars(select(Entry)).one()
        assert [(each.status, each.entry.ref) for each in row.pledges] == [
            ("pledged", "LS-0001"),
            ("accepted", "LS-0001"),
        ]
