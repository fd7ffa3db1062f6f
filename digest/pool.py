"""The entries of one issue, indexed for choosing from thousands."""

from collections.abc import Callable, Iterable, Sequence

from digest.select import AUDIENCE_KINDS, CITY_WIDE, Candidate, SubscriberView


class Pool:
    """The candidates of one issue, indexed, so that a reader's share of thousands is found without looking at each."""

    def __init__(self, candidates: Sequence[Candidate]):
        self.candidates = candidates
        self._kinds = _positions(candidates, lambda candidate: (candidate.kind,))
        self._themes = _positions(candidates, lambda candidate: candidate.themes or ("",))
        self._wards = _positions(candidates, lambda candidate: candidate.wards or ("",))

    def near(self, view: SubscriberView) -> list[Candidate]:
        """Those of the reader's kinds, themes and wards: the only ones of all that `choose` can choose."""
        found = _any(self._kinds, AUDIENCE_KINDS.get(view.audience, AUDIENCE_KINDS["supplier"]))
        if view.themes:
            found &= _any(self._themes, (*view.themes, ""))
        if view.wards and CITY_WIDE not in view.wards:
            found &= _any(self._wards, (*view.wards, CITY_WIDE, ""))
        return [self.candidates[position] for position in sorted(found)]


def _positions(candidates: Sequence[Candidate], keys: Callable[[Candidate], Iterable[str]]) -> dict[str, set[int]]:
    index: dict[str, set[int]] = {}
    for position, candidate in enumerate(candidates):
        for key in keys(candidate):
            index.setdefault(key, set()).add(position)
    return index


def _any(index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
    return set().union(*(index[key] for key in keys if key in index))
