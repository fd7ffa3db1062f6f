"""Learns what each kind of evidence on a name weighs, and writes data/organisation.json. Needs the `train` extra.

`askline train` takes data/training and data/naming.jsonl; `python -m nlp.weigh_names [FILE ...]` also the labelled messages (JSONL)
that are named. The weights are those under which the labelled names, or that there is none, are likeliest: a conditional logistic
regression over the runs of words of each message. The same messages give the same file.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp.encoder import Encoder
from nlp.marks import Marks
from nlp.name_evidence import Candidate, find_candidates
from nlp.organisation import WEIGHTS, plain_name
from nlp.pipeline import clean
from nlp.places import load_place
from nlp.train import read_labelled, read_messages
from nlp.tuned import Tuned, judged, key_of

NAMING = WEIGHTS.with_name("naming.jsonl")
"""Phrases written for the ways of saying who one is that messages seldom hold."""
LEAST_SEEN = 5
PENALTY = 2.5
LEAST_WEIGHT = 0.05


def weigh(messages: list[dict[str, Any]]) -> dict[str, float]:
    """The weight of each kind of evidence that is met often enough to tell."""
    found = list(_candidates(messages))
    seen = Counter(kind for candidates in found for one in candidates for kind in one.evidence)
    kinds = sorted(kind for kind, count in seen.items() if count >= LEAST_SEEN)
    weights = _fit(*_table(messages, found, {kind: column for column, kind in enumerate(kinds)}))
    rounded = {kind: round(float(weight), 2) for kind, weight in zip(kinds, weights, strict=True)}
    return {kind: weight for kind, weight in rounded.items() if abs(weight) >= LEAST_WEIGHT}


def _candidates(messages: list[dict[str, Any]]) -> Iterator[list[Candidate]]:
    """Of each message; those that tuned the encoder are marked by what was said before it had seen their writer."""
    encoder, tuned, unseen = Encoder(), Tuned(), judged()
    for message in messages:
        text, said = clean(message["text"]), unseen.get(key_of(message["text"]))
        odds = said[1] if said else tuned.read(encoder.read(text))[1].odds
        marks = Marks(encoder.offsets(text)[: len(odds)], odds)
        yield list(find_candidates(text, load_place(message["place"]).every_name, marks))


def _table(
    messages: list[dict[str, Any]], found: list[list[Candidate]], columns: dict[str, int]
) -> tuple[Any, NDArray[Any], NDArray[Any]]:
    """(a row of evidence for each candidate, which message each belongs to, which are the labelled name)."""
    from scipy.sparse import csr_matrix

    pairs = [
        (index, one)
        for index, candidates in enumerate(found)
        for one in candidates
        if messages[index]["organisation"] or not is_in_doubt(one)
    ]
    cells = [(row, columns[kind]) for row, (_, one) in enumerate(pairs) for kind in one.evidence if kind in columns]
    truth = [plain_name(message["organisation"] or "") for message in messages]
    rows, places = numpy.array(cells).T
    table = csr_matrix((numpy.ones(len(cells)), (rows, places)), shape=(len(pairs), len(columns)))
    owner = numpy.array([index for index, _ in pairs])
    return (
        table,
        owner,
        numpy.array([bool(truth[index]) and plain_name(one.text) == truth[index] for index, one in pairs]),
    )


def is_in_doubt(one: Candidate) -> bool:
    """Whether it is a group in small letters that opens or ends a message: labellers named such groups or did not."""
    small = {"opens|L|headed", "opens|M|headed", "amid|closes|L|headed"} & one.evidence
    return (
        bool(small)
        and not {"left=line", "isplace"} & one.evidence
        and any(kind.endswith("|headed|own") for kind in one.evidence)
    )


def _fit(table: Any, owner: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    from scipy.optimize import minimize

    messages = int(owner.max()) + 1
    told = numpy.zeros(messages, dtype=bool)
    told[owner[right]] = True

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        odds = numpy.exp(numpy.clip(table @ weights, -50, 50))
        whole = 1 + numpy.bincount(owner, odds, messages)
        hit = numpy.bincount(owner[right], odds[right], messages)
        wanted = numpy.where(right, odds / numpy.where(told, hit, 1)[owner], 0)
        lost = numpy.log(whole).sum() - numpy.log(hit[told]).sum() + PENALTY / 2 * weights @ weights
        return float(lost), table.T @ (odds / whole[owner] - wanted) + PENALTY * weights

    found: NDArray[Any] = minimize(loss, numpy.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def learn_names(*more: Path) -> int:
    """Learns from the training messages and those of the files named, writes the weights, and returns from how many messages."""
    labelled = [*read_messages(), *(message for path in (NAMING, *more) for message in read_labelled(path))]
    messages = [message for message in labelled if "organisation" in message]
    about = {"messages": len(messages), "weights": weigh(messages)}
    WEIGHTS.write_text(json.dumps(about, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return len(messages)


if __name__ == "__main__":
    learn_names(*map(Path, sys.argv[1:]))
