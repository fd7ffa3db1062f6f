"""Erasing a person, showing what is held, and keeping nothing longer than promised."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, Text, cast, select
from sqlalchemy.orm import Session

from db import contacts, inbox, outbox, subscribers
from db.forget import forget, holdings, sweep
from db.models import Base, Contact, Conversation, Delivery, Entry, Message, Pledge
from db.retention import age_out, months_before
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADDRESS = "asha.malik@example.org"
NAME = "Asha Malik"
GROUP = "Gipton Lunch Club"


WORDS = f"10 chairs for {GROUP}, call 0113 496 0123. {NAME}"


@pytest.fixture
def asha(database: Database) -> int:
    """A charity's helper with one of everything, and a supplier who was introduced to her."""
    with database.transaction() as session:
        contact = contacts.find_or_create(session, "email", ADDRESS, name=NAME, now=NOW, thread=f"<1@{ADDRESS}>")
        contact.organisation, contact.share_organisation = GROUP, True
        supplier = contacts.find_or_create(session, "email", "buyer@example.com", name="Ben Okafor", now=NOW)
        asked_in = a_message(session, contact.id)
        for number, status in enumerate(["open", "met"], 1):
            an_entry(session, f"LS-{number:04d}", status, contact.id, asked_in, supplier.id)
        subscribers.upsert(
            session, contact_id=contact.id, place="leeds", channel="email", address=ADDRESS, now=NOW, status="active"
        )
        a_letter(session, "a", "notice", ADDRESS, contact.id)
        a_letter(session, "b", "reply", ADDRESS, contact.id)
        a_letter(session, "c", "notice", "buyer@example.com", supplier.id)
        for row in session.scalars(select(Delivery).where(Delivery.dedupe_key == "c")):
            row.state = "sent"
        return contact.id


def a_message(session: Session, contact_id: int) -> int:
    """Her letter, handled, and the conversation that it began."""
    raw = f"From: {ADDRESS}\n\n10 chairs".encode()
    kept = inbox.store(session, channel="email", external_id="1", received_at=NOW, raw=raw, text=WORDS, sender=ADDRESS)
    assert kept is not None
    assert inbox.finish(session, kept, now=NOW, why="an ask", contact_id=contact_id, columns={})
    session.add(
        Conversation(channel="email", address=ADDRESS, contact_id=contact_id, state={"name": NAME}, updated_at=NOW)
    )
    return kept


def an_entry(session: Session, ref: str, status: str, asker: int, asked_in: int, supplier: int) -> None:
    """An entry of hers, with a pledge of the supplier's and one of her own."""
    entry = Entry(
        ref=ref,
        place="leeds",
        kind="ask",
        status=status,
        text=WORDS,
        public_text=f"10 chairs for {GROUP}",
        quantity=[{"count": 10, "what": "chairs"}],
        organisation=GROUP,
        share_organisation=True,
        evidence={"organisation": [GROUP]},
        personal=[{"text": NAME}],
        contact_id=asker,
        message_id=asked_in,
        created_at=NOW,
    )
    session.add(entry)
    session.add(Pledge(entry=entry, contact_id=supplier, quantity=4, status="accepted", created_at=NOW))
    session.add(Pledge(entry=entry, contact_id=asker, organisation=GROUP, created_at=NOW))


def a_letter(session: Session, key: str, kind: str, address: str, to: int) -> None:
    text, html = f"Write to {NAME} at {ADDRESS}", f"<p>{ADDRESS}</p>"
    outbox.enqueue(
        session,
        dedupe_key=key,
        kind=kind,
        channel="email",
        address=address,
        text=text,
        html=html,
        contact_id=to,
        now=NOW,
    )


def everything(database: Database) -> str:
    """Every value in every row, as text."""
    with database.session() as session:
        return "\n".join(
            str(bytes(value)) if isinstance(value, bytes | memoryview) else str(value)
            for table in Base.metadata.sorted_tables
            for row in session.execute(
                select(*(column if isinstance(column.type, LargeBinary) else cast(column, Text) for column in table.c))
            )
            for value in row
        )


def test_nothing_that_names_a_forgotten_person_is_left_once_the_last_reply_has_gone(
    database: Database, asha: int
) -> None:
    assert ADDRESS in everything(database)
    with database.transaction() as session:
        forget(session, asha, NOW)
    with database.transaction() as session:
        sent = outbox.claim(session, worker="w", now=NOW, limit=10)
        assert [(row.kind, row.address) for row in sent] == [("reply", ADDRESS)]
        outbox.settle_sent(session, sent[0].id, now=NOW, external_id="1")
    with database.transaction() as session:
        assert sweep(session) == 1
    left = everything(database)
    for word in (ADDRESS, NAME, GROUP, "0113 496 0123"):
        assert word not in left


