"""Trains the heads from data/training/*.jsonl and writes data/heads. Needs the `train` extra; the same input gives the same files.

Each tag gets a logistic regression over words, characters, vectors, lexicon and rules. Thresholds are chosen on figures from
cross-validation, so that a head is never judged on what it learnt from.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from nlp import intent
from nlp.clauses import cut_clauses
from nlp.encoder import Encoder
from nlp.features import Row, Vocabulary, fingerprint, make_row, terms
from nlp.heads import FOLDER
from nlp.lexicon import lexicon
from nlp.tags import leaned
from nlp.taxonomy import FIELDS, INTENTS, SUPPORTED, THEMED

TRAINING = Path(__file__).parent / "data" / "training"
LEAST_TEXTS = {"w": 2, "c": 4}
STRENGTH = {"intent": 1.0, "themes": 1.0, "support": 0.5, "beneficiaries": 2.0}
FOLDS = 5
SEED = 20261123
THRESHOLDS = numpy.arange(0.1, 0.61, 0.025)


@dataclass(frozen=True)
class Training:
    """What a training made: where, how many messages it read, and the hash of the weights (equal inputs, equal hashes)."""

    folder: Path
    messages: int
    sha256: str


def read_messages(folder: Path = TRAINING) -> list[dict[str, Any]]:
    """The labelled messages of every JSONL file in the folder, in the order of names and lines."""
    messages = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                messages.append(json.loads(line))
    return messages


def train(folder: Path = TRAINING, destination: Path = FOLDER) -> Training:
    """Trains on the messages in `folder` and writes heads.npz and heads.json to `destination`."""
    messages = read_messages(folder)
    vocabulary = make_vocabulary([message["text"] for message in messages])
    rows = make_rows([message["text"] for message in messages], vocabulary)
    matrix = as_matrix(rows, len(vocabulary.columns))
    arrays: dict[str, NDArray[Any]] = {"rarity": vocabulary.rarity}
    about: dict[str, Any] = {
        "fingerprint": fingerprint(),
        "messages": len(messages),
        "terms": list(vocabulary.columns),
        "fields": {},
    }
    for field, slugs in {"intent": INTENTS, **FIELDS}.items():
        likelihoods, weights, bias = fit_field(messages, matrix, field, slugs)
        arrays[f"{field}.sparse"] = weights[: len(vocabulary.columns)].astype(numpy.float16)
        arrays[f"{field}.dense"] = weights[len(vocabulary.columns) :].astype(numpy.float32)
        arrays[f"{field}.bias"] = bias.astype(numpy.float32)
        thresholds = (
            [0.0] * len(slugs)
            if field == "intent"
            else [best_threshold(messages, field, slugs, likelihoods)] * len(slugs)
        )
        about["fields"][field] = {"slugs": list(slugs), "thresholds": thresholds, "one_only": field == "intent"}
    return Training(destination, len(messages), write_heads(destination, arrays, about))


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


def make_vocabulary(texts: list[str]) -> Vocabulary:
    """The terms that enough texts share, with how rare each is."""
    texts_with: Counter[str] = Counter()
    for text in texts:
        for block in terms(text):
            texts_with.update(block.keys())
    kept = sorted(term for term, count in texts_with.items() if count >= LEAST_TEXTS[term[0]])
    rarity = numpy.log((1 + len(texts)) / (1 + numpy.array([texts_with[term] for term in kept]))) + 1
    return Vocabulary({term: column for column, term in enumerate(kept)}, rarity.astype(numpy.float32))


def make_rows(texts: list[str], vocabulary: Vocabulary) -> list[Row]:
    """Each text as numbers, with the shipped encoder and lexicon."""
    encoder, words = Encoder(), lexicon()
    return [make_row(text, cut_clauses(text), vocabulary, words, encoder) for text in texts]


def as_matrix(rows: list[Row], terms_known: int) -> Any:
    """The rows as one sparse matrix, terms first."""
    from scipy import sparse

    starts = numpy.cumsum([0] + [len(row.columns) for row in rows])
    weights = numpy.concatenate([row.weights for row in rows])
    columns = numpy.concatenate([row.columns for row in rows])
    words = sparse.csr_matrix((weights, columns, starts), shape=(len(rows), terms_known))
    return sparse.hstack([words, sparse.csr_matrix(numpy.stack([row.dense for row in rows]))]).tocsr()


def in_field(message: dict[str, Any], field: str) -> bool:
    """Whether the message can have tags of the field at all."""
    if field == "themes":
        return message["intent"] in THEMED
    return field != "support" or message["intent"] in SUPPORTED


def folds(count: int) -> NDArray[numpy.int64]:
    """A fold for each message, shuffled with a fixed seed."""
    order = numpy.random.default_rng(SEED).permutation(count)
    fold = numpy.empty(count, dtype=numpy.int64)
    fold[order] = numpy.arange(count) % FOLDS
    return fold


def fit_field(
    messages: list[dict[str, Any]], matrix: Any, field: str, slugs: tuple[str, ...]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """(likelihoods out of fold, weights, bias) of one field."""
    likelihoods = out_of_fold(messages, matrix, field, slugs)
    chosen = numpy.array([index for index, message in enumerate(messages) if in_field(message, field)])
    weights, bias = fit(matrix[chosen], [messages[index] for index in chosen], field, slugs)
    return likelihoods, weights, bias


def out_of_fold(messages: list[dict[str, Any]], matrix: Any, field: str, slugs: tuple[str, ...]) -> NDArray[Any]:
    """How likely each slug is for each message, by heads that never saw the message, and by the lexicon."""
    fold = folds(len(messages))
    likelihoods = numpy.zeros((len(messages), len(slugs)))
    for number in range(FOLDS):
        learnt = numpy.array(
            [i for i, message in enumerate(messages) if fold[i] != number and in_field(message, field)]
        )
        asked = numpy.flatnonzero(fold == number)
        weights, bias = fit(matrix[learnt], [messages[index] for index in learnt], field, slugs)
        score = matrix[asked] @ weights + bias
        if field == "intent":
            score = numpy.exp(score - score.max(axis=1, keepdims=True))
            likelihoods[asked] = score / score.sum(axis=1, keepdims=True)
        else:
            likelihoods[asked] = 1 / (1 + numpy.exp(-score))
    if field != "intent":
        words = lexicon()
        read = [(message["text"], words.evidence(message["text"])) for message in messages]
        likelihoods = leaned(likelihoods, numpy.stack([words.leaning(*one)[field] for one in read]))
    return likelihoods


def fit(
    matrix: Any, messages: list[dict[str, Any]], field: str, slugs: tuple[str, ...]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """(weights, bias) of one field: one column a slug."""
    from sklearn.linear_model import LogisticRegression

    if field != "intent":
        matrix = without_rules(matrix)
    weights = numpy.zeros((matrix.shape[1], len(slugs)))
    bias = numpy.full(len(slugs), -6.0)
    for column, slug in enumerate(slugs):
        truth = numpy.array(
            [slug == message["intent"] if field == "intent" else slug in message[field] for message in messages]
        )
        if truth.any() and not truth.all():
            model = LogisticRegression(
                C=STRENGTH[field], solver="liblinear", dual=True, random_state=SEED, max_iter=2000
            )
            model.fit(matrix, truth)
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def without_rules(matrix: Any) -> Any:
    """The rows with zeros where the rules of intent stand: who gives says nothing of what, and only misleads the other heads."""
    from scipy import sparse

    kept = numpy.ones(matrix.shape[1])
    kept[-len(intent.features("")) :] = 0
    return (matrix @ sparse.diags(kept)).tocsr()


def best_threshold(
    messages: list[dict[str, Any]], field: str, slugs: tuple[str, ...], likelihoods: NDArray[Any]
) -> float:
    """The likelihood from which giving a tag makes the best micro-F1, on figures out of fold."""
    chosen = [index for index, message in enumerate(messages) if in_field(message, field)]
    truth = numpy.array([[slug in messages[index][field] for slug in slugs] for index in chosen])
    best = (0.0, 0.5)
    for threshold in THRESHOLDS:
        given = likelihoods[chosen] >= threshold
        if field != "beneficiaries":
            given[numpy.arange(len(chosen)), likelihoods[chosen].argmax(axis=1)] = True
        right = (given & truth).sum()
        best = max(best, (2 * right / (given.sum() + truth.sum()), float(threshold)))
    return round(best[1], 3)
