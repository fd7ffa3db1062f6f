"""Contacts, their addresses, and what they subscribed to."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from db import contacts, subscribers
from db.models import Address, Contact, Subscriber
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_a_contact_is_made_once_for_each_address(database: Database) -> None:
    with database.transaction() as session:
        first = contacts.find_or_create(session, "telegram", "7", name="Dev", now=NOW, thread="70")
        again = contacts.find_or_create(session, "telegram", "7", name="Other", now=LATER, thread="71")
        other = contacts.find_or_create(session, "slack", "7", name="", now=NOW)
        assert first is again
        assert first.id != other.id
    with database.session() as session:
        address = contacts.find_address(session, "telegram", "7")
        assert address is not None
        assert (address.contact.name, address.thread, address.last_seen_at) == ("Dev", "71", LATER)
        found = contacts.find(session, "slack", "7")
        assert found is not None
        assert found.id == other.id
        assert contacts.find(session, "email", "7") is None


def test_a_name_is_learned_when_none_was_known_and_an_older_message_does_not_turn_time_back(database: Database) -> None:
    with database.transaction() as session:
        contacts.find_or_create(session, "telegram", "7", name="", now=LATER, thread="70")
    with database.transaction() as session:
        assert contacts.find_or_create(session, "telegram", "7", name="Dev", now=NOW).name == "Dev"
    with database.session() as session:
        address = session.scalars(select(Address)).one()
        assert (address.last_seen_at, address.thread) == (LATER, "70")


def test_a_contact_is_reached_where_it_was_last_seen_unless_that_is_paused(database: Database) -> None:
    with database.transaction() as session:
        contact = contacts.find_or_create(session, "email", "dev@example.org", name="Dev", now=NOW)
        session.add(Address(contact_id=contact.id, channel="telegram", address="7", last_seen_at=LATER))
        session.add(Address(contact_id=contact.id, channel="slack", address="T1:U1"))
        session.flush()

        def reached() -> str:
            address = contacts.best_address(session, contact.id)
            return address.channel if address else ""

        assert reached() == "telegram"
        telegram = contacts.find_address(session, "telegram", "7")
        assert telegram is not None
        telegram.paused_at = NOW
        assert reached() == "email"
        contact.stopped_at = NOW
        assert reached() == ""


def subscribe(database: Database, address: str, status: str, now: datetime = NOW, **more: list[str]) -> int:
    with database.transaction() as session:
        contact = contacts.find_or_create(session, "email", address, name="", now=now)
        return subscribers.upsert(
            session,
            contact_id=contact.id,
            place="leeds",
            channel="email",
            address=address,
            now=now,
            status=status,
            **more,  # type: ignore[arg-type]
        ).id


def test_only_confirmed_subscribers_who_did_not_stop_are_active(database: Database) -> None:
    subscribe(database, "pending@example.org", "pending")
    active = subscribe(database, "active@example.org", "active")
    subscribe(database, "paused@example.org", "paused")
    subscribe(database, "silent@example.org", "active")
    with database.transaction() as session:
        silent = contacts.find(session, "email", "silent@example.org")
        assert silent is not None
        silent.stopped_at = NOW
    with database.session() as session:
        assert [row.id for row in subscribers.active(session, "leeds")] == [active]
        assert subscribers.active(session, "gateshead") == []


def test_subscribing_again_replaces_the_choices_and_keeps_the_first_confirmation(database: Database) -> None:
    first = subscribe(database, "buyer@example.org", "active", themes=["digital"])
    again = subscribe(database, "buyer@example.org", "active", LATER, themes=["housing"], wards=["E05011396"])
    assert first == again
    with database.session() as session:
        row = session.scalars(select(Subscriber)).one()
        assert (row.themes, row.wards, row.confirmed_at) == (["housing"], ["E05011396"], NOW)


def test_a_stopped_subscription_can_be_started_again(database: Database) -> None:
    subscribe(database, "buyer@example.org", "active")
    with database.transaction() as session:
        assert subscribers.stop(session, "email", "buyer@example.org", LATER) == 1
        assert subscribers.stop(session, "email", "buyer@example.org", LATER) == 0
        assert subscribers.active(session, "leeds") == []
    subscribe(database, "buyer@example.org", "active", LATER)
    with database.session() as session:
        row = subscribers.find(session, "email", "buyer@example.org", "leeds")
        assert row is not None
        assert (row.status, row.stopped_at) == ("active", None)


def test_a_contact_has_its_addresses_in_the_order_they_came(database: Database) -> None:
    with database.transaction() as session:
        contact = contacts.find_or_create(session, "email", "dev@example.org", name="Dev", now=NOW)
        session.add(Address(contact_id=contact.id, channel="telegram", address="7"))
    with database.session() as session:
        assert [row.channel for row in session.scalars(select(Contact)).one().addresses] == ["email", "telegram"]
