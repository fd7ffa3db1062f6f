"""Several workers at once: one person's messages in order, one pledge for the last chairs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import inbox
from db.models import Conversation
from db.session import Database
from intake.messages import Incoming
from intake.receive import handle, keep
from nlp.pipeline import Reader
from tests.intake.store.house import House
from tests.waiting import PATIENCE

WORKERS = 4


def work_together(house: House) -> None:
    """Four workers, each with its own claims, until nothing waits."""

    def worker(name: str) -> None:
        idle = 0
        while idle < 3:
            with house.database.transaction() as session:
                ids = inbox.claim(session, worker=name, now=house.now)
            idle = 0 if ids else idle + 1
            for message_id in ids:
                handle(house.database, message_id, reader=house.reader, settings=house.settings, now=house.now)
        return

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(worker, f"worker {number}") for number in range(WORKERS)]:
            done.result()
    while house.work():
        pass


def test_fifty_messages_of_one_person_are_handled_in_order(house: House) -> None:
    words = ["We need 10 chairs for our lunch club in Harehills", "Harehills Lunch Club, no", "thanks"]
    for number in range(50):
        house.keep(house.telegram("101", words[number % 3]))
        house.keep(house.telegram(f"2{number}", "hello"))
    work_together(house)
    rows = house.messages()
    assert {row.state for row in rows} == {"done"}
    mine = sorted((row for row in rows if row.sender == "101"), key=lambda row: row.id)
    replies = {row.answers_message_id: row.id for row in house.sent("101", "reply")}
    assert set(replies) == {row.id for row in mine}
    assert [replies[row.id] for row in mine] == sorted(replies.values())
    conversation = next(row for row in house.rows(Conversation) if row.address == "101")
    assert conversation.version == 50


def test_two_suppliers_at_once_never_promise_more_than_is_open(house: House) -> None:
    ref = house.ask()
    meet = Barrier(WORKERS, timeout=PATIENCE)
    waiting_reader = Meeting(house.reader, meet)
    for number in range(WORKERS):
        message = Incoming(
            "telegram",
            f"pledge:{number}",
            datetime(2026, 11, 24, 9, tzinfo=UTC),
            sender=f"20{number}",
            thread=f"20{number}",
            text=f"{ref}: we can give 6 chairs",
        )
        assert keep(house.database, message)
    ids = [row.id for row in house.messages() if row.state == "new"]

    def pledge(message_id: int) -> str:
        now = house.now + timedelta(hours=1)
        return handle(house.database, message_id, reader=waiting_reader, settings=house.settings, now=now)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(pledge, ids))
    assert sum(row.quantity or 0 for row in house.pledges()) == 10
    assert sorted(row.quantity or 0 for row in house.pledges()) == [4, 6]
    assert {row.state for row in house.messages()} == {"done"}
    assert len(house.sent("101", "question")) == 2


def test_two_curators_at_once_do_not_decide_the_same_card_twice(house: House) -> None:
    """Both answer the same queue; the second hears what the first decided, and the sender hears one decision."""
    house.settings = replace(house.settings, curators={"telegram": ("900", "901")})
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    house.say("101", "no")
    meet = Barrier(2, timeout=PATIENCE)
    for curator, words in (("900", "LS-0001 ok"), ("901", "LS-0001 no: outside Leeds")):
        house.keep(house.telegram(curator, words, name=f"Curator {curator}"))
    ids = [row.id for row in house.messages() if row.state == "new"]

    def decide(message_id: int) -> str:
        reader = Meeting(house.reader, meet)
        return handle(house.database, message_id, reader=reader, settings=house.settings, now=house.now)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide, ids))
    entry = house.where("LS-0001")
    first, second = ("900", "901") if entry["status"] == "open" else ("901", "900")
    assert entry["approved_by"] == f"Curator {first}"
    assert f"by Curator {first}" in house.last(second)
    assert len([row for row in house.sent("101") if row.kind == "notice"]) == 1
    assert len([event for event in house.events() if event.kind == "entry-changed"]) == 1


class Meeting:
    """The real reader; whoever has read waits until all have, so that all decide on the same facts."""

    def __init__(self, reader: Reader, meet: Barrier):
        self.reader, self.meet = reader, meet
        self.vector = reader.vector

    def read(self, *arguments: object, **named: object) -> object:
        reading = self.reader.read(*arguments, **named)  # type: ignore[arg-type]
        self.meet.wait()
        return reading


class Cut(Database):
    """The real store; the server ends a connection for reading as soon as it is used, so many times."""

    cuts = 0

    @contextmanager
    def session(self) -> Iterator[Session]:
        with super().session() as session:
            if self.cuts:
                self.cuts -= 1
                mine = session.scalar(text("SELECT pg_backend_pid()"))
                with self.transaction() as other:
                    other.execute(text("SELECT pg_terminate_backend(:mine, 10000)"), {"mine": mine})
            yield session


def test_a_message_whose_connection_is_cut_while_it_is_handled_is_handled_all_the_same(
    postgres_url: str, reader: Reader
) -> None:
    database = Cut(postgres_url)
    house = House(database, reader)
    house.keep(house.telegram("101", "We need 10 chairs for our lunch club in Harehills"))
    database.cuts = 2
    house.work()
    assert [row.state for row in house.messages()] == ["done"]
    assert len(house.sent("101", "reply")) == 1
    assert database.cuts == 0
    database.dispose()
