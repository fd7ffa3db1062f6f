"""Asks and offers that mean the same are proposed to both sides, once; a proposal is answered like a letter."""

from datetime import UTC, datetime, timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from db import contacts
from db.models import Delivery
from db.session import Database
from digest import issue
from digest.matching import FIT, MOST_FOR_ONE, Meant, fits
from digest.settings import DigestSettings
from nlp.matching import middle
from nlp.pipeline import Reader
from tests.digest import stored
from tests.digest.samples import ARMLEY, BEESTON, candidate
from tests.intake.store.house import House

SETTINGS = DigestSettings(address="askline@example.org")
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


def meaning(kind: str, toward: float) -> NDArray[numpy.float32]:
    """A vector that says, beyond what all of its kind say, something with this cosine to the first axis."""
    beyond = numpy.zeros(384, numpy.float32)
    beyond[:2] = toward, (1 - toward**2) ** 0.5
    return (middle(kind) + beyond).astype(numpy.float32)


def meant(ref: str, kind: str, toward: float, contact: int = 1, **more: object) -> Meant:
    fields: dict[str, object] = {"themes": (), **more}
    return Meant(candidate(ref, kind, **fields), meaning(kind, toward), contact)


ASK = meant("LS-0001", "ask", 1.0)


@pytest.mark.parametrize(
    ("offer", "fit"),
    [
        (meant("LS-0002", "offer", 0.9, 2), True),
        (meant("LS-0002", "offer", 0.9, 1), False),
        (meant("LS-0002", "offer", 0.48, 2), False),
        (meant("LS-0002", "offer", 0.9, 2, wards=(BEESTON,)), True),
    ],
)
def test_what_means_the_same_fits_unless_it_is_ones_own(offer: Meant, fit: bool) -> None:
    assert bool(fits([ASK], [offer])) == fit


def test_theme_help_and_place_weigh_in() -> None:
    ask = meant("LS-0001", "ask", 1.0, themes=("digital",), support=("goods",), wards=(ARMLEY,))
    near = meant("LS-0002", "offer", 0.35, 2, themes=("digital",), support=("goods",), wards=("city-wide",))
    other_help = meant("LS-0003", "offer", 0.42, 3, themes=("digital",), support=("money",))
    other_both = meant("LS-0004", "offer", 0.45, 4, themes=("sport",), support=("money",))
    elsewhere = meant("LS-0005", "offer", 0.99, 5, wards=(BEESTON,))
    assert [fit.offer for fit in fits([ask], [near, other_help, other_both, elsewhere])] == ["LS-0002", "LS-0003"]


@given(some.lists(some.floats(0, 1), max_size=8), some.lists(some.floats(0, 1), max_size=8))
def test_nobody_is_told_of_more_than_a_few_and_never_twice_of_the_same(one: list[float], other: list[float]) -> None:
    asks = [meant(f"LS-1{number:03}", "ask", toward, 1) for number, toward in enumerate(one)]
    offers = [meant(f"LS-2{number:03}", "offer", toward, 2) for number, toward in enumerate(other)]
    found = fits(asks, offers)
    for ref in {ref for fit in found for ref in (fit.ask, fit.offer)}:
        assert sum(ref in (fit.ask, fit.offer) for fit in found) <= MOST_FOR_ONE
    assert all(fit.score >= FIT for fit in found)
    done = {(fit.ask, fit.offer) for fit in found}
    assert not done & {(fit.ask, fit.offer) for fit in fits(asks, offers, done=done)}


def with_both_sides(database: Database) -> None:
    with database.transaction() as session:
        asker = contacts.find_or_create(session, "telegram", "101", name="Amina Yusuf", now=NOW, thread="101").id
        giver = contacts.find_or_create(session, "email", "sam@example.com", name="Sam", now=NOW).id
    asked, given = meaning("ask", 1).tobytes(), meaning("offer", 1).tobytes()
    stored.entry(database, "LS-0001", now=NOW, contact_id=asker, vector=asked, text="call 07700 900123")
    stored.entry(
        database, "LS-0002", now=NOW, kind="offer", contact_id=giver, vector=given, public_text="30 office chairs",
        quantity=[{"count": 30, "what": "office chairs"}],
    )  # fmt: skip


def notices(database: Database) -> list[Delivery]:
    return [row for row in stored.letters(database, "notice") if "proposed_for" in row.about]


def test_both_sides_are_told_once_with_nothing_private(database: Database) -> None:
    with_both_sides(database)
    stored.reader(database, "a@example.org", now=NOW)
    issue.due(database, settings=SETTINGS, now=NOW)
    told = {row.address: row for row in notices(database)}
    assert told.keys() == {"101", "sam@example.com"}
    assert told["101"].about["numbers"] == {"1": "LS-0002"}
    assert told["sam@example.com"].about["numbers"] == {"1": "LS-0001"}
    assert "You offered 30 office chairs (LS-0002)." in told["sam@example.com"].text
    assert "“5 of number 1”" in told["sam@example.com"].text
    for row in told.values():
        assert "07700" not in row.text
        assert "Amina" not in row.text
    issue.due(database, settings=SETTINGS, now=NOW + timedelta(weeks=1))
    assert len(notices(database)) == 2


def test_a_fault_in_proposing_keeps_no_letter_back(database: Database) -> None:
    with_both_sides(database)
    stored.set_entry(database, "LS-0001", vector=b"three")
    stored.reader(database, "a@example.org", now=NOW)
    assert issue.due(database, settings=SETTINGS, now=NOW) == 1
    assert stored.issues(database)[0].state == "sent"
    assert notices(database) == []


@pytest.mark.parametrize(("words", "pledged"), [("we can give 5 of number 1", 1), ("no thanks, not this time", 0)])
def test_a_proposal_is_answered_like_a_letter_and_a_no_is_remembered(
    database: Database, words: str, pledged: int
) -> None:
    with_both_sides(database)
    stored.reader(database, "a@example.org", now=NOW)
    issue.due(database, settings=SETTINGS, now=NOW)
    house = House(database, Reader("leeds", encoder=False), now=NOW)
    house.write(
        "sam@example.com",
        words,
        token=notices(database)[0 if notices(database)[0].channel == "email" else 1].reply_token,
    )
    assert [(pledge.quantity, pledge.status) for pledge in house.pledges()] == [(5.0, "pledged")] * pledged
    issue.due(database, settings=SETTINGS, now=NOW + timedelta(weeks=1))
    assert len(notices(database)) == 2
