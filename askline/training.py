"""`askline train`: the reader of everybody from the repository's messages, or that of one home from its curators' corrections too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from askline.options import fail

HEADS = "heads"
"""The folder in a home that holds its own heads."""
METRICS = "metrics.json"


def train(say: Callable[[str], object]) -> None:
    """Train what the reader has by heart, the weights for names and the heads, and write down the figures."""
    from nlp.evaluate import METRICS as SHIPPED
    from nlp.heads import FOLDER
    from nlp.train import read_messages
    from nlp.weigh_names import learn_names

    say(f"Weighed what tells the name of who writes, from {learn_names()} messages.")
    _learn(read_messages(), FOLDER, SHIPPED, say)


def train_with_corrections(home: Path, say: Callable[[str], object]) -> None:
    """Train heads for the installation in `home`, which reads with them from its next start on.

    What curators put right joins the training messages, as the public text and the tags that they left. Nobody's personal
    data is learnt from, and nothing leaves the home.
    """
    from askline.wiring import open_installation
    from db.corrections import corrected_entries
    from nlp.train import read_messages

    installation = open_installation(home)
    try:
        with installation.database.session() as session:
            corrections = [_message(entry) for entry in corrected_entries(session)]
    finally:
        installation.close()
    if not corrections:
        fail("No curator has put a tag right yet, so there is nothing to add; `askline train` trains without.")
    say(f"{len(corrections)} entries that curators put right join the training messages.")
    _learn([*read_messages(), *corrections], home / HEADS, home / HEADS / METRICS, say)


def heads_of(home: Path) -> Path | None:
    """The home's own heads, when it has any."""
    folder = home / HEADS
    return folder if (folder / "heads.json").exists() else None


def _message(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.ref,
        "text": entry.public_text,
        "intent": entry.kind,
        "themes": list(entry.themes),
        "support": list(entry.support),
        "beneficiaries": list(entry.beneficiaries),
        "writer": "curators",
    }


def _learn(messages: list[dict[str, Any]], folder: Path, metrics: Path, say: Callable[[str], object]) -> None:
    from nlp.evaluate import evaluate
    from nlp.learning import learn
    from nlp.train import train as write

    learnt = learn(messages)
    made = write(learnt, folder)
    say(f"Trained on {len(messages)} messages; the weights are in {folder}, sha256 {made}.")
    figures = evaluate(learnt)
    metrics.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        if not isinstance(value, dict):
            say(f"{name}: {value}")
    for kind, right in figures["rules_right"].items():
        say(f"what the rules find of {kind} is right: {right:.0%}")
    for field, bands in figures["reliability"].items():
        said = ", ".join(f"{sure:.0%} {right:.0%} ({count})" for sure, right, count in bands.values())
        say(f"{field}, how sure on average and how many of them right (of how many tags): {said}")
