"""How well the reader reads: cross-validated figures on the training messages; `askline train` writes them to data/metrics.json.

Heads judge only messages that they did not learn from: those of some writers by heads that learnt from other writers' messages.
`python -m nlp.evaluate` cross-validates in five random parts instead, as heads will know the manner of some who write;
`python -m nlp.evaluate FILE` reads labelled messages with the reader as it is. The rules
(wards, dates, amounts, personal data) and the lexicon were written with these messages in view, so their figures are too kind;
only messages written afterwards by someone else are fair to them.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc

from nlp.folding import fold
from nlp.folds import random_folds
from nlp.jsonl import as_dictionary
from nlp.learning import Learnt, learn
from nlp.marks import Marks
from nlp.pipeline import Reader, as_reading, clean
from nlp.places import load_place
from nlp.reading import Tag
from nlp.ruled import ruled
from nlp.tags import RANKED, given
from nlp.taxonomy import FIELDS, INTENTS, SUPPORTED, THEMED
from nlp.train import read_labelled, read_messages

METRICS = Path(__file__).parent / "data" / "metrics.json"


def evaluate(learnt: Learnt) -> dict[str, Any]:
    """The figures out of fold of what was learnt, on the messages that carry every label."""
    measured, predictions = predict_out_of_fold(learnt)
    return {
        "what": "each writer's messages judged by heads that learnt from the others'; rules and lexicon had these in view",
        "trained_on": len(learnt.table.messages),
        "messages": len(measured),
        **score(measured, predictions),
        "rules_right": _rules_right(list(zip(measured, predictions, strict=True))),
        "reliability": reliability(learnt),
    }


def reliability(learnt: Learnt) -> dict[str, dict[str, list[float]]]:
    """For each field and band of confidence: [how sure on average, the share that was right, how many tags]. Out of fold."""
    found = {}
    for field, learning in learnt.fields.items():
        sure, right = learning.likelihoods[learning.judged], learning.truth[learning.judged]
        if learning.one_only:
            best = sure.argmax(axis=1)[:, None]
            sure, right = numpy.take_along_axis(sure, best, 1), numpy.take_along_axis(right, best, 1)
        found[field] = {
            f"{low:.1f}": [round(float(sure[band].mean()), 3), round(float(right[band].mean()), 3), int(band.sum())]
            for low in numpy.arange(0.1, 1.0, 0.1)
            if (band := (sure >= low) & (sure < low + 0.1)).any()
        }
    return found


def predict_out_of_fold(learnt: Learnt) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(the messages that carry every label, what the reader would say of each with heads that never saw it)."""
    reader = Reader(encoder=False)
    fields, messages = learnt.fields, learnt.table.messages
    measured = [index for index, message in enumerate(messages) if "wards" in message]
    thresholds = {field: learning.threshold for field, learning in fields.items()}
    predictions = [
        _predict(
            reader,
            messages[index],
            learnt.table.marks[index],
            {field: one.likelihoods[index] for field, one in fields.items()},
            thresholds,
        )
        for index in measured
    ]
    return [messages[index] for index in measured], predictions


def _predict(
    reader: Reader,
    message: dict[str, Any],
    marks: Marks,
    likelihoods: dict[str, NDArray[Any]],
    thresholds: dict[str, float],
) -> dict[str, Any]:
    day, place = date.fromisoformat(message["received"]), load_place(message["place"])
    doc = reader.blank(clean(message["text"]), day, place)
    for name, step in reader.pipeline.pipeline:
        if name == "intent":
            best = int(likelihoods["intent"].argmax())
            doc._.intent = ruled(doc.text) or Tag(INTENTS[best], float(likelihoods["intent"][best]))
        elif name in FIELDS:
            _tag(doc, name, likelihoods[name], thresholds[name])
        elif name != "words":
            doc = step(doc)
            if name == "vector":
                doc._.encoded = replace(doc._.encoded, marks=marks)
    return as_dictionary(message["id"], as_reading(doc.text, doc))


def _tag(doc: Doc, field: str, likelihoods: NDArray[Any], threshold: float) -> None:
    slugs = FIELDS[field]
    tags = [Tag(slug, round(float(likelihood), 3)) for slug, likelihood in zip(slugs, likelihoods, strict=True)]
    setattr(doc._, field, tuple(tags[index] for index in given(field, doc._.intent.slug, threshold, likelihoods)))
    if field == "themes":
        doc._.theme_ranking = tuple(sorted(tags, key=lambda tag: -tag.confidence)[:RANKED])


