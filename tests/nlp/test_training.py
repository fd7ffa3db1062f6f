"""Training: the same messages give the same heads, and what the heads say of how sure they are can be believed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from nlp.blending import fit_blend, fit_calibration
from nlp.learning import Learnt, learn
from nlp.pipeline import Reader
from nlp.taxonomy import INTENTS
from nlp.train import TRAINING, read_labelled, read_messages, train
from nlp.weigh_names import weigh
from tests.nlp.conftest import MONDAY

FEW = slice(None, None, 120)


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return learn(read_messages()[FEW])


def test_the_same_messages_give_the_same_heads_in_another_process_and_they_read(learnt: Learnt, tmp_path: Path) -> None:
    first = train(learnt, tmp_path / "one")
    again = "from tests.nlp.test_training import *; print(train(learn(read_messages()[FEW]), Path(sys.argv[1])))"
    process = [sys.executable, "-c", again, str(tmp_path / "two")]
    second = subprocess.run(process, env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, check=True)
    assert second.stdout.decode().strip() == first
    for name in ("heads.npz", "heads.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    reader = Reader("leeds", heads=tmp_path / "one")
    assert reader.read("could anyone part with 10 laptops?", MONDAY).intent.slug in INTENTS


def test_a_message_may_leave_out_the_labels_it_has_none_of(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(
        '{"received":"2026-11-23","text":"ta","intent":"other"}\n\n{"text":"a kiln","themes":["arts-heritage"]}\n'
    )
    message, phrase = read_labelled(path)
    assert (message["wards"], message["needed_by"], message["ward_certain"]) == ([], None, False)
    assert phrase == {"text": "a kiln", "themes": ["arts-heritage"]}


def test_of_what_is_said_at_eighty_per_cent_some_eighty_per_cent_holds() -> None:
    chance = numpy.random.default_rng(7)
    scores = chance.normal(-1, 2, (800, 6))
    truth = chance.random((800, 6)) < 1 / (1 + numpy.exp(-(scores * 0.4 - 1)))
    said = fit_calibration(scores, truth, one_only=False).likelihoods(scores)
    for low in (0.2, 0.5):
        band = (said >= low) & (said < low + 0.2)
        assert abs(said[band].mean() - truth[band].mean()) < 0.06


def test_a_blend_listens_to_who_knows() -> None:
    chance = numpy.random.default_rng(7)
    truth = chance.random((300, 4)) < 0.3
    knows, guesses = truth + chance.normal(0, 0.3, truth.shape), chance.normal(0, 1, truth.shape)
    blend = fit_blend(numpy.stack([knows, guesses], axis=2), truth)
    assert blend.weights[0] > 10 * abs(blend.weights[1])


def test_what_tells_a_name_is_weighed_alike_every_time_and_speaks_for_names() -> None:
    named = [message for message in read_messages() if message.get("organisation")][:150]
    weights = weigh(named)
    assert weights == weigh(named)
    assert weights["case=C"] > 0 > weights["rightcap"]


def test_the_training_messages_are_labelled_with_known_slugs_and_none_is_there_twice() -> None:
    texts = [message["text"] for message in read_messages() if len(message["text"].split()) > 3]
    assert len(texts) == len(set(texts)) > 2_000
    fresh = {
        json.loads(line)["text"]
        for name in ("fresh*.jsonl", "held-out*.jsonl")
        for path in Path(__file__).parent.glob(name)
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert not fresh & set(texts)
    assert {path.name for path in TRAINING.glob("*.jsonl")} >= {"messages.jsonl", "second-writer.jsonl"}
