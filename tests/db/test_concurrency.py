"""Several workers on one store: each row once, each person's turn in order, one contact, one reference."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from db import contacts, conversations, entries, inbox, outbox
from db.models import Contact, Delivery, Message
from db.session import Database
from tests.db.claimer import claim_all
from tests.waiting import PATIENCE

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WORKERS = 4
Result = TypeVar("Result")


def together(work: Callable[[int], Result]) -> list[Result]:
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def fill_outbox(database: Database, count: int) -> None:
    with database.transaction() as session:
        for number in range(count):
            outbox.enqueue(
                session,
                dedupe_key=f"letter:{number}",
                kind="digest",
                channel="email",
                address=f"u{number}@example.org",
                text="Monday's list",
                now=NOW,
            )


def test_four_threads_claim_two_thousand_deliveries_once_each(database: Database) -> None:
    fill_outbox(database, 2_000)
    claimed = Counter(row for rows in together(lambda number: claim_all(database, f"w{number}")) for row in rows)
    assert len(claimed) == 2_000
    assert set(claimed.values()) == {1}


def test_four_processes_claim_two_thousand_deliveries_once_each(database: Database, database_url: str) -> None:
    fill_outbox(database, 2_000)
    command = [sys.executable, str(Path(__file__).parent / "claimer.py"), database_url]
    root = Path(__file__).parents[2]
    processes = [
        subprocess.Popen(
            command, cwd=root, env={"PYTHONPATH": str(root)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(WORKERS)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    claimed = Counter(int(row) for process in processes for row in process.communicate(timeout=PATIENCE)[0].split())
    assert len(claimed) == 2_000
    assert set(claimed.values()) == {1}


def test_the_same_message_kept_by_four_threads_is_kept_once(database: Database) -> None:
    def keep(_: int) -> int:
        new = 0
        for number in range(25):
            with database.transaction() as session:
                row = inbox.store(session, channel="telegram", external_id=f"update:{number}", received_at=NOW)
                new += row is not None
        return new

    assert sum(together(keep)) == 25


def test_the_same_letter_queued_by_four_threads_is_queued_once(database: Database) -> None:
    def queue(_: int) -> int:
        new = 0
        for number in range(25):
            with database.transaction() as session:
                row = outbox.enqueue(
                    session,
                    dedupe_key=f"digest:1:subscriber:{number}",
                    kind="digest",
                    channel="email",
                    address="a@example.org",
                    text="Hello",
                    now=NOW,
                )
                new += row is not None
        return new

    assert sum(together(queue)) == 25
    with database.session() as session:
        assert session.scalar(select(func.count(Delivery.id))) == 25


def test_messages_of_one_person_are_handled_in_order_by_four_threads(database: Database) -> None:
    with database.transaction() as session:
        for number in range(40):
            inbox.store(session, channel="telegram", external_id=str(number), received_at=NOW, sender=f"U{number % 3}")
    handled: list[int] = []

    def handle(worker: int) -> None:
        while True:
            with database.transaction() as session:
                claimed = inbox.claim(session, worker=f"w{worker}", now=NOW)
                left = session.scalar(select(func.count(Message.id)).where(Message.state == "new"))
            if not claimed:
                if not left:
                    return
                continue
            with database.transaction() as session:
                handled.extend(claimed)
                inbox.mark_done(session, session.get_one(Message, claimed[0]), now=NOW, why="an ask")

    together(handle)
    assert sorted(handled) == list(range(1, 41))
    for sender in range(3):
        of_sender = [row for row in handled if (row - 1) % 3 == sender]
        assert of_sender == sorted(of_sender)


def test_a_person_met_by_four_threads_at_once_becomes_one_contact(database: Database) -> None:
    def meet(_: int) -> list[int]:
        found = []
        for number in range(20):
            with database.transaction() as session:
                found.append(contacts.find_or_create(session, "slack", f"T1:U{number}", name="Dev", now=NOW).id)
        return found

    met = together(meet)
    assert all(ids == met[0] for ids in met)
    with database.session() as session:
        assert session.scalar(select(func.count(Contact.id))) == 20


def test_references_are_given_out_once_and_without_gaps(database: Database) -> None:
    def number(_: int) -> list[str]:
        given = []
        for _ in range(25):
            with database.transaction() as session:
                given.append(entries.next_ref(session, "LS"))
        return given

    given = sorted(ref for refs in together(number) for ref in refs)
    assert given == [f"LS-{value:04d}" for value in range(1, 101)]


def test_two_hundred_turns_of_one_conversation_by_four_threads_lose_none(database: Database) -> None:
    def turn(_: int) -> None:
        for _ in range(50):
            with database.transaction() as session:
                conversation = conversations.locked(session, "telegram", "7", now=NOW)
                conversation.state = {"turns": conversation.state.get("turns", 0) + 1}
                conversation.version += 1

    together(turn)
    with database.session() as session:
        conversation = conversations.find(session, "telegram", "7")
        assert conversation is not None
        assert (conversation.state, conversation.version) == ({"turns": 200}, 200)