def score(messages: list[dict[str, Any]], predictions: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of the table in the README, each between 0 and 1."""
    pairs = list(zip(messages, predictions, strict=True))
    themed = [pair for pair in pairs if pair[0]["intent"] in THEMED]
    supported = [pair for pair in pairs if pair[0]["intent"] in SUPPORTED]
    ranked = [(set(gold["themes"]), list(found["confidence"]["theme_ranking"])) for gold, found in themed]
    return {
        "intent_accuracy": _share(gold["intent"] == found["intent"] for gold, found in pairs),
        "themes_f1": _micro_f1(themed, "themes"),
        "themes_first_right": _share(ranking[0] in gold for gold, ranking in ranked),
        "themes_right_in_three": _share(bool(gold & set(ranking[:3])) for gold, ranking in ranked),
        "support_f1": _micro_f1(supported, "support"),
        "beneficiaries_f1": _micro_f1(pairs, "beneficiaries"),
        **_wards(pairs),
        **_dates(pairs),
        **_counts(pairs),
        "organisation_right": _share(
            _same(gold["organisation"], found["organisation"]) for gold, found in pairs if gold["organisation"]
        ),
        **_personal(pairs),
    }


Pairs = list[tuple[dict[str, Any], dict[str, Any]]]


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return round(sum(values) / len(values), 4) if values else 1.0


def _micro_f1(pairs: Pairs, field: str) -> float:
    right = sum(len(set(gold[field]) & set(found[field])) for gold, found in pairs)
    given = sum(len(found[field]) + len(gold[field]) for gold, found in pairs)
    return round(2 * right / given, 4) if given else 1.0


def _wards(pairs: Pairs) -> dict[str, float]:
    named = [
        (set(map(fold, gold["wards"])), set(map(fold, found["wards"])), gold["ward_certain"]) for gold, found in pairs
    ]
    return {
        "wards_exact_where_certain": _share(gold == found for gold, found, certain in named if gold and certain),
        "wards_contained_where_loose": _share(gold <= found for gold, found, certain in named if gold and not certain),
        "wards_invented": _share(bool(found) for gold, found, _ in named if not gold),
    }


def _dates(pairs: Pairs) -> dict[str, float]:
    return {
        "needed_by_right": _share(
            gold["needed_by"] == found["needed_by"] for gold, found in pairs if gold["needed_by"]
        ),
        "needed_by_invented": _share(bool(found["needed_by"]) for gold, found in pairs if not gold["needed_by"]),
    }


def _counts(pairs: Pairs) -> dict[str, float]:
    right = wanted = given = 0
    for gold, found in pairs:
        truth = Counter(float(one["count"]) for one in gold["quantity"])
        said = Counter(float(one["count"]) for one in found["quantity"])
        right += sum((truth & said).values())
        wanted += sum(truth.values())
        given += sum(said.values())
    return {"quantity_recall": round(right / max(wanted, 1), 4), "quantity_precision": round(right / max(given, 1), 4)}


def _rules_right(pairs: Pairs) -> dict[str, float]:
    """Of what the rules found, the share that was right."""
    found: dict[str, list[bool]] = {}
    for gold, said in pairs:
        counts = {float(one["count"]) for one in gold["quantity"]}
        if said["needed_by"]:
            found.setdefault("needed_by", []).append(said["needed_by"] == gold["needed_by"])
        if said["organisation"]:
            found.setdefault("organisation", []).append(_same(gold["organisation"], said["organisation"]))
        for one in said["quantity"]:
            found.setdefault("quantity", []).append(float(one["count"]) in counts)
        for piece, kind in zip(said["personal"], said["personal_kinds"], strict=True):
            found.setdefault(kind, []).append(any(piece in true or true in piece for true in gold["personal"]))
    return {kind: _share(right) for kind, right in sorted(found.items())}


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "").removeprefix("the ") == fold(other or "").removeprefix("the ")


def _personal(pairs: Pairs) -> dict[str, float]:
    caught = [piece not in found["public_text"] for gold, found in pairs for piece in gold["personal"]]
    lost = kept = 0
    for gold, found in pairs:
        rest = gold["text"]
        for piece in sorted(gold["personal"], key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(piece)}(?!\w)", " ", rest)
        words = Counter(fold(rest).split())
        lost += sum((words - Counter(fold(found["public_text"]).split())).values())
        kept += sum(words.values())
    return {"personal_caught": _share(caught), "other_words_lost": round(lost / max(kept, 1), 4)}


def evaluate_file(path: Path) -> dict[str, Any]:
    """The figures of the reader as it is, on labelled messages (JSONL) that it never learnt from."""
    messages = read_labelled(path)
    reader = Reader()
    predictions = [
        as_dictionary(one["id"], reader.read(one["text"], date.fromisoformat(one["received"]), place=one["place"]))
        for one in messages
    ]
    return {"what": str(path), "messages": len(messages), **score(messages, predictions)}


if __name__ == "__main__":
    if sys.argv[1:]:
        found = [evaluate_file(Path(name)) for name in sys.argv[1:]]
    else:
        known = read_messages()
        found = [evaluate(learn(known, random_folds(len(known))))]
    print(json.dumps(found, indent=1))
