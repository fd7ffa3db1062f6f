"""Which place a misspelt word means: one slip of the pen away from a name, two from a long one, and no word of its own.

`data/lists/words_like_places.txt` holds the words of everyday English that lie so near to a name ("brambles", Bramley).
"""

from functools import cache, lru_cache
from pathlib import Path

from nlp.places import Place

NO_MISSPELLINGS = Path(__file__).parent / "data" / "lists" / "words_like_places.txt"
SHORTEST_MISSPELT = 5
TWO_SLIPS_FROM = 8


@lru_cache(maxsize=8)
def _spellings(slug: str) -> dict[str, list[str]]:
    """Names long enough to be recognised misspelt, by first letter."""
    from nlp.places import load_place

    place = load_place(slug)
    by_letter: dict[str, list[str]] = {}
    for key, name in place.names.items():
        if len(key) >= SHORTEST_MISSPELT and name.kind != "misspelling" and key not in place.ordinary:
            by_letter.setdefault(key[0], []).append(key)
    return by_letter


@cache
def _no_misspellings() -> frozenset[str]:
    lines = NO_MISSPELLINGS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def nearest(written: str, place: Place) -> str | None:
    """The one name that `written` is a slip of the pen away from; None when there is none, or more than one."""
    from rapidfuzz.distance import OSA

    if len(written) < SHORTEST_MISSPELT or written in place.outside or written in _no_misspellings():
        return None
    allowed = 2 if len(written) >= TWO_SLIPS_FROM else 1
    by_letter = _spellings(place.slug)
    near: dict[str, int] = {}
    for key in by_letter.get(written[0], ()):
        if abs(len(key) - len(written)) <= allowed and key.count(" ") == written.count(" "):
            distance = OSA.distance(written, key, score_cutoff=allowed)
            if distance <= allowed:
                near[key] = distance
    if not near:
        return None
    least = min(near.values())
    best = [key for key, distance in near.items() if distance == least]
    return best[0] if len(best) == 1 else None
