"""Trains the heads from data/training/*.jsonl and writes data/heads. Needs the `train` extra; the same input gives the same files.

Blend, likelihoods and thresholds are learnt from what is said of some writers' messages by heads that never saw those writers.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.features import fingerprint
from nlp.folds import PHRASES
from nlp.heads import FOLDER
from nlp.learning import Learnt
from nlp.packing import in_bytes, in_halves

TRAINING = Path(__file__).parent / "data" / "training"


def read_messages(folder: Path = TRAINING) -> list[dict[str, Any]]:
    """The labelled messages of every JSONL file in the folder, in the order of names and lines.

    Each gets its "writer": the name of its file when that ends in "-writer", PHRASES for the lines of phrases*.jsonl, else
    "first-writer".
    """
    messages = []
    for path in sorted(folder.glob("*.jsonl")):
        writer = path.stem if path.stem.endswith("-writer") else "first-writer"
        writer = PHRASES if path.stem.startswith(PHRASES) else writer
        messages += [{**message, "writer": writer} for message in read_labelled(path)]
    return messages


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """The labelled messages of one JSONL file, blank lines left out.

    A message, a line with the day that it was received, may leave out the labels that it has none of; a phrase has no others.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [unlabelled() | line if "received" in line else line for line in lines]


def unlabelled() -> dict[str, Any]:
    """The labels of a message that has none."""
    lists: dict[str, Any] = {
        name: [] for name in ("themes", "wards", "support", "beneficiaries", "quantity", "personal")
    }
    return {**lists, "ward_certain": False, "needed_by": None, "organisation": None}


def train(learnt: Learnt, destination: Path = FOLDER) -> str:
    """Writes heads.npz and heads.json to `destination`; returns their hash (equal messages, equal hashes)."""
    vocabulary = learnt.table.vocabulary
    known, remembered = len(vocabulary.terms), ~learnt.table.phrases
    memory, memory_step = in_halves(learnt.table.vectors[remembered].astype(numpy.float32))
    arrays: dict[str, NDArray[Any]] = {
        "rarity": vocabulary.rarity,
        "memory": memory,
        "memory_step": memory_step,
        "terms": numpy.frombuffer("\n".join(vocabulary.terms).encode(), dtype=numpy.uint8),
        "prototypes": learnt.table.prototypes.vectors.astype(numpy.float16),
    }
    about: dict[str, Any] = {
        "fingerprint": fingerprint(),
        "messages": len(learnt.table.messages),
        "fields": {},
    }
    for field, learning in learnt.fields.items():
        merged = learning.merged()
        calibration = learning.calibration()
        arrays[f"{field}.sparse"], arrays[f"{field}.step"] = in_bytes(merged.weights[:known])
        arrays[f"{field}.dense"] = merged.weights[known:].astype(numpy.float32)
        arrays[f"{field}.bias"] = merged.bias.astype(numpy.float32)
        arrays[f"{field}.known"] = numpy.flatnonzero(learning.judged[remembered]).astype(numpy.int32)
        arrays[f"{field}.truth"] = learning.truth[learning.judged]
        arrays[f"{field}.standing"], arrays[f"{field}.level"] = calibration.weights, calibration.bias
        about["fields"][field] = {
            "slugs": list(learning.slugs),
            "tuned": merged.tuned,
            "recall": merged.recall,
            "threshold": learning.threshold,
            "one_only": learning.one_only,
        }
    return write_heads(destination, arrays, about)


def write_heads(destination: Path, arrays: dict[str, NDArray[Any]], about: dict[str, Any]) -> str:
    """Writes the two files; returns the hash of the numbers and of the description."""
    destination.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(name.encode())
        digest.update(arrays[name].tobytes())
    numpy.savez_compressed(
        destination / "heads.npz", allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)}
    )
    described = json.dumps(about, ensure_ascii=False, separators=(",", ":")) + "\n"
    (destination / "heads.json").write_text(described, encoding="utf-8")
    digest.update(described.encode())
    return digest.hexdigest()
