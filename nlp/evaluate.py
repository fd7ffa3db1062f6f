"""How well the reader reads: cross-validated figures on the training messages, written to data/metrics.json.

Heads judge only messages that they did not learn from. The rules (wards, dates, amounts, personal data) were written with
these messages in view, so their figures here are too kind; only messages written afterwards by someone else are fair to them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc

from nlp.components import Circumstances
from nlp.folding import fold
from nlp.heads import load_heads
from nlp.jsonl import as_dictionary
from nlp.pipeline import Reader, as_reading, clean
from nlp.places import load_place
from nlp.reading import Tag
from nlp.ruled import ruled
from nlp.tags import MOST
from nlp.taxonomy import FIELDS, INTENTS, SUPPORTED, THEMED
from nlp.train import TRAINING, as_matrix, make_rows, out_of_fold, read_messages

METRICS = Path(__file__).parent / "data" / "metrics.json"
HEADED = ("askline_numbers", "askline_intent", "askline_tags")


def evaluate(folder: Path = TRAINING, destination: Path | None = METRICS) -> dict[str, Any]:
    """Cross-validates on the messages in `folder`; returns the figures and writes them to `destination`."""
    messages = read_messages(folder)
    measured, predictions = predict_out_of_fold(messages)
    figures = {
        "what": "cross-validated on the training messages; rules and the later training messages were written with these in view",
        "trained_on": len(messages),
        "messages": len(measured),
        **score(measured, predictions),
    }
    if destination is not None:
        destination.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def predict_out_of_fold(messages: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(the messages that carry every label, what the reader would say of each with heads that never saw it)."""
    heads = load_heads()
    rows = make_rows([message["text"] for message in messages], heads.vocabulary)
    matrix = as_matrix(rows, len(heads.vocabulary.columns))
    likelihoods = {
        field: out_of_fold(messages, matrix, field, slugs) for field, slugs in {"intent": INTENTS, **FIELDS}.items()
    }
    reader = Reader(encoder=False)
    measured = [index for index, message in enumerate(messages) if "wards" in message]
    predictions = [
        _predict(reader, messages[index], {field: found[index] for field, found in likelihoods.items()})
        for index in measured
    ]
    return [messages[index] for index in measured], predictions


def _predict(reader: Reader, message: dict[str, Any], likelihoods: dict[str, NDArray[Any]]) -> dict[str, Any]:
    doc = Doc(reader.pipeline.vocab, words=[clean(message["text"])], spaces=[False])
    doc._.circumstances = Circumstances(date.fromisoformat(message["received"]), load_place(message["place"]))
    for name, step in reader.pipeline.pipeline:
        if name not in HEADED:
            doc = step(doc)
        elif name == "askline_tags":
            _tag(doc, likelihoods)
    return as_dictionary(message["id"], as_reading(doc.text, doc))


def _tag(doc: Doc, likelihoods: dict[str, NDArray[Any]]) -> None:
    plain = ruled(doc.text)
    slug = plain[0] if plain else INTENTS[int(likelihoods["intent"].argmax())]
    doc._.intent = Tag(slug, float(likelihoods["intent"].max()))
    heads = load_heads()
    for field, slugs in FIELDS.items():
        found = likelihoods[field]
        order = [int(index) for index in numpy.argsort(-found, kind="stable")]
        given = [index for index in order if found[index] >= heads.fields[field].thresholds[index]][: MOST[field]]
        if not given and field != "beneficiaries":
            given = order[:1]
        fits = field == "beneficiaries" or slug in (THEMED if field == "themes" else SUPPORTED)
        tags = tuple(Tag(slugs[index], float(found[index])) for index in given)
        setattr(doc._, field, tags if fits else ())
        if field == "themes":
            doc._.theme_ranking = tuple(Tag(slugs[index], float(found[index])) for index in order[:5])


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
