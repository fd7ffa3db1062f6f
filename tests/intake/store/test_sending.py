"""The worker sends what waits and starts what is due: one fault never holds up the rest, and a slow way out doubles nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import update

from askline.worker import Worker
from db import outbox
from db.models import Delivery
from db.session import Database
from intake.messages import Outgoing, SendLater
from tests.intake.store.house import START, House


@dataclass
class Post:
    """A way out that takes `each` long for a letter; `meanwhile` is what happens while it is on its way."""

    each: timedelta = timedelta()
    meanwhile: Callable[[], object] = lambda: None
    now: datetime = START
    went: list[str] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> str:
        self.now += self.each
        self.went.append(outgoing.dedupe_key)
        self.meanwhile()
        return outgoing.message_id


def worker(database: Database, post: Post, **more: object) -> Worker:
    parts = {"database": database, "channels": {"email": post}, "clock": lambda: post.now, "intake": None, **more}
    installation: Any = SimpleNamespace(**parts)
    return Worker(installation)


def put(database: Database, *keys: str) -> None:
    with database.transaction() as session:
        for key in keys:
            outbox.enqueue(
                session,
                dedupe_key=key,
                kind="notice",
                channel="email",
                address="buyer@example.org",
                text="10 chairs",
                now=START,
            )


def test_where_letters_leave_slowly_two_workers_send_each_once(database: Database) -> None:
    put(database, "1", "2", "3", "4")
    post = Post(each=timedelta(minutes=6))
    first, second = worker(database, post), worker(database, post)
    others: list[int] = []

    def meanwhile() -> None:
        if post.now == START + timedelta(minutes=12):
            post.meanwhile = lambda: None
            others.append(second.send_outbox().sent)

    post.meanwhile = meanwhile
    assert first.send_outbox().sent + sum(others) == 4
    assert sorted(post.went) == ["1", "2", "3", "4"]
    assert others == [2]


def test_a_letter_whose_turn_comes_later_waits_without_having_been_tried(database: Database) -> None:
    post = Post()

    def send(outgoing: Outgoing) -> str:
        if outgoing.dedupe_key == "one" and post.now == START:
            raise SendLater(30)
        return Post.send(post, outgoing)

    post.send = send  # type: ignore[method-assign]
    put(database, "one", "two")
    assert worker(database, post).send_outbox().sent == 1
    with database.session() as session:
        waiting = outbox.listing(session, ("queued",), 10)
        assert [(row.dedupe_key, row.attempts, row.not_before) for row in waiting] == [
            ("one", 0, START + timedelta(seconds=30))
        ]
    post.now += timedelta(seconds=31)
    assert worker(database, post).send_outbox().sent == 1
    assert post.went == ["two", "one"]


def test_a_letter_that_cannot_be_made_does_not_hold_up_the_next(database: Database) -> None:
    put(database, "broken", "sound")
    with database.transaction() as session:
        session.execute(update(Delivery).where(Delivery.dedupe_key == "broken").values(enclosures=[{"name": "a.txt"}]))
    post = Post()
    done = worker(database, post).send_outbox()
    assert (done.sent, done.failed, post.went) == (1, 1, ["sound"])


def test_a_fault_in_one_thing_that_is_due_does_not_hold_up_the_others(house: House) -> None:
    house.say("101", "We need 10 chairs for our lunch club in Harehills", name="Amina Khan")
    house.say("101", "Harehills Lunch Club, yes you may share it")
    post = Post(now=house.now + timedelta(days=1))
    started = worker(house.database, post, intake=house.settings, digest=None).start_due()
    assert started.started == len(house.settings.curators)