def test_open_entries_of_a_forgotten_person_are_withdrawn_and_closed_ones_stay_unnamed(
    database: Database, asha: int
) -> None:
    with database.transaction() as session:
        assert forget(session, asha, NOW) == ["LS-0001"]
    with database.session() as session:
        rows = session.scalars(select(Entry).order_by(Entry.id)).all()
        assert [(row.status, row.public_text, row.organisation) for row in rows] == [
            ("withdrawn", "10 chairs for (name removed)", ""),
            ("met", "10 chairs for (name removed)", ""),
        ]
        pledges = session.scalars(select(Pledge).order_by(Pledge.id)).all()
        assert [pledge.status for pledge in pledges] == ["accepted", "withdrawn", "accepted", "withdrawn"]
        assert [pledge.quantity for pledge in pledges] == [4, None, 4, None]


def test_a_forgotten_person_who_writes_again_is_a_new_contact(database: Database, asha: int) -> None:
    with database.transaction() as session:
        forget(session, asha, NOW)
        assert contacts.find_or_create(session, "email", ADDRESS, name="", now=NOW).id != asha


def test_forgetting_twice_changes_nothing_more(database: Database, asha: int) -> None:
    with database.transaction() as session:
        forget(session, asha, NOW)
    once = everything(database)
    with database.transaction() as session:
        assert forget(session, asha, NOW + timedelta(days=1)) == []
    assert everything(database) == once


def test_a_message_that_nobody_has_read_yet_survives_its_senders_forgetting(database: Database, asha: int) -> None:
    with database.transaction() as session:
        inbox.store(
            session, channel="email", external_id="2", received_at=NOW, sender=ADDRESS, text="We need tables too"
        )
        forget(session, asha, NOW)
    with database.session() as session:
        assert [row.text for row in inbox.listing(session, ["new"], 5)] == ["We need tables too"]


def test_holdings_name_everything_about_a_person_and_are_plain_data(database: Database, asha: int) -> None:
    with database.session() as session:
        held = json.loads(json.dumps(holdings(session, asha)))
    assert held["contact"]["name"] == NAME
    assert [row["address"] for row in held["addresses"]] == [ADDRESS]
    assert held["messages"][0]["raw_bytes"] == len(f"From: {ADDRESS}\n\n10 chairs")
    assert [row["ref"] for row in held["entries"]] == ["LS-0001", "LS-0002"]
    assert [row["ref"] for row in held["pledges"]] == ["LS-0001", "LS-0002"]
    assert held["conversations"][0]["state"] == {"name": NAME}
    assert [row["status"] for row in held["subscriptions"]] == ["active"]
    assert [row["kind"] for row in held["deliveries"]] == ["notice", "reply"]


def test_words_go_after_their_days_and_the_public_text_stays(database: Database, asha: int) -> None:
    with database.transaction() as session:
        session.scalars(select(Entry).where(Entry.status == "met")).one().closed_at = NOW
    later = NOW + timedelta(days=91)
    with database.transaction() as session:
        gone = age_out(session, later, message_days=90, contact_months=12)
        assert (gone.messages, gone.deliveries, gone.entries, gone.contacts) == (1, 1, 1, 0)
    with database.transaction() as session:
        assert age_out(session, later, message_days=90, contact_months=12).messages == 0
    with database.session() as session:
        message = session.scalars(select(Message)).one()
        assert (message.text, message.raw, message.external_id) == ("", None, "1")
        closed = session.scalars(select(Entry).where(Entry.status == "met")).one()
        assert closed.text == closed.public_text == f"10 chairs for {GROUP}"


def test_stuck_messages_are_kept_however_old(database: Database, asha: int) -> None:
    with database.transaction() as session:
        inbox.mark_stuck(session, session.scalars(select(Message)).one(), now=NOW, error="the database was down")
    with database.transaction() as session:
        assert age_out(session, NOW + timedelta(days=900), message_days=90, contact_months=120).messages == 0


def test_a_contact_is_forgotten_only_when_nothing_is_open(database: Database, asha: int) -> None:
    later = NOW + timedelta(days=400)

    def forgotten() -> list[int]:
        with database.transaction() as session:
            age_out(session, later, message_days=90, contact_months=12)
        with database.session() as session:
            return list(session.scalars(select(Contact.id).where(Contact.forgotten_at.is_not(None))))

    assert forgotten() == []
    with database.transaction() as session:
        subscribers.stop(session, "email", ADDRESS, later)
        for entry in session.scalars(select(Entry)):
            entry.status = "met"
        for pledge in session.scalars(select(Pledge)):
            pledge.status = "delivered"
    assert len(forgotten()) == 2


def test_months_are_counted_back_to_a_day_that_exists() -> None:
    assert months_before(datetime(2026, 5, 31, tzinfo=UTC), 3) == datetime(2026, 2, 28, tzinfo=UTC)
    assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 13) == datetime(2024, 12, 15, tzinfo=UTC)


def test_nothing_of_a_forgotten_person_is_left_in_the_file_of_sqlite(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction() as session:
        contact_id = contacts.find_or_create(session, "email", ADDRESS, name=NAME, now=NOW).id
        for number in range(30):
            kept = inbox.store(
                session,
                channel="email",
                external_id=str(number),
                received_at=NOW,
                sender=ADDRESS,
                raw=(ADDRESS * 500).encode(),
            )
            assert kept is not None
            inbox.mark_done(session, session.get_one(Message, kept), now=NOW, why="an ask")
    with database.transaction() as session:
        forget(session, contact_id, NOW)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    assert ADDRESS.encode() not in Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
