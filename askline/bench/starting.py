"""How long a person waits: for `--help`, and for the first answer of `chat` in an installation that already exists."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from askline.bench.figures import Figure

ASK = "we need 10 chairs for our lunch club in Harehills before Christmas\n"


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Medians over fresh processes; the yardstick is a Python that does nothing."""
    runs = max(3, int(7 * scale))
    nothing = _median([sys.executable, "-c", "pass"], runs)
    yield Figure("time of --help", _median([*_askline(), "--help"], runs), "s", nothing, "python -c pass", "≤ 0.4 s")
    _first_answer(folder)
    answers = [_first_answer(folder) for _ in range(runs)]
    yield Figure("first answer of chat", statistics.median(answers), "s", nothing, "python -c pass", "≤ 2 s")


def _askline() -> list[str]:
    return [sys.executable, "-m", "askline"]


def _median(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _first_answer(home: Path) -> float:
    """Seconds from starting the process to the first line that it prints."""
    start = time.perf_counter()
    name = f"bench{os.urandom(3).hex()}"
    command = [*_askline(), "chat", "--home", str(home), "--as", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdin.write(ASK)
        process.stdin.close()
        process.stdout.readline()
        waited = time.perf_counter() - start
        process.stdout.read()
    return waited
