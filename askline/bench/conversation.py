"""From a message to its reply inside one process: the conversation alone, and with the reader and the store around it."""

import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from askline.bench.figures import Figure
from askline.bench.texts import texts
from intake.messages import Incoming

if TYPE_CHECKING:
    from db.session import Database
    from intake.facts import Facts
    from nlp.pipeline import Reader
    from nlp.reading import Reading

START = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
ANSWERS = ("Harehills Lunch Club, yes", "12 not 10", "why?", "not sure", "thanks")
"""What each person says after its first message, in turn."""
ERRBOT = "ERRBOT_PYTHON"
"""The environment variable that names a Python which has errbot, for the yardstick; errbot is no part of this project."""
PLUGIN = """
from errbot import BotPlugin, botcmd
class Echo(BotPlugin):
    @botcmd
    def echo(self, message, args):
        return args
"""
ERRBOT_SCRIPT = """
import json, logging, sys, time
from errbot.backends.test import TestBot
bot = TestBot(extra_plugin_dir=sys.argv[1], loglevel=logging.CRITICAL)
bot.start()
waits = []
for number in range(int(sys.argv[2]) + 5):
    begin = time.perf_counter()
    bot.push_message("!echo we need 10 chairs")
    bot.pop_message()
    waits.append((time.perf_counter() - begin) * 1000)
bot.stop()
print(json.dumps(waits[5:]))
"""


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Median and 99th percentile of single messages, one after the other."""
    from db.session import Database
    from nlp.pipeline import Reader

    count = max(20, int(300 * scale))
    reader = Reader("leeds")
    said = _said(texts(count))
    beside, against = _errbot(folder, len(said))
    alone = _alone(said, [reader.read(text, START.date()) for text in said])
    yield from _figures("the conversation alone", alone, beside, against, "")
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.upgrade()
    bare = _bare(database, said)
    _handled(database, reader, said[:10], "warm")
    waits = _handled(database, reader, said, "m")
    database.dispose()
    yield from _figures("conversation, reader and SQLite", waits, bare, "two bare inserts, each committed", "")


def _figures(name: str, waits: Sequence[float], beside: Sequence[float], against: str, aim: str) -> Iterator[Figure]:
    for which, place in (("median", 49), ("99th percentile", 98)):
        value, yardstick = (statistics.quantiles(one, n=100)[place] for one in (waits, beside))
        yield Figure(f"message to reply, {name}, {which}", round(value, 3), "ms", round(yardstick, 3), against, aim)


def _said(messages: Sequence[str]) -> list[str]:
    """Each person's first message and what it answers, in order."""
    return [words for first in messages[: max(len(messages) // (1 + len(ANSWERS)), 4)] for words in (first, *ANSWERS)]


def _alone(said: Sequence[str], readings: Sequence["Reading"]) -> list[float]:
    """Milliseconds of `advance`, with the state through JSON each time as it is stored."""
    from intake.conversation.advance import advance

    facts, waits, state = _facts(), [], "{}"
    for number, (text, reading) in enumerate(zip(said, readings, strict=True)):
        state = "{}" if number % (1 + len(ANSWERS)) == 0 else state
        now = START + timedelta(minutes=number)
        incoming = Incoming("telegram", str(number), now, sender="101", thread="101", text=text)
        begin = time.perf_counter()
        turn = advance(json.loads(state), incoming, reading, replace(facts, now=now))
        state = json.dumps(turn.state)
        waits.append((time.perf_counter() - begin) * 1000)
    return waits


def _facts() -> "Facts":
    from intake.facts import Facts, SenderFacts
    from intake.settings import IntakeSettings
    from intake.store.lookup import channel_facts, place_facts, theme_labels
    from nlp.taxonomy import SUPPORT

    settings = IntakeSettings(place="leeds")
    return Facts(
        now=START,
        today=START.date(),
        place=place_facts(settings),
        channel=channel_facts("telegram"),
        sender=SenderFacts(1, "Amina Khan"),
        theme_labels=theme_labels(settings),
        support_labels=SUPPORT,
    )


def _handled(database: "Database", reader: "Reader", said: Sequence[str], mark: str) -> list[float]:
    """Milliseconds from `keep` to the committed reply, the reading counted."""
    from db import inbox
    from intake import receive
    from intake.settings import IntakeSettings

    settings, waits = IntakeSettings(place="leeds"), []
    for number, text in enumerate(said):
        now = START + timedelta(minutes=number)
        sender = f"{mark}{number // (1 + len(ANSWERS))}"
        begin = time.perf_counter()
        receive.keep(database, Incoming("telegram", f"{mark}:{number}", now, sender=sender, thread=sender, text=text))
        with database.transaction() as session:
            claimed = inbox.claim(session, worker="bench", now=now, limit=1)
        for message_id in claimed:
            receive.handle(database, message_id, reader=reader, settings=settings, now=now)
        waits.append((time.perf_counter() - begin) * 1000)
    return waits


def _bare(database: "Database", said: Sequence[str]) -> list[float]:
    """Milliseconds of the least that can be stored: a message and a reply, each committed."""
    from askline.bench.handling import insert_bare

    waits = []
    for number, text in enumerate(said):
        begin = time.perf_counter()
        insert_bare(database, number, text)
        waits.append((time.perf_counter() - begin) * 1000)
    return waits


def _errbot(folder: Path, count: int) -> tuple[list[float], str]:
    """Milliseconds from message to reply of errbot's test bot with an echo; without it those of reading and writing the state."""
    python = os.environ.get(ERRBOT, "")
    if python:
        plugin = folder / "echo"
        plugin.mkdir()
        (plugin / "echo.plug").write_text(
            "[Core]\nName = Echo\nModule = echo\n[Python]\nVersion = 3\n", encoding="utf-8"
        )
        (plugin / "echo.py").write_text(PLUGIN, encoding="utf-8")
        command = [python, "-c", ERRBOT_SCRIPT, str(plugin), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1]), "errbot's test bot, an echo"
    waits = []
    state = {
        "version": 1,
        "drafts": [{"text": "we need 10 chairs", "themes": ["connection"]}],
        "last": "Which part?" * 20,
    }
    for _ in range(count):
        begin = time.perf_counter()
        json.loads(json.dumps(state))
        waits.append((time.perf_counter() - begin) * 1000)
    return waits, f"JSON both ways; {ERRBOT} names no errbot"
