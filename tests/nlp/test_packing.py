"""Numbers kept small in files come back near what they were."""

import numpy

from nlp.packing import from_halves, in_bytes, in_halves


def test_bytes_come_back_within_half_a_step() -> None:
    numbers = numpy.random.default_rng(7).normal(0, 0.3, (40, 9)).astype(numpy.float32)
    packed, step = in_bytes(numbers)
    assert packed.dtype == numpy.int8 and numpy.abs(packed * step - numbers).max() <= step / 2 + 1e-6


def test_nothing_but_zeros_stays_zeros() -> None:
    packed, step = in_bytes(numpy.zeros((2, 4)))
    assert not (packed * step).any() and not from_halves(*in_halves(numpy.zeros((2, 4)))).any()


def test_half_bytes_keep_who_is_near_whom() -> None:
    chance = numpy.random.default_rng(7)
    vectors = chance.normal(0, 1, (300, 384)).astype(numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    asked = vectors[:20] + chance.normal(0, 0.03, (20, 384))
    packed, step = in_halves(vectors)
    assert packed.nbytes == vectors.nbytes / 8
    assert ((asked @ from_halves(packed, step).T).argmax(axis=1) == numpy.arange(20)).all()
