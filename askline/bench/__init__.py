"""`askline bench`: figures of this machine, each beside a yardstick taken in the same run. Nothing here is a test."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from askline.bench.figures import Figure, table

Measure = Callable[[Path, float], Iterator[Figure]]


def bench(as_json: bool, scale: float) -> None:
    """Measure everything at `scale` (1.0 is full size) and print a table, or JSON. What cannot be measured here says why."""
    from askline.bench import conversation, handling, letters, mail, mailbox, memory, reading, slack, starting, telegram
    from askline.logs import configure

    configure("error")
    sys.path.append(str(Path(__file__).parents[2]))  # in a checkout the tests' servers are beside the program
    measures: list[Measure] = [
        starting.measure,
        reading.measure,
        conversation.measure,
        handling.measure,
        letters.measure,
        mail.measure,
        mailbox.measure,
        telegram.measure,
        slack.measure,
        memory.measure,
    ]
    figures: list[Figure] = []
    for measure in measures:
        with tempfile.TemporaryDirectory(prefix="askline-bench-") as folder:
            for figure in measure(Path(folder), scale):
                figures.append(figure)
                print(f"measured: {figure.name}", file=sys.stderr)
    print(json.dumps([figure.plain() for figure in figures], indent=1) if as_json else table(figures))
